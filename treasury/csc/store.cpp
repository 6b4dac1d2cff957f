#include "store.h"

#include <sqlite/schema.h>
#include <treasury/storage.h>

namespace peraku::csc {

using domain::ErrorCode;
using domain::fail;

namespace {

// Hashes are SHA-256 digests one after the other; times are milliseconds since 1970, UTC.
constexpr auto first = R"sql(
CREATE TABLE credential (
  id TEXT PRIMARY KEY,
  ic TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'suspended', 'ended')),
  kind TEXT NOT NULL,
  key_label TEXT NOT NULL,
  public_key BLOB NOT NULL,
  certificate BLOB NOT NULL,
  pin BLOB NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  good_at INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_ic ON credential (ic);

CREATE TABLE intent (id TEXT PRIMARY KEY, credential TEXT NOT NULL REFERENCES credential (id), hashes BLOB NOT NULL, subject TEXT NOT NULL,
  malay TEXT NOT NULL, english TEXT NOT NULL, summary TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE INDEX intent_credential ON intent (credential, created_at);

-- `code` is a MAC made in the HSM over code, credential, nonce and hashes. 0 live, 1 used, 2 void.
CREATE TABLE challenge (nonce TEXT PRIMARY KEY, credential TEXT NOT NULL REFERENCES credential (id), hashes BLOB NOT NULL, code BLOB NOT NULL,
  state INTEGER NOT NULL DEFAULT 0, sent_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX challenge_credential ON challenge (credential, sent_at);
CREATE UNIQUE INDEX challenge_live ON challenge (credential) WHERE state = 0;

-- `sad` is the SHA-256 of 256 random bits.
CREATE TABLE authorisation (sad BLOB PRIMARY KEY, credential TEXT NOT NULL REFERENCES credential (id), nonce TEXT NOT NULL, hashes BLOB NOT NULL,
  used INTEGER NOT NULL DEFAULT 0, begun_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Work in the background. state: 0 running, 1 granted (an authorisation to be fetched), 2 done, 3 failed.
CREATE TABLE operation (id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('authorise', 'sign')),
  credential TEXT NOT NULL REFERENCES credential (id), nonce TEXT NOT NULL, hashes BLOB NOT NULL, state INTEGER NOT NULL DEFAULT 0,
  result BLOB NOT NULL DEFAULT x'', expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE event (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, credential TEXT NOT NULL, action TEXT NOT NULL, nonce TEXT NOT NULL,
  count INTEGER NOT NULL) STRICT;
CREATE INDEX event_credential ON event (credential, at);
CREATE TRIGGER event_fixed BEFORE UPDATE ON event BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
)sql";

// Which code released which digest to a key; kept as long as the signatures, whose records name the nonce.
constexpr auto released = R"sql(
CREATE TABLE released (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, hash BLOB NOT NULL, credential TEXT NOT NULL REFERENCES credential (id),
  nonce TEXT NOT NULL) STRICT;
CREATE INDEX released_hash ON released (hash);
CREATE TRIGGER released_fixed BEFORE UPDATE ON released BEGIN SELECT RAISE (ABORT, 'releases are append-only'); END;
CREATE TRIGGER released_kept BEFORE DELETE ON released BEGIN SELECT RAISE (ABORT, 'releases are append-only'); END;
)sql";
const sqlite::Schema schema { 0x50524b52 /* "PRKR" */, { first, released } };

tl::unexpected<domain::Error> failed(const sqlite::Failure& failure)
{
    return fail(treasury::storageError(QStringLiteral("roaming.db"), failure));
}

} // namespace

Result<Done> Session::said(const sqlite::Outcome<sqlite::Nothing>& outcome)
{
    if (!outcome)
        return failed(outcome.error());
    return Done {};
}

Result<std::unique_ptr<Store>> Store::open(const QString& path)
{
    if (auto made = treasury::keepPrivate(path); !made)
        return fail(made.error());
    auto database = sqlite::Database::open(path, sqlite::Durability::SharedLog);
    if (!database)
        return failed(database.error());
    const auto state = sqlite::schemaState(**database, schema);
    if (!state)
        return failed(state.error());
    if (*state == sqlite::SchemaState::Newer)
        return fail(ErrorCode::StorageTooNew, QStringLiteral("roaming.db"));
    if (*state == sqlite::SchemaState::Foreign)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("roaming.db is another program's file"));
    if (auto migrated = sqlite::migrate(**database, schema); !migrated)
        return failed(migrated.error());
    return std::unique_ptr<Store>(new Store(std::move(*database)));
}

} // namespace peraku::csc
