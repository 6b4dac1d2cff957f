#include "command.h"
#include "roaming.h"

#include <treasury/admin.h>

#include <QCryptographicHash>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;

namespace {

struct Desk {
    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<pki::OpenedPki> pki;
    std::unique_ptr<Admin> admin;
};
domain::Result<Desk> open(Command& command)
{
    const auto folder = command.folder();
    Desk desk { lockFolder(folder), nullptr, nullptr };
    if (!desk.lock)
        return fail(ErrorCode::AnotherInstance, QStringLiteral("another treasuryd works on this folder"));
    auto pki = openPki(command);
    if (!pki)
        return fail(pki.error());
    auto admin = Admin::open(folder.database(), {}, command.clock, command.rng);
    if (!admin)
        return fail(admin.error());
    desk.pki = std::move(*pki);
    desk.admin = std::move(*admin);
    return desk;
}

int complainOf(const domain::Error& error)
{
    const int code = complain(error);
    return error.code == ErrorCode::AnotherInstance ? ExitInUse : code;
}

} // namespace

int issueCertificate(Command& command)
{
    const auto ic = domain::Ic::parse(command.value("ic"));
    if (!ic)
        return complain(QStringLiteral("--ic wants 12 digits"), ExitUsage);
    const auto publicKey = readDer(command.value("public-key"));
    if (!publicKey)
        return complain(publicKey.error());
    auto desk = open(command);
    if (!desk)
        return complainOf(desk.error());
    const auto officer = desk->admin->officer(*ic);
    if (!officer)
        return complain(officer.error());
    const auto issued = desk->pki->authority().issueOfficer(
        { *ic, officer->name, officeName(*desk->admin, officer->office), officer->email }, *publicKey);
    if (!issued)
        return complain(issued.error());
    if (auto registered = desk->admin->registerCertificate(*ic, issued->der); !registered)
        return complain(registered.error());
    if (auto written = writeFile(command.value("out"), pki::pem(issued->der)); !written)
        return complain(written.error());
    printLine(issued->serialHex.toLatin1());
    return ExitOk;
}

int revokeCertificate(Command& command)
{
    auto desk = open(command);
    if (!desk)
        return complainOf(desk.error());
    const auto revoked
        = desk->pki->authority().revoke(command.value("serial"), pki::RevocationReason::Unspecified);
    if (!revoked)
        return complain(revoked.error());
    const domain::Sha256Hex name(
        QString::fromLatin1(QCryptographicHash::hash(revoked->der, QCryptographicHash::Sha256).toHex()));
    const auto withdrawn = desk->admin->withdrawCertificate(name);
    // A certificate of the authority's own services was never an officer's.
    if (!withdrawn && withdrawn.error().code != ErrorCode::NotFound)
        return complain(withdrawn.error());
    return ExitOk;
}

} // namespace peraku::treasury
