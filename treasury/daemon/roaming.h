#pragma once

#include "command.h"

#include <csc/service.h>
#include <domain/officer.h>
#include <pki/endpoints.h>
#include <treasury/admin.h>

namespace peraku::treasury {

/** Sends nothing: for commands that never ask for a code. */
class NoCourier : public CodeCourier {
public:
    domain::Result<CodeDelivery> send(const CodeMessage&, const secret::SecureBuffer&) override
    {
        return domain::fail(domain::ErrorCode::OtpUndeliverable);
    }
};

/** Everything that a command on officers and their keys works with, on a folder that is not being served. */
struct Desk {
    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<pki::OpenedPki> pki;
    std::unique_ptr<pki::PkiService> endpoints;
    std::unique_ptr<Admin> admin;
    NoCourier courier;
    std::unique_ptr<csc::Service> roaming; ///< Null without an HSM.
};
domain::Result<std::unique_ptr<Desk>> openDesk(Command& command);

/** Runs `work(Admin&)` with the folder locked. */
template <typename F> int withAdmin(Command& command, F work)
{
    const auto lock = lockFolder(command.folder());
    if (!lock)
        return complain(lock.error());
    auto admin = Admin::open(command.folder().database(), {}, command.clock, command.rng);
    if (!admin)
        return complain(admin.error());
    const domain::Result<domain::Done> done = work(**admin);
    return done ? ExitOk : complain(done.error());
}

/** The folder's roaming service; null without an HSM, where there is none. Everything given outlives it. */
domain::Result<std::unique_ptr<csc::Service>> openRoaming(
    Command& command, pki::OpenedPki& pki, pki::PkiService& endpoints, CodeCourier& courier);

/** A credential with its certificate, registered: the officer can sign with it at once. */
domain::Result<RoamingCredential> enrolRoaming(csc::Service& roaming, Admin& admin,
    pki::CertificateAuthority& authority, const domain::Officer& officer, domain::KeyKind kind,
    const secret::SecureBuffer& pin);

/** The office's name, else its code. */
QString officeName(Admin& admin, const domain::OfficeCode& code);

} // namespace peraku::treasury
