#pragma once

#include <QString>
#include <QStringList>

namespace peraku::ui {

struct Tokens;

/** Writes the few HTML shapes of a voucher page; every text argument is escaped here and nowhere else. */
class HtmlWriter {
public:
    explicit HtmlWriter(const Tokens& tokens)
        : m_tokens(tokens)
    {
    }
    static QString safe(const QString& text);
    void title(const QString& text, const QString& chip, const QString& chipBack, const QString& chipText);
    void subtitle(const QString& text);
    void section(const QString& text);
    void beginFacts();
    /** A label with its value; left out when the value is empty. */
    void fact(const QString& label, const QString& value, bool strong = false);
    void endFacts();
    void beginTable(const QStringList& headings, const QList<bool>& rightAligned);
    void row(const QStringList& cells, bool strong = false);
    void endTable();
    void note(const QString& text);
    void amount(const QString& label, const QString& amount, const QString& words);
    void link(const QString& target, const QString& text, const QString& after);
    void step(
        const QString& what, const QString& who, const QString& when, const QString& reason, bool voided);
    QString html() const { return m_html; }

private:
    const Tokens& m_tokens;
    QString m_html;
    QList<bool> m_right;
};

} // namespace peraku::ui
