#include "registerstore.h"

#include <sqlite/query.h>
#include <treasury/storage.h>

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
    return fail(treasury::storageError(QStringLiteral("certificate register"), failure));
}

Result<Done> said(const sqlite::Outcome<sqlite::Nothing>& outcome)
{
    if (!outcome)
        return failed(outcome.error());
    return Done {};
}

/** What a column holds of it; NULL without one. */
std::optional<qint64> column(const QDateTime& time)
{
    return time.isValid() ? std::optional(time.toSecsSinceEpoch()) : std::nullopt;
}
std::optional<QString> column(const std::optional<domain::Ic>& ic)
{
    return ic ? std::optional(ic->digits()) : std::nullopt;
}

QDateTime timeAt(const sqlite::Statement& row, int column)
{
    return row.isNull(column) ? QDateTime() : QDateTime::fromSecsSinceEpoch(row.integer(column), Qt::UTC);
}

template <typename... Values>
Result<QList<RegisterEntry>> select(sqlite::Database& database, const char* sql, const Values&... values)
{
    QList<RegisterEntry> entries;
    auto read = said(sqlite::each(
        database, sql,
        [&](const sqlite::Statement& row) {
            RegisterEntry entry;
            entry.serialHex = row.text(0);
            entry.kind = CertificateKind(row.integer(1));
            entry.subject = row.text(2);
            if (!row.isNull(3))
                entry.ic = domain::Ic::parse(row.text(3));
            entry.der = row.blob(4);
            entry.notBefore = timeAt(row, 5);
            entry.notAfter = timeAt(row, 6);
            entry.status = CertificateStatus(row.integer(7));
            entry.reason = RevocationReason(row.integer(8));
            entry.changedAt = timeAt(row, 9);
            entries.append(entry);
        },
        values...));
    return read.map([&](Done) { return std::move(entries); });
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
    QByteArray value;
    auto read = said(sqlite::each(
        *m_database, "SELECT value FROM meta WHERE key=?",
        [&](const sqlite::Statement& row) { value = row.blob(0); }, key));
    return read.map([&](Done) { return value; });
}

Result<Done> RegisterStore::setMeta(const QString& key, const QByteArray& value)
{
    return said(sqlite::run(*m_database, "INSERT OR REPLACE INTO meta VALUES(?,?)", key, value));
}

Result<Done> RegisterStore::insert(const RegisterEntry& entry)
{
    return said(sqlite::run(*m_database, "INSERT INTO certificates VALUES(?,?,?,?,?,?,?,?,?,?)",
        entry.serialHex, entry.kind, entry.subject, column(entry.ic), entry.der, column(entry.notBefore),
        column(entry.notAfter), entry.status, entry.reason, column(entry.changedAt)));
}

Result<Done> RegisterStore::update(const RegisterEntry& entry)
{
    return said(
        sqlite::run(*m_database, "UPDATE certificates SET status=?, reason=?, changed_at=? WHERE serial=?",
            entry.status, entry.reason, column(entry.changedAt), entry.serialHex));
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
    if (auto written = said(
            sqlite::run(*m_database, "INSERT OR REPLACE INTO counters VALUES(?,?)", counter, *before + by));
        !written)
        return fail(written.error());
    return before;
}

Result<qint64> RegisterStore::counter(const QString& counter)
{
    qint64 value = 0;
    auto read = said(sqlite::each(
        *m_database, "SELECT value FROM counters WHERE name=?",
        [&](const sqlite::Statement& row) { value = row.integer(0); }, counter));
    return read.map([&](Done) { return value; });
}

Result<std::optional<StoredCrl>> RegisterStore::crl(const QString& authority)
{
    std::optional<StoredCrl> stored;
    auto read = said(sqlite::each(
        *m_database,
        "SELECT number, der, this_update, next_update, register_version FROM crls WHERE authority=?",
        [&](const sqlite::Statement& row) {
            stored = { row.integer(0), row.blob(1), timeAt(row, 2), timeAt(row, 3), row.integer(4) };
        },
        authority));
    return read.map([&](Done) { return std::move(stored); });
}

Result<Done> RegisterStore::setCrl(const QString& authority, const StoredCrl& crl)
{
    return said(sqlite::run(*m_database, "INSERT OR REPLACE INTO crls VALUES(?,?,?,?,?,?)", authority,
        crl.number, crl.der, column(crl.thisUpdate), column(crl.nextUpdate), crl.registerVersion));
}

} // namespace peraku::pki
