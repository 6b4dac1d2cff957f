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
