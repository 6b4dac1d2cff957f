#pragma once

#include <domain/money.h>

#include <QLineEdit>

#include <optional>

namespace peraku::ui {

/** An amount in ringgit, right-aligned; what was typed stays until it is left, then it takes the screen form.
 */
class MoneyEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit MoneyEdit(QWidget* parent = nullptr);
    /** Nullopt when empty or not an amount. */
    std::optional<domain::Money> money() const { return domain::Money::parse(text()); }
    void setMoney(domain::Money amount);

protected:
    void focusOutEvent(QFocusEvent* event) override;
};

} // namespace peraku::ui
