#include "failures.h"

#include <sqlite/database.h>
#include <store/officerstore.h>

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;
using domain::VoucherId;
using sqlite::Nothing;
using sqlite::Outcome;

namespace {

QByteArray bodyPlace(const VoucherId& id)
{
    return "cache|voucher|" + id.value().toUtf8();
}
QByteArray summaryPlace(const QString& id)
{
    return "cache|summary|" + id.toUtf8();
}
constexpr auto referencePlace = "cache|meta|reference";
const auto cursorName = QStringLiteral("cursor");
const auto referenceName = QStringLiteral("reference");

Outcome<Nothing> setMeta(sqlite::Database& cache, const QString& name, const QByteArray& value)
{
    auto statement = cache.prepare("INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)");
    if (!statement)
        return tl::unexpected(statement.error());
    return statement->bind(1, name).bind(2, value).run();
}

Result<QByteArray> meta(sqlite::Database& cache, const QString& name)
{
    auto statement = cache.prepare("SELECT value FROM meta WHERE name = ?");
    if (!statement)
        return failed(statement.error());
    const auto row = statement->bind(1, name).step();
    if (!row)
        return failed(row.error());
    return *row ? statement->blob(0) : QByteArray();
}

} // namespace

Result<QString> OfficerStore::cursor()
{
    const auto value = meta(*m_cache, cursorName);
    if (!value)
        return fail(value.error());
    return QString::fromUtf8(*value);
}

Result<Done> OfficerStore::applyPage(
    const QList<CacheRow>& upserts, const QList<VoucherId>& deletions, const QString& cursor)
{
    struct Sealed {
        QByteArray body;
        QByteArray summary;
    };
    QList<Sealed> sealed;
    for (const auto& row : upserts) {
        auto body = m_sealer.seal(row.body, bodyPlace(row.id));
        auto summary = m_sealer.seal(row.summary, summaryPlace(row.id.value()));
        if (!body || !summary)
            return fail(body ? summary.error() : body.error());
        sealed.append({ std::move(*body), std::move(*summary) });
    }
    const auto applied = m_cache->transaction([&]() -> Outcome<Nothing> {
        auto upsert = m_cache->prepare(
            "INSERT OR REPLACE INTO voucher(id, revision, sortkey, summary, body) VALUES(?, ?, ?, ?, ?)");
        if (!upsert)
            return tl::unexpected(upsert.error());
        for (qsizetype i = 0; i < upserts.size(); ++i) {
            const auto& row = upserts.at(i);
            upsert->bind(1, row.id.value()).bind(2, qint64(row.revision)).bind(3, row.sortKey);
            if (auto written = upsert->bind(4, sealed.at(i).summary).bind(5, sealed.at(i).body).run();
                !written)
                return written;
        }
        auto remove = m_cache->prepare("DELETE FROM voucher WHERE id = ?");
        if (!remove)
            return tl::unexpected(remove.error());
        for (const auto& id : deletions) {
            if (auto removed = remove->bind(1, id.value()).run(); !removed)
                return removed;
        }
        return setMeta(*m_cache, cursorName, cursor.toUtf8());
    });
    if (!applied)
        return failed(applied.error());
    return Done {};
}

Result<Done> OfficerStore::clearCache()
{
    const auto cleared = m_cache->transaction(
        [this] { return m_cache->execute("DELETE FROM voucher; DELETE FROM meta WHERE name = 'cursor'"); });
    if (!cleared)
        return failed(cleared.error());
    return Done {};
}

Result<QByteArray> OfficerStore::body(const VoucherId& id)
{
    auto statement = m_cache->prepare("SELECT body FROM voucher WHERE id = ?");
    if (!statement)
        return failed(statement.error());
    const auto row = statement->bind(1, id.value()).step();
    if (!row)
        return failed(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, QStringLiteral("voucher"));
    return m_sealer.open(statement->blob(0), bodyPlace(id));
}

Result<QHash<VoucherId, int>> OfficerStore::revisions(const QList<VoucherId>& ids)
{
    auto statement = m_cache->prepare("SELECT revision FROM voucher WHERE id = ?");
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

Result<QList<QByteArray>> OfficerStore::summaries(const QList<VoucherId>& ids)
{
    auto statement = m_cache->prepare("SELECT summary FROM voucher WHERE id = ?");
    if (!statement)
        return failed(statement.error());
    QList<QByteArray> found;
    for (const auto& id : ids) {
        const auto row = statement->bind(1, id.value()).step();
        if (!row)
            return failed(row.error());
        if (*row) {
            auto summary = m_sealer.open(statement->blob(0), summaryPlace(id.value()));
            if (!summary)
                return fail(summary.error());
            found.append(std::move(*summary));
        }
        statement->reset();
    }
    return found;
}

Result<QList<QByteArray>> OfficerStore::newestSummaries(int rows)
{
    auto statement = m_cache->prepare("SELECT id, summary FROM voucher ORDER BY sortkey DESC LIMIT ?");
    if (!statement)
        return failed(statement.error());
    statement->bind(1, qint64(rows));
    QList<QByteArray> found;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return failed(row.error());
        if (!*row)
            return found;
        auto summary = m_sealer.open(statement->blob(1), summaryPlace(statement->text(0)));
        if (!summary)
            return fail(summary.error());
        found.append(std::move(*summary));
    }
}

Result<QByteArray> OfficerStore::reference()
{
    const auto sealed = meta(*m_cache, referenceName);
    if (!sealed || sealed->isEmpty())
        return sealed;
    return m_sealer.open(*sealed, referencePlace);
}

Result<Done> OfficerStore::saveReference(const QByteArray& bytes)
{
    const auto sealed = m_sealer.seal(bytes, referencePlace);
    if (!sealed)
        return fail(sealed.error());
    const auto written = m_cache->transaction([&] { return setMeta(*m_cache, referenceName, *sealed); });
    if (!written)
        return failed(written.error());
    return Done {};
}

} // namespace peraku::store
