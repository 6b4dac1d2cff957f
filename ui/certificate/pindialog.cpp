#include "pindialog.h"

#include "base/banner.h"
#include "credentialtext.h"
#include "newpinfields.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <domain/pinrules.h>
#include <ui/secretedit.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace peraku::ui {

using domain::ErrorCode;

PinDialog::PinDialog(Context& context, domain::Credential credential, QWidget* parent)
    : Dialog(parent)
    , m_context(context)
    , m_credential(std::move(credential))
    , m_heading(new QLabel(this))
    , m_advice(new QLabel(this))
    , m_currentLabel(new QLabel(this))
    , m_current(new SecretEdit(this))
    , m_fresh(new NewPinFields(context.desk.session.officer().ic, this))
    , m_banner(new Banner(this))
    , m_progress(new QProgressBar(this))
    , m_countdown(new QLabel(this))
    , m_unblock(new QPushButton(this))
    , m_back(new QPushButton(this))
    , m_send(new QPushButton(this))
{
    setObjectName(QStringLiteral("pinDialog"));
    setMinimumWidth(440);
    setLook(m_heading, "heading");
    setLook(m_advice, "muted");
    m_advice->setWordWrap(true);
    m_current->setObjectName(QStringLiteral("pinCurrent"));
    m_current->setMaximumCharacters(64);
    m_currentLabel->setBuddy(m_current);
    m_fresh->setCurrent(m_current);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_countdown->hide();
    m_unblock->setObjectName(QStringLiteral("pinUnblock"));
    m_unblock->hide();
    m_send->setObjectName(QStringLiteral("pinChange"));
    setLook(m_send, "primary");
    m_back->setObjectName(QStringLiteral("pinBack"));
    for (auto* button : { m_unblock, m_back, m_send })
        button->setAutoDefault(false);
    for (auto* widget : { static_cast<QWidget*>(m_currentLabel), static_cast<QWidget*>(m_current),
             static_cast<QWidget*>(m_fresh) })
        widget->setVisible(!m_credential.pinPad);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::xs);
    column->addWidget(m_heading);
    column->addWidget(m_advice);
    column->addSpacing(space::s);
    column->addWidget(m_currentLabel);
    column->addWidget(m_current);
    column->addWidget(m_fresh);
    column->addWidget(m_banner);
    column->addWidget(m_countdown);
    column->addWidget(m_progress);
    column->addStretch();
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_unblock);
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_send);
    column->addLayout(buttons);

    connect(m_current, &SecretEdit::changed, this, &PinDialog::judge);
    connect(m_current, &SecretEdit::returnPressed, m_fresh, &NewPinFields::focusFirst);
    connect(m_fresh, &NewPinFields::changed, this, &PinDialog::judge);
    connect(m_fresh, &NewPinFields::returnPressed, this, &PinDialog::send);
    connect(m_send, &QPushButton::clicked, this, &PinDialog::send);
    connect(m_back, &QPushButton::clicked, this, &PinDialog::reject);
    connect(m_unblock, &QPushButton::clicked, this, [this] {
        Q_EMIT unblockWanted();
        QDialog::reject();
    });
    connect(&m_context.desk.certify, &services::CertifyService::pinPadCountdown, this, [this](int seconds) {
        m_countdown->setVisible(m_busy && seconds > 0);
        m_countdown->setText(tr("%n second(s) left to type at the reader.", nullptr, seconds));
    });
    retranslate();
    m_credential.pinPad ? m_send->setFocus() : m_current->setFocus();
}

void PinDialog::retranslate()
{
    setWindowTitle(tr("Change the PIN"));
    m_progress->setAccessibleName(tr("The PIN is being changed"));
    m_heading->setText(tr("Change the PIN of %1").arg(domain::escapedForDisplay(m_credential.mediumLabel)));
    const QString warning = pinStateText(m_credential.pinState);
    m_advice->setText(m_credential.pinPad
            ? tr(
                "Your reader has a keypad: press the button, then type the present PIN and twice the new one "
                "there.")
            : warning.isEmpty() ? tr("Only you may know the PIN. Nobody will ever ask you for it.")
                                : warning);
    m_currentLabel->setText(tr("&Present PIN"));
    m_current->setAccessibleName(tr("Present PIN"));
    m_unblock->setText(tr("Ask for it to be &unblocked…"));
    m_send->setText(tr("C&hange the PIN"));
    m_back->setText(tr("&Back"));
    judge();
}

void PinDialog::judge()
{
    m_send->setEnabled(!m_busy && (m_credential.pinPad || (!m_current->isEmpty() && m_fresh->met())));
}

void PinDialog::send()
{
    if (!m_send->isEnabled())
        return;
    m_busy = true;
    m_banner->clear();
    m_progress->show();
    secret::SecureBuffer current, fresh;
    if (!m_credential.pinPad) {
        current = m_current->take();
        fresh = m_fresh->take();
    }
    judge();
    m_running = m_context.desk.requests.changePin(m_credential, std::move(current), std::move(fresh));
    domain::onFinished<domain::Done>(
        m_running, this, [this](const domain::Result<domain::Done>& answer) { answered(answer); });
}

void PinDialog::answered(const domain::Result<domain::Done>& answer)
{
    m_busy = false;
    m_progress->hide();
    m_countdown->hide();
    judge();
    if (answer) {
        Q_EMIT pinChanged();
        QDialog::accept();
        return;
    }
    const auto code = answer.error().code;
    m_banner->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
    const bool locked = code == ErrorCode::PinLocked || code == ErrorCode::CredentialLocked;
    m_unblock->setVisible(locked);
    // Guessing on would lead nowhere.
    m_current->setEnabled(!locked);
    m_fresh->setEnabled(!locked);
    locked ? m_unblock->setFocus() : m_current->setFocus();
}

void PinDialog::reject()
{
    // What is under way could end either way; only a reader that still waits for typing is called off.
    if (m_busy && !m_credential.pinPad)
        return;
    if (m_busy)
        m_running.cancel();
    QDialog::reject();
}

} // namespace peraku::ui
