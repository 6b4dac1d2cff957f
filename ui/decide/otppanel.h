#pragma once

#include <domain/ports.h>

#include <QDateTime>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QTimer;

namespace peraku::ui {

class SecretEdit;

/**
 * The one-time code beside the PIN: where it went, how long it lives, when it may be sent again, and the
 * field for it. A code serves one try: after that, or when its time is over, only a new one helps.
 */
class OtpPanel final : public QWidget {
    Q_OBJECT
public:
    using Now = std::function<QDateTime()>; ///< UTC, by the clock that codes live by.
    using Ask = std::function<domain::Async<domain::OtpDelivery>()>; ///< Has a code sent.
    static constexpr int digits = 6;

    explicit OtpPanel(Now now, QWidget* parent = nullptr);
    ~OtpPanel() override;
    void setAsk(Ask ask);
    /** Whose code it is; forgets the code before. */
    void setCredential(const domain::Credential& credential);
    /** The code is for that part of a batch; 1 of 1 = for all that is signed. */
    void setPart(int part, int parts);
    /** Has a code sent where the key wants one and none is under way or good. */
    void sendIfNeeded();
    /** The code was tried, with whatever result. */
    void setSpent();
    bool isComplete() const;
    secret::SecureBuffer take();
    void clear(); ///< What was typed.
    int labelWidth() const; ///< Pixels; so that the fields of the screen stand in one column.
    void focusCode(); ///< At once, or as soon as a code may be typed.

Q_SIGNALS:
    void codeChanged();
    void entered(); ///< Enter in the field.

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class State { Nothing, Sending, Alive, Over, Spent, Failed };
    void retranslate();
    void send();
    void sent(const domain::Result<domain::OtpDelivery>& answer);
    void enter(State state);
    void tick();
    void showClock();
    QString sentence() const;
    int secondsTo(const QDateTime& time) const;

    Now m_now;
    Ask m_ask;
    domain::Async<domain::OtpDelivery> m_sending;
    int m_asked = 0; ///< So that a late answer never speaks for a later question.
    domain::Credential m_credential;
    domain::OtpDelivery m_delivery;
    domain::Error m_error;
    State m_state = State::Nothing;
    int m_part = 1;
    int m_parts = 1;
    bool m_focusWanted = false;
    QDateTime m_againAt; ///< UTC; invalid = at once.
    QTimer* m_timer;
    QLabel* m_label;
    SecretEdit* m_code;
    QLabel* m_status;
    QLabel* m_clock;
    QPushButton* m_again;
    QLabel* m_origin;
};

} // namespace peraku::ui
