#include "authorityprivate.h"

#include <pki/seal.h>
#include <signing/certificate.h>

namespace peraku::pki {

using domain::fail;
using domain::Result;

Result<SealKeeper::Certificates> SealKeeper::certificates()
{
    return Certificates { m_authority->m_d->seal.der, { m_authority->m_d->issuing.der } };
}

Result<QByteArray> SealKeeper::signDigest(const QByteArray& digest)
{
    const auto& seal = m_authority->m_d->seal;
    const auto facts = signing::certificateFacts(seal.der);
    if (!facts)
        return fail(facts.error());
    const auto profile = signing::profileFor(*facts, false);
    if (!profile)
        return fail(profile.error());
    return signing::signDigest(seal.key.get(), *profile, digest);
}

} // namespace peraku::pki
