#include "timestamps.h"

namespace peraku::services {

Timestamps::Timestamps(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_patience(parts.clock, parts.scheduler)
{
}

Async<QByteArray> Timestamps::stamped(const QByteArray& cms)
{
    const auto query = signing::timestampQuery(cms, m_parts.rng);
    if (!query || m_patience.isOver())
        return domain::ready<QByteArray>(cms);
    const auto asked = m_patience.with(remote::PkiEndpoint(m_parts.client).timestamp(query->der), this);
    return domain::then<remote::HttpResponse>(
        asked, this, [this, cms, query = *query](Result<remote::HttpResponse> answer) -> Async<QByteArray> {
            if (!answer && answer.error().code == domain::ErrorCode::Cancelled)
                return domain::readyError<QByteArray>(answer.error());
            if (!answer)
                return domain::ready<QByteArray>(cms);
            const auto trust = store();
            if (!trust)
                return domain::ready<QByteArray>(cms);
            return domain::runOn<QByteArray>(m_parts.workers,
                [cms, query, reply = answer->body, trust = *trust,
                    now = m_parts.clock.nowUtc()]() -> Result<QByteArray> {
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
