#pragma once

#include "connection.h"

#include <domain/ports.h>
#include <domain/result.h>
#include <treasury/config.h>

#include <QHash>

#include <mutex>

namespace peraku::treasury {

using domain::Done;
using domain::Result;

/** Counts wrong passwords by IC, also for an IC that no officer has; inside the caller's transaction. */
class LoginGuard {
public:
    LoginGuard(Connection& connection, const Config& config)
        : m_connection(&connection)
        , m_config(&config)
    {
    }
    struct Admission {
        bool admitted = false;
        int retryAfterSeconds = 0; ///< While locked.
        bool locksNow = false; ///< This try, if wrong, is the one that locks.
    };
    /** Counts the try as failed before anyone looks at the password, so that parallel tries cannot slip past
     * the limit. */
    Result<Admission> reserve(const domain::Ic& ic, const QDateTime& now);
    /** The password was right. */
    Result<Done> clear(const domain::Ic& ic);
    Result<Done> expire(const QDateTime& now);

private:
    Connection* m_connection;
    const Config* m_config;
};

/** So many log-ins a minute from one address, refilled evenly; in memory, thread-safe. */
class AddressLimiter {
public:
    explicit AddressLimiter(int perMinute)
        : m_perMinute(perMinute)
    {
    }
    /** 0 if the try is let through, else the seconds to wait. */
    int take(const QString& address, qint64 monotonicMs);

private:
    struct Bucket {
        double tokens = 0;
        qint64 at = 0;
    };
    int m_perMinute;
    std::mutex m_mutex;
    QHash<QString, Bucket> m_buckets;
};

} // namespace peraku::treasury
