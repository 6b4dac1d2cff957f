#pragma once

#include <services/desk.h>

#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QProgressBar;

namespace peraku::ui {

class Banner;
class SecretEdit;

/** The signing screen of the outreach slides: data header, data hash, PIN and the four statements. */
class SignPage final : public QWidget {
    Q_OBJECT
public:
    explicit SignPage(QWidget* parent = nullptr);
    void setReview(const services::Review& review);
    void setCredential(const domain::Credential& credential); ///< PIN state as it is now.
    bool readyToSign() const; ///< A PIN is typed, or the reader asks for it.
    secret::SecureBuffer takePin();
    void setSigning(bool signing);
    void setCountdown(int secondsLeft);
    void showError(const QString& sentence);
    void focusPin();

Q_SIGNALS:
    void pinChanged();
    void pinEntered(); ///< Enter in the PIN field: the focus may move on, nothing is signed.

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showPinState();

    domain::Credential m_credential;
    bool m_signing = false;
    QLabel* m_heading;
    QLabel* m_headerLabel;
    QLineEdit* m_header;
    QLabel* m_hashLabel;
    QLineEdit* m_hash;
    QLabel* m_signerLabel;
    QLabel* m_signer;
    QLabel* m_statementsTitle;
    QLabel* m_statements;
    QLabel* m_pinLabel;
    SecretEdit* m_pin;
    QLabel* m_hint;
    QLabel* m_pinPad;
    QLabel* m_capsLock;
    QLabel* m_pinError;
    Banner* m_pinState;
    QProgressBar* m_progress;
};

} // namespace peraku::ui
