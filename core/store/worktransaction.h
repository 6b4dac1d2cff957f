#pragma once

#include <sqlite/database.h>
#include <store/workstore.h>

namespace peraku::store {

// What each seal is bound to: every plain column beside it, so that none can be changed or swapped.
QByteArray accountPlace(qint64 version);
QByteArray outboxPlace(const WorkRow& row, qint64 version);
QByteArray draftPlace(const domain::VoucherId& voucher, qint64 version);
QByteArray attachmentPlace(const domain::Sha256Hex& sha256, qint64 version);
QByteArray auditPlace(qint64 line);
/** SHA-256 over the chain so far and the next sealed line. */
QByteArray chained(const QByteArray& chain, const QByteArray& sealedLine);

/** A file without a head has an empty one. SealBroken if it does not open. */
Result<WorkHead> readHead(sqlite::Database& database, Sealer& sealer);
/** What the tables tell of it, without the chain. */
Result<WorkHead> countedHead(sqlite::Database& database);

/** One batch in one transaction of work.db; the head of the file moves with it. */
class WorkTransaction {
public:
    WorkTransaction(sqlite::Database& database, Sealer& sealer, WorkHead head);

    Result<QList<qint64>> run(const WorkBatch& batch);
    /** After a run that succeeded. */
    const WorkHead& head() const { return m_head; }

private:
    using Outcome = sqlite::Outcome<sqlite::Nothing>;

    Outcome write(const WorkBatch& batch);
    Outcome putOutbox(WorkRow row);
    Outcome appendAudit(const QByteArray& line);
    Outcome writeHead(bool salvage);
    template <typename Key>
    Outcome put(const char* sql, const Key& key, const QByteArray& plain, const QByteArray& place);
    template <typename Key> Outcome remove(const char* sql, const Key& key);
    sqlite::Outcome<QByteArray> sealed(const QByteArray& plain, const QByteArray& place);

    sqlite::Database& m_database;
    Sealer& m_sealer;
    WorkHead m_head;
    QList<qint64> m_ids;
    std::optional<domain::Error> m_sealError;
};

} // namespace peraku::store
