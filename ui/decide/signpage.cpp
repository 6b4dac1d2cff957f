#include "signpage.h"

#include "base/banner.h"
#include "base/scrolled.h"
#include "certificate/credentialtext.h"
#include "otppanel.h"

#include <domain/canonical.h>
#include <domain/messages.h>
#include <ui/secretedit.h>
#include <ui/theme.h>

#include <QAccessible>
#include <QCryptographicHash>
#include <QEvent>
#include <QFileInfo>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QVBoxLayout>

namespace peraku::ui {

SignPage::SignPage(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_heading(new QLabel(this))
    , m_headerLabel(new QLabel(this))
    , m_header(new QLineEdit(this))
    , m_hashLabel(new QLabel(this))
    , m_hash(new QLineEdit(this))
    , m_pdfLabel(new QLabel(this))
    , m_pdf(new QLineEdit(this))
    , m_signerLabel(new QLabel(this))
    , m_signer(new QLabel(this))
    , m_statementsTitle(new QLabel(this))
    , m_statements(new QLabel(this))
    , m_pinLabel(new QLabel(this))
    , m_pin(new SecretEdit(this))
    , m_otp(new OtpPanel(
          [&desk = context.desk] { return desk.clock.nowUtc().addMSecs(desk.session.clockOffsetMs()); },
          this))
    , m_hint(new QLabel(this))
    , m_pinPad(new QLabel(this))
    , m_pinKeptText(new QLabel(this))
    , m_capsLock(new QLabel(this))
    , m_pinError(new QLabel(this))
    , m_pinState(new Banner(this))
    , m_progress(new QProgressBar(this))
    , m_waiting(new QLabel(this))
{
    setLook(m_heading, "heading");
    m_header->setObjectName(QStringLiteral("dataHeader"));
    m_hash->setObjectName(QStringLiteral("dataHash"));
    m_pdf->setObjectName(QStringLiteral("pdfHash"));
    for (auto [label, field] :
        { std::pair { m_headerLabel, m_header }, { m_hashLabel, m_hash }, { m_pdfLabel, m_pdf } }) {
        field->setReadOnly(true);
        label->setBuddy(field);
    }
    m_hash->setFont(QFont(QStringLiteral("DejaVu Sans Mono"), 9));
    m_signer->setTextFormat(Qt::PlainText);
    m_signer->setWordWrap(true);
    m_pin->setObjectName(QStringLiteral("pin"));
    m_pin->setMaximumCharacters(64);
    m_pinLabel->setBuddy(m_pin);
    m_pinError->setObjectName(QStringLiteral("pinError"));
    setLook(m_pinError, "error");
    m_pinError->setWordWrap(true);
    m_pinError->hide();
    setLook(m_hint, "muted");
    m_hint->setWordWrap(true);
    setLook(m_capsLock, "warning");
    m_capsLock->hide();
    m_pinPad->setWordWrap(true);
    m_pinPad->setObjectName(QStringLiteral("pinPad"));
    m_pinKeptText->setObjectName(QStringLiteral("pinKept"));
    m_pinKeptText->setWordWrap(true);
    m_pinState->setObjectName(QStringLiteral("pinState"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_waiting->setObjectName(QStringLiteral("signWaiting"));
    m_waiting->setWordWrap(true);
    m_waiting->hide();

    auto* card = new QFrame(this);
    setLook(card, "card");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(space::l, space::m, space::l, space::m);
    inside->setSpacing(space::xs);
    setLook(m_statementsTitle, "strong");
    m_statements->setObjectName(QStringLiteral("statements"));
    m_statements->setWordWrap(true);
    m_statements->setTextFormat(Qt::RichText);
    m_statements->setTextInteractionFlags(Qt::TextSelectableByMouse);
    inside->addWidget(m_statementsTitle);
    inside->addWidget(m_statements);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::l);
    grid->setVerticalSpacing(space::s);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_headerLabel, 0, 0);
    grid->addWidget(m_header, 0, 1);
    grid->addWidget(m_hashLabel, 1, 0);
    grid->addWidget(m_hash, 1, 1);
    grid->addWidget(m_pdfLabel, 2, 0);
    grid->addWidget(m_pdf, 2, 1);
    grid->addWidget(m_signerLabel, 3, 0);
    grid->addWidget(m_signer, 3, 1);
    auto* pinGrid = new QGridLayout;
    pinGrid->setHorizontalSpacing(space::l);
    pinGrid->setVerticalSpacing(space::xs);
    pinGrid->setColumnStretch(1, 1);
    pinGrid->addWidget(m_pinLabel, 0, 0);
    pinGrid->addWidget(m_pin, 0, 1);
    pinGrid->addWidget(m_pinKeptText, 0, 1);
    pinGrid->addWidget(m_pinPad, 1, 1);
    pinGrid->addWidget(m_capsLock, 2, 1);
    pinGrid->addWidget(m_pinError, 3, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(m_heading);
    column->addLayout(grid);
    column->addWidget(card);
    column->addWidget(m_pinState);
    column->addLayout(pinGrid);
    column->addWidget(m_otp);
    column->addWidget(m_hint);
    column->addWidget(m_progress);
    column->addWidget(m_waiting);
    column->addStretch();

    connect(m_pin, &SecretEdit::changed, this, [this] {
        if (!m_pin->isEmpty())
            m_pinError->hide();
        Q_EMIT secretsChanged();
    });
    connect(m_pin, &SecretEdit::returnPressed, this, &SignPage::pinEntered);
    connect(m_otp, &OtpPanel::codeChanged, this, &SignPage::secretsChanged);
    connect(m_otp, &OtpPanel::entered, this, &SignPage::secretsEntered);
    connect(m_pin, &SecretEdit::capsLockChanged, m_capsLock, &QLabel::setVisible);
    const auto& certify = context.desk.certify;
    connect(&certify, &services::CertifyService::serviceWaiting, this, &SignPage::setWaiting);
    connect(&certify, &services::CertifyService::pinPadCountdown, this, &SignPage::setCountdown);
    retranslate();
}

void SignPage::retranslate()
{
    m_heading->setText(tr("Sign"));
    m_progress->setAccessibleName(tr("The signature is being made"));
    m_headerLabel->setText(tr("Data &Header"));
    m_header->setAccessibleName(tr("Data Header"));
    m_hashLabel->setText(tr("Data Hash To Sign"));
    m_hash->setAccessibleName(tr("Data Hash To Sign"));
    m_pdfLabel->setText(tr("And PDF"));
    m_pdf->setAccessibleName(tr("PDF to sign, with its hash"));
    m_signerLabel->setText(tr("Signed with"));
    m_statementsTitle->setText(tr("By pressing Tandatangan you accept:"));
    QString items;
    for (const auto& statement : domain::signingStatements())
        items += QStringLiteral("<li style='margin-bottom:3px'>%1</li>").arg(statement.toHtmlEscaped());
    m_statements->setText(
        QStringLiteral("<ol style='margin-top:2px;margin-bottom:0;margin-left:-18px'>%1</ol>").arg(items));
    m_pinLabel->setText(tr("&PIN"));
    m_pin->setAccessibleName(tr("PIN"));
    m_hint->setText(tr("Enter goes to Tandatangan, but does not press it: press Space there, or Alt+T."));
    m_pinKeptText->setText(
        tr("Typed already. It serves the parts of this batch and is forgotten when the batch ends."));
    m_capsLock->setText(tr("Caps Lock seems to be on."));
    showBatch();
    showPinState();
}

void SignPage::setReview(const services::Review& review)
{
    m_batch = {};
    m_pinKept = false;
    m_otp->setPart(1, 1);
    m_header->setText(domain::escapedForDisplay(review.dataHeader));
    m_hash->setText(QString::fromLatin1(review.dataHash.toBase64()));
    m_hash->setCursorPosition(0);
    if (review.pdf)
        m_pdf->setText(
            QStringLiteral("%1 · %2").arg(domain::escapedForDisplay(QFileInfo(review.pdf->path).fileName()),
                QString::fromLatin1(review.pdf->dataHash.toBase64())));
    m_pdf->setCursorPosition(0);
    // A code is good for what it was sent for, a PDF or its absence included.
    begin(review.credential, review.bytes + (review.pdf ? review.pdf->dataHash : QByteArray()));
    m_pdfLabel->setVisible(review.pdf.has_value());
    m_pdf->setVisible(review.pdf.has_value());
}

void SignPage::setBatch(const services::BatchPlan& plan, int chunk)
{
    const auto items = plan.chunk(chunk);
    m_batch.vouchers = int(items.size());
    m_batch.total = {};
    QCryptographicHash all(QCryptographicHash::Sha256);
    for (const auto& item : items) {
        m_batch.total = m_batch.total.plus(item.total).value_or(m_batch.total);
        all.addData(item.bytes);
    }
    m_batch.part = chunk + 1;
    m_batch.parts = plan.chunks();
    m_otp->setPart(m_batch.part, m_batch.parts);
    m_pdfLabel->hide();
    m_pdf->hide();
    showBatch();
    begin(plan.credential, all.result());
}

void SignPage::showBatch()
{
    if (m_batch.vouchers == 0)
        return;
    const auto what = tr("%n voucher(s), %1 in all", nullptr, m_batch.vouchers).arg(m_batch.total.display());
    m_header->setText(
        m_batch.parts == 1 ? what : tr("%1 · part %2 of %3").arg(what).arg(m_batch.part).arg(m_batch.parts));
}

void SignPage::begin(const domain::Credential& credential, const QByteArray& reviewed)
{
    m_hashLabel->setVisible(m_batch.vouchers == 0);
    m_hash->setVisible(m_batch.vouchers == 0);
    m_header->setCursorPosition(0);
    m_pin->clear();
    m_pinError->hide();
    // A code that was sent for exactly this is good for it still.
    if (m_reviewed != reviewed || m_credential.id != credential.id)
        m_otp->setCredential(credential);
    m_otp->clear();
    m_reviewed = reviewed;
    setCredential(credential);
}

void SignPage::pinEntered()
{
    if (m_credential.needsOtp && !m_otp->isComplete())
        m_otp->focusCode();
    else
        Q_EMIT secretsEntered();
}

void SignPage::setCredential(const domain::Credential& credential)
{
    m_credential = credential;
    m_signer->setText(
        QStringLiteral("%1 · %2 · %3")
            .arg(domain::escapedForDisplay(credential.certificate.commonName), mediumText(credential.medium),
                domain::escapedForDisplay(credential.mediumLabel)));
    m_hint->setVisible(!credential.pinPad);
    m_otp->setVisible(credential.needsOtp);
    showPinState();
}

void SignPage::setPinKept(bool kept)
{
    m_pinKept = kept;
    showPinState();
}

void SignPage::showPinState()
{
    const QString state = pinStateText(m_credential.pinState);
    const bool grave = m_credential.pinState == domain::PinState::FinalTry
        || m_credential.pinState == domain::PinState::Locked;
    m_pinState->tell(grave ? Banner::Kind::Bad : Banner::Kind::Caution, state);
    m_pinLabel->setMinimumWidth(m_credential.needsOtp ? m_otp->labelWidth() : 0);
    m_pin->setPlaceholder(
        m_credential.provider.isEmpty() ? tr("PIN of your token") : tr("PIN of your roaming certificate"));
    m_pinLabel->setVisible(!m_credential.pinPad);
    m_pin->setVisible(!m_credential.pinPad && !m_pinKept);
    m_pinKeptText->setVisible(!m_credential.pinPad && m_pinKept);
    m_pin->setEnabled(!m_signing && m_credential.pinState != domain::PinState::Locked);
    m_pinPad->setVisible(m_credential.pinPad);
    if (m_credential.pinPad && !m_signing)
        m_pinPad->setText(tr("Press Tandatangan, then type the PIN at the reader's own keypad."));
    Q_EMIT secretsChanged();
}

bool SignPage::readyToSign() const
{
    return m_credential.pinState != domain::PinState::Locked
        && (m_credential.pinPad || m_pinKept || !m_pin->isEmpty())
        && (!m_credential.needsOtp || m_otp->isComplete());
}

domain::SigningSecrets SignPage::takeSecrets()
{
    auto code = m_otp->take();
    if (m_credential.needsOtp)
        m_otp->setSpent();
    return { m_pin->take(), std::move(code) };
}

void SignPage::setWaiting(int seconds)
{
    if (!m_signing)
        return;
    m_waiting->setText(waitingText(seconds));
    m_waiting->show();
}

QString SignPage::waitingText(int seconds)
{
    return tr("The signing service is still at work: %n second(s).", nullptr, seconds);
}

void SignPage::setSigning(bool signing)
{
    m_signing = signing;
    m_progress->setVisible(signing);
    m_waiting->hide();
    m_otp->setEnabled(!signing);
    if (signing)
        m_pinError->hide();
    showPinState();
    if (signing && m_credential.pinPad)
        m_pinPad->setText(tr("Type the PIN at the reader's keypad now."));
}

void SignPage::setCountdown(int secondsLeft)
{
    if (m_signing && m_credential.pinPad)
        m_pinPad->setText(
            tr("Type the PIN at the reader's keypad now: %n second(s) left.", nullptr, secondsLeft));
}

void SignPage::showError(const QString& sentence)
{
    m_pinError->setText(sentence);
    m_pinError->setVisible(!sentence.isEmpty());
    m_pin->setInvalid(true);
    bringIntoSight(m_pinError);
    QAccessibleEvent alert(m_pinError, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void SignPage::focusSecrets()
{
    if (m_pinKept)
        m_otp->focusCode();
    else
        m_pin->setFocus(Qt::OtherFocusReason);
}

void SignPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
