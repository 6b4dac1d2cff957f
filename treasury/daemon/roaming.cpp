#include "roaming.h"

namespace peraku::treasury {

using domain::fail;

domain::Result<std::unique_ptr<csc::Service>> openRoaming(
    Command& command, pki::OpenedPki& pki, pki::PkiService& endpoints, CodeCourier& courier)
{
    if (!pki.token())
        return std::unique_ptr<csc::Service>();
    return csc::Service::open(command.folder().roaming(), {},
        { command.clock, command.rng, *pki.token(), courier, endpoints, endpoints });
}

domain::Result<std::unique_ptr<Desk>> openDesk(Command& command)
{
    const auto folder = command.folder();
    auto desk = std::make_unique<Desk>();
    auto lock = lockFolder(folder);
    if (!lock)
        return fail(lock.error());
    desk->lock = std::move(*lock);
    auto pki = openPki(command);
    if (!pki)
        return fail(pki.error());
    desk->pki = std::move(*pki);
    desk->endpoints = std::make_unique<pki::PkiService>(desk->pki->authority(), command.clock);
    auto admin = Admin::open(folder.database(), {}, command.clock, command.rng);
    if (!admin)
        return fail(admin.error());
    desk->admin = std::move(*admin);
    auto roaming = openRoaming(command, *desk->pki, *desk->endpoints, desk->courier);
    if (!roaming)
        return fail(roaming.error());
    desk->roaming = std::move(*roaming);
    return desk;
}

domain::Result<RoamingCredential> enrolRoaming(csc::Service& roaming, Admin& admin,
    pki::CertificateAuthority& authority, const domain::Officer& officer, domain::KeyKind kind,
    const secret::SecureBuffer& pin)
{
    auto credential = roaming.prepare(officer.ic, kind, pin);
    if (!credential)
        return credential;
    const auto issued = authority.issueOfficer(
        { officer.ic, officer.name, officeName(admin, officer.office), officer.email },
        credential->publicKey);
    if (!issued)
        return fail(issued.error());
    auto done = admin.registerCertificate(officer.ic, issued->der);
    if (done)
        done = roaming.activate(credential->id, issued->der);
    if (!done)
        return fail(done.error());
    credential->state = RoamingState::Active;
    credential->certificate = issued->der;
    return credential;
}

QString officeName(Admin& admin, const domain::OfficeCode& code)
{
    const auto reference = admin.reference();
    if (reference) {
        for (const auto& office : reference->offices) {
            if (office.code == code)
                return office.name;
        }
    }
    return code.value();
}

} // namespace peraku::treasury
