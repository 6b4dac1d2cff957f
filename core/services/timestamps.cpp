#include "timestamps.h"

namespace peraku::services {

Timestamps::Timestamps(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
}

Async<QByteArray> Timestamps::stamped(const QByteArray& cms)
{
    const auto query = signing::timestampQuery(cms, m_parts.rng);
    if (!query || (m_quietUntil && m_parts.clock.monotonicMs() < *m_quietUntil))
        return domain::ready<QByteArray>(cms);
    auto asked = remote::PkiEndpoint(m_parts.client).timestamp(query->der);
    m_parts.scheduler.after(patienceMs, this, [asked]() mutable {
        if (!asked.isFinished())
            asked.cancel();
    });
    return domain::then<remote::HttpResponse>(
        asked, this, [this, cms, query = *query](Result<remote::HttpResponse> answer) -> Async<QByteArray> {
            if (!answer) {
                m_quietUntil = m_parts.clock.monotonicMs() + pauseMs;
                return domain::ready<QByteArray>(cms);
            }
            m_quietUntil.reset();
            const auto trust = store();
            if (!trust)
                return domain::ready<QByteArray>(cms);
            const auto now = m_parts.clock.nowUtc().addMSecs(m_parts.client.clockOffsetMs());
            return domain::runOn<QByteArray>(m_parts.workers,
                [cms, query, reply = answer->body, trust = *trust, now]() -> Result<QByteArray> {
                    auto made = signing::attachTimestamp(cms, query, reply, *trust, {}, now);
                    return made ? std::move(made) : Result<QByteArray>(cms);
                });
        });
}

Result<Timestamps::Store> Timestamps::store()
{
    const auto material = m_parts.trust.material();
    if (m_store && material == m_material)
        return m_store;
    auto made = trustStoreOf(material);
    if (made) {
        m_material = material;
        m_store = *made;
    }
    return made;
}

} // namespace peraku::services
