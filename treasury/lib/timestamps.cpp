#include "auditedrows.h"
#include "treasuryprivate.h"

#include <signing/timestamp.h>
#include <signing/verify.h>

#include <algorithm>
#include <sealing/sealer.h>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;

namespace {

constexpr qint64 firstRetryMs = 10'000;
constexpr qint64 lastRetryMs = 24LL * 3600 * 1000;

struct Unstamped {
    QString voucher;
    qint64 contentRevision;
    qint64 step;
    QByteArray statement;
    QByteArray cms;
    qint64 receivedAt;
};

struct Stamp {
    QByteArray stamped; ///< Empty where the officer's own bytes have a timestamp.
    QDateTime at;
};

Result<Stamp> stampOf(const Unstamped& row, const signing::TrustStore& trust, const Ports& ports)
{
    const auto now = ports.clock.nowUtc();
    const auto own = signing::timestampOf(row.cms, trust, {}, now);
    if (own)
        return Stamp { {}, *own };
    if (own.error().code != ErrorCode::NotFound)
        return fail(own.error());
    const auto stamped = sealing::timestamped(row.cms, trust, ports.pki, ports.rng, now);
    if (!stamped)
        return fail(stamped.error());
    // A timestamp that comes after the certificate's end would make a good signature look bad.
    signing::VerifyOptions options;
    options.now = now;
    const auto report = signing::verifyCades(*stamped, row.statement, trust, options);
    if (const auto failure = report.firstFailure())
        return fail(*failure);
    return Stamp { *stamped, report.timestampTime };
}

Result<Done> keep(Connection& connection, const Unstamped& row, const Result<Stamp>& stamp, qint64 nowMs)
{
    // What fails is tried ever more rarely: an authority that is away comes back, an old certificate doesn't.
    const auto wait = std::clamp(nowMs - row.receivedAt, firstRetryMs, lastRetryMs);
    if (!stamp)
        return sql::run(connection,
            "UPDATE signature SET timestamp_next = ? WHERE voucher = ? AND content_revision = ? AND step = ?",
            nowMs + wait, row.voucher, row.contentRevision, row.step);
    auto done = sql::run(connection,
        "UPDATE signature SET timestamp_at = ?, stamped = ? WHERE voucher = ? AND content_revision = ? AND "
        "step = ?",
        stamp->at.toMSecsSinceEpoch(),
        stamp->stamped.isEmpty() ? std::nullopt : std::optional(stamp->stamped), row.voucher,
        row.contentRevision, row.step);
    return done ? auditSignature(connection, { row.voucher, row.contentRevision, row.step },
               { QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC), QStringLiteral("treasury"),
                   QStringLiteral("signature.stamped"), {}, {}, {} })
                : done;
}

} // namespace

Result<int> Treasury::completeTimestamps(int atMost)
{
    auto& context = m_d->context;
    const auto nowMs = context.ports.clock.nowUtc().toMSecsSinceEpoch();
    QList<Unstamped> rows;
    auto read = context.database->read([&](Connection& connection) {
        return sql::each(
            connection,
            "SELECT voucher, content_revision, step, statement, cms, received_at FROM signature "
            "WHERE timestamp_at IS NULL AND timestamp_next <= ? ORDER BY timestamp_next LIMIT ?",
            [&](sql::Row& row) {
                rows.append({ row.text(0), row.integer(1), row.integer(2), row.blob(3), row.blob(4),
                    row.integer(5) });
            },
            nowMs, atMost);
    });
    if (!read)
        return fail(read.error());
    if (rows.isEmpty())
        return 0;
    const auto trust = sealing::ownTrust(context.ports.pki);
    if (!trust)
        return fail(trust.error());
    // Signing takes its time with an HSM, so the write lock is taken when all is made.
    QList<Result<Stamp>> stamps;
    for (const auto& row : rows)
        stamps.append(stampOf(row, **trust, context.ports));
    return context.database->write([&](Connection& connection) -> Result<int> {
        int completed = 0;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            if (auto kept = keep(connection, rows[i], stamps[i], nowMs); !kept)
                return fail(kept.error());
            completed += stamps[i] ? 1 : 0;
        }
        return completed;
    });
}

} // namespace peraku::treasury
