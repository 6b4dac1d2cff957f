#pragma once

#include "chain.h"

#include <signing/verify.h>

#include <QHash>
#include <QMutex>

namespace peraku::signing {

struct VerdictCache::Private {
    std::shared_ptr<const TrustStore> trust;
    int capacity = 0;
    QMutex mutex;
    QHash<QByteArray, std::shared_ptr<const Chain>>
        chains; ///< By the bytes of all embedded certificates, signer and policy.
};

/** Where chains come from: built for each question, or remembered. */
class ChainSource {
public:
    explicit ChainSource(const TrustStore& trust)
        : m_trust(&trust)
    {
    }
    explicit ChainSource(VerdictCache& cache)
        : m_trust(&cache.trust())
        , m_cache(&cache)
    {
    }
    /** The chain of certificates[signer]; the others may serve to build it. `field` holds all of them. */
    domain::Result<std::shared_ptr<const Chain>> chain(const QList<QByteArrayView>& certificates,
        QByteArrayView field, int signer, const PathPolicy& policy) const;

private:
    const TrustStore* m_trust;
    VerdictCache* m_cache = nullptr;
};

} // namespace peraku::signing
