#pragma once

#include <domain/ports.h>

#include <optional>

namespace peraku::services {

/** For answers that are welcome but that nobody should wait long for: an unheard one is given up, and then
 * the host is left alone for a while. GUI thread. */
class Patience {
public:
    static constexpr qint64 usualWaitMs = 4'000;
    static constexpr qint64 restMs = 60'000;

    Patience(domain::Clock& clock, domain::Scheduler& scheduler)
        : m_clock(clock)
        , m_scheduler(scheduler)
    {
    }

    /** Whether the last answer was missed so lately that asking again is of no use. */
    bool isOver() const { return m_restUntil && m_clock.monotonicMs() < *m_restUntil; }

    /** Ends with Timeout after `waitMs`; a cancel by the officer is nobody's fault and starts no rest. `this`
     * lives as long as `context`. */
    template <typename T>
    domain::Async<T> with(domain::Async<T> asked, QObject* context, qint64 waitMs = usualWaitMs)
    {
        auto late = std::make_shared<bool>(false);
        m_scheduler.after(waitMs, context, [asked, late]() mutable {
            if (asked.isFinished())
                return;
            *late = true;
            asked.cancel();
        });
        return domain::then<T>(asked, context, [this, late](domain::Result<T> answer) -> domain::Result<T> {
            if (answer)
                m_restUntil.reset();
            else if (*late || answer.error().code != domain::ErrorCode::Cancelled)
                m_restUntil = m_clock.monotonicMs() + restMs;
            if (*late && !answer)
                return domain::fail(domain::Error { domain::ErrorCode::Timeout, {}, {}, true, 0 });
            return answer;
        });
    }

private:
    domain::Clock& m_clock;
    domain::Scheduler& m_scheduler;
    std::optional<qint64> m_restUntil; ///< Monotonic milliseconds.
};

} // namespace peraku::services
