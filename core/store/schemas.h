#pragma once

#include <sqlite/schema.h>

namespace peraku::store {

/** Never change a step that was released: add one, and a fixture of the version before it. */
const sqlite::Schema& workSchema();
/** A cache of another version is thrown away, so this may change freely with its application_id. */
const sqlite::Schema& cacheSchema();

} // namespace peraku::store
