#include "mailthread.h"

#include "command.h"

#include <chrono>

namespace peraku::treasury {

namespace {
constexpr std::chrono::milliseconds tick { 500 };
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
    while (!m_wake.wait_for(lock, tick, [this] { return m_ending; })) {
        lock.unlock();
        deliver();
        lock.lock();
    }
    deliver();
}

void MailThread::deliver()
{
    const auto delivered = m_treasury.deliverMail(m_mailer);
    auto complaint = delivered ? QString() : delivered.error().detail;
    if (!delivered && complaint != m_complaint)
        complain(delivered.error());
    m_complaint = std::move(complaint);
}

} // namespace peraku::treasury
