#include "verdictcache.h"

namespace peraku::signing {

namespace {

QByteArray keyOf(QByteArrayView field, int signer, const PathPolicy& policy)
{
    // The bytes themselves, not a hash of them: a collision would lend one signer's verdict to another.
    QByteArray key;
    key.reserve(field.size() + 64);
    key.append(field.data(), field.size());
    key += QByteArray::number(signer) + '/' + QByteArray::number(int(policy.purpose)) + '/'
        + QByteArray::number(policy.minimumRsaBits);
    for (const auto& oid : policy.policies)
        key += '/' + oid.toUtf8();
    return key;
}

} // namespace

VerdictCache::VerdictCache(std::shared_ptr<const TrustStore> trust, int capacity)
    : m_d(std::make_unique<Private>())
{
    m_d->trust = std::move(trust);
    m_d->capacity = capacity;
}

VerdictCache::~VerdictCache() = default;

const TrustStore& VerdictCache::trust() const
{
    return *m_d->trust;
}

domain::Result<std::shared_ptr<const Chain>> ChainSource::chain(const QList<QByteArrayView>& certificates,
    QByteArrayView field, int signer, const PathPolicy& policy) const
{
    QByteArray key;
    if (m_cache) {
        key = keyOf(field, signer, policy);
        const QMutexLocker lock(&m_cache->d().mutex);
        if (const auto known = m_cache->d().chains.constFind(key); known != m_cache->d().chains.cend())
            return *known;
    }
    QList<QByteArray> others;
    for (qsizetype i = 0; i < certificates.size(); ++i) {
        if (i != signer)
            others.append(certificates[i].toByteArray());
    }
    auto built = buildChain(certificates[signer].toByteArray(), others, *m_trust, policy);
    if (m_cache && built) {
        const QMutexLocker lock(&m_cache->d().mutex);
        // Full: starting over costs less than keeping an order of use for the few who sign.
        if (m_cache->d().chains.size() >= m_cache->d().capacity)
            m_cache->d().chains.clear();
        m_cache->d().chains.insert(key, *built);
    }
    return built;
}

} // namespace peraku::signing
