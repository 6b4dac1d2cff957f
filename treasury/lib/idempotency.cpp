#include "idempotency.h"

#include "digest.h"
#include "replies.h"
#include "sql.h"

#include <QRegularExpression>

namespace peraku::treasury {

using domain::fail;
using domain::Ic;

QString IdempotencyRecords::keyOf(const Request& request)
{
    static const QRegularExpression shape(QStringLiteral("\\A[0-9a-fA-F]{32}\\z"));
    const auto key = QString::fromLatin1(request.header("idempotency-key"));
    return shape.match(key).hasMatch() ? key.toLower() : QString();
}

QByteArray IdempotencyRecords::fingerprint(const Request& request)
{
    return sha256(request.method + '\n' + request.path + '\n' + request.header("if-match") + '\n'
        + request.header("if-none-match") + '\n' + request.body);
}

Result<std::optional<IdempotencyRecords::Record>> IdempotencyRecords::find(const Ic& ic, const QString& key)
{
    std::optional<Record> found;
    auto read = sql::each(
        *m_connection, "SELECT request, status, etag, body FROM idempotency WHERE ic = ? AND key = ?",
        [&](sql::Row& row) {
            const auto body = row.blob(3);
            Record record { row.blob(0),
                body.isEmpty() ? emptyReply(int(row.integer(1))) : jsonReply(int(row.integer(1)), body) };
            if (const auto tag = row.text(2); !tag.isEmpty())
                record.response.addHeader("ETag", tag.toLatin1());
            record.response.addHeader("Idempotency-Replayed", QByteArray("true"));
            found = std::move(record);
        },
        ic.digits(), key);
    if (!read)
        return fail(read.error());
    return found;
}

Result<Done> IdempotencyRecords::keep(const Ic& ic, const QString& key, const QByteArray& fingerprint,
    const Response& response, const QDateTime& now)
{
    return sql::run(*m_connection,
        "INSERT INTO idempotency (ic, key, request, status, etag, body, created_at) VALUES (?, ?, ?, ?, ?, "
        "?, ?)",
        ic.digits(), key, fingerprint, response.status, QString::fromLatin1(response.header("etag")),
        response.body.isNull() ? QByteArray("") : response.body, now.toMSecsSinceEpoch());
}

Result<Done> IdempotencyRecords::expire(const QDateTime& olderThan)
{
    return sql::run(
        *m_connection, "DELETE FROM idempotency WHERE created_at < ?", olderThan.toMSecsSinceEpoch());
}

} // namespace peraku::treasury
