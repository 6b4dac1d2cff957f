#pragma once

#include <domain/ports.h>
#include <domain/result.h>

namespace peraku::remote {

/** Full-jitter exponential waiting times: a random share of 1 s, 2 s, 4 s ... 15 min. */
class Backoff {
public:
    static constexpr qint64 firstMs = 1'000;
    static constexpr qint64 longestMs = 15 * 60 * 1'000;

    explicit Backoff(domain::Rng& rng)
        : m_rng(rng)
    {
    }
    /** Milliseconds to wait after failure number `failures` (1..); never less than the other side's
     * Retry-After. */
    qint64 delayMs(int failures, const domain::Error& error) const;
    /** The largest wait after that many failures, before the random share is taken. */
    static qint64 ceilingMs(int failures);

private:
    domain::Rng& m_rng;
};

/** After five failures in a row it answers for the network, so that a dead treasury is not hammered; one
 * probe goes through at a time. */
class CircuitBreaker {
public:
    static constexpr int failuresToOpen = 5;

    CircuitBreaker(domain::Clock& clock, domain::Rng& rng)
        : m_clock(clock)
        , m_backoff(rng)
    {
    }
    /** False while it is open; the first caller after the wait gets true and is the probe. */
    bool allows();
    void succeeded();
    /** Counts `error` if it speaks of the network or the treasury's health; other errors are answers, and
     * close it. */
    void failed(const domain::Error& error);
    int failures() const { return m_failures; }
    /** The error that opened it. */
    const domain::Error& lastError() const { return m_lastError; }
    /** Milliseconds until the next probe, 0 while it is closed. */
    qint64 waitMs() const;

private:
    domain::Clock& m_clock;
    Backoff m_backoff;
    domain::Error m_lastError;
    int m_failures = 0;
    qint64 m_openUntil = 0;
};

/** True for errors that say that the treasury could not be reached or was not well. */
bool isOutage(const domain::Error& error);

} // namespace peraku::remote
