#pragma once

#include <domain/result.h>
#include <sqlite/database.h>

namespace peraku::store {

/** The one place where SQLite's codes become the catalogue's. */
domain::Error storageError(const sqlite::Failure& failure);

inline tl::unexpected<domain::Error> failed(const sqlite::Failure& failure)
{
    return domain::fail(storageError(failure));
}

} // namespace peraku::store
