#include "ledger.h"
#include "sql.h"
#include "treasuryprivate.h"

#include <treasury/mailqueue.h>

#include <algorithm>
#include <tuple>

namespace peraku::treasury {

using domain::Error;
using domain::ErrorCode;
using domain::fail;

namespace {

constexpr int mailBatch = 100;
constexpr qint64 dayMs = 24LL * 3600 * 1000;
constexpr qint64 longestWaitMs = 3600 * 1000;

struct Waiting {
    qint64 id;
    Mail mail;
    QDateTime at;
    int attempts;
};

Result<QList<Waiting>> dueMail(Connection& connection, const QDateTime& now)
{
    QList<Waiting> due;
    auto read = sql::each(
        connection,
        "SELECT id, recipient, subject, text, queued_at, attempts FROM mail "
        "WHERE failed_at IS NULL AND next_attempt_at <= ? ORDER BY next_attempt_at, id LIMIT ?",
        [&](sql::Row& row) {
            due.append({ row.integer(0), { row.text(1), row.text(2), row.text(3) },
                QDateTime::fromMSecsSinceEpoch(row.integer(4), Qt::UTC), int(row.integer(5)) });
        },
        now.toMSecsSinceEpoch(), mailBatch);
    if (!read)
        return fail(read.error());
    return due;
}

QString failureOf(const Error& error)
{
    return error.detail.isEmpty() ? domain::errorKey(error.code) : error.detail;
}

/** Puts the next attempt off, or gives the mail up: at once where the refusal is final, else after some days.
 */
Result<Done> noteFailure(Connection& connection, const Config& config, const Waiting& waiting,
    const Error& error, const QDateTime& now)
{
    const auto nowMs = now.toMSecsSinceEpoch();
    const bool final = !error.retryable || waiting.at.addDays(config.mailGiveUpDays) <= now;
    if (!final) {
        const auto wait = std::min(
            qint64(config.mailRetrySeconds) * 1000 << std::min(waiting.attempts, 12), longestWaitMs);
        return sql::run(connection,
            "UPDATE mail SET attempts = attempts + 1, next_attempt_at = ?, failure = ? WHERE id = ?",
            nowMs + wait, failureOf(error), waiting.id);
    }
    auto written = sql::run(connection,
        "UPDATE mail SET attempts = attempts + 1, failed_at = ?, failure = ? WHERE id = ?", nowMs,
        failureOf(error), waiting.id);
    if (written)
        written = Ledger(connection)
                      .audit({ now, QStringLiteral("treasury"), QStringLiteral("mail.failed"),
                          QString::number(waiting.id), {}, failureOf(error) });
    return written;
}

/** Whether the next mail would meet the same: then this round is over. */
bool concernsTheHost(const Error& error)
{
    return error.retryable && error.code != ErrorCode::ServerBusy;
}

} // namespace

Result<int> Treasury::deliverMail(Mailer& mailer)
{
    auto& context = m_d->context;
    const auto due = context.database->read(
        [&](Connection& connection) { return dueMail(connection, context.ports.clock.nowUtc()); });
    if (!due)
        return fail(due.error());
    int delivered = 0;
    for (const auto& each : *due) {
        // A long queue never holds up a code; what hinders codes shows at the queue's own mail too.
        std::ignore = deliverCodes(mailer);
        const auto sent = mailer.send(each.mail, each.at);
        auto noted = context.database->write([&](Connection& connection) {
            return sent
                ? sql::run(connection, "DELETE FROM mail WHERE id = ?", each.id)
                : noteFailure(connection, context.config, each, sent.error(), context.ports.clock.nowUtc());
        });
        if (!noted)
            return fail(noted.error());
        if (!sent && concernsTheHost(sent.error()))
            return fail(sent.error());
        delivered += sent ? 1 : 0;
    }
    return delivered;
}

Result<Done> Treasury::deliverCodes(Mailer& mailer)
{
    return m_d->context.courier->deliver(mailer);
}

Result<Done> expireMail(Connection& connection, const Config& config, const QDateTime& now)
{
    return sql::run(connection, "DELETE FROM mail WHERE failed_at < ?",
        now.toMSecsSinceEpoch() - config.failedMailDays * dayMs);
}

Result<QList<QueuedMail>> queuedMail(const QString& databasePath)
{
    auto database = Database::open(databasePath, Database::Mode::ReadOnly, 1);
    if (!database)
        return fail(database.error());
    QList<QueuedMail> all;
    auto read = (*database)->read([&](Connection& connection) {
        return sql::each(connection,
            "SELECT id, recipient, subject, queued_at, attempts, next_attempt_at, failed_at IS NOT NULL, "
            "failure "
            "FROM mail ORDER BY id",
            [&](sql::Row& row) {
                const auto timeOf = [&](int column) {
                    return QDateTime::fromMSecsSinceEpoch(row.integer(column), Qt::UTC);
                };
                all.append({ row.integer(0), row.text(1), row.text(2), timeOf(3), int(row.integer(4)),
                    row.integer(6) != 0 ? QDateTime() : timeOf(5), row.text(7) });
            });
    });
    if (!read)
        return fail(read.error());
    return all;
}

} // namespace peraku::treasury
