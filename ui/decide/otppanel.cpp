#include "otppanel.h"

#include "base/banner.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/secretedit.h>
#include <ui/theme.h>

#include <QAccessible>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

namespace peraku::ui {

namespace {

constexpr int tickMs = 250; ///< So that the second shown is never off by more than that.

QString clockText(int seconds)
{
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

OtpPanel::OtpPanel(Now now, QWidget* parent)
    : QWidget(parent)
    , m_now(std::move(now))
    , m_timer(new QTimer(this))
    , m_label(new QLabel(this))
    , m_code(new SecretEdit(this))
    , m_status(new QLabel(this))
    , m_clock(new QLabel(this))
    , m_again(new QPushButton(this))
    , m_origin(new QLabel(this))
{
    m_code->setObjectName(QStringLiteral("otp"));
    m_code->setContent(SecretEdit::Content::Digits);
    m_code->setMaximumCharacters(digits);
    m_label->setBuddy(m_code);
    m_status->setObjectName(QStringLiteral("otpStatus"));
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_clock->setObjectName(QStringLiteral("otpClock"));
    setLook(m_clock, "strong");
    m_again->setObjectName(QStringLiteral("otpAgain"));
    m_again->setAutoDefault(false);
    setLook(m_again, "quiet");
    m_origin->setObjectName(QStringLiteral("otpOrigin"));
    m_origin->setWordWrap(true);
    m_origin->setTextFormat(Qt::PlainText);
    setLook(m_origin, "muted");

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::xs);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_label, 0, 0);
    grid->addWidget(m_code, 0, 1);
    grid->addWidget(m_clock, 0, 2);
    grid->addWidget(m_again, 0, 3);
    grid->addWidget(m_status, 1, 1, 1, 3);
    grid->addWidget(m_origin, 2, 1, 1, 3);

    m_timer->setInterval(tickMs);
    connect(m_timer, &QTimer::timeout, this, &OtpPanel::tick);
    connect(m_code, &SecretEdit::changed, this, &OtpPanel::codeChanged);
    connect(m_code, &SecretEdit::returnPressed, this, &OtpPanel::entered);
    connect(m_again, &QPushButton::clicked, this, &OtpPanel::send);
    retranslate();
}

OtpPanel::~OtpPanel()
{
    m_sending.cancel();
}

void OtpPanel::setAsk(Ask ask)
{
    m_ask = std::move(ask);
}

void OtpPanel::setCredential(const domain::Credential& credential)
{
    m_sending.cancel();
    ++m_asked;
    m_credential = credential;
    m_againAt = {};
    m_code->clear();
    enter(State::Nothing);
}

void OtpPanel::setPart(int part, int parts)
{
    m_part = part;
    m_parts = parts;
    retranslate();
}

void OtpPanel::sendIfNeeded()
{
    if (m_credential.needsOtp && m_state != State::Sending && m_state != State::Alive)
        send();
}

void OtpPanel::send()
{
    m_code->clear();
    enter(State::Sending);
    m_sending.cancel();
    m_sending = m_ask();
    domain::onFinished<domain::OtpDelivery>(
        m_sending, this, [this, asked = ++m_asked](const domain::Result<domain::OtpDelivery>& answer) {
            if (asked == m_asked)
                sent(answer);
        });
}

void OtpPanel::sent(const domain::Result<domain::OtpDelivery>& answer)
{
    if (answer)
        m_delivery = *answer;
    else
        m_error = answer.error();
    m_againAt = m_now().addSecs(answer ? answer->resendAfterSeconds : answer.error().retryAfterSeconds);
    enter(answer ? State::Alive : State::Failed);
}

void OtpPanel::setSpent()
{
    m_code->clear();
    enter(State::Spent);
}

bool OtpPanel::isComplete() const
{
    return m_state == State::Alive && m_code->characterCount() == digits;
}

secret::SecureBuffer OtpPanel::take()
{
    return m_code->take();
}

void OtpPanel::clear()
{
    m_code->clear();
}

int OtpPanel::labelWidth() const
{
    return m_label->sizeHint().width();
}

void OtpPanel::focusCode()
{
    m_focusWanted = !m_code->isEnabled();
    m_code->setFocus(Qt::TabFocusReason);
}

void OtpPanel::enter(State state)
{
    m_state = state;
    if (state == State::Nothing)
        m_timer->stop();
    else
        m_timer->start();
    m_code->setEnabled(state == State::Alive);
    if (state == State::Alive && std::exchange(m_focusWanted, false))
        m_code->setFocus(Qt::TabFocusReason);
    setLook(m_status,
        state == State::Failed                              ? "error"
            : state == State::Over || state == State::Spent ? "warning"
                                                            : "");
    retranslate();
    // What changed is said once; the clock that runs beside it is not.
    QAccessibleEvent alert(m_status, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    Q_EMIT codeChanged();
}

int OtpPanel::secondsTo(const QDateTime& time) const
{
    return time.isValid() ? int(std::max<qint64>(0, (m_now().msecsTo(time) + 999) / 1000)) : 0;
}

void OtpPanel::tick()
{
    if (m_state == State::Alive && m_delivery.expiresAt.isValid() && secondsTo(m_delivery.expiresAt) == 0) {
        m_code->clear();
        enter(State::Over);
    }
    showClock();
}

void OtpPanel::showClock()
{
    const bool counts = m_state == State::Alive && m_delivery.expiresAt.isValid();
    m_clock->setVisible(counts);
    if (counts) {
        const auto left = clockText(secondsTo(m_delivery.expiresAt));
        m_clock->setText(left);
        // A name that stays the same is not told again.
        if (const auto name = tr("Time left for the code: %1").arg(left); name != m_clock->accessibleName())
            m_clock->setAccessibleName(name);
    }
    const int wait = secondsTo(m_againAt);
    m_again->setEnabled(m_state != State::Sending && wait == 0);
    m_again->setText(wait == 0 ? tr("Send agai&n") : tr("Send agai&n (%1)").arg(clockText(wait)));
}

QString OtpPanel::sentence() const
{
    const auto target = domain::escapedForDisplay(m_delivery.maskedTarget);
    switch (m_state) {
    case State::Nothing:
        return {};
    case State::Sending:
        return tr("Sending the code…");
    case State::Alive:
        if (target.isEmpty())
            return tr("Type the code that %1 sent you, or that your own device shows.")
                .arg(domain::escapedForDisplay(m_credential.provider));
        return m_delivery.channel == domain::OtpChannel::App
            ? tr("The code was sent to your phone: %1.").arg(target)
            : tr("The code was sent by e-mail to %1.").arg(target);
    case State::Over:
        return tr("The code's time is over. Nothing was signed; have a new one sent.");
    case State::Spent:
        return tr("That code was used up. Have a new one sent before you try again.");
    case State::Failed:
        // What a busy treasury means elsewhere, work that is sent again by itself, is not so of a code.
        return m_error.code == domain::ErrorCode::ServerBusy
            ? tr("No code can be sent now: the treasury is busy, or many were asked for. Have it sent again "
                 "when "
                 "the time beside is over.")
            : domain::errorSentence(m_error);
    }
    return {};
}

void OtpPanel::retranslate()
{
    m_label->setText(
        m_parts == 1 ? tr("One-time &code") : tr("One-time &code, part %1 of %2").arg(m_part).arg(m_parts));
    m_code->setAccessibleName(
        m_parts == 1 ? tr("One-time code") : tr("One-time code, part %1 of %2").arg(m_part).arg(m_parts));
    m_code->setAccessibleDescription(tr("Six digits, beside the PIN."));
    m_code->setPlaceholder(tr("six digits"));
    m_again->setAccessibleName(tr("Send the code again"));
    m_status->setText(sentence());
    m_status->setVisible(!m_status->text().isEmpty());
    m_origin->setText(m_credential.describesDocuments
            ? tr(
                "The message says which documents the code is for. If it names anything else, do not type it "
                "and report it.")
            : tr("The code comes from %1, which is not told what you sign: its message cannot name the "
                 "documents. Type it only for what you reviewed here.")
                  .arg(domain::escapedForDisplay(m_credential.provider)));
    showClock();
}

void OtpPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
