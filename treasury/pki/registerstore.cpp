#include "registerstore.h"

#include <sqlite/codes.h>

namespace peraku::pki {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr auto schema = R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE counters(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE certificates(serial TEXT PRIMARY KEY, kind INTEGER NOT NULL, subject TEXT NOT NULL, ic TEXT, der BLOB NOT NULL,
  not_before INTEGER NOT NULL, not_after INTEGER NOT NULL, status INTEGER NOT NULL, reason INTEGER NOT NULL, changed_at INTEGER) STRICT;
CREATE INDEX certificates_ic ON certificates(ic);
CREATE INDEX certificates_status ON certificates(status) WHERE status <> 0;
CREATE TABLE crls(authority TEXT PRIMARY KEY, number INTEGER NOT NULL, der BLOB NOT NULL, this_update INTEGER NOT NULL,
  next_update INTEGER NOT NULL, register_version INTEGER NOT NULL) STRICT;
PRAGMA user_version=1;
)";
constexpr int schemaVersion = 1;

tl::unexpected<domain::Error> failed(const sqlite::Failure& failure)
{
    auto code = ErrorCode::StorageFailed;
    if (sqlite::kindOf(failure.code) == sqlite::Kind::Full)
        code = ErrorCode::StorageFull;
    else if (sqlite::kindOf(failure.code) == sqlite::Kind::Corrupt)
        code = ErrorCode::StorageCorrupt;
    return fail(code, QStringLiteral("certificate register: ") + failure.text);
}

// bind() for what a column may hold besides numbers, texts and blobs; what is not bound is NULL.
void bind(sqlite::Statement& statement, int index, const QDateTime& time)
{
    if (time.isValid())
        statement.bind(index, time.toSecsSinceEpoch());
}
template <typename Enum>
requires std::is_enum_v<Enum>
void bind(sqlite::Statement& statement, int index, Enum value)
{
    statement.bind(index, qint64(value));
}
void bind(sqlite::Statement& statement, int index, qint64 value)
{
    statement.bind(index, value);
}
void bind(sqlite::Statement& statement, int index, const QString& value)
{
    statement.bind(index, value);
}
void bind(sqlite::Statement& statement, int index, const QByteArray& value)
{
    statement.bind(index, value);
}
void bind(sqlite::Statement& statement, int index, const std::optional<domain::Ic>& ic)
{
    if (ic)
        statement.bind(index, ic->digits());
}

template <typename... Values>
Result<sqlite::Statement> query(sqlite::Database& database, const char* sql, const Values&... values)
{
    auto statement = database.prepare(sql);
    if (!statement)
        return failed(statement.error());
    int index = 0;
    (bind(*statement, ++index, values), ...);
    return std::move(*statement);
}

template <typename... Values>
Result<Done> run(sqlite::Database& database, const char* sql, const Values&... values)
{
    auto statement = query(database, sql, values...);
    if (!statement)
        return fail(statement.error());
    if (auto done = statement->run(); !done)
        return failed(done.error());
    return Done {};
}

QDateTime timeAt(const sqlite::Statement& row, int column)
{
    return row.isNull(column) ? QDateTime() : QDateTime::fromSecsSinceEpoch(row.integer(column), Qt::UTC);
}

template <typename... Values>
Result<QList<RegisterEntry>> select(sqlite::Database& database, const char* sql, const Values&... values)
{
    auto rows = query(database, sql, values...);
    if (!rows)
        return fail(rows.error());
    QList<RegisterEntry> entries;
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return failed(row.error());
        if (!*row)
            return entries;
        RegisterEntry entry;
        entry.serialHex = rows->text(0);
        entry.kind = CertificateKind(rows->integer(1));
        entry.subject = rows->text(2);
        if (!rows->isNull(3))
            entry.ic = domain::Ic::parse(rows->text(3));
        entry.der = rows->blob(4);
        entry.notBefore = timeAt(*rows, 5);
        entry.notAfter = timeAt(*rows, 6);
        entry.status = CertificateStatus(rows->integer(7));
        entry.reason = RevocationReason(rows->integer(8));
        entry.changedAt = timeAt(*rows, 9);
        entries.append(entry);
    }
}

/** The first row's number, 0 without one. */
template <typename... Values>
Result<qint64> number(sqlite::Database& database, const char* sql, const Values&... values)
{
    auto rows = query(database, sql, values...);
    if (!rows)
        return fail(rows.error());
    const auto row = rows->step();
    if (!row)
        return failed(row.error());
    return *row ? rows->integer(0) : 0;
}

} // namespace

Result<std::unique_ptr<RegisterStore>> RegisterStore::open(const QString& path)
{
    // Durable before an answer leaves: a serial or a revocation that was told to anyone must survive a power
    // cut.
    auto database = sqlite::Database::open(path, sqlite::Durability::Extra);
    if (!database)
        return failed(database.error());
    const auto version = (*database)->userVersion();
    if (!version)
        return failed(version.error());
    if (*version > schemaVersion)
        return fail(ErrorCode::StorageTooNew, QStringLiteral("certificate register"));
    if (*version == 0) {
        if (auto made = (*database)->transaction([&] { return (*database)->execute(schema); }); !made)
            return failed(made.error());
    }
    return std::unique_ptr<RegisterStore>(new RegisterStore(std::move(*database)));
}

Result<Done> RegisterStore::transaction(const std::function<Result<Done>()>& work)
{
    Result<Done> done = Done {};
    const auto ended = m_database->transaction([&]() -> sqlite::Outcome<sqlite::Nothing> {
        done = work();
        if (!done)
            return tl::unexpected<sqlite::Failure>({ 0, done.error().detail });
        return sqlite::Nothing {};
    });
    if (!done)
        return done;
    if (!ended)
        return failed(ended.error());
    return done;
}

Result<QByteArray> RegisterStore::meta(const QString& key)
{
    auto rows = query(*m_database, "SELECT value FROM meta WHERE key=?", key);
    if (!rows)
        return fail(rows.error());
    const auto row = rows->step();
    if (!row)
        return failed(row.error());
    return *row ? rows->blob(0) : QByteArray();
}

Result<Done> RegisterStore::setMeta(const QString& key, const QByteArray& value)
{
    return run(*m_database, "INSERT OR REPLACE INTO meta VALUES(?,?)", key, value);
}

Result<Done> RegisterStore::insert(const RegisterEntry& entry)
{
    return run(*m_database, "INSERT INTO certificates VALUES(?,?,?,?,?,?,?,?,?,?)", entry.serialHex,
        entry.kind, entry.subject, entry.ic, entry.der, entry.notBefore, entry.notAfter, entry.status,
        entry.reason, entry.changedAt);
}

Result<Done> RegisterStore::update(const RegisterEntry& entry)
{
    return run(*m_database, "UPDATE certificates SET status=?, reason=?, changed_at=? WHERE serial=?",
        entry.status, entry.reason, entry.changedAt, entry.serialHex);
}

Result<std::optional<RegisterEntry>> RegisterStore::find(const QString& serialHex)
{
    auto found = select(*m_database, "SELECT * FROM certificates WHERE serial=?", serialHex);
    if (!found)
        return fail(found.error());
    return found->isEmpty() ? std::nullopt : std::optional<RegisterEntry>(found->first());
}

Result<QList<RegisterEntry>> RegisterStore::ofIc(const domain::Ic& ic)
{
    return select(
        *m_database, "SELECT * FROM certificates WHERE ic=? ORDER BY not_before, serial", ic.digits());
}

Result<QList<RegisterEntry>> RegisterStore::ofKind(CertificateKind kind)
{
    return select(*m_database, "SELECT * FROM certificates WHERE kind=? ORDER BY not_before, serial", kind);
}

Result<QList<RegisterEntry>> RegisterStore::all()
{
    return select(*m_database, "SELECT * FROM certificates ORDER BY not_before, serial");
}

Result<QList<RegisterEntry>> RegisterStore::notGood()
{
    return select(*m_database, "SELECT * FROM certificates WHERE status <> 0 ORDER BY serial");
}

Result<qint64> RegisterStore::advance(const QString& counter, qint64 by)
{
    auto before = this->counter(counter);
    if (!before)
        return before;
    if (auto written = run(*m_database, "INSERT OR REPLACE INTO counters VALUES(?,?)", counter, *before + by);
        !written)
        return fail(written.error());
    return before;
}

Result<qint64> RegisterStore::counter(const QString& counter)
{
    return number(*m_database, "SELECT value FROM counters WHERE name=?", counter);
}

Result<std::optional<StoredCrl>> RegisterStore::crl(const QString& authority)
{
    auto rows = query(*m_database,
        "SELECT number, der, this_update, next_update, register_version FROM crls WHERE authority=?",
        authority);
    if (!rows)
        return fail(rows.error());
    const auto row = rows->step();
    if (!row)
        return failed(row.error());
    if (!*row)
        return std::optional<StoredCrl>();
    return std::optional<StoredCrl>(
        { rows->integer(0), rows->blob(1), timeAt(*rows, 2), timeAt(*rows, 3), rows->integer(4) });
}

Result<Done> RegisterStore::setCrl(const QString& authority, const StoredCrl& crl)
{
    return run(*m_database, "INSERT OR REPLACE INTO crls VALUES(?,?,?,?,?,?)", authority, crl.number, crl.der,
        crl.thisUpdate, crl.nextUpdate, crl.registerVersion);
}

} // namespace peraku::pki
