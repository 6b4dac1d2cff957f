#include "stamping.h"

#include <signing/cades.h>
#include <signing/certificate.h>
#include <signing/digest.h>
#include <signing/timestamp.h>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

Result<std::shared_ptr<const signing::TrustStore>> ownTrust(PkiEndpoints& pki)
{
    return signing::TrustStore::create({ { pki.rootCertificate().body }, { pki.issuingCertificate().body },
        { pki.rootCrl().body, pki.issuingCrl().body } });
}

Result<QByteArray> timestamped(
    const QByteArray& cms, const signing::TrustStore& trust, const Ports& ports, const QDateTime& now)
{
    const auto query = signing::timestampQuery(cms, ports.rng);
    if (!query)
        return fail(query.error());
    return signing::attachTimestamp(cms, *query, ports.pki.timestamp(query->der).body, trust, {}, now);
}

Result<QByteArray> sealed(const QByteArray& bytes, const Ports& ports, const QDateTime& now)
{
    if (!ports.seal)
        return fail(ErrorCode::NotFound, QStringLiteral("this treasury has no seal"));
    const auto certificates = ports.seal->certificates();
    if (!certificates)
        return fail(certificates.error());
    const auto facts = signing::certificateFacts(certificates->seal);
    if (!facts)
        return fail(facts.error());
    const auto profile = signing::profileFor(*facts, false);
    if (!profile)
        return fail(profile.error());
    signing::CadesRequest request;
    request.profile = *profile;
    request.contentDigest = signing::sha256(bytes);
    request.signerCertificate = certificates->seal;
    request.chain = certificates->chain;
    request.signingTime = now;
    const auto prepared = signing::prepareCades(request);
    if (!prepared)
        return fail(prepared.error());
    const auto raw = ports.seal->signDigest(prepared->attributesDigest);
    if (!raw)
        return fail(raw.error());
    const auto cms = signing::completeCades(*prepared, *raw);
    if (!cms)
        return fail(cms.error());
    const auto trust = ownTrust(ports.pki);
    if (!trust)
        return fail(trust.error());
    return timestamped(*cms, **trust, ports, now);
}

} // namespace peraku::treasury
