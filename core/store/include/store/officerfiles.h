#pragma once

#include <store/cachestore.h>
#include <store/workstore.h>

#include <QDateTime>

/** An officer's two files: work.db (what the treasury has not acknowledged; never deleted) and cache.db
 * (rebuildable from the feed). */
namespace peraku::store {

/** Both files, unlocked by one data key. */
struct OfficerFiles {
    std::unique_ptr<WorkStore> work;
    std::unique_ptr<CacheStore> cache;
    std::unique_ptr<CacheReader> reader;
    /** What the officer must be told: StorageRestored, StorageLost, StorageTooNew, a failed backup. */
    QList<domain::Error> notices;
};

/** The folder of one officer below `root`: its name tells nobody whose it is without minutes of guessing for
 * each PC (scrypt with a salt that stands in `root`, made at the first call). About 10 ms of work by design.
 */
Result<QString> officerFolder(const QString& root, const QByteArray& officer, domain::Rng& rng);

/** Version of the SQLite that this process runs with. */
QString libraryVersion();

/** Whether there is something to open. */
bool officerFilesExist(const QString& directory);

/** Deletes every file of a closed folder but the lock: the databases, backups and what was set aside.
 * StorageFailed where one stays. */
Result<domain::Done> removeOfficerFiles(const QString& directory);

/** Makes the files with a fresh data key, wrapped for the password and for the treasury's recovery secret. */
Result<OfficerFiles> createOfficerFiles(const QString& directory, const secret::SecureBuffer& password,
    const secret::SecureBuffer& recovery, domain::Rng& rng, int logN = passwordLogN);

/**
 * By the password slot. A damaged work.db is set aside and its newest whole backup put in its place. Errors:
 * NotFound (nothing was ever finished there), WrongPassword, StorageLost (damaged, and no backup is whole).
 */
Result<OfficerFiles> openOfficerFiles(
    const QString& directory, const secret::SecureBuffer& password, domain::Rng& rng, const QDateTime& now);

/** After a password reset: by the recovery slot; wraps the key for the new password. */
Result<OfficerFiles> recoverOfficerFiles(const QString& directory, const secret::SecureBuffer& password,
    const secret::SecureBuffer& recovery, domain::Rng& rng, const QDateTime& now);

} // namespace peraku::store
