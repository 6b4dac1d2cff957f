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

    Treasury& m_treasury;
    Mailer& m_mailer;
    QString m_codeComplaint;
    QString m_queueComplaint;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace peraku::treasury
