#include "credentialactions.h"

#include "addmediumdialog.h"
#include "base/banner.h"
#include "mediawatch.h"
#include "pindialog.h"
#include "requestdialog.h"
#include "requesttext.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace peraku::ui {

using domain::ErrorCode;
using domain::RequestKind;
using domain::SigningMedium;

namespace {

constexpr std::pair<MediumStep, const char*> steps[]
    = { { MediumStep::ChangePin, "stepChangePin" }, { MediumStep::Renew, "stepRenew" },
          { MediumStep::Unblock, "stepUnblock" }, { MediumStep::Report, "stepReport" },
          { MediumStep::Cancel, "stepCancel" }, { MediumStep::ApplyRoaming, "stepApplyRoaming" },
          { MediumStep::AddMedium, "stepAddMedium" }, { MediumStep::ReportOther, "stepReportOther" } };

bool holdsKey(const domain::Credential& credential)
{
    return credential.medium == SigningMedium::Token || credential.medium == SigningMedium::RoamingOtp;
}

} // namespace

std::optional<MediumStep> stepFor(const domain::Credential& credential, const QDateTime& nowUtc)
{
    if (!holdsKey(credential))
        return MediumStep::ApplyRoaming;
    if (credential.unusable) {
        switch (credential.unusable->code) {
        case ErrorCode::PinMustChange:
            return MediumStep::ChangePin;
        case ErrorCode::PinLocked:
        case ErrorCode::CredentialLocked:
            return MediumStep::Unblock;
        case ErrorCode::CertificateExpired:
        case ErrorCode::CertificateRevoked:
            return MediumStep::Renew;
        case ErrorCode::MediumSwitchedOff:
        case ErrorCode::MediumUnsupported:
            return MediumStep::ApplyRoaming;
        default:
            return std::nullopt;
        }
    }
    if (credential.certificate.daysLeft(nowUtc) <= MediaWatch::warnDays)
        return MediumStep::Renew;
    return std::nullopt;
}

CredentialActions::CredentialActions(Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_button(new QPushButton(this))
    , m_more(new QPushButton(this))
    , m_menu(new QMenu(this))
{
    m_button->setObjectName(QStringLiteral("nextStep"));
    m_more->setObjectName(QStringLiteral("moreSteps"));
    for (const auto& [step, name] : steps) {
        auto* action = m_menu->addAction(QString());
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, [this, which = step] { take(which); });
        m_actions.append(action);
    }
    m_more->setMenu(m_menu);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_button);
    row->addWidget(m_more);
    row->addStretch();
    connect(m_button, &QPushButton::clicked, this, [this] { take(m_next); });
    connect(
        &m_context.desk.session, &services::SessionService::stateChanged, this, &CredentialActions::judge);
    retranslate();
}

void CredentialActions::setCredential(std::optional<domain::Credential> credential)
{
    if (credential == m_credential)
        return;
    m_credential = std::move(credential);
    judge();
}

bool CredentialActions::offers(MediumStep step) const
{
    switch (step) {
    case MediumStep::ApplyRoaming:
    case MediumStep::Report:
        return true;
    case MediumStep::AddMedium:
    case MediumStep::ReportOther:
        return m_context.desk.session.officer().has(domain::Role::Administrator);
    case MediumStep::ChangePin:
    case MediumStep::Renew:
    case MediumStep::Unblock:
    case MediumStep::Cancel: {
        // Another officer's token is looked at here, and nothing more.
        const bool own = m_credential && m_credential->certificate.ic == m_context.desk.session.officer().ic;
        return own && holdsKey(*m_credential);
    }
    }
    return false;
}

void CredentialActions::judge()
{
    const auto urgent = m_credential ? stepFor(*m_credential, m_context.desk.clock.nowUtc())
                                     : std::optional(MediumStep::ApplyRoaming);
    m_next = urgent.value_or(MediumStep::ChangePin);
    setLook(m_button, urgent ? "primary" : "");
    m_button->setText(textOf(m_next));
    m_button->setVisible(offers(m_next));
    for (qsizetype i = 0; i < m_actions.size(); ++i)
        m_actions.at(i)->setVisible(offers(MediumStep(i)));
}

QString CredentialActions::textOf(MediumStep step) const
{
    switch (step) {
    case MediumStep::ChangePin:
        return tr("Change the &PIN…");
    case MediumStep::Renew:
        return tr("Apply for &renewal…");
    case MediumStep::Unblock:
        return tr("Ask for it to be &unblocked…");
    case MediumStep::Report:
        return tr("Report as &lost, damaged or lent…");
    case MediumStep::Cancel:
        return tr("&Cancel the certificate…");
    case MediumStep::ApplyRoaming:
        return tr("Apply for a roaming &certificate…");
    case MediumStep::AddMedium:
        return tr("Add a &medium for officers…");
    case MediumStep::ReportOther:
        return tr("Report the token of another &officer…");
    }
    return {};
}

void CredentialActions::retranslate()
{
    m_more->setText(tr("&More"));
    m_more->setAccessibleName(tr("More about this certificate"));
    for (qsizetype i = 0; i < m_actions.size(); ++i)
        m_actions.at(i)->setText(textOf(MediumStep(i)));
    judge();
}

void CredentialActions::take(MediumStep step)
{
    const auto medium = m_credential && holdsKey(*m_credential) ? m_credential->medium : SigningMedium::Token;
    switch (step) {
    case MediumStep::ChangePin:
        return changePin();
    case MediumStep::Renew:
        return request(RequestKind::Renewal, medium);
    case MediumStep::Unblock:
        return request(RequestKind::Unblock, medium);
    case MediumStep::Report:
        return request(RequestKind::Incident, medium);
    case MediumStep::Cancel:
        return request(RequestKind::Cancellation, medium);
    case MediumStep::ApplyRoaming:
        return request(RequestKind::NewCertificate, SigningMedium::RoamingOtp);
    case MediumStep::AddMedium:
        return openOfficers({});
    case MediumStep::ReportOther: {
        domain::MediumRequest draft;
        draft.kind = RequestKind::Incident;
        draft.medium = SigningMedium::Token;
        return openRequest(new RequestDialog(m_context, draft, RequestDialog::Whose::AnothersToken, this));
    }
    }
}

void CredentialActions::changePin()
{
    if (!m_credential)
        return;
    auto* dialog = new PinDialog(m_context, *m_credential, this);
    connect(
        dialog, &PinDialog::unblockWanted, this, [this] { take(MediumStep::Unblock); }, Qt::QueuedConnection);
    connect(dialog, &PinDialog::pinChanged, this, [this] {
        Q_EMIT told(tr("The PIN is changed."));
        Q_EMIT pinChanged();
    });
    m_context.door.open(dialog);
}

void CredentialActions::request(RequestKind kind, SigningMedium medium)
{
    domain::MediumRequest draft;
    draft.kind = kind;
    draft.medium = medium;
    if (m_credential && kind != RequestKind::NewCertificate)
        draft.certificates = { m_credential->certificate.sha256 };
    openRequest(new RequestDialog(m_context, draft, RequestDialog::Whose::Own, this));
}

void CredentialActions::openOfficers(const QList<QStringList>& lines)
{
    auto* dialog = new AddMediumDialog(m_context, this);
    dialog->setLines(lines);
    connect(dialog, &AddMediumDialog::sent, this,
        [this](const domain::MediumRequest& sent) { Q_EMIT told(sentText(sent)); });
    m_context.door.open(dialog);
}

void CredentialActions::resume(const Interrupted& form)
{
    if (form.form == Interrupted::Form::Officers)
        return openOfficers(form.officers);
    auto* dialog = new RequestDialog(m_context, form.request,
        form.anothersToken ? RequestDialog::Whose::AnothersToken : RequestDialog::Whose::Own, this);
    if (form.anothersToken)
        dialog->setHolder(form.holder);
    openRequest(dialog);
}

void CredentialActions::openRequest(RequestDialog* dialog)
{
    connect(dialog, &RequestDialog::sent, this,
        [this](const domain::MediumRequest& sent) { Q_EMIT told(sentText(sent)); });
    m_context.door.open(dialog);
}

void CredentialActions::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace peraku::ui
