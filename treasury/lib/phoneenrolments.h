#pragma once

#include <domain/ports.h>
#include <domain/result.h>
#include <secret/securebuffer.h>

#include <QDateTime>
#include <QList>

#include <map>
#include <mutex>

namespace peraku::treasury {

/**
 * The enrolments of phones that wait for their one-time code: one an officer, ten minutes, five tries. In
 * memory only. Thread-safe.
 */
class PhoneEnrolments {
public:
    explicit PhoneEnrolments(domain::Rng& rng)
        : m_rng(rng)
    {
    }
    struct Begun {
        secret::SecureBuffer code; ///< Eight digits.
        QDateTime expiresAt; ///< UTC
    };
    /** Replaces the one that waits. ServerBusy with its seconds for the sixth within an hour. */
    domain::Result<Begun> begin(const domain::Ic& officer, const QString& phone, const QDateTime& now);
    /** The phone's name, once: LinkLapsed without an enrolment that waits, OtpRefused for a wrong code. */
    domain::Result<QString> redeem(
        const domain::Ic& officer, const secret::SecureBuffer& code, const QDateTime& now);

private:
    struct Waiting {
        QString phone;
        secret::SecureBuffer code; ///< Empty once it was used or guessed at too often.
        QDateTime expiresAt;
        int triesLeft = 0;
        QList<QDateTime> begun; ///< Within the last hour.
    };

    domain::Rng& m_rng;
    std::mutex m_mutex;
    std::map<QString, Waiting> m_waiting; ///< By IC digits.
};

} // namespace peraku::treasury
