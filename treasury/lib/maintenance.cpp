#include "idempotency.h"
#include "sql.h"
#include "treasuryprivate.h"

namespace peraku::treasury {

using domain::fail;

namespace {
constexpr int mailBatch = 100;
constexpr qint64 dayMs = 24LL * 3600 * 1000;
} // namespace

Result<int> Treasury::payDue(int atMost)
{
    auto& context = m_d->context;
    const auto now = context.ports.clock.nowUtc();
    return context.database->write([&](Connection& connection) -> Result<int> {
        Ledger ledger(connection);
        auto due = ledger.payable(now.addSecs(-context.config.payDelaySeconds), atMost);
        if (!due)
            return fail(due.error());
        VoucherBook book(ledger, context.catalogue, context.reference, context.config.clockAheadSeconds,
            context.config.policy.signatureMaxAgeMinutes);
        for (const auto& voucher : *due) {
            if (auto paid = book.pay(voucher, now); !paid)
                return fail(paid.error().error);
        }
        return int(due->size());
    });
}

Result<int> Treasury::deliverMail(Mailer& mailer)
{
    struct Queued {
        qint64 id;
        Mail mail;
        QDateTime at;
    };
    auto& context = m_d->context;
    QList<Queued> queue;
    auto read = context.database->read([&](Connection& connection) {
        return sql::each(
            connection,
            "SELECT id, recipient, subject, text, queued_at FROM mail ORDER BY attempts, id LIMIT ?",
            [&](sql::Row& row) {
                queue.append({ row.integer(0), { row.text(1), row.text(2), row.text(3) },
                    QDateTime::fromMSecsSinceEpoch(row.integer(4), Qt::UTC) });
            },
            mailBatch);
    });
    if (!read)
        return fail(read.error());
    int delivered = 0;
    for (const auto& each : queue) {
        const bool sent = mailer.send(each.mail, each.at).has_value();
        auto marked = context.database->write([&](Connection& connection) {
            return sent
                ? sql::run(connection, "DELETE FROM mail WHERE id = ?", each.id)
                : sql::run(connection, "UPDATE mail SET attempts = attempts + 1 WHERE id = ?", each.id);
        });
        if (!marked)
            return fail(marked.error());
        delivered += sent ? 1 : 0;
    }
    return delivered;
}

Result<Done> Treasury::expire()
{
    auto& context = m_d->context;
    const auto now = context.ports.clock.nowUtc();
    return context.database->write([&](Connection& connection) -> Result<Done> {
        auto done = Sessions(connection, context.config, context.ports.rng).expire(now);
        if (done)
            done = LoginGuard(connection, context.config).expire(now);
        if (done)
            done = IdempotencyRecords(connection).expire(now.addDays(-context.config.idempotencyDays));
        if (done)
            done = sql::run(connection,
                "DELETE FROM attachment WHERE uploaded_at < ? AND NOT EXISTS (SELECT 1 FROM attachment_use u "
                "WHERE u.sha256 = attachment.sha256)",
                now.toMSecsSinceEpoch() - context.config.orphanAttachmentDays * dayMs);
        return done;
    });
}

} // namespace peraku::treasury
