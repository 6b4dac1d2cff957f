#include "metadata.h"

#include "sql.h"

#include <QtEndian>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;

Result<Metadata> readMetadata(Connection& connection)
{
    Metadata metadata;
    auto read = sql::each(connection, "SELECT name, value FROM meta", [&](sql::Row& row) {
        const auto value = row.blob(1);
        if (row.text(0) == QLatin1String("feed-epoch") && value.size() == 8)
            metadata.feedEpoch = qFromBigEndian<quint64>(value.constData());
        else if (row.text(0) == QLatin1String("cursor-key"))
            metadata.cursorKey = value;
    });
    if (read)
        read = sql::each(connection, "SELECT body FROM reference WHERE id = 1",
            [&](sql::Row& row) { metadata.referenceBody = row.blob(0); });
    if (!read)
        return fail(read.error());
    if (metadata.cursorKey.size() != 32)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("meta"));
    return metadata;
}

Result<Done> initialiseMetadata(Connection& connection, domain::Rng& rng)
{
    auto written = sql::run(
        connection, "INSERT OR IGNORE INTO meta (name, value) VALUES ('feed-epoch', ?)", rng.bytes(8));
    if (written)
        written = sql::run(
            connection, "INSERT OR IGNORE INTO meta (name, value) VALUES ('cursor-key', ?)", rng.bytes(32));
    return written;
}

Result<Done> writeReference(Connection& connection, const QString& version, const QByteArray& body)
{
    return sql::run(connection,
        "INSERT INTO reference (id, version, body) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET version "
        "= ?1, body = ?2",
        version, body);
}

} // namespace peraku::treasury
