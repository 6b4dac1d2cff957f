#pragma once

#include <treasury/treasury.h>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace peraku::treasury {

/** Delivers mail for as long as it lives: a slow mail server holds up nothing else. Both outlive it. */
class MailThread {
public:
    MailThread(Treasury& treasury, Mailer& mailer);
    /** Delivers once more what is due, then ends. */
    ~MailThread();
    MailThread(const MailThread&) = delete;
    MailThread& operator=(const MailThread&) = delete;

private:
    void run();
    void deliver();

    Treasury& m_treasury;
    Mailer& m_mailer;
    QString m_complaint; ///< The last one, so that a server that stays away is told of once.
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace peraku::treasury
