#pragma once

#include <domain/ids.h>
#include <domain/result.h>
#include <store/sealer.h>

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace peraku::sqlite {
class Database;
}

namespace peraku::store {

using domain::Done;
using domain::Result;

/** A voucher of the cache: the treasury's exact bytes, and the row of the lists. */
struct CacheRow {
    domain::VoucherId id;
    int revision = 0;
    int shelf = 0; ///< The first page shows the lowest shelf first.
    qint64 sortKey = 0; ///< Milliseconds; within a shelf the lowest first.
    QByteArray body;
    QByteArray summary;
};

/**
 * cache.db of one officer, for writing: a function of the treasury's feed, so a damaged file or one of
 * another version is made anew. One thread at a time; the only read-write connection. Errors: StorageFailed,
 * StorageFull, StorageCorrupt, SealBroken.
 */
class CacheStore {
public:
    /** `rebuilt` tells that what stood there could not be used. */
    static Result<std::unique_ptr<CacheStore>> open(
        const QString& directory, std::shared_ptr<const DataKey> key, domain::Rng& rng, bool& rebuilt);
    ~CacheStore();

    Result<QString> cursor();
    /** One transaction {upserts, deletions, new cursor}. CursorGone unless the cache stands at `from`: it was
     * emptied meanwhile, and a page put into it would leave a hole before it. */
    Result<Done> applyPage(const QList<CacheRow>& upserts, const QList<domain::VoucherId>& deletions,
        const QString& from, const QString& next);
    Result<Done> clear();
    Result<QHash<domain::VoucherId, int>> revisions(const QList<domain::VoucherId>& ids);
    Result<Done> saveReference(const QByteArray& bytes);
    /** StorageCorrupt unless PRAGMA quick_check finds the file whole. */
    Result<Done> check();
    /** Removes the files and begins anew; readers have let go of them. */
    Result<Done> rebuild();

private:
    CacheStore(QString directory, std::unique_ptr<sqlite::Database> database, Sealer sealer);
    Result<Done> ready();

    QString m_directory;
    std::unique_ptr<sqlite::Database> m_database;
    Sealer m_sealer;
};

/** A connection to cache.db that cannot write, so that reading never waits for a page being stored. One
 * thread at a time. */
class CacheReader {
public:
    CacheReader(QString directory, std::shared_ptr<const DataKey> key, domain::Rng& rng);
    ~CacheReader();

    Result<QByteArray> body(const domain::VoucherId& id);
    /** Summaries of those of `ids` that the cache holds. */
    Result<QList<QByteArray>> summaries(const QList<domain::VoucherId>& ids);
    /** The first rows by shelf and sort key. */
    Result<QList<QByteArray>> firstSummaries(int rows);
    /** All of them, one after the other, in the order in which they came; ends at the first error of `use`. A
     * row whose seal does not open is left out and told as SealBroken at the end.
     */
    Result<Done> forEachSummary(const std::function<Result<Done>(const QByteArray&)>& use);
    Result<QByteArray> reference(); ///< Null if there is none.
    /** Lets go of the file; the next call opens it again. */
    void close();

private:
    Result<Done> ready();
    Result<Done> readSummaries(
        const char* sql, int limit, const std::function<Result<Done>(const QByteArray&)>& use);

    QString m_directory;
    std::shared_ptr<const DataKey> m_key;
    domain::Rng& m_rng;
    std::unique_ptr<sqlite::Database> m_database;
    std::unique_ptr<Sealer> m_sealer;
};

} // namespace peraku::store
