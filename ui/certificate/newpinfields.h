#pragma once

#include <domain/ic.h>
#include <secret/securebuffer.h>

#include <QWidget>

class QLabel;

namespace peraku::ui {

class SecretEdit;

/** A new PIN and the same again, with the rules that are not met yet listed as one types. */
class NewPinFields final : public QWidget {
    Q_OBJECT
public:
    explicit NewPinFields(const domain::Ic& officer, QWidget* parent = nullptr);
    /** The PIN that the new one must differ from; outlives this. */
    void setCurrent(const SecretEdit* current);
    bool met() const;
    /** Hands the new PIN over and leaves both fields empty. */
    secret::SecureBuffer take();
    void clear();
    void focusFirst();

Q_SIGNALS:
    void changed();
    void returnPressed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void judge();
    QStringList unmet() const;

    domain::Ic m_officer;
    const SecretEdit* m_current = nullptr;
    QLabel* m_labels[2];
    SecretEdit* m_fields[2]; ///< New, repeated.
    QLabel* m_rules;
};

} // namespace peraku::ui
