#include <remote/backoff.h>

#include <algorithm>

namespace peraku::remote {

using domain::ErrorCode;

bool isOutage(const domain::Error& error)
{
    switch (error.code) {
    case ErrorCode::Offline:
    case ErrorCode::Timeout:
    case ErrorCode::TlsFailed:
    case ErrorCode::NotATreasury:
    case ErrorCode::ProxyLoginNeeded:
    case ErrorCode::ServerBusy:
    case ErrorCode::ServerFailed:
        return true;
    default:
        return false;
    }
}

qint64 Backoff::ceilingMs(int failures)
{
    const int doublings = std::clamp(failures - 1, 0, 20);
    return std::min(longestMs, firstMs << doublings);
}

qint64 Backoff::delayMs(int failures, const domain::Error& error) const
{
    quint32 dice = 0;
    m_rng.fill(&dice, sizeof dice);
    const auto jittered = qint64(double(ceilingMs(failures)) * (double(dice) / 4294967296.0));
    return std::max(jittered, qint64(error.retryAfterSeconds) * 1'000);
}

bool CircuitBreaker::allows()
{
    if (m_failures < failuresToOpen)
        return true;
    const auto now = m_clock.monotonicMs();
    if (now < m_openUntil)
        return false;
    // Whoever asks meanwhile waits for what the probe finds.
    m_openUntil = now + Backoff::ceilingMs(m_failures - failuresToOpen + 1);
    return true;
}

void CircuitBreaker::succeeded()
{
    m_failures = 0;
    m_openUntil = 0;
}

void CircuitBreaker::failed(const domain::Error& error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    if (!isOutage(error)) {
        succeeded();
        return;
    }
    m_lastError = error;
    ++m_failures;
    if (m_failures >= failuresToOpen)
        m_openUntil = m_clock.monotonicMs() + m_backoff.delayMs(m_failures - failuresToOpen + 1, error);
}

qint64 CircuitBreaker::waitMs() const
{
    if (m_failures < failuresToOpen)
        return 0;
    return std::max<qint64>(0, m_openUntil - m_clock.monotonicMs());
}

} // namespace peraku::remote
