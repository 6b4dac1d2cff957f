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

/**
 * Counts wrong passwords, also for an IC that no officer has; inside the caller's transaction. A device that
 * the officer logged in from before has a count of its own, all others share one (OWASP, "device cookies"):
 * a stranger locks out strangers, and the tries that are looked at stay bounded, since an officer has few
 * known devices.
 */
class LoginGuard {
public:
    LoginGuard(Connection& connection, const Config& config)
        : m_connection(&connection)
        , m_config(&config)
    {
    }
    /** Whose password, and where it was typed. */
    struct Try {
        domain::Ic ic;
        QByteArray device; ///< Hash of the name that the desk gave its PC; empty = none.
    };
    struct Admission {
        bool admitted = false;
        int retryAfterSeconds = 0; ///< While locked.
        bool locksNow = false; ///< This try, if wrong, is the one that locks.
    };
    /** Counts the try as failed before anyone looks at the password, so that parallel tries cannot slip past
     * the limit. */
    Result<Admission> reserve(const Try& tried, const QDateTime& now);
    /** The password was right: the count begins anew, and the device is known from now on. */
    Result<Done> succeed(const Try& tried, const QDateTime& now);
    /** Ends every lock of the officer's. */
    Result<Done> unlock(const domain::Ic& ic);
    Result<Done> expire(const QDateTime& now);

    /** Devices that an officer is known to use; the one unused for longest makes room. */
    static constexpr int knownDevices = 10;

private:
    /** The device if it is known, else nothing: what its tries are counted under. */
    Result<QByteArray> counted(const Try& tried);
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
