#include "schemas.h"

namespace peraku::store {

const sqlite::Schema& workSchema()
{
    // "PrkW"
    static const sqlite::Schema schema { 0x50726b57, { R"(
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE keyslot(name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;
CREATE TABLE account(id INTEGER PRIMARY KEY CHECK(id = 1), version INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, voucher TEXT NOT NULL, state INTEGER NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE draft(voucher TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE attachment(sha256 TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE audit(id INTEGER PRIMARY KEY, chain BLOB NOT NULL, body BLOB NOT NULL) STRICT;
)" } };
    return schema;
}

const sqlite::Schema& cacheSchema()
{
    // "PrkC"
    static const sqlite::Schema schema { 0x50726b43, { R"(
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE voucher(id TEXT PRIMARY KEY, revision INTEGER NOT NULL, shelf INTEGER NOT NULL, sortkey INTEGER NOT NULL, summary BLOB NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX voucher_first ON voucher(shelf, sortkey);
)" } };
    return schema;
}

} // namespace peraku::store
