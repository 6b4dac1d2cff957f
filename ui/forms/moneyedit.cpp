#include <ui/forms/moneyedit.h>

#include <QFocusEvent>

namespace peraku::ui {

MoneyEdit::MoneyEdit(QWidget* parent)
    : QLineEdit(parent)
{
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setMaxLength(24);
    setPlaceholderText(QStringLiteral("0.00"));
}

void MoneyEdit::setMoney(domain::Money amount)
{
    setText(amount.isZero() ? QString() : amount.displayPlain());
}

void MoneyEdit::focusOutEvent(QFocusEvent* event)
{
    if (const auto amount = money())
        setText(amount->displayPlain());
    QLineEdit::focusOutEvent(event);
}

} // namespace peraku::ui
