#include "mailthread.h"

#include "command.h"

#include <chrono>

namespace peraku::treasury {

namespace {
constexpr std::chrono::milliseconds tick { 100 };
constexpr int ticksPerRound = 10; ///< Codes go out at every tick, the queue's mail once a second.
/** Tells the operator of a failure once for as long as it stays the same. */
template <typename T> void report(const domain::Result<T>& outcome, QString& last)
{
    auto complaint = outcome ? QString() : outcome.error().detail;
    if (!outcome && complaint != last)
        complain(outcome.error());
    last = std::move(complaint);
}

} // namespace

MailThread::MailThread(Treasury& treasury, Mailer& mailer)
    : m_treasury(treasury)
    , m_mailer(mailer)
    , m_thread([this] { run(); })
{
}

MailThread::~MailThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void MailThread::run()
{
    std::unique_lock lock(m_mutex);
    for (int ticks = 0; !m_wake.wait_for(lock, tick, [this] { return m_ending; }); ++ticks) {
        lock.unlock();
        report(m_treasury.deliverCodes(m_mailer), m_codeComplaint);
        if (ticks % ticksPerRound == 0)
            report(m_treasury.deliverMail(m_mailer), m_queueComplaint);
        lock.lock();
    }
    report(m_treasury.deliverMail(m_mailer), m_queueComplaint);
}

} // namespace peraku::treasury
