#pragma once

#include <domain/officer.h>
#include <domain/task.h>
#include <secret/securebuffer.h>

#include <QDateTime>
#include <QList>
#include <QObject>

/** Logging in and keeping in step with the treasury. Abstract and of the GUI thread: see desk.h. */
namespace peraku::services {

using domain::Async;
using domain::Done;
using domain::Error;
using domain::Result;

enum class SessionState {
    LoggedOut,
    Online,
    Offline
}; ///< Logged in by the password slot, the treasury was not asked.

class SessionService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual SessionState state() const = 0;
    virtual domain::Officer officer() const = 0; ///< Empty while logged out.
    virtual bool passwordMustChange() const = 0;
    /** What the officer must be told about the files on this PC: a backup was restored, a record does not
     * open, a later version wrote them. */
    virtual QList<Error> storageNotices() const { return {}; }
    /** How many lines the desk's own audit has; SealBroken if its chain does not hold. */
    virtual Async<qint64> verifyAudit() = 0;
    /** Asks the treasury; when it cannot be reached, opens the cache by the password slot. AccountInactive:
     * the treasury closed the account and its vouchers are gone from this PC; the argument, if there is one,
     * is the number of changes that it never received and that stay until giveUpClosedAccount(). */
    virtual Async<Done> logIn(const domain::Ic& ic, secret::SecureBuffer password) = 0;
    virtual Async<Done> changePassword(secret::SecureBuffer current, secret::SecureBuffer replacement) = 0;
    virtual Async<Done> logOut() = 0;
    /** Deletes what the log-in before left of a closed account; WrongState after any other. */
    virtual Async<Done> giveUpClosedAccount() = 0;
    /** The treasury's time minus the desk's, milliseconds; 0 until it was heard. */
    virtual qint64 clockOffsetMs() const = 0;
    /** The treasury's policy: after so many minutes without a key or mouse the desk locks. */
    virtual int idleLockMinutes() const { return 15; }
Q_SIGNALS:
    void stateChanged();
};

struct SyncStatus {
    bool running = false;
    bool online = false; ///< The last contact worked.
    QDateTime offlineSince; ///< UTC, invalid while online.
    QDateTime lastSync; ///< UTC, invalid before the first.
    qint64 received = 0; ///< Vouchers received in the pull that runs.
    bool stopped = false; ///< The officer stopped the last pull; the next one goes on where it did.
    std::optional<Error> lastError;
    bool operator==(const SyncStatus&) const = default;
};
class SyncService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual SyncStatus status() const = 0;
    /** Outbox first, then the feed, then reference data. */
    virtual Async<Done> syncNow() = 0;
    /** Ends the round that runs; what arrived stays. */
    virtual void cancel() = 0;
    /** Whether the officer is at the desk: the treasury is asked often then, and seldom otherwise. */
    virtual void setAttended(bool attended) = 0;
    /** Keeps in sync by itself from now on. */
    virtual void start() = 0;
    virtual void stop() = 0;
Q_SIGNALS:
    void statusChanged();
};

} // namespace peraku::services
