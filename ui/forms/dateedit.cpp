#include <ui/forms/dateedit.h>

#include <QFocusEvent>
#include <QKeyEvent>
#include <QRegularExpression>

namespace peraku::ui {

namespace {
const QString screenFormat = QStringLiteral("dd/MM/yyyy");
}

DateEdit::DateEdit(QWidget* parent)
    : QLineEdit(parent)
{
    setPlaceholderText(QStringLiteral("dd/mm/yyyy"));
    setMaxLength(10);
    connect(this, &QLineEdit::textChanged, this, [this] { Q_EMIT dateChanged(date()); });
}

QDate DateEdit::parse(const QString& text)
{
    static const QRegularExpression separated(
        QStringLiteral("^(\\d{1,2})[/.\\- ](\\d{1,2})[/.\\- ](\\d{4}|\\d{2})$"));
    static const QRegularExpression compact(QStringLiteral("^(\\d{2})(\\d{2})(\\d{4}|\\d{2})$"));
    const QString trimmed = text.trimmed();
    auto match = separated.match(trimmed);
    if (!match.hasMatch())
        match = compact.match(trimmed);
    if (!match.hasMatch())
        return {};
    int year = match.captured(3).toInt();
    if (match.captured(3).size() == 2)
        year += 2000;
    return QDate(year, match.captured(2).toInt(), match.captured(1).toInt());
}

QDate DateEdit::date() const
{
    return parse(text());
}

void DateEdit::setDate(QDate date)
{
    setText(date.isValid() ? date.toString(screenFormat) : QString());
}

void DateEdit::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Up ? 1 : event->key() == Qt::Key_Down ? -1 : 0;
    if (step != 0 && date().isValid()) {
        setDate(date().addDays(step));
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void DateEdit::focusOutEvent(QFocusEvent* event)
{
    if (date().isValid())
        setDate(date());
    QLineEdit::focusOutEvent(event);
}

} // namespace peraku::ui
