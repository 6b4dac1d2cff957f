#include "workslots.h"

#include "failures.h"

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;

domain::Result<QByteArray> readSlot(sqlite::Database& database, const char* name)
{
    auto statement = database.prepare("SELECT wrapped FROM keyslot WHERE name = ?");
    if (!statement)
        return failed(statement.error());
    const auto row = statement->bind(1, QString::fromLatin1(name)).step();
    if (!row)
        return failed(row.error());
    if (!*row)
        return fail(ErrorCode::NotFound, QStringLiteral("key slot"));
    return statement->blob(0);
}

sqlite::Outcome<sqlite::Nothing> writeSlot(
    sqlite::Database& database, const char* name, const QByteArray& wrapped)
{
    auto statement = database.prepare("INSERT OR REPLACE INTO keyslot(name, wrapped) VALUES(?, ?)");
    if (!statement)
        return tl::unexpected<sqlite::Failure>(statement.error());
    return statement->bind(1, QString::fromLatin1(name)).bind(2, wrapped).run();
}

} // namespace peraku::store
