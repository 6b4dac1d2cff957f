#include "worktransaction.h"

#include "failures.h"
#include "metatable.h"

#include <QDataStream>
#include <QIODevice>

#include <openssl/evp.h>

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;
using sqlite::Failure;
using sqlite::Nothing;

namespace {

constexpr auto headName = "head";

QByteArray headPlace()
{
    return "meta|head";
}

QByteArray place(const char* table, const QByteArray& row, qint64 version)
{
    return QByteArray(table) + '|' + row + '|' + QByteArray::number(version);
}

} // namespace

QByteArray accountPlace(qint64 version)
{
    return place("account", "1", version);
}

QByteArray outboxPlace(const WorkRow& row, qint64 version)
{
    return place("outbox",
        QByteArray::number(row.id) + '|' + row.voucher.value().toUtf8() + '|' + QByteArray::number(row.state),
        version);
}

QByteArray draftPlace(const domain::VoucherId& voucher, qint64 version)
{
    return place("draft", voucher.value().toUtf8(), version);
}

QByteArray attachmentPlace(const domain::Sha256Hex& sha256, qint64 version)
{
    return place("attachment", sha256.value().toUtf8(), version);
}

QByteArray auditPlace(qint64 line)
{
    return "audit|" + QByteArray::number(line);
}

QByteArray chained(const QByteArray& chain, const QByteArray& sealedLine)
{
    const auto both = chain + sealedLine;
    QByteArray digest(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned size = 0;
    EVP_Digest(both.constData(), std::size_t(both.size()), reinterpret_cast<unsigned char*>(digest.data()),
        &size, EVP_sha256(), nullptr);
    digest.truncate(qsizetype(size));
    return digest;
}

Result<WorkHead> readHead(sqlite::Database& database, Sealer& sealer)
{
    const auto blob = readMeta(database, headName);
    if (!blob)
        return failed(blob.error());
    if (blob->isNull())
        return WorkHead {};
    const auto plain = sealer.open(*blob, headPlace());
    if (!plain)
        return fail(plain.error());
    WorkHead head;
    QDataStream in(*plain);
    in.setVersion(QDataStream::Qt_6_4);
    in >> head.generation >> head.auditLines >> head.auditChain;
    if (in.status() != QDataStream::Ok)
        return fail(ErrorCode::SealBroken, QStringLiteral("head"));
    return head;
}

Result<WorkHead> countedHead(sqlite::Database& database)
{
    auto statement = database.prepare(
        "SELECT (SELECT max(version) FROM (SELECT version FROM outbox UNION ALL SELECT version FROM draft "
        "UNION ALL SELECT version FROM account UNION ALL SELECT version FROM attachment)), (SELECT max(id) "
        "FROM audit)");
    if (!statement)
        return failed(statement.error());
    if (const auto row = statement->step(); !row)
        return failed(row.error());
    return WorkHead { statement->integer(0), statement->integer(1), {} };
}

WorkTransaction::WorkTransaction(sqlite::Database& database, Sealer& sealer, WorkHead head)
    : m_database(database)
    , m_sealer(sealer)
    , m_head(std::move(head))
{
    ++m_head.generation;
}

Result<QList<qint64>> WorkTransaction::run(const WorkBatch& batch)
{
    if (auto done = m_database.transaction([&] { return write(batch); }); !done) {
        if (m_sealError)
            return fail(*m_sealError);
        return failed(done.error());
    }
    return m_ids;
}

WorkTransaction::Outcome WorkTransaction::write(const WorkBatch& batch)
{
    const auto version = m_head.generation;
    Outcome done = Nothing {};
    const auto each = [&done](const auto& rows, const auto& write) {
        for (const auto& row : rows) {
            if (done)
                done = write(row);
        }
    };
    each(batch.putOutbox, [&](const WorkRow& row) { return putOutbox(row); });
    each(batch.removeOutbox, [&](qint64 id) { return remove("DELETE FROM outbox WHERE id = ?", id); });
    each(batch.putDrafts, [&](const WorkRow& row) {
        return put("INSERT OR REPLACE INTO draft(voucher, version, body) VALUES(?, ?, ?)",
            row.voucher.value(), row.body, draftPlace(row.voucher, version));
    });
    each(batch.removeDrafts,
        [&](const auto& id) { return remove("DELETE FROM draft WHERE voucher = ?", id.value()); });
    each(batch.removeAttachments,
        [&](const auto& id) { return remove("DELETE FROM attachment WHERE sha256 = ?", id.value()); });
    if (done && batch.putAttachment) {
        const auto& [sha256, bytes] = *batch.putAttachment;
        done = put("INSERT OR REPLACE INTO attachment(sha256, version, body) VALUES(?, ?, ?)", sha256.value(),
            bytes, attachmentPlace(sha256, version));
    }
    if (done && batch.account)
        done = put("INSERT OR REPLACE INTO account(id, version, body) VALUES(?, ?, ?)", qint64(1),
            *batch.account, accountPlace(version));
    if (done && batch.audit)
        done = appendAudit(*batch.audit);
    return done ? writeHead(batch.salvage) : done;
}

WorkTransaction::Outcome WorkTransaction::putOutbox(WorkRow row)
{
    if (row.id == 0) {
        // The seal names the row's id, which only the insertion tells.
        auto insert
            = m_database.prepare("INSERT INTO outbox(voucher, state, version, body) VALUES(?, 0, 0, x'')");
        if (!insert)
            return tl::unexpected<Failure>(insert.error());
        if (auto inserted = insert->bind(1, row.voucher.value()).run(); !inserted)
            return inserted;
        row.id = m_database.lastInsertId();
    }
    m_ids.append(row.id);
    const auto body = sealed(row.body, outboxPlace(row, m_head.generation));
    if (!body)
        return tl::unexpected<Failure>(body.error());
    auto update = m_database.prepare(
        "INSERT OR REPLACE INTO outbox(id, voucher, state, version, body) VALUES(?, ?, ?, ?, ?)");
    if (!update)
        return tl::unexpected<Failure>(update.error());
    return update->bind(1, row.id)
        .bind(2, row.voucher.value())
        .bind(3, qint64(row.state))
        .bind(4, m_head.generation)
        .bind(5, *body)
        .run();
}

WorkTransaction::Outcome WorkTransaction::appendAudit(const QByteArray& line)
{
    const auto body = sealed(line, auditPlace(++m_head.auditLines));
    if (!body)
        return tl::unexpected<Failure>(body.error());
    m_head.auditChain = chained(m_head.auditChain, *body);
    auto insert = m_database.prepare("INSERT INTO audit(id, chain, body) VALUES(?, ?, ?)");
    if (!insert)
        return tl::unexpected<Failure>(insert.error());
    return insert->bind(1, m_head.auditLines).bind(2, m_head.auditChain).bind(3, *body).run();
}

WorkTransaction::Outcome WorkTransaction::writeHead(bool salvage)
{
    QByteArray plain;
    QDataStream out(&plain, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << m_head.generation << m_head.auditLines << m_head.auditChain;
    const auto body = sealed(plain, headPlace());
    if (!body)
        return tl::unexpected<Failure>(body.error());
    if (salvage)
        return writeMeta(m_database, headName, *body);
    // Whoever commits has been told of a restored backup.
    return remove("DELETE FROM meta WHERE name = ?", QString::fromLatin1(restoredName))
        .and_then([&](Nothing) { return writeMeta(m_database, headName, *body); });
}

template <typename Key>
WorkTransaction::Outcome WorkTransaction::put(
    const char* sql, const Key& key, const QByteArray& plain, const QByteArray& place)
{
    auto statement = m_database.prepare(sql);
    if (!statement)
        return tl::unexpected<Failure>(statement.error());
    const auto body = sealed(plain, place);
    if (!body)
        return tl::unexpected<Failure>(body.error());
    return statement->bind(1, key).bind(2, m_head.generation).bind(3, *body).run();
}

template <typename Key> WorkTransaction::Outcome WorkTransaction::remove(const char* sql, const Key& key)
{
    auto statement = m_database.prepare(sql);
    if (!statement)
        return tl::unexpected<Failure>(statement.error());
    return statement->bind(1, key).run();
}

sqlite::Outcome<QByteArray> WorkTransaction::sealed(const QByteArray& plain, const QByteArray& place)
{
    auto body = m_sealer.seal(plain, place);
    if (body)
        return *body;
    // The transaction ends as a failure of SQLite's kind; the true error is kept beside it.
    m_sealError = body.error();
    return tl::unexpected<Failure>(Failure { 1, body.error().detail });
}

} // namespace peraku::store
