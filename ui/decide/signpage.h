#pragma once

#include <ui/context.h>

#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QProgressBar;

namespace peraku::ui {

class Banner;
class OtpPanel;
class SecretEdit;

/** The signing screen of the outreach slides: data header, data hash, the four statements, PIN and, for a key
 * that wants one, the one-time code. */
class SignPage final : public QWidget {
    Q_OBJECT
public:
    explicit SignPage(const Context& context, QWidget* parent = nullptr);
    void setReview(const services::Review& review);
    /** The same for a chunk of a batch, whose hashes stand with its documents. */
    void setBatch(const services::BatchPlan& plan, int chunk);
    /** The PIN was typed for an earlier part and serves this one too; only the code is asked for. */
    void setPinKept(bool kept);
    void setCredential(const domain::Credential& credential); ///< PIN state as it is now.
    bool readyToSign() const; ///< What the key wants is typed, or the reader asks for it.
    domain::SigningSecrets takeSecrets();
    /** The code of the key that signs; hidden where it wants none. */
    OtpPanel& otp() { return *m_otp; }
    void setSigning(bool signing);
    void showError(const QString& sentence);
    void focusSecrets(); ///< The first field that is to be filled.
    /** Said while the service that holds the key has not answered for so many seconds. */
    static QString waitingText(int seconds);

Q_SIGNALS:
    void secretsChanged();
    void secretsEntered(); ///< Enter in the last field: the focus may move on, nothing is signed.

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void setWaiting(int seconds); ///< The service that holds the key still works.
    void setCountdown(int secondsLeft);
    void showPinState();
    void pinEntered();
    void showBatch();
    void begin(const domain::Credential& credential, const QByteArray& reviewed);

    domain::Credential m_credential;
    QByteArray m_reviewed; ///< What the fields are for: the statement, or the hash of a chunk's.
    bool m_signing = false;
    bool m_pinKept = false;
    /** Of the batch that is signed; 0 vouchers = a single one. */
    struct {
        int vouchers = 0;
        domain::Money total;
        int part = 1;
        int parts = 1;
    } m_batch;
    QLabel* m_heading;
    QLabel* m_headerLabel;
    QLineEdit* m_header;
    QLabel* m_hashLabel;
    QLineEdit* m_hash;
    QLabel* m_pdfLabel;
    QLineEdit* m_pdf; ///< What is signed besides.
    QLabel* m_signerLabel;
    QLabel* m_signer;
    QLabel* m_statementsTitle;
    QLabel* m_statements;
    QLabel* m_pinLabel;
    SecretEdit* m_pin;
    OtpPanel* m_otp;
    QLabel* m_hint;
    QLabel* m_pinPad;
    QLabel* m_pinKeptText;
    QLabel* m_capsLock;
    QLabel* m_pinError;
    Banner* m_pinState;
    QProgressBar* m_progress;
    QLabel* m_waiting;
};

} // namespace peraku::ui
