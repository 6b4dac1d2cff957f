#pragma once

#include <domain/officer.h>
#include <domain/reference.h>
#include <domain/result.h>
#include <domain/validation.h>
#include <domain/verification.h>
#include <domain/voucher.h>
#include <domain/workflow.h>
#include <secret/securebuffer.h>

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

/**
 * The bodies of the REST contract (treasury/openapi.yaml) as values. Both sides use these; nothing here knows
 * HTTP beyond the words of headers. encode() gives UTF-8 JSON; decodeX() checks sizes, types and ranges,
 * ignores unknown members of responses and refuses unknown members of requests. Errors: ProtocolError with
 * the member's path in detail.
 */
namespace peraku::wire {

inline constexpr qsizetype maxBodyBytes = 8 * 1024 * 1024;
inline constexpr int maxPageSize = 500;
inline constexpr auto apiVersion = 1;

// ---- session ----
struct LoginRequest { ///< POST /v1/session
    domain::Ic ic;
    secret::SecureBuffer password;
    /** Names this officer at this PC, 64 lower-case hexadecimal digits that nobody else can guess; empty =
     * unknown. After a log-in the treasury counts wrong passwords from there apart from everybody else's. */
    QString device = {};
};
struct Policy {
    int offlineDays = 14; ///< An offline log-in lapses after so many days.
    int signatureMaxAgeMinutes = 60 * 24; ///< A signature made offline is accepted up to this age.
    int idleLockMinutes = 15;
    bool tokenEnabled = true;
    bool operator==(const Policy&) const = default;
};
struct SessionResponse { ///< 201 of POST /v1/session and 200 of POST /v1/session/refresh
    secret::SecureBuffer accessToken;
    int expiresIn = 0; ///< seconds
    secret::SecureBuffer refreshToken;
    domain::Officer officer;
    bool passwordMustChange = false;
    QByteArray recoverySecret; ///< 32 bytes, opens work.db after a password reset; only on log-in
    Policy policy;
    QDateTime serverTime; ///< UTC
};
struct RefreshRequest { ///< POST /v1/session/refresh
    secret::SecureBuffer refreshToken;
};
struct PasswordChangeRequest { ///< POST /v1/me/password
    secret::SecureBuffer current;
    secret::SecureBuffer replacement;
};

// ---- change feed ----
/** One entry of GET /v1/changes; a deletion is a tombstone without a voucher. */
struct Change {
    domain::VoucherId id;
    int revision = 0;
    bool deleted = false;
    domain::Voucher voucher; ///< Empty for a tombstone.
    QByteArray raw; ///< The treasury's exact bytes of the voucher object; the cache seals these.
};
struct ChangesPage { ///< 200 of GET /v1/changes?cursor=&limit=
    QList<Change> changes;
    domain::FeedCursor next;
    bool more = false;
};

// ---- vouchers ----
struct DraftBody { ///< PUT /v1/vouchers/{id} with If-Match: "revision" or If-None-Match: *
    domain::VoucherContent content;
};
struct DecisionBody { ///< POST /v1/vouchers/{id}/decisions with If-Match and Idempotency-Key
    domain::Action action = domain::Action::Certify; ///< Certify, Query or Cancel
    domain::Reason reason; ///< For Query and Cancel
    domain::SigningMedium medium = domain::SigningMedium::Token;
    QByteArray statement; ///< For Certify: canonical bytes
    QByteArray signature; ///< For Certify: DER of the detached CAdES signature
    /** For Certify by a roaming key: the transaction of the code that the desk saw last. The treasury keeps
     * what its own signing service released and ignores this: after a lost answer the desk may name another
     * code than the one that opened the key, and its signature is good all the same. */
    QString nonceId;
};

// ---- problems (RFC 9457) ----
struct Problem {
    QString type; ///< "https://peraku.invalid/problems/conflict" ...: problemUri(code)
    QString title;
    int status = 0;
    QString detail;
    QString instance;
    QStringList args;
    QList<domain::Finding> findings; ///< For validation-failed
    bool operator==(const Problem&) const = default;
};
/** The stable URI of a problem type, and back; unknown URIs map by status. */
QString problemUri(domain::ErrorCode code);
int httpStatus(domain::ErrorCode code);
/** What a status means where the body is no problem document, or one of an unknown type. */
domain::ErrorCode codeOfStatus(int status);
/** Statuses that may go away by themselves: 408, 425, 429 and 5xx. */
bool isTransientStatus(int status);
domain::Error toError(const Problem& problem);
Problem toProblem(const domain::Error& error, const QList<domain::Finding>& findings = {});

// ---- codec ----
/** Secrets are appended to a wiped buffer, so requests with passwords never pass through a QByteArray. */
secret::SecureBuffer encode(const LoginRequest& value);
secret::SecureBuffer encode(const RefreshRequest& value);
secret::SecureBuffer encode(const PasswordChangeRequest& value);
secret::SecureBuffer encode(const SessionResponse& value);
domain::Result<LoginRequest> decodeLoginRequest(std::span<const std::byte> body);
domain::Result<RefreshRequest> decodeRefreshRequest(std::span<const std::byte> body);
domain::Result<PasswordChangeRequest> decodePasswordChangeRequest(std::span<const std::byte> body);
domain::Result<SessionResponse> decodeSessionResponse(std::span<const std::byte> body);

QByteArray encode(const domain::Officer& value); ///< GET /v1/me
domain::Result<domain::Officer> decodeOfficer(const QByteArray& body);
QByteArray encode(const domain::ReferenceData& value); ///< GET /v1/reference
domain::Result<domain::ReferenceData> decodeReference(const QByteArray& body);
QByteArray encode(
    const domain::Voucher& value); ///< GET /v1/vouchers/{id} and every answer that returns a voucher
domain::Result<domain::Voucher> decodeVoucher(const QByteArray& body);
/** Writes a page from vouchers that are encoded already (the treasury stores them so). */
QByteArray encodePage(const QList<Change>& changes, const domain::FeedCursor& next, bool more);
/** simdjson; each change keeps the exact bytes of its voucher. */
domain::Result<ChangesPage> decodeChangesPage(const QByteArray& body);
QByteArray encode(const DraftBody& value);
domain::Result<DraftBody> decodeDraftBody(const QByteArray& body);
QByteArray encode(const DecisionBody& value);
domain::Result<DecisionBody> decodeDecisionBody(const QByteArray& body);
QByteArray encode(const QList<domain::SignatureRecord>& value); ///< GET /v1/vouchers/{id}/signatures
domain::Result<QList<domain::SignatureRecord>> decodeSignatures(const QByteArray& body);
QByteArray encode(const Problem& value); ///< application/problem+json
domain::Result<Problem> decodeProblem(const QByteArray& body);

/** ETag of a voucher revision: "\"17\""; and back from If-Match, nullopt if malformed. */
QByteArray etagOf(int revision);
std::optional<int> revisionOfEtag(const QByteArray& etag);

} // namespace peraku::wire
