#pragma once

#include <domain/ids.h>
#include <domain/result.h>
#include <store/sealer.h>

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

#include <memory>
#include <optional>

namespace peraku::sqlite {
class Database;
}

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
    QList<domain::Sha256Hex> removeAttachments;
    std::optional<QByteArray> account;
    /** Puts back what a damaged file still held: the officer has not been told of the restore by it. */
    bool salvage = false;
    std::optional<QByteArray> audit; ///< Appended, sealed and chained; never changed.
};

struct WorkContents {
    QByteArray account; ///< Null before the first log-in.
    QList<WorkRow> outbox; ///< By id.
    QList<WorkRow> drafts;
    QList<domain::Sha256Hex> attachments;
    int unreadable = 0; ///< Records whose seal does not open; they stay in the file.
};

/** The sealed record that ties the others together; it moves with every transaction. */
struct WorkHead {
    qint64 generation = 0; ///< Counts the transactions; every record carries the one that wrote it.
    qint64 auditLines = 0;
    QByteArray auditChain;
};

/**
 * work.db of one officer, unlocked: what the treasury has not acknowledged yet, and the desk's audit. One
 * thread at a time. Errors: StorageFailed, StorageFull, StorageCorrupt, StorageTooNew (writing to a file of a
 * later version), SealBroken, NotFound.
 */
class WorkStore {
public:
    /** `database` has a current schema or is read-only. */
    static Result<std::unique_ptr<WorkStore>> unlocked(
        QString directory, std::unique_ptr<sqlite::Database> database, bool readOnly, Sealer sealer);
    ~WorkStore();

    bool isReadOnly() const { return m_readOnly; }
    const Sealer& sealer() const { return m_sealer; }

    Result<Done> rewrap(const secret::SecureBuffer& password);
    Result<WorkContents> load();
    /** Ids of `putOutbox`, in order. */
    Result<QList<qint64>> commit(const WorkBatch& batch);
    Result<QByteArray> outboxBody(qint64 id);
    Result<QByteArray> attachment(const domain::Sha256Hex& sha256);
    /** How many lines the audit has; SealBroken if one was changed, dropped or added behind our back. */
    Result<qint64> verifyAudit();
    /** Takes from a damaged file that was set aside every record that is newer than ours and whose seal
     * opens; the number taken. */
    Result<int> salvage(const QString& damagedFile);
    /** Wraps the data key anew for the treasury's recovery secret if its slot does not open by it. */
    Result<Done> keepRecoverable(const secret::SecureBuffer& recovery);
    /** A copy beside the file, the newest of five. Does nothing if this store made one of this state. */
    Result<Done> backUp();
    qint64 generation() const { return m_head.generation; }

private:
    WorkStore(QString directory, std::unique_ptr<sqlite::Database> database, bool readOnly, Sealer sealer);

    QString m_directory;
    std::unique_ptr<sqlite::Database> m_database;
    bool m_readOnly;
    Sealer m_sealer;
    WorkHead m_head;
    qint64 m_backedUp = -1; ///< Generation of the backup made last.
    int m_unreadable = 0;
};

} // namespace peraku::store
