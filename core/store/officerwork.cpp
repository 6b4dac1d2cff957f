#include "failures.h"

#include <sqlite/database.h>
#include <store/officerstore.h>

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;
using sqlite::Nothing;
using sqlite::Outcome;

namespace {

QByteArray outboxPlace(qint64 id)
{
    return "work|outbox|" + QByteArray::number(id);
}
QByteArray draftPlace(const domain::VoucherId& id)
{
    return "work|draft|" + id.value().toUtf8();
}
QByteArray attachmentPlace(const domain::Sha256Hex& sha256)
{
    return "work|attachment|" + sha256.value().toUtf8();
}
constexpr auto accountPlace = "work|account|1";
constexpr auto auditPlace = "work|audit|";

} // namespace

Result<WorkContents> OfficerStore::loadWork()
{
    WorkContents contents;
    auto account = m_work->prepare("SELECT body FROM account");
    auto outbox = m_work->prepare("SELECT id, voucher, state, body FROM outbox ORDER BY id");
    auto drafts = m_work->prepare("SELECT voucher, body FROM draft ORDER BY voucher");
    for (const auto* statement : { &account, &outbox, &drafts }) {
        if (!*statement)
            return failed(statement->error());
    }
    const auto open
        = [this](const QByteArray& sealed, const QByteArray& place) { return m_sealer.open(sealed, place); };
    for (;;) {
        const auto row = account->step();
        if (!row)
            return failed(row.error());
        if (!*row)
            break;
        auto body = open(account->blob(0), accountPlace);
        if (!body)
            return fail(body.error());
        contents.account = *body;
    }
    for (;;) {
        const auto row = outbox->step();
        if (!row)
            return failed(row.error());
        if (!*row)
            break;
        WorkRow read { outbox->integer(0), domain::VoucherId(outbox->text(1)), int(outbox->integer(2)), {} };
        auto body = open(outbox->blob(3), outboxPlace(read.id));
        if (!body)
            return fail(body.error());
        read.body = *body;
        contents.outbox.append(read);
    }
    for (;;) {
        const auto row = drafts->step();
        if (!row)
            return failed(row.error());
        if (!*row)
            break;
        WorkRow read { 0, domain::VoucherId(drafts->text(0)), 0, {} };
        auto body = open(drafts->blob(1), draftPlace(read.voucher));
        if (!body)
            return fail(body.error());
        read.body = *body;
        contents.drafts.append(read);
    }
    return contents;
}

Result<QList<qint64>> OfficerStore::commitWork(const WorkBatch& batch)
{
    QList<qint64> ids;
    std::optional<domain::Error> sealError;
    // Inside the transaction a failed seal ends as a failure of SQLite's kind; the true error is kept beside
    // it.
    const auto sealed = [&](const QByteArray& plain, const QByteArray& place) -> Outcome<QByteArray> {
        auto result = m_sealer.seal(plain, place);
        if (result)
            return *result;
        sealError = result.error();
        return tl::unexpected(sqlite::Failure { 1, result.error().detail });
    };
    const auto put = [&](const char* sql, const auto& key, const QByteArray& plain,
                         const QByteArray& place) -> Outcome<Nothing> {
        auto statement = m_work->prepare(sql);
        if (!statement)
            return tl::unexpected(statement.error());
        const auto body = sealed(plain, place);
        if (!body)
            return tl::unexpected(body.error());
        return statement->bind(1, key).bind(2, *body).run();
    };
    const auto remove = [&](const char* sql, const auto& key) -> Outcome<Nothing> {
        auto statement = m_work->prepare(sql);
        if (!statement)
            return tl::unexpected(statement.error());
        return statement->bind(1, key).run();
    };
    const auto putOutbox = [&](const WorkRow& row) -> Outcome<Nothing> {
        auto id = row.id;
        if (id == 0) {
            auto insert = m_work->prepare("INSERT INTO outbox(voucher, state, body) VALUES(?, ?, x'')");
            if (!insert)
                return tl::unexpected(insert.error());
            if (auto inserted = insert->bind(1, row.voucher.value()).bind(2, qint64(row.state)).run();
                !inserted)
                return inserted;
            id = m_work->lastInsertId();
        }
        ids.append(id);
        auto update = m_work->prepare("UPDATE outbox SET body = ?, state = ? WHERE id = ?");
        if (!update)
            return tl::unexpected(update.error());
        const auto body = sealed(row.body, outboxPlace(id));
        if (!body)
            return tl::unexpected(body.error());
        return update->bind(1, *body).bind(2, qint64(row.state)).bind(3, id).run();
    };
    const auto work = [&]() -> Outcome<Nothing> {
        Outcome<Nothing> done = Nothing {};
        for (const auto& row : batch.putOutbox) {
            if (done)
                done = putOutbox(row);
        }
        for (const auto id : batch.removeOutbox) {
            if (done)
                done = remove("DELETE FROM outbox WHERE id = ?", id);
        }
        for (const auto& row : batch.putDrafts) {
            if (done)
                done = put("INSERT OR REPLACE INTO draft(voucher, body) VALUES(?, ?)", row.voucher.value(),
                    row.body, draftPlace(row.voucher));
        }
        for (const auto& id : batch.removeDrafts) {
            if (done)
                done = remove("DELETE FROM draft WHERE voucher = ?", id.value());
        }
        if (done && batch.putAttachment) {
            const auto& [sha256, bytes] = *batch.putAttachment;
            done = put("INSERT OR REPLACE INTO attachment(sha256, body) VALUES(?, ?)", sha256.value(), bytes,
                attachmentPlace(sha256));
        }
        if (done && batch.account)
            done = put("INSERT OR REPLACE INTO account(id, body) VALUES(?, ?)", qint64(1), *batch.account,
                accountPlace);
        if (done && batch.audit) {
            auto statement = m_work->prepare("INSERT INTO audit(body) VALUES(?)");
            if (!statement)
                return tl::unexpected(statement.error());
            const auto body = sealed(*batch.audit, auditPlace);
            if (!body)
                return tl::unexpected(body.error());
            done = statement->bind(1, *body).run();
        }
        return done;
    };
    if (auto committed = m_work->transaction(work); !committed)
        return sealError ? Result<QList<qint64>>(fail(*sealError))
                         : Result<QList<qint64>>(failed(committed.error()));
    return ids;
}

Result<QByteArray> OfficerStore::attachment(const domain::Sha256Hex& sha256)
{
    auto statement = m_work->prepare("SELECT body FROM attachment WHERE sha256 = ?");
    if (!statement)
        return failed(statement.error());
    const auto row = statement->bind(1, sha256.value()).step();
    if (!row)
        return failed(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, QStringLiteral("attachment"));
    return m_sealer.open(statement->blob(0), attachmentPlace(sha256));
}

} // namespace peraku::store
