#pragma once

#include <pki/authority.h>
#include <pki/responders.h>
#include <treasury/ports.h>

namespace peraku::pki {

/** The authority behind the treasury's ports: its public endpoints, and the trust that signatures are checked
 * against. Thread-safe. */
class PkiService : public treasury::PkiEndpoints, public treasury::TrustProvider {
public:
    /** Both outlive the service. */
    PkiService(CertificateAuthority& authority, domain::Clock& clock);

    treasury::PkiReply rootCertificate() override;
    treasury::PkiReply issuingCertificate() override;
    treasury::PkiReply rootCrl() override;
    treasury::PkiReply issuingCrl() override;
    treasury::PkiReply ocsp(const QByteArray& request) override;
    treasury::PkiReply timestamp(const QByteArray& request) override;
    domain::Result<Trust> trust() override;

private:
    CertificateAuthority* m_authority;
    OcspResponder m_ocsp;
    TimestampAuthority m_tsa;
};

} // namespace peraku::pki
