#pragma once

#include <domain/ids.h>
#include <domain/ports.h>
#include <domain/result.h>
#include <store/sealer.h>

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPair>
#include <QString>

#include <memory>
#include <optional>

namespace peraku::sqlite {
class Database;
}

/** An officer's two files: work.db (what the treasury has not acknowledged; never deleted) and cache.db
 * (rebuildable from the feed). */
namespace peraku::store {

using domain::Done;
using domain::Result;

/** A row of the outbox or of the drafts; the body is sealed, the rest are opaque ids and states. */
struct WorkRow {
    qint64 id = 0; ///< 0 = new, for the outbox; unused for drafts.
    domain::VoucherId voucher;
    int state = 0;
    QByteArray body;
};

/** What one transaction of work.db does. */
struct WorkBatch {
    QList<WorkRow> putOutbox;
    QList<qint64> removeOutbox;
    QList<WorkRow> putDrafts;
    QList<domain::VoucherId> removeDrafts;
    std::optional<QPair<domain::Sha256Hex, QByteArray>> putAttachment;
    std::optional<QByteArray> account;
    std::optional<QByteArray> audit; ///< Appended, sealed; never changed.
};

struct WorkContents {
    QByteArray account; ///< Null before the first log-in.
    QList<WorkRow> outbox; ///< By id.
    QList<WorkRow> drafts;
};

/** A voucher of the cache: the treasury's exact bytes, and the row of the lists. */
struct CacheRow {
    domain::VoucherId id;
    int revision = 0;
    qint64 sortKey = 0; ///< Milliseconds; the newest come first in firstPage().
    QByteArray body;
    QByteArray summary;
};

/**
 * The files of one officer, opened. Not thread-safe by itself: calls about work.db come from one thread,
 * calls about cache.db from one thread; the two may differ. Errors: StorageFailed, StorageFull,
 * StorageCorrupt, StorageTooNew, SealBroken, NotFound.
 */
class OfficerStore {
public:
    static bool exists(const QString& directory);
    /** Makes the files with a fresh data key, wrapped for the password and for the treasury's recovery
     * secret. */
    static Result<std::unique_ptr<OfficerStore>> create(const QString& directory,
        const secret::SecureBuffer& password, const secret::SecureBuffer& recovery, domain::Rng& rng);
    /** WrongPassword if the password slot does not open. */
    static Result<std::unique_ptr<OfficerStore>> open(
        const QString& directory, const secret::SecureBuffer& password, domain::Rng& rng);
    /** After a password reset: opens by the recovery slot and wraps the key for the new password. */
    static Result<std::unique_ptr<OfficerStore>> recover(const QString& directory,
        const secret::SecureBuffer& password, const secret::SecureBuffer& recovery, domain::Rng& rng);
    ~OfficerStore();

    // ---- work.db ----
    Result<Done> rewrap(const secret::SecureBuffer& password);
    Result<WorkContents> loadWork();
    /** Ids of `putOutbox`, in order. */
    Result<QList<qint64>> commitWork(const WorkBatch& batch);
    Result<QByteArray> attachment(const domain::Sha256Hex& sha256);

    // ---- cache.db ----
    Result<QString> cursor();
    /** One transaction {upserts, deletions, new cursor}. */
    Result<Done> applyPage(
        const QList<CacheRow>& upserts, const QList<domain::VoucherId>& deletions, const QString& cursor);
    Result<Done> clearCache();
    Result<QByteArray> body(const domain::VoucherId& id);
    Result<QHash<domain::VoucherId, int>> revisions(const QList<domain::VoucherId>& ids);
    Result<QList<QByteArray>> summaries(const QList<domain::VoucherId>& ids);
    /** The newest rows by their plain sort key; -1 = all of them. */
    Result<QList<QByteArray>> newestSummaries(int rows);
    Result<QByteArray> reference(); ///< Null if there is none.
    Result<Done> saveReference(const QByteArray& bytes);

private:
    OfficerStore(QString directory, std::unique_ptr<sqlite::Database> work, Sealer sealer);
    Result<Done> openCache();

    QString m_directory;
    std::unique_ptr<sqlite::Database> m_work;
    std::unique_ptr<sqlite::Database> m_cache;
    Sealer m_sealer;
};

} // namespace peraku::store
