#include "failures.h"
#include "metatable.h"
#include "schemas.h"

#include <sqlite/database.h>
#include <store/cachestore.h>

#include <QDir>
#include <QFile>

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;
using domain::VoucherId;
using sqlite::Database;
using sqlite::Durability;
using sqlite::Failure;
using sqlite::Nothing;
using sqlite::Outcome;
using sqlite::SchemaState;

namespace {

constexpr auto cursorName = "cursor";
constexpr auto referenceName = "reference";
constexpr auto referencePlace = "meta|reference";
constexpr qsizetype idBytes = 16;

QString cachePath(const QString& directory)
{
    return QDir(directory).filePath(QStringLiteral("cache.db"));
}
QByteArray bodyPlace(const QByteArray& id, qint64 revision)
{
    return "voucher|" + id + '|' + QByteArray::number(revision);
}
QByteArray summaryPlace(const QByteArray& id, qint64 revision)
{
    return "summary|" + id + '|' + QByteArray::number(revision);
}

void removeCache(const QString& directory)
{
    for (const auto* suffix : { "", "-wal", "-shm" })
        QFile::remove(cachePath(directory) + QLatin1String(suffix));
}

/** Null if what stands there is of another kind or version. */
Outcome<std::unique_ptr<Database>> openUsable(const QString& directory, domain::Rng& rng)
{
    auto opened = Database::open(cachePath(directory), Durability::Rebuildable);
    if (!opened)
        return opened;
    auto& database = **opened;
    const auto state = schemaState(database, cacheSchema());
    if (!state)
        return tl::unexpected<Failure>(state.error());
    if (*state == SchemaState::Empty) {
        const auto made = migrate(database, cacheSchema()).and_then([&](Nothing) {
            return writeMeta(database, databaseIdName, rng.bytes(idBytes).toHex());
        });
        if (!made)
            return tl::unexpected<Failure>(made.error());
    } else if (*state != SchemaState::Current) {
        return std::unique_ptr<Database>();
    }
    return opened;
}

Result<std::unique_ptr<Database>> openOrRebuild(const QString& directory, domain::Rng& rng, bool& rebuilt)
{
    auto opened = openUsable(directory, rng);
    if (!opened && storageError(opened.error()).code != ErrorCode::StorageCorrupt)
        return failed(opened.error());
    if (opened && *opened)
        return std::move(*opened);
    rebuilt = true;
    opened = Outcome<std::unique_ptr<Database>>();
    removeCache(directory);
    opened = openUsable(directory, rng);
    if (!opened)
        return failed(opened.error());
    if (!*opened)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("cache.db cannot be made anew"));
    return std::move(*opened);
}

Result<QByteArray> databaseIdOf(Database& database)
{
    const auto id = readMeta(database, databaseIdName);
    if (!id)
        return failed(id.error());
    return *id;
}

} // namespace

// ---- writing ----

CacheStore::CacheStore(QString directory, std::unique_ptr<Database> database, Sealer sealer)
    : m_directory(std::move(directory))
    , m_database(std::move(database))
    , m_sealer(std::move(sealer))
{
}

CacheStore::~CacheStore() = default;

Result<std::unique_ptr<CacheStore>> CacheStore::open(
    const QString& directory, std::shared_ptr<const DataKey> key, domain::Rng& rng, bool& rebuilt)
{
    auto database = openOrRebuild(directory, rng, rebuilt);
    if (!database)
        return fail(database.error());
    const auto id = databaseIdOf(**database);
    if (!id)
        return fail(id.error());
    return std::unique_ptr<CacheStore>(
        new CacheStore(directory, std::move(*database), Sealer(std::move(key), *id, rng)));
}

Result<Done> CacheStore::rebuild()
{
    m_database.reset();
    removeCache(m_directory);
    bool rebuilt = false;
    auto fresh = open(m_directory, m_sealer.key(), m_sealer.rng(), rebuilt);
    if (!fresh)
        return fail(fresh.error());
    m_database = std::move((*fresh)->m_database);
    m_sealer = std::move((*fresh)->m_sealer);
    return Done {};
}

/** A file that could not be made anew is tried again at each call. */
Result<Done> CacheStore::ready()
{
    return m_database ? Result<Done>(Done {}) : rebuild();
}

Result<Done> CacheStore::check()
{
    if (auto open = ready(); !open)
        return open;
    const auto whole = m_database->quickCheck();
    if (!whole)
        return failed(whole.error());
    if (!*whole)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("cache.db"));
    return Done {};
}

Result<QString> CacheStore::cursor()
{
    if (auto open = ready(); !open)
        return fail(open.error());
    const auto value = readMeta(*m_database, cursorName);
    if (!value)
        return failed(value.error());
    return QString::fromUtf8(*value);
}

Result<Done> CacheStore::applyPage(const QList<CacheRow>& upserts, const QList<VoucherId>& deletions,
    const QString& from, const QString& next)
{
    if (auto open = ready(); !open)
        return open;
    std::optional<domain::Error> refusal;
    const auto write = [&]() -> Outcome<Nothing> {
        const auto held = readMeta(*m_database, cursorName);
        if (!held)
            return tl::unexpected<Failure>(held.error());
        if (QString::fromUtf8(*held) != from) {
            refusal = domain::Error { ErrorCode::CursorGone, QStringLiteral("the cache was emptied"), {},
                false, 0 };
            return tl::unexpected<Failure>(Failure { 1, refusal->detail });
        }
        auto upsert = m_database->prepare(
            "INSERT INTO voucher(id, revision, shelf, sortkey, summary, body) VALUES(?, ?, ?, ?, ?, ?) "
            "ON CONFLICT(id) DO UPDATE SET revision = excluded.revision, shelf = excluded.shelf, "
            "sortkey = excluded.sortkey, summary = excluded.summary, body = excluded.body");
        auto remove = m_database->prepare("DELETE FROM voucher WHERE id = ?");
        if (!upsert || !remove)
            return tl::unexpected<Failure>(upsert ? remove.error() : upsert.error());
        for (const auto& row : upserts) {
            const auto id = row.id.value().toUtf8();
            const auto body = m_sealer.seal(row.body, bodyPlace(id, row.revision));
            const auto summary = m_sealer.seal(row.summary, summaryPlace(id, row.revision));
            if (!body || !summary) {
                refusal = body ? summary.error() : body.error();
                return tl::unexpected<Failure>(Failure { 1, refusal->detail });
            }
            upsert->bind(1, row.id.value()).bind(2, qint64(row.revision)).bind(3, qint64(row.shelf));
            if (auto written = upsert->bind(4, row.sortKey).bind(5, *summary).bind(6, *body).run(); !written)
                return written;
        }
        for (const auto& id : deletions) {
            if (auto removed = remove->bind(1, id.value()).run(); !removed)
                return removed;
        }
        return writeMeta(*m_database, cursorName, QByteArrayLiteral("") + next.toUtf8());
    };
    if (auto applied = m_database->transaction(write); !applied) {
        if (refusal)
            return fail(*refusal);
        return failed(applied.error());
    }
    return Done {};
}

Result<Done> CacheStore::clear()
{
    if (auto open = ready(); !open)
        return fail(open.error());
    const auto cleared = m_database->transaction([this] {
        return m_database->execute("DELETE FROM voucher; DELETE FROM meta WHERE name = 'cursor'");
    });
    if (!cleared)
        return failed(cleared.error());
    return Done {};
}

Result<QHash<VoucherId, int>> CacheStore::revisions(const QList<VoucherId>& ids)
{
    if (auto open = ready(); !open)
        return fail(open.error());
    auto statement = m_database->prepare("SELECT revision FROM voucher WHERE id = ?");
    if (!statement)
        return failed(statement.error());
    QHash<VoucherId, int> held;
    for (const auto& id : ids) {
        const auto row = statement->bind(1, id.value()).step();
        if (!row)
            return failed(row.error());
        if (*row)
            held.insert(id, int(statement->integer(0)));
        statement->reset();
    }
    return held;
}

Result<Done> CacheStore::saveReference(const QByteArray& bytes)
{
    if (auto open = ready(); !open)
        return fail(open.error());
    const auto sealed = m_sealer.seal(bytes, referencePlace);
    if (!sealed)
        return fail(sealed.error());
    const auto written
        = m_database->transaction([&] { return writeMeta(*m_database, referenceName, *sealed); });
    if (!written)
        return failed(written.error());
    return Done {};
}

// ---- reading ----

CacheReader::CacheReader(QString directory, std::shared_ptr<const DataKey> key, domain::Rng& rng)
    : m_directory(std::move(directory))
    , m_key(std::move(key))
    , m_rng(rng)
{
}

CacheReader::~CacheReader() = default;

Result<Done> CacheReader::ready()
{
    if (m_database)
        return Done {};
    auto database = Database::openReadOnly(cachePath(m_directory));
    if (!database)
        return failed(database.error());
    const auto id = databaseIdOf(**database);
    if (!id)
        return fail(id.error());
    m_database = std::move(*database);
    m_sealer = std::make_unique<Sealer>(m_key, *id, m_rng);
    return Done {};
}

void CacheReader::close()
{
    m_database.reset();
    m_sealer.reset();
}

Result<QByteArray> CacheReader::body(const VoucherId& id)
{
    if (auto open = ready(); !open)
        return fail(open.error());
    auto statement = m_database->prepare("SELECT revision, body FROM voucher WHERE id = ?");
    if (!statement)
        return failed(statement.error());
    const auto row = statement->bind(1, id.value()).step();
    if (!row)
        return failed(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, QStringLiteral("voucher"));
    return m_sealer->open(statement->blob(1), bodyPlace(id.value().toUtf8(), statement->integer(0)));
}

Result<QList<QByteArray>> CacheReader::summaries(const QList<VoucherId>& ids)
{
    if (auto open = ready(); !open)
        return fail(open.error());
    auto statement = m_database->prepare("SELECT revision, summary FROM voucher WHERE id = ?");
    if (!statement)
        return failed(statement.error());
    QList<QByteArray> found;
    for (const auto& id : ids) {
        const auto row = statement->bind(1, id.value()).step();
        if (!row)
            return failed(row.error());
        if (*row) {
            auto summary = m_sealer->open(
                statement->blob(1), summaryPlace(id.value().toUtf8(), statement->integer(0)));
            if (!summary)
                return fail(summary.error());
            found.append(std::move(*summary));
        }
        statement->reset();
    }
    return found;
}

Result<Done> CacheReader::readSummaries(
    const char* sql, int limit, const std::function<Result<Done>(const QByteArray&)>& use)
{
    if (auto open = ready(); !open)
        return open;
    auto statement = m_database->prepare(sql);
    if (!statement)
        return failed(statement.error());
    statement->bind(1, qint64(limit));
    // One broken row hides no other.
    Result<Done> whole = Done {};
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return failed(row.error());
        if (!*row)
            return whole;
        const auto summary = m_sealer->open(
            statement->blob(2), summaryPlace(statement->text(0).toUtf8(), statement->integer(1)));
        if (!summary) {
            whole = fail(summary.error());
            continue;
        }
        if (auto used = use(*summary); !used)
            return used;
    }
}

Result<QList<QByteArray>> CacheReader::firstSummaries(int rows)
{
    QList<QByteArray> found;
    const auto read
        = readSummaries("SELECT id, revision, summary FROM voucher ORDER BY shelf, sortkey LIMIT ?", rows,
            [&](const QByteArray& summary) -> Result<Done> {
                found.append(summary);
                return Done {};
            });
    if (!read)
        return fail(read.error());
    return found;
}

Result<Done> CacheReader::forEachSummary(const std::function<Result<Done>(const QByteArray&)>& use)
{
    return readSummaries("SELECT id, revision, summary FROM voucher LIMIT ?", -1, use);
}

Result<QByteArray> CacheReader::reference()
{
    if (auto open = ready(); !open)
        return fail(open.error());
    const auto sealed = readMeta(*m_database, referenceName);
    if (!sealed)
        return failed(sealed.error());
    if (sealed->isEmpty())
        return QByteArray();
    return m_sealer->open(*sealed, referencePlace);
}

} // namespace peraku::store
