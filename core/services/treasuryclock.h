#pragma once

#include <remote/client.h>

namespace peraku::services {

/** This computer's clock, corrected by what the treasury's answers said of the time: a signature and what
 * revokes it are judged by one clock. */
class TreasuryClock final : public domain::Clock {
public:
    TreasuryClock(domain::Clock& clock, const remote::Client& client)
        : m_clock(clock)
        , m_client(client)
    {
    }
    QDateTime nowUtc() const override { return m_clock.nowUtc().addMSecs(m_client.clockOffsetMs()); }
    qint64 monotonicMs() const override { return m_clock.monotonicMs(); }

private:
    domain::Clock& m_clock;
    const remote::Client& m_client;
};

} // namespace peraku::services
