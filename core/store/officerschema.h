#pragma once

namespace peraku::store {

inline constexpr int workVersion = 1;
inline constexpr auto workSchema = R"(
CREATE TABLE keyslot(name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;
CREATE TABLE account(id INTEGER PRIMARY KEY CHECK(id = 1), body BLOB NOT NULL) STRICT;
CREATE TABLE outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, voucher TEXT NOT NULL, state INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE draft(voucher TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE attachment(sha256 TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE audit(id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL) STRICT;
PRAGMA user_version = 1;
)";

inline constexpr int cacheVersion = 1;
inline constexpr auto cacheSchema = R"(
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE voucher(id TEXT PRIMARY KEY, revision INTEGER NOT NULL, sortkey INTEGER NOT NULL, summary BLOB NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX voucher_newest ON voucher(sortkey DESC);
PRAGMA user_version = 1;
)";

} // namespace peraku::store
