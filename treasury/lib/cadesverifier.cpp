#include <signing/verify.h>
#include <treasury/cadesverifier.h>

#include <mutex>

namespace peraku::treasury {

using domain::fail;
using domain::Result;
using signing::TrustStore;

struct CadesVerifier::Private {
    TrustProvider& provider;
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
};

CadesVerifier::CadesVerifier(TrustProvider& trust)
    : m_d(std::unique_ptr<Private>(new Private { trust, {}, {}, {} }))
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
    return VerifiedSignature { signing::verifyCades(signature.cms, signature.statement, **store, options),
        trust->issuingCrl };
}

} // namespace peraku::treasury
