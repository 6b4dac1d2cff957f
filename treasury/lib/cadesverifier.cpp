#include <signing/ocsp.h>
#include <signing/verify.h>
#include <treasury/cadesverifier.h>

#include <mutex>

namespace peraku::treasury {

using domain::fail;
using domain::Result;
using signing::TrustStore;

struct CadesVerifier::Private {
    TrustProvider& provider;
    PkiEndpoints* responder;
    domain::Rng* rng;
    std::mutex mutex;
    QByteArray version;
    std::shared_ptr<const TrustStore> store;

    /** The store for this trust; decoding certificates and CRLs anew for each signature would cost more than
     * checking it. */
    Result<std::shared_ptr<const TrustStore>> current(const TrustProvider::Trust& trust)
    {
        const std::lock_guard lock(mutex);
        if (store && version == trust.version)
            return store;
        auto made = TrustStore::create({ trust.roots, trust.intermediates, trust.crls });
        if (made) {
            store = *made;
            version = trust.version;
        }
        return made;
    }

    /** Adds the responder's answer; one that cannot be had or believed leaves the CRL to decide. */
    void askResponder(VerifiedSignature& verified, const QByteArray& issuer, const TrustStore& trust,
        const QDateTime& at) const
    {
        const auto query = signing::ocspQuery(verified.report.signer.der, issuer, *rng);
        if (!query)
            return;
        const auto reply = responder->ocsp(query->der);
        const auto answer = signing::checkOcsp(reply.body, *query, trust, at);
        if (!answer)
            return;
        verified.ocsp = reply.body;
        if (!answer->revoked)
            return;
        auto& line = verified.report.lines[int(domain::CheckId::Revocation)];
        line.outcome = domain::CheckOutcome::Failed;
        line.reason = domain::Error { domain::ErrorCode::CertificateRevoked,
            QStringLiteral("OCSP: certificate is revoked"), { answer->revokedAt.toString(Qt::ISODate) },
            false, 0 };
    }
};

CadesVerifier::CadesVerifier(TrustProvider& trust, PkiEndpoints* responder, domain::Rng* rng)
    : m_d(std::unique_ptr<Private>(new Private { trust, responder, rng, {}, {}, {} }))
{
}

CadesVerifier::~CadesVerifier() = default;

Result<VerifiedSignature> CadesVerifier::verify(const SignatureToVerify& signature)
{
    const auto trust = m_d->provider.trust();
    if (!trust)
        return fail(trust.error());
    const auto store = m_d->current(*trust);
    if (!store)
        return fail(store.error());
    signing::VerifyOptions options;
    options.now = signature.at;
    options.expectedIc = signature.officer;
    VerifiedSignature verified { signing::verifyCades(signature.cms, signature.statement, **store, options),
        trust->issuingCrl, {}, {} };
    if (!verified.report.valid())
        return verified;
    auto digest = signing::attributesDigestOf(signature.cms);
    if (!digest)
        return fail(digest.error());
    verified.attributesDigest = std::move(*digest);
    if (m_d->responder && m_d->rng && !trust->intermediates.isEmpty())
        m_d->askResponder(verified, trust->intermediates.first(), **store, signature.at);
    return verified;
}

} // namespace peraku::treasury
