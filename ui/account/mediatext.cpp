#include "mediatext.h"

#include "accountpage.h"
#include "certificate/credentialtext.h"

#include <domain/canonical.h>

#include <QCoreApplication>

namespace peraku::ui {

namespace {

/** Gives the texts of these functions a context in the catalogue. */
struct Words {
    Q_DECLARE_TR_FUNCTIONS(MediaText)
};

QString lineOf(const domain::MediumGrant& grant)
{
    const auto name = mediumText(grant.medium);
    if (grant.reason && grant.reason->code == domain::ErrorCode::MediumUnsupported)
        return Words::tr(
            "%1: recognised, but it never signs here. Use your token, or apply for Roaming + OTP on the "
            "certificate page.")
            .arg(name);
    if (!grant.allowed)
        return Words::tr("%1: no longer accepted.").arg(name);
    return grant.held ? Words::tr("%1: accepted; you have a certificate on it.").arg(name)
                      : Words::tr("%1: accepted, but you have no certificate on it.").arg(name);
}

} // namespace

QStringList policyText(const domain::MediaGrants& grants, const domain::ProcessCatalogue& catalogue)
{
    QStringList lines;
    for (const auto& grant : grants.grants)
        lines.append(lineOf(grant));
    QStringList processes;
    for (const int number : grants.roamingOnlyProcesses) {
        const auto* process = catalogue.find(number);
        processes.append(process
                ? QStringLiteral("%1 %2").arg(number).arg(domain::escapedForDisplay(process->name))
                : QString::number(number));
    }
    if (!processes.isEmpty())
        lines.append(Words::tr("Only with Roaming + OTP: %1.").arg(processes.join(QStringLiteral("; "))));
    return lines;
}

QString changeoverNotice(const std::optional<domain::MediaGrants>& grants)
{
    const auto* token = grants ? grants->find(domain::SigningMedium::Token) : nullptr;
    const auto* roaming = grants ? grants->find(domain::SigningMedium::RoamingOtp) : nullptr;
    if (!token || !token->held || token->allowed)
        return {};
    if (roaming && roaming->held)
        return Words::tr("The treasury no longer accepts your token. Sign with Roaming + OTP.");
    return Words::tr(
        "The treasury no longer accepts your token. Apply for Roaming + OTP on the certificate page, so "
        "that checking does not stop.");
}

} // namespace peraku::ui
