#include "requesttext.h"

#include "base/format.h"
#include "credentialtext.h"

#include <domain/canonical.h>

#include <QCoreApplication>

namespace peraku::ui {

using domain::RequestKind;
using domain::RequestState;

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(RequestText)
};
} // namespace

QString requestKindText(RequestKind kind)
{
    switch (kind) {
    case RequestKind::NewCertificate:
        return Words::tr("New certificate");
    case RequestKind::Renewal:
        return Words::tr("Renewal of a certificate");
    case RequestKind::AddMedium:
        return Words::tr("Medium for officers");
    case RequestKind::Unblock:
        return Words::tr("Unblocking");
    case RequestKind::Cancellation:
        return Words::tr("Cancellation of a certificate");
    case RequestKind::Incident:
        return Words::tr("Lost, damaged or lent medium");
    }
    return {};
}

QString requestStateText(RequestState state)
{
    switch (state) {
    case RequestState::AwaitingEmail:
        return Words::tr("Waits for your e-mail address to be confirmed");
    case RequestState::Submitted:
        return Words::tr("Waits for an administrator");
    case RequestState::Confirmed:
        return Words::tr("Confirmed, being carried out");
    case RequestState::Refused:
        return Words::tr("Refused");
    case RequestState::Done:
        return Words::tr("Done");
    case RequestState::Lapsed:
        return Words::tr("Lapsed: the e-mail address was not confirmed");
    }
    return {};
}

QString incidentText(domain::IncidentKind kind)
{
    switch (kind) {
    case domain::IncidentKind::Lost:
        return Words::tr("It is lost or stolen");
    case domain::IncidentKind::Damaged:
        return Words::tr("It is damaged");
    case domain::IncidentKind::Lent:
        return Words::tr("Somebody else used it, or knows the PIN");
    }
    return {};
}

QString requestSummary(const domain::MediumRequest& request, bool withApplicant)
{
    QStringList lines { requestKindText(request.kind) + QStringLiteral(" · ") + mediumText(request.medium) };
    if (withApplicant)
        lines << domain::escapedForDisplay(request.about().name) + QStringLiteral(" · ")
                + request.about().ic.dashed();
    if (!request.holder.ic.isEmpty())
        lines << Words::tr("Reported by %1").arg(domain::escapedForDisplay(request.applicant.name));
    auto state = requestStateText(request.state);
    if (request.state == RequestState::AwaitingEmail)
        state += QStringLiteral(" (") + Words::tr("until %1").arg(shortTime(request.confirmBy))
            + QLatin1Char(')');
    else if (request.decidedAt.isValid())
        state += QStringLiteral(" · ") + shortTime(request.decidedAt);
    lines << state;
    if (!request.refusal.isEmpty())
        lines << Words::tr("Reason: %1").arg(domain::escapedForDisplay(request.refusal));
    return lines.join(QLatin1Char('\n'));
}

QString sentText(const domain::MediumRequest& request)
{
    switch (request.state) {
    case RequestState::AwaitingEmail:
        return Words::tr(
            "A link and a code were sent to %1. Open the link before %2 and give the code; then an "
            "administrator decides.")
            .arg(domain::escapedForDisplay(request.email), shortTime(request.confirmBy));
    default:
        return request.kind == RequestKind::Incident
            ? Words::tr("Reported. The certificate is suspended from this moment; an administrator decides "
                        "whether it is revoked.")
            : Words::tr("Sent. An administrator decides; you get an e-mail, and this page shows it.");
    }
}

} // namespace peraku::ui
