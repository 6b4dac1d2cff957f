#include "roaming.h"

#include <treasury/admin.h>

#include <QCryptographicHash>

namespace peraku::treasury {

using domain::ErrorCode;

int issueCertificate(Command& command)
{
    const auto ic = domain::Ic::parse(command.value("ic"));
    if (!ic)
        return complain(QStringLiteral("--ic wants 12 digits"), ExitUsage);
    const auto publicKey = readDer(command.value("public-key"));
    if (!publicKey)
        return complain(publicKey.error());
    const auto opened = openDesk(command);
    if (!opened)
        return complain(opened.error());
    auto& desk = **opened;
    const auto officer = desk.admin->officer(*ic);
    if (!officer)
        return complain(officer.error());
    const auto issued = desk.pki->authority().issueOfficer(
        { *ic, officer->name, officeName(*desk.admin, officer->office), officer->email }, *publicKey);
    if (!issued)
        return complain(issued.error());
    if (auto registered = desk.admin->registerCertificate(*ic, issued->der); !registered)
        return complain(registered.error());
    if (auto written = writeFile(command.value("out"), pki::pem(issued->der)); !written)
        return complain(written.error());
    printLine(issued->serialHex.toLatin1());
    return ExitOk;
}

int revokeCertificate(Command& command)
{
    const auto opened = openDesk(command);
    if (!opened)
        return complain(opened.error());
    auto& desk = **opened;
    const auto revoked
        = desk.pki->authority().revoke(command.value("serial"), pki::RevocationReason::Unspecified);
    if (!revoked)
        return complain(revoked.error());
    const domain::Sha256Hex name(
        QString::fromLatin1(QCryptographicHash::hash(revoked->der, QCryptographicHash::Sha256).toHex()));
    const auto withdrawn = desk.admin->withdrawCertificate(name);
    // A certificate of the authority's own services was never an officer's.
    if (!withdrawn && withdrawn.error().code != ErrorCode::NotFound)
        return complain(withdrawn.error());
    return ExitOk;
}

} // namespace peraku::treasury
