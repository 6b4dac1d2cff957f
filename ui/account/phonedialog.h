#pragma once

#include "base/dialog.h"

#include <domain/media.h>
#include <ui/context.h>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace peraku::ui {

class Banner;
class SecretEdit;

/** Enrols a phone (name and password; the code that comes by e-mail is typed on the phone) or removes one
 * (password). */
class PhoneDialog final : public Dialog {
    Q_OBJECT
public:
    /** `phone` is the one to remove; none = enrol a new one. */
    PhoneDialog(Context& context, const std::optional<domain::Phone>& phone, QWidget* parent = nullptr);
    void reject() override;

private:
    void retranslate() override;
    void judge();
    void send();
    void codeSent(const domain::EnrolmentCode& code);
    void refused(const domain::Error& error);

    Context& m_context;
    std::optional<domain::Phone> m_phone;
    std::optional<domain::EnrolmentCode> m_sent;
    bool m_busy = false;
    QLabel* m_heading;
    QLabel* m_explanation;
    QLabel* m_nameLabel;
    QLineEdit* m_name;
    QLabel* m_secretLabel;
    SecretEdit* m_secret;
    Banner* m_banner;
    QPushButton* m_send;
    QPushButton* m_back;
};

} // namespace peraku::ui
