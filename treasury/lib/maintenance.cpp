#include "idempotency.h"
#include "mediapolicy.h"
#include "requestdesk.h"
#include "sql.h"
#include "treasuryprivate.h"

namespace peraku::treasury {

using domain::fail;

namespace {
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

Result<Done> Treasury::setMediaPolicy(const MediaPolicy& policy)
{
    auto& context = m_d->context;
    return context.database->write([&](Connection& connection) {
        return writeMediaPolicy(connection, policy, context.ports.clock.nowUtc());
    });
}

namespace {

/** One transaction each, so that a request that cannot be ended holds up nothing else. */
Result<Done> lapseRequests(Context& context, const QDateTime& now)
{
    auto& database = *context.database;
    const auto overdue
        = database.read([&](Connection& connection) { return deskOf(context, connection, now).overdue(); });
    if (!overdue)
        return fail(overdue.error());
    Result<Done> outcome = Done {};
    for (const auto& id : *overdue) {
        auto lapsed = database.write(
            [&](Connection& connection) { return deskOf(context, connection, now).lapse(id); });
        if (!lapsed)
            outcome = fail(lapsed.error());
    }
    return outcome;
}

} // namespace

Result<Done> Treasury::expire()
{
    auto& context = m_d->context;
    const auto now = context.ports.clock.nowUtc();
    auto swept = context.database->write([&](Connection& connection) -> Result<Done> {
        auto done = Sessions(connection, context.config, context.ports.rng).expire(now);
        if (done)
            done = LoginGuard(connection, context.config).expire(now);
        if (done)
            done = expireMail(connection, context.config, now);
        if (done)
            done = IdempotencyRecords(connection).expire(now.addDays(-context.config.idempotencyDays));
        if (done)
            done = sql::run(connection,
                "DELETE FROM attachment WHERE uploaded_at < ? AND NOT EXISTS (SELECT 1 FROM attachment_use u "
                "WHERE u.sha256 = attachment.sha256)",
                now.toMSecsSinceEpoch() - context.config.orphanAttachmentDays * dayMs);
        return done;
    });
    const auto lapsed = lapseRequests(context, now);
    return swept ? lapsed : swept;
}

} // namespace peraku::treasury
