#pragma once

#include "base/dialog.h"

#include <ui/context.h>

class QLabel;
class QProgressBar;
class QPushButton;

namespace peraku::ui {

class Banner;
class NewPinFields;
class SecretEdit;

/** Changes the PIN of one credential; a locked one leads to an unblock request, never to another guess. */
class PinDialog final : public Dialog {
    Q_OBJECT
public:
    PinDialog(Context& context, domain::Credential credential, QWidget* parent = nullptr);
    void reject() override;

Q_SIGNALS:
    void pinChanged();
    void unblockWanted();

private:
    void retranslate() override;
    void judge();
    void send();
    void answered(const domain::Result<domain::Done>& answer);

    Context& m_context;
    domain::Credential m_credential;
    QLabel* m_heading;
    QLabel* m_advice;
    QLabel* m_currentLabel;
    SecretEdit* m_current;
    NewPinFields* m_fresh;
    Banner* m_banner;
    QProgressBar* m_progress;
    QLabel* m_countdown;
    QPushButton* m_unblock;
    QPushButton* m_back;
    QPushButton* m_send;
    domain::Async<domain::Done> m_running;
    bool m_busy = false;
};

} // namespace peraku::ui
