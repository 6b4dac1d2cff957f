#pragma once

#include <pki/authority.h>
#include <treasury/roaming.h>

namespace peraku::pki {

/** The authority behind the treasury's door for officers' certificates. Thread-safe; a step that was taken
 * before is WrongState. */
class OfficerCertificates : public treasury::CertificateAdministration {
public:
    /** The authority outlives this. */
    explicit OfficerCertificates(CertificateAuthority& authority)
        : m_authority(&authority)
    {
    }
    domain::Result<QByteArray> issueOfficer(const domain::Ic& ic, const QString& name, const QString& office,
        const QString& email, const QByteArray& publicKey) override;
    domain::Result<bool> hasIssued(const domain::Ic& ic, const QByteArray& publicKey) override;
    domain::Result<domain::Done> suspend(const QString& serialHex) override;
    domain::Result<domain::Done> release(const QString& serialHex) override;
    domain::Result<domain::Done> revoke(const QString& serialHex, bool keyCompromised) override;

private:
    CertificateAuthority* m_authority;
};

} // namespace peraku::pki
