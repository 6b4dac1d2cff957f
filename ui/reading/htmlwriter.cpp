#include "htmlwriter.h"

#include <domain/canonical.h>
#include <ui/theme.h>

namespace peraku::ui {

QString HtmlWriter::safe(const QString& text)
{
    return domain::escapedForDisplay(text).toHtmlEscaped();
}

void HtmlWriter::title(
    const QString& text, const QString& chip, const QString& chipBack, const QString& chipText)
{
    m_html += QStringLiteral("<table width='100%' cellspacing='0' cellpadding='0'><tr><td><span "
                             "style='font-size:17pt;font-weight:600'>%1</span></td>")
                  .arg(safe(text));
    if (!chip.isEmpty())
        m_html += QStringLiteral(
            "<td align='right'><span "
            "style='background-color:%2;color:%3;font-weight:600'>&nbsp;&nbsp;%1&nbsp;&nbsp;</span></td>")
                      .arg(safe(chip), chipBack, chipText);
    m_html += QStringLiteral("</tr></table>");
}

void HtmlWriter::subtitle(const QString& text)
{
    m_html += QStringLiteral("<p style='margin-top:2px;margin-bottom:6px;color:%2'>%1</p>")
                  .arg(safe(text), m_tokens.muted.name());
}

void HtmlWriter::section(const QString& text)
{
    m_html += QStringLiteral(
        "<p style='margin-top:18px;margin-bottom:6px;font-size:11pt;font-weight:600;color:%2'>%1</p>")
                  .arg(safe(text), m_tokens.accent.name());
}

void HtmlWriter::beginFacts()
{
    m_html += QStringLiteral("<table width='100%' cellspacing='0' cellpadding='3'>");
}

void HtmlWriter::fact(const QString& label, const QString& value, bool strong)
{
    if (value.isEmpty())
        return;
    m_html += QStringLiteral("<tr><td width='34%' style='color:%3'>%1</td><td>%4%2%5</td></tr>")
                  .arg(safe(label), safe(value).replace(QLatin1Char('\n'), QStringLiteral("<br/>")),
                      m_tokens.muted.name(), strong ? QStringLiteral("<b>") : QString(),
                      strong ? QStringLiteral("</b>") : QString());
}

void HtmlWriter::endFacts()
{
    m_html += QStringLiteral("</table>");
}

void HtmlWriter::beginTable(const QStringList& headings, const QList<bool>& rightAligned)
{
    m_right = rightAligned;
    // Columns are rounded up: at the full width the page could be a pixel wider than its window.
    m_html += QStringLiteral(
        "<table width='99.7%' cellspacing='0' cellpadding='5' style='border-collapse:collapse'><tr>");
    for (qsizetype i = 0; i < headings.size(); ++i)
        m_html += QStringLiteral(
            "<td align='%2' bgcolor='%3' style='color:%4;font-weight:600;border-bottom:1px solid %5'>%1</td>")
                      .arg(safe(headings.at(i)),
                          m_right.value(i) ? QStringLiteral("right") : QStringLiteral("left"),
                          m_tokens.sunken.name(), m_tokens.muted.name(), m_tokens.line.name());
    m_html += QStringLiteral("</tr>");
}

void HtmlWriter::row(const QStringList& cells, bool strong)
{
    m_html += QStringLiteral("<tr>");
    for (qsizetype i = 0; i < cells.size(); ++i)
        m_html += QStringLiteral("<td align='%2' style='border-bottom:1px solid %3;%4'>%1</td>")
                      .arg(safe(cells.at(i)),
                          m_right.value(i) ? QStringLiteral("right") : QStringLiteral("left"),
                          m_tokens.line.name(), strong ? QStringLiteral("font-weight:600") : QString());
    m_html += QStringLiteral("</tr>");
}

void HtmlWriter::endTable()
{
    m_html += QStringLiteral("</table>");
}

void HtmlWriter::note(const QString& text)
{
    m_html += QStringLiteral("<p style='margin-top:2px;margin-bottom:2px;color:%2'>%1</p>")
                  .arg(safe(text), m_tokens.muted.name());
}

void HtmlWriter::amount(const QString& label, const QString& amount, const QString& words)
{
    m_html += QStringLiteral("<table width='100%' cellspacing='0' cellpadding='8' "
                             "style='margin-top:8px'><tr><td bgcolor='%4'>%1<br/>"
                             "<span style='color:%5'>%3</span></td>"
                             "<td bgcolor='%4' align='right' valign='middle'><span "
                             "style='font-size:15pt;font-weight:600'>%2</span></td></tr></table>")
                  .arg(safe(label), safe(amount), safe(words), m_tokens.sunken.name(), m_tokens.muted.name());
}

void HtmlWriter::link(const QString& target, const QString& text, const QString& after)
{
    m_html += QStringLiteral("<p style='margin-top:2px;margin-bottom:2px'><a href='%1' "
                             "style='color:%4'>%2</a> <span style='color:%5'>%3</span></p>")
                  .arg(target.toHtmlEscaped(), safe(text), safe(after), m_tokens.accent.name(),
                      m_tokens.muted.name());
}

void HtmlWriter::step(
    const QString& what, const QString& who, const QString& when, const QString& reason, bool voided)
{
    const QString struck = voided ? QStringLiteral("text-decoration:line-through;") : QString();
    m_html += QStringLiteral(
        "<table width='100%' cellspacing='0' cellpadding='3'><tr><td width='34%' style='color:%5'>%3</td>"
        "<td><span style='font-weight:600;%6'>%1</span><br/>%2%4</td></tr></table>")
                  .arg(safe(what), safe(who), safe(when),
                      reason.isEmpty() ? QString() : QStringLiteral("<br/><i>%1</i>").arg(safe(reason)),
                      m_tokens.muted.name(), struck);
}

} // namespace peraku::ui
