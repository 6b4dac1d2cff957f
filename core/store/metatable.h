#pragma once

#include <sqlite/database.h>

namespace peraku::store {

/** The plain values of a file (the table `meta`); null if there is none of that name. */
sqlite::Outcome<QByteArray> readMeta(sqlite::Database& database, const char* name);
sqlite::Outcome<sqlite::Nothing> writeMeta(
    sqlite::Database& database, const char* name, const QByteArray& value);

inline constexpr auto databaseIdName = "database"; ///< Random hex; every seal in the file is bound to it.

inline constexpr auto restoredName = "restored"; ///< Time of the backup that this file is, until it is told.

} // namespace peraku::store
