#include "reportview.h"

#include "base/banner.h"
#include "base/format.h"
#include "credentialtext.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/icons.h>
#include <ui/theme.h>

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace peraku::ui {

namespace {
QLabel* textLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}
/** With room to break the line after each part. */
QString distinguishedName(const QString& name)
{
    return domain::escapedForDisplay(name).replace(QLatin1Char(','), QStringLiteral(", "));
}
} // namespace

ReportView::ReportView(QWidget* parent)
    : QWidget(parent)
    , m_verdict(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdict->setWordWrap(true);
    column->addWidget(m_verdict);
}

void ReportView::setReport(const domain::VerificationReport& report)
{
    setReport(report, {}, nullptr);
}

void ReportView::setReport(const domain::VerificationReport& report, const QString& verdict, const char* look)
{
    m_report = report;
    m_words = verdict;
    m_look = look;
    m_has = true;
    render();
}

void ReportView::render()
{
    if (!m_has)
        return;
    delete m_lines;
    m_lines = new QWidget(this);
    auto* grid = new QGridLayout(m_lines);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::s);
    grid->setVerticalSpacing(space::xs);
    grid->setColumnStretch(1, 1);
    const bool valid = m_report.valid();
    m_verdict->setText(!m_words.isEmpty() ? m_words
            : valid                       ? tr("The signature is valid.")
                                          : tr("The signature is NOT valid."));
    setLook(m_verdict, m_look ? m_look : valid ? "success" : "error");
    int row = 0;
    for (const auto& line : m_report.lines) {
        // A PDF or a foreign file says nothing of a voucher, and passes for that.
        if (line.id == domain::CheckId::Statement && line.detail == QLatin1String("not a statement"))
            continue;
        const bool good = line.outcome == domain::CheckOutcome::Passed;
        const bool bad = line.outcome == domain::CheckOutcome::Failed;
        auto* picture = new QLabel(m_lines);
        picture->setPixmap((good ? icon(QStringLiteral("success"), IconTone::Success)
                : bad            ? icon(QStringLiteral("error"), IconTone::Danger)
                                 : icon(QStringLiteral("warning"), IconTone::Warning))
                               .pixmap(QSize(18, 18), devicePixelRatioF()));
        grid->addWidget(picture, row, 0, Qt::AlignTop);
        QString words = QStringLiteral("%1: %2").arg(checkText(line.id), outcomeText(line.outcome));
        if (line.reason)
            words += QStringLiteral(". ") + domain::errorSentence(*line.reason);
        auto* text = textLabel(words, m_lines);
        text->setToolTip(domain::escapedForDisplay(line.detail));
        grid->addWidget(text, row++, 1);
    }
    layout()->addWidget(m_lines);
}

void ReportView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        render();
}

CertificateView::CertificateView(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::l);
    m_grid->setVerticalSpacing(space::xs);
    m_grid->setColumnStretch(1, 1);
}

void CertificateView::setFacts(const domain::CertificateFacts& facts)
{
    // Readers are asked again and again; what did not change is not built anew under the officer's eyes.
    if (facts == m_facts)
        return;
    m_facts = facts;
    render();
}

void CertificateView::render()
{
    while (auto* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (m_facts.der.isEmpty() && m_facts.serialHex.isEmpty())
        return;
    const std::pair<QString, QString> rows[]
        = { { tr("Certificate valid from"), shortTime(m_facts.notBefore) },
              { tr("Certificate valid until"), shortTime(m_facts.notAfter) },
              { tr("Subject DN"), distinguishedName(m_facts.subjectDn) },
              { tr("Serial number"), serialText(m_facts.serialHex) },
              { tr("Issued by"), distinguishedName(m_facts.issuerDn) }, { tr("Key"), keyText(m_facts) } };
    int row = 0;
    for (const auto& [label, value] : rows) {
        auto* caption = new QLabel(label, this);
        setLook(caption, "muted");
        m_grid->addWidget(caption, row, 0, Qt::AlignTop);
        m_grid->addWidget(textLabel(value, this), row++, 1);
    }
}

void CertificateView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        render();
}

} // namespace peraku::ui
