#include "metatable.h"

namespace peraku::store {

using sqlite::Failure;
using sqlite::Nothing;
using sqlite::Outcome;

Outcome<QByteArray> readMeta(sqlite::Database& database, const char* name)
{
    auto statement = database.prepare("SELECT value FROM meta WHERE name = ?");
    if (!statement)
        return tl::unexpected<Failure>(statement.error());
    return statement->bind(1, QString::fromLatin1(name)).step().map([&](bool found) {
        return found ? statement->blob(0) : QByteArray();
    });
}

Outcome<Nothing> writeMeta(sqlite::Database& database, const char* name, const QByteArray& value)
{
    auto statement = database.prepare("INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)");
    if (!statement)
        return tl::unexpected<Failure>(statement.error());
    return statement->bind(1, QString::fromLatin1(name)).bind(2, value).run();
}

} // namespace peraku::store
