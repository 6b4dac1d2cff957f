#include "registerstore.h"

#include <QVariant>

#include <sqlite3.h>

namespace peraku::pki {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

    // Durable before an answer leaves: a serial or a revocation that was told to anyone must survive a power cut.
    constexpr auto setup = R"(
PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA busy_timeout=5000;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS counters(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS certificates(serial TEXT PRIMARY KEY, kind INTEGER NOT NULL, subject TEXT NOT NULL, ic TEXT, der BLOB NOT NULL,
  not_before INTEGER NOT NULL, not_after INTEGER NOT NULL, status INTEGER NOT NULL, reason INTEGER NOT NULL, changed_at INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS certificates_ic ON certificates(ic);
CREATE INDEX IF NOT EXISTS certificates_status ON certificates(status) WHERE status <> 0;
CREATE TABLE IF NOT EXISTS crls(authority TEXT PRIMARY KEY, number INTEGER NOT NULL, der BLOB NOT NULL, this_update INTEGER NOT NULL,
  next_update INTEGER NOT NULL, register_version INTEGER NOT NULL) STRICT;
PRAGMA user_version=1;
COMMIT;
)";
    constexpr int schemaVersion = 1;

    domain::Error storageError(sqlite3* handle, const char* where)
    {
        const int code = sqlite3_errcode(handle) & 0xff;
        const auto kind = code == SQLITE_FULL ? ErrorCode::StorageFull
            : code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? ErrorCode::StorageCorrupt
                                                            : ErrorCode::StorageFailed;
        return { kind, QStringLiteral("%1: %2").arg(QLatin1String(where), QString::fromUtf8(sqlite3_errmsg(handle))), {}, false, 0 };
    }

    /** A statement that ends with its scope. */
    class Query {
    public:
        Query(sqlite3* handle, const char* sql, const QList<QVariant>& values)
            : m_handle(handle)
        {
            bool good = sqlite3_prepare_v2(handle, sql, -1, &m_statement, nullptr) == SQLITE_OK;
            for (int i = 0; good && i < values.size(); ++i)
                good = bind(i + 1, values.at(i)) == SQLITE_OK;
            m_good = good;
        }
        Query(const Query&) = delete;
        Query& operator=(const Query&) = delete;
        ~Query() { sqlite3_finalize(m_statement); }

        Result<bool> next()
        {
            if (!m_good)
                return fail(storageError(m_handle, "prepare"));
            const int code = sqlite3_step(m_statement);
            if (code == SQLITE_ROW)
                return true;
            return code == SQLITE_DONE ? Result<bool>(false) : fail(storageError(m_handle, "step"));
        }
        Result<Done> run()
        {
            if (auto row = next(); !row)
                return fail(row.error());
            return Done {};
        }
        qint64 integer(int column) { return sqlite3_column_int64(m_statement, column); }
        bool isNull(int column) { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
        QByteArray blob(int column)
        {
            const auto* data = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
            return QByteArray(data, sqlite3_column_bytes(m_statement, column));
        }
        QString text(int column) { return QString::fromUtf8(blob(column)); }
        QDateTime time(int column) { return isNull(column) ? QDateTime() : QDateTime::fromSecsSinceEpoch(integer(column), Qt::UTC); }

    private:
        int bind(int index, const QVariant& value)
        {
            if (value.isNull())
                return sqlite3_bind_null(m_statement, index);
            if (value.typeId() == QMetaType::QByteArray) {
                const auto bytes = value.toByteArray();
                return sqlite3_bind_blob64(m_statement, index, bytes.constData(), sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT);
            }
            if (value.typeId() == QMetaType::QString) {
                const auto text = value.toString().toUtf8();
                return sqlite3_bind_text(m_statement, index, text.constData(), int(text.size()), SQLITE_TRANSIENT);
            }
            return sqlite3_bind_int64(m_statement, index, value.toLongLong());
        }
        sqlite3* m_handle;
        sqlite3_stmt* m_statement = nullptr;
        bool m_good = false;
    };

    QVariant seconds(const QDateTime& time) { return time.isValid() ? QVariant(time.toSecsSinceEpoch()) : QVariant(); }

    RegisterEntry entryOf(Query& row)
    {
        RegisterEntry entry;
        entry.serialHex = row.text(0);
        entry.kind = CertificateKind(row.integer(1));
        entry.subject = row.text(2);
        if (!row.isNull(3))
            entry.ic = domain::Ic::parse(row.text(3));
        entry.der = row.blob(4);
        entry.notBefore = row.time(5);
        entry.notAfter = row.time(6);
        entry.status = CertificateStatus(row.integer(7));
        entry.reason = RevocationReason(row.integer(8));
        entry.changedAt = row.time(9);
        return entry;
    }

    QList<QVariant> valuesOf(const RegisterEntry& entry)
    {
        return { entry.serialHex, int(entry.kind), entry.subject, entry.ic ? QVariant(entry.ic->digits()) : QVariant(), entry.der,
            seconds(entry.notBefore), seconds(entry.notAfter), int(entry.status), int(entry.reason), seconds(entry.changedAt) };
    }

} // namespace

Result<std::unique_ptr<RegisterStore>> RegisterStore::open(const QString& path)
{
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int opened = sqlite3_open_v2(path.toUtf8().constData(), &handle, flags, nullptr);
    std::unique_ptr<RegisterStore> store(new RegisterStore(handle));
    if (opened != SQLITE_OK)
        return fail(storageError(handle, "open register"));
    {
        Query version(handle, "PRAGMA user_version", {});
        auto row = version.next();
        if (!row)
            return fail(row.error());
        if (version.integer(0) > schemaVersion)
            return fail(ErrorCode::StorageTooNew, QStringLiteral("certificate register"));
    }
    if (sqlite3_exec(handle, setup, nullptr, nullptr, nullptr) != SQLITE_OK)
        return fail(storageError(handle, "set up register"));
    return store;
}

RegisterStore::~RegisterStore() { sqlite3_close_v2(m_handle); }

Result<Done> RegisterStore::transaction(const std::function<Result<Done>()>& work)
{
    if (auto begun = Query(m_handle, "BEGIN IMMEDIATE", {}).run(); !begun)
        return begun;
    auto done = work();
    if (done)
        done = Query(m_handle, "COMMIT", {}).run();
    if (!done) {
        // A failed COMMIT may have rolled back by itself already.
        if (sqlite3_get_autocommit(m_handle) == 0) {
            if (auto undone = Query(m_handle, "ROLLBACK", {}).run(); !undone)
                return undone;
        }
    }
    return done;
}

Result<QByteArray> RegisterStore::meta(const QString& key)
{
    Query query(m_handle, "SELECT value FROM meta WHERE key=?", { key });
    auto row = query.next();
    if (!row)
        return fail(row.error());
    return *row ? query.blob(0) : QByteArray();
}

Result<Done> RegisterStore::setMeta(const QString& key, const QByteArray& value)
{
    return Query(m_handle, "INSERT INTO meta VALUES(?,?) ON CONFLICT(key) DO UPDATE SET value=excluded.value", { key, value }).run();
}

Result<Done> RegisterStore::insert(const RegisterEntry& entry)
{
    return Query(m_handle, "INSERT INTO certificates VALUES(?,?,?,?,?,?,?,?,?,?)", valuesOf(entry)).run();
}

Result<Done> RegisterStore::update(const RegisterEntry& entry)
{
    return Query(m_handle, "UPDATE certificates SET status=?, reason=?, changed_at=? WHERE serial=?",
        { int(entry.status), int(entry.reason), seconds(entry.changedAt), entry.serialHex })
        .run();
}

Result<QList<RegisterEntry>> RegisterStore::select(const char* sql, const QList<QVariant>& values)
{
    QList<RegisterEntry> entries;
    Query query(m_handle, sql, values);
    for (;;) {
        auto row = query.next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return entries;
        entries.append(entryOf(query));
    }
}

Result<std::optional<RegisterEntry>> RegisterStore::find(const QString& serialHex)
{
    auto found = select("SELECT * FROM certificates WHERE serial=?", { serialHex });
    if (!found)
        return fail(found.error());
    return found->isEmpty() ? std::nullopt : std::optional<RegisterEntry>(found->first());
}

Result<QList<RegisterEntry>> RegisterStore::ofIc(const domain::Ic& ic)
{
    return select("SELECT * FROM certificates WHERE ic=? ORDER BY not_before, serial", { ic.digits() });
}

Result<QList<RegisterEntry>> RegisterStore::ofKind(CertificateKind kind)
{
    return select("SELECT * FROM certificates WHERE kind=? ORDER BY not_before, serial", { int(kind) });
}

Result<QList<RegisterEntry>> RegisterStore::all() { return select("SELECT * FROM certificates ORDER BY not_before, serial", {}); }

Result<QList<RegisterEntry>> RegisterStore::notGood() { return select("SELECT * FROM certificates WHERE status <> 0 ORDER BY serial", {}); }

Result<qint64> RegisterStore::advance(const QString& counter, qint64 by)
{
    Query query(m_handle, "INSERT INTO counters VALUES(?,?) ON CONFLICT(name) DO UPDATE SET value=value+excluded.value RETURNING value",
        { counter, by });
    auto row = query.next();
    if (!row)
        return fail(row.error());
    const qint64 after = query.integer(0);
    // The row is written once the statement has run to its end.
    if (auto end = query.run(); !end)
        return fail(end.error());
    return after - by;
}

Result<qint64> RegisterStore::counter(const QString& counter)
{
    Query query(m_handle, "SELECT value FROM counters WHERE name=?", { counter });
    auto row = query.next();
    if (!row)
        return fail(row.error());
    return *row ? query.integer(0) : 0;
}

Result<std::optional<StoredCrl>> RegisterStore::crl(const QString& authority)
{
    Query query(m_handle, "SELECT number, der, this_update, next_update, register_version FROM crls WHERE authority=?", { authority });
    auto row = query.next();
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::optional<StoredCrl>();
    return std::optional<StoredCrl>({ query.integer(0), query.blob(1), query.time(2), query.time(3), query.integer(4) });
}

Result<Done> RegisterStore::setCrl(const QString& authority, const StoredCrl& crl)
{
    return Query(m_handle, "INSERT OR REPLACE INTO crls VALUES(?,?,?,?,?,?)",
        { authority, crl.number, crl.der, seconds(crl.thisUpdate), seconds(crl.nextUpdate), crl.registerVersion })
        .run();
}

} // namespace peraku::pki
