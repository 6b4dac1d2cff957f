#include "virtualtime.h"

#include <QPointer>

namespace peraku::sim {

void Application::settle()
{
    qint64 before = -1;
    while (before != m_delivered) {
        before = m_delivered;
        sendPostedEvents();
        sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void Random::fill(void* data, qsizetype size)
{
    auto* out = static_cast<unsigned char*>(data);
    for (qsizetype i = 0; i < size; ++i)
        out[i] = static_cast<unsigned char>(m_engine());
}

void VirtualTime::after(qint64 milliseconds, std::function<void()> work)
{
    m_events.emplace(std::make_pair(m_now + std::max<qint64>(0, milliseconds), ++m_serial), std::move(work));
}

bool VirtualTime::runNext(qint64 until)
{
    if (m_events.empty() || m_events.begin()->first.first > until)
        return false;
    const auto at = m_events.begin()->first.first;
    const auto work = std::move(m_events.begin()->second);
    m_events.erase(m_events.begin());
    m_now = at;
    work();
    settle();
    return true;
}

void VirtualTime::advance(qint64 milliseconds)
{
    settle();
    const auto until = m_now + milliseconds;
    while (runNext(until)) { }
    m_now = until;
}

bool VirtualTime::advanceUntil(const std::function<bool()>& done, qint64 atMost)
{
    settle();
    const auto until = m_now + atMost;
    while (!done()) {
        if (!runNext(until)) {
            m_now = until;
            return done();
        }
    }
    return true;
}

void SimScheduler::after(qint64 milliseconds, QObject* context, std::function<void()> work)
{
    m_time.after(milliseconds,
        [alive = std::weak_ptr<bool>(m_alive), guard = QPointer<QObject>(context), work = std::move(work)] {
            if (!alive.expired() && guard)
                work();
        });
}

void SimExecutor::post(std::function<void()> work)
{
    if (!m_queue)
        return;
    m_queue->push_back(std::move(work));
    if (!m_planned)
        planNext();
}

void SimExecutor::planNext()
{
    m_planned = true;
    constexpr int longestMs = 30;
    m_time.after(
        m_random.below(longestMs), [this, alive = std::weak_ptr<std::deque<std::function<void()>>>(m_queue)] {
            const auto queue = alive.lock();
            if (!queue)
                return;
            m_planned = false;
            if (queue->empty())
                return;
            const auto work = std::move(queue->front());
            queue->pop_front();
            work();
            if (m_queue && !m_queue->empty() && !m_planned)
                planNext();
        });
}

void SimExecutor::kill()
{
    m_queue.reset();
}

void SimExecutor::finish()
{
    while (m_queue && !m_queue->empty()) {
        const auto work = std::move(m_queue->front());
        m_queue->pop_front();
        work();
    }
}

} // namespace peraku::sim
