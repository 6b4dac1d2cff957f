#pragma once

#include <pki/authority.h>
#include <treasury/roaming.h>

namespace peraku::pki {

/** The treasury's seal over the authority's key; the authority outlives it. Thread-safe. */
class SealKeeper : public treasury::TreasurySeal {
public:
    explicit SealKeeper(CertificateAuthority& authority)
        : m_authority(&authority)
    {
    }
    domain::Result<Certificates> certificates() override;
    domain::Result<QByteArray> signDigest(const QByteArray& digest) override;

private:
    CertificateAuthority* m_authority;
};

} // namespace peraku::pki
