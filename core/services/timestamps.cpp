#include "timestamps.h"

#include "signatures.h"

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
            const auto now = m_parts.clock.nowUtc().addMSecs(m_parts.client.clockOffsetMs());
            return domain::runOn<QByteArray>(m_parts.workers,
                [cms, query, reply = answer->body, trust = m_parts.trust.material(),
                    now]() -> Result<QByteArray> {
                    auto made = withTimestamp(cms, query, reply, trust, now);
                    return made ? std::move(made) : Result<QByteArray>(cms);
                });
        });
}

} // namespace peraku::services
