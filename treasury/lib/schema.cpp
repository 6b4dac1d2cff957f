#include "schema.h"

namespace peraku::treasury {

namespace {

constexpr auto first = R"sql(
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE reference (id INTEGER PRIMARY KEY CHECK (id = 1), version TEXT NOT NULL, body BLOB NOT NULL) STRICT;

CREATE TABLE officer (
  ic TEXT PRIMARY KEY,
  body BLOB NOT NULL,
  password TEXT NOT NULL,
  must_change INTEGER NOT NULL,
  active INTEGER NOT NULL,
  epoch INTEGER NOT NULL DEFAULT 1,
  recovery BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE certificate (
  sha256 TEXT PRIMARY KEY,
  ic TEXT NOT NULL REFERENCES officer (ic),
  der BLOB NOT NULL,
  active INTEGER NOT NULL,
  registered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_ic ON certificate (ic);

-- Also kept for numbers that no officer has, so that a lock does not tell who exists.
CREATE TABLE login_failure (ic TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_until INTEGER NOT NULL, last_at INTEGER NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE session (id INTEGER PRIMARY KEY, ic TEXT NOT NULL REFERENCES officer (ic), created_at INTEGER NOT NULL, address TEXT NOT NULL,
  revoked INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX session_ic ON session (ic);
CREATE TABLE access_token (hash BLOB PRIMARY KEY, session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX access_token_session ON access_token (session);
CREATE TABLE refresh_token (hash BLOB PRIMARY KEY, session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL, used_at INTEGER, used_key TEXT, successor BLOB) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_token_session ON refresh_token (session);

-- `sequence` is the row's latest place in the change feed; `former_offices` saw it before it moved and are owed a tombstone.
CREATE TABLE voucher (
  id TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL,
  kind TEXT NOT NULL,
  office TEXT NOT NULL,
  preparer TEXT NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0,
  former_offices TEXT NOT NULL DEFAULT '',
  posted_at INTEGER,
  number TEXT UNIQUE,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX voucher_office ON voucher (office, sequence);
CREATE INDEX voucher_to_pay ON voucher (posted_at) WHERE state = 'posted' AND kind = 'payment';
CREATE TABLE counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE crl (sha256 BLOB PRIMARY KEY, der BLOB NOT NULL) STRICT;
CREATE TABLE signature (
  voucher TEXT NOT NULL REFERENCES voucher (id),
  content_revision INTEGER NOT NULL,
  step INTEGER NOT NULL,
  signer BLOB NOT NULL,
  medium TEXT NOT NULL,
  statement BLOB NOT NULL,
  cms BLOB NOT NULL,
  cms_sha256 BLOB NOT NULL,
  crl BLOB NOT NULL REFERENCES crl (sha256),
  received_at INTEGER NOT NULL,
  voided INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (voucher, content_revision, step)
) STRICT;
CREATE UNIQUE INDEX signature_cms ON signature (cms_sha256);
CREATE TRIGGER signature_kept BEFORE DELETE ON signature BEGIN SELECT RAISE (ABORT, 'signatures are never deleted'); END;
CREATE TRIGGER signature_fixed BEFORE UPDATE OF voucher, content_revision, step, signer, medium, statement, cms, cms_sha256, crl, received_at
  ON signature BEGIN SELECT RAISE (ABORT, 'signatures are never changed'); END;

CREATE TABLE attachment (sha256 TEXT PRIMARY KEY, media_type TEXT NOT NULL, size INTEGER NOT NULL, uploader TEXT NOT NULL,
  uploaded_at INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE INDEX attachment_uploader ON attachment (uploader);
CREATE TABLE attachment_use (sha256 TEXT NOT NULL, voucher TEXT NOT NULL, PRIMARY KEY (sha256, voucher)) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_use_voucher ON attachment_use (voucher);

CREATE TABLE idempotency (ic TEXT NOT NULL, key TEXT NOT NULL, request BLOB NOT NULL, status INTEGER NOT NULL, etag TEXT NOT NULL,
  body BLOB NOT NULL, created_at INTEGER NOT NULL, PRIMARY KEY (ic, key)) STRICT;
CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE TABLE mail (id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, queued_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  digest TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END;
)sql";

// Mail is tried again later and later, given up at last, and stays for the operator to see.
constexpr auto mailRetries = R"sql(
ALTER TABLE mail ADD COLUMN next_attempt_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mail ADD COLUMN failed_at INTEGER;
ALTER TABLE mail ADD COLUMN failure TEXT NOT NULL DEFAULT '';
CREATE INDEX mail_due ON mail (next_attempt_at, id) WHERE failed_at IS NULL;
)sql";

// Phones that show one-time codes; only the hash of a phone's token is kept.
constexpr auto phones = R"sql(
CREATE TABLE phone (id TEXT PRIMARY KEY, ic TEXT NOT NULL REFERENCES officer (ic), name TEXT NOT NULL, token_hash BLOB NOT NULL UNIQUE,
  enrolled_at INTEGER NOT NULL, last_seen INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX phone_ic ON phone (ic);
CREATE TABLE signing_profile (ic TEXT PRIMARY KEY REFERENCES officer (ic), channel TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql";

constexpr auto mediumRequests = R"sql(
CREATE TABLE medium_request (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  applicant TEXT NOT NULL REFERENCES officer (ic),
  office TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  body BLOB NOT NULL,
  credential TEXT NOT NULL,
  pin_hash BLOB NOT NULL,
  answer_hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX medium_request_applicant ON medium_request (applicant, state);
CREATE INDEX medium_request_office ON medium_request (office, state);
CREATE TABLE confirmation (token BLOB PRIMARY KEY, request TEXT NOT NULL REFERENCES medium_request (id), code BLOB NOT NULL,
  expires_at INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE INDEX confirmation_request ON confirmation (request);
)sql";

/** Evidence beside the officer's own bytes; `stamped` is the signature with a timestamp that came later. */
constexpr auto signatureEvidence = R"sql(
ALTER TABLE signature ADD COLUMN nonce_id TEXT NOT NULL DEFAULT '';
ALTER TABLE signature ADD COLUMN ocsp BLOB;
ALTER TABLE signature ADD COLUMN stamped BLOB;
ALTER TABLE signature ADD COLUMN timestamp_at INTEGER;
ALTER TABLE signature ADD COLUMN timestamp_next INTEGER NOT NULL DEFAULT 0;
CREATE INDEX signature_unstamped ON signature (timestamp_next) WHERE timestamp_at IS NULL;
CREATE TRIGGER signature_evidence_fixed BEFORE UPDATE OF nonce_id, ocsp ON signature
  BEGIN SELECT RAISE (ABORT, 'signatures are never changed'); END;
CREATE TRIGGER signature_stamped_once BEFORE UPDATE OF stamped, timestamp_at ON signature WHEN OLD.timestamp_at IS NOT NULL
  BEGIN SELECT RAISE (ABORT, 'timestamps are never changed'); END;
)sql";

/** What an incident itself suspended beside the officer's registration, and may therefore release again. */
constexpr auto suspensions = R"sql(
CREATE TABLE suspension (request TEXT NOT NULL REFERENCES medium_request (id), certificate TEXT NOT NULL, authority INTEGER NOT NULL,
  credential INTEGER NOT NULL, PRIMARY KEY (request, certificate)) STRICT, WITHOUT ROWID;
INSERT INTO suspension SELECT r.id, c.sha256, 1, 1 FROM medium_request r, json_each(CAST(r.body AS TEXT), '$.certificates') named
  JOIN certificate c ON c.sha256 = named.value AND c.active = 2
  WHERE r.state = 'submitted' AND json_extract(CAST(r.body AS TEXT), '$.kind') = 'incident';
)sql";

/** Wrong passwords are counted by the device they come from, if the officer logged in there before; all
 * others share x''. */
constexpr auto devices = R"sql(
CREATE TABLE failures_by_device (ic TEXT NOT NULL, device BLOB NOT NULL, failures INTEGER NOT NULL, locked_until INTEGER NOT NULL,
  last_at INTEGER NOT NULL, PRIMARY KEY (ic, device)) STRICT, WITHOUT ROWID;
INSERT INTO failures_by_device SELECT ic, x'', failures, locked_until, last_at FROM login_failure;
DROP TABLE login_failure;
ALTER TABLE failures_by_device RENAME TO login_failure;
CREATE TABLE known_device (ic TEXT NOT NULL REFERENCES officer (ic), device BLOB NOT NULL, last_at INTEGER NOT NULL, PRIMARY KEY (ic, device))
  STRICT, WITHOUT ROWID;
ALTER TABLE session ADD COLUMN device BLOB NOT NULL DEFAULT x'';
)sql";

constexpr auto sendings = R"sql(
ALTER TABLE confirmation ADD COLUMN sendings INTEGER NOT NULL DEFAULT 1;
ALTER TABLE confirmation ADD COLUMN sent_at INTEGER NOT NULL DEFAULT 0;
)sql";

} // namespace

QStringList treasuryMigrations()
{
    return { QString::fromLatin1(first), QString::fromLatin1(mailRetries), QString::fromLatin1(phones),
        QString::fromLatin1(mediumRequests), QString::fromLatin1(signatureEvidence),
        QString::fromLatin1(suspensions), QString::fromLatin1(devices), QString::fromLatin1(sendings) };
}

} // namespace peraku::treasury
