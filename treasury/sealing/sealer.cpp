#include <signing/certificate.h>
#include <signing/digest.h>
#include <signing/timestamp.h>

#include <sealing/sealer.h>

namespace peraku::sealing {

using domain::fail;
using domain::Result;

Result<std::shared_ptr<const signing::TrustStore>> ownTrust(treasury::PkiEndpoints& pki)
{
    return signing::TrustStore::create({ { pki.rootCertificate().body }, { pki.issuingCertificate().body },
        { pki.rootCrl().body, pki.issuingCrl().body } });
}

Result<QByteArray> timestamped(const QByteArray& cms, const signing::TrustStore& trust,
    treasury::PkiEndpoints& pki, domain::Rng& rng, const QDateTime& now)
{
    const auto query = signing::timestampQuery(cms, rng);
    if (!query)
        return fail(query.error());
    return signing::attachTimestamp(cms, *query, pki.timestamp(query->der).body, trust, {}, now);
}

Result<Identity> Sealer::identity()
{
    auto certificates = m_seal.certificates();
    if (!certificates)
        return fail(certificates.error());
    const auto facts = signing::certificateFacts(certificates->seal);
    if (!facts)
        return fail(facts.error());
    const auto profile = signing::profileFor(*facts, false);
    if (!profile)
        return fail(profile.error());
    return Identity { std::move(*certificates), *profile, facts->commonName };
}

Result<Seal> Sealer::complete(const signing::PreparedSignature& prepared, const QDateTime& now)
{
    const auto raw = m_seal.signDigest(prepared.attributesDigest);
    if (!raw)
        return fail(raw.error());
    const auto cms = signing::completeCades(prepared, *raw);
    if (!cms)
        return fail(cms.error());
    const auto trust = ownTrust(m_pki);
    if (!trust)
        return fail(trust.error());
    const auto stamped = timestamped(*cms, **trust, m_pki, m_rng, now);
    return Seal { stamped.value_or(*cms), stamped.has_value() };
}

Result<Seal> Sealer::seal(const QByteArray& bytes, const QDateTime& now)
{
    const auto who = identity();
    if (!who)
        return fail(who.error());
    signing::CadesRequest request;
    request.profile = who->profile;
    request.contentDigest = signing::sha256(bytes);
    request.signerCertificate = who->certificates.seal;
    request.chain = who->certificates.chain;
    request.signingTime = now;
    const auto prepared = signing::prepareCades(request);
    if (!prepared)
        return fail(prepared.error());
    return complete(*prepared, now);
}

} // namespace peraku::sealing
