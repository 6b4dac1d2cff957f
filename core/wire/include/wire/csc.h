#pragma once

#include <domain/ports.h>
#include <domain/result.h>
#include <secret/securebuffer.h>

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <span>

/**
 * The bodies of the Cloud Signature Consortium's API, version 2.0 with the member names of 1.0.4 as the
 * fallback, and the signing intents that our treasury asks for first. The desk's side: requests are encoded,
 * responses decoded. PIN, code and SAD live in wiped memory only. Numbers may come as strings, unknown
 * members are ignored, sizes are checked. Errors: ProtocolError with the member's path in detail.
 */
namespace peraku::wire::csc {

enum class Dialect { V1, V2 };

namespace oid {
inline constexpr char sha256[] = "2.16.840.1.101.3.4.2.1";
inline constexpr char sha384[] = "2.16.840.1.101.3.4.2.2";
inline constexpr char rsa[] = "1.2.840.113549.1.1.1";
inline constexpr char rsaPss[] = "1.2.840.113549.1.1.10";
inline constexpr char rsaSha256[] = "1.2.840.113549.1.1.11";
inline constexpr char rsaSha384[] = "1.2.840.113549.1.1.12";
inline constexpr char ecPublicKey[] = "1.2.840.10045.2.1";
inline constexpr char ecdsaSha256[] = "1.2.840.10045.4.3.2";
inline constexpr char ecdsaSha384[] = "1.2.840.10045.4.3.3";
} // namespace oid

// ---- info ----
struct ServiceInfo {
    QString specs; ///< "2.0.0.2"
    QString name;
    QStringList methods; ///< "credentials/list" ...
    bool asynchronous = false; ///< Signs in the background where it is asked to.

    /** By `specs`; a provider that says nothing there is known by its methods. */
    Dialect dialect() const;
    bool offers(const char* method) const { return methods.contains(QLatin1String(method)); }
};
QByteArray encodeInfoRequest();
domain::Result<ServiceInfo> decodeInfo(const QByteArray& body);

// ---- credentials ----
enum class CertificateStatus { Unknown, Valid, Expired, Revoked, Suspended };

/** One of the things that an authorisation expression names. */
struct AuthObject {
    enum class Kind {
        Pin, ///< Typed, remembered by the officer.
        Code, ///< Typed, asked for by getChallenge or sendOTP.
        Generated, ///< Typed, read off a device of the officer's; nothing is sent.
        Other ///< Out of band: the desk has nothing to collect.
    };
    QString id;
    Kind kind = Kind::Other;
    bool operator==(const AuthObject&) const = default;
};

struct CredentialInfo {
    QString id;
    QString description;
    bool keyEnabled = false;
    bool locked = false; ///< Too many wrong tries; our treasury says so, others only when asked to sign.
    QStringList keyAlgorithms; ///< OIDs of keys or of signatures.
    CertificateStatus certificateStatus = CertificateStatus::Unknown;
    QList<QByteArray> chain; ///< DER; the signer's comes first.
    bool explicitMode = false; ///< PIN and code are collected by the desk.
    QString expression; ///< "PIN AND OTP"
    QList<AuthObject> objects;
    int multisign = 1;

    const AuthObject* find(AuthObject::Kind kind) const;
    /** Whether a PIN and a code are both needed and are enough. */
    bool demandsPinAndCode() const;
};

/** Whether `expression` (ids, AND, OR, XOR, brackets; the operators bind alike, from the left) holds when
 * exactly the objects in `given` are given; nullopt if it cannot be read. */
std::optional<bool> satisfied(const QString& expression, const QStringList& given);

struct CredentialPage {
    QStringList ids;
    QList<CredentialInfo> infos; ///< Empty where the provider lists ids only.
    QString nextPage; ///< Of 1.0.4; empty = this was the last.
};
/** `userId` only for a bearer token that is not the officer's own. */
QByteArray encodeCredentialList(Dialect dialect, const QString& userId, const QString& page = {});
domain::Result<CredentialPage> decodeCredentialList(const QByteArray& body);
QByteArray encodeCredentialInfoRequest(const QString& credentialId);
/** Understands both dialects; the answer itself does not name the credential. */
domain::Result<CredentialInfo> decodeCredentialInfo(const QByteArray& body, const QString& credentialId);

// ---- intents (ours) ----
struct Intent {
    QString id;
    QDateTime expiresAt; ///< UTC
    QString summary; ///< What the code's message will say.
};
QByteArray encodeIntent(const QString& credentialId, const QList<domain::SigningDocument>& documents);
domain::Result<Intent> decodeIntent(const QByteArray& body);

// ---- challenge ----
struct Challenge {
    QString nonce; ///< Empty where the provider keeps it to itself.
    QString maskedTarget; ///< This and what follows are our treasury's own members.
    std::optional<domain::OtpChannel> channel;
    QDateTime expiresAt; ///< UTC; invalid = not told.
    int resendAfterSeconds = 0;
};
QByteArray encodeChallengeRequest(
    Dialect dialect, const QString& credentialId, const QString& objectId, const QString& clientData);
/** An empty body is an answer too: the code was sent out of band. */
domain::Result<Challenge> decodeChallenge(const QByteArray& body);

// ---- authorisation ----
struct AuthValue {
    QString id;
    secret::SecureBuffer value;
};
struct AuthorizeRequest {
    QString credentialId;
    QList<QByteArray> hashes;
    QString hashAlgorithm; ///< OID
    AuthValue pin;
    AuthValue code;
    QString clientData;
};
secret::SecureBuffer encode(const AuthorizeRequest& request, Dialect dialect);
struct Authorization {
    secret::SecureBuffer sad;
    int expiresIn = 3600; ///< Seconds.
    QString handle; ///< Set instead of the SAD while the provider still waits for something.
};
domain::Result<Authorization> decodeAuthorization(std::span<const std::byte> body);
QByteArray encodeAuthorizeCheck(const QString& handle);

struct HashRequest { ///< extendTransaction and signHash.
    QString credentialId;
    secret::SecureBuffer sad;
    QList<QByteArray> hashes;
    QString hashAlgorithm; ///< OID
    QString signAlgorithm; ///< OID; signHash only.
    QByteArray signParameters; ///< DER; PSS only.
    QString clientData;
    bool asynchronous = false; ///< signHash of 2.0 only: the signatures are polled for.
};
secret::SecureBuffer encode(const HashRequest& request, Dialect dialect);

// ---- signatures ----
struct Signatures {
    QList<QByteArray> made; ///< In the order of the hashes.
    QString responseId; ///< Set instead while the provider still works.
};
domain::Result<Signatures> decodeSignatures(const QByteArray& body);
QByteArray encodeSignPolling(const QString& responseId);

QByteArray encodeTimestamp(const QByteArray& hash, const QString& hashAlgorithm, const QByteArray& nonce);
/** DER of the RFC 3161 token. */
domain::Result<QByteArray> decodeTimestamp(const QByteArray& body);

// ---- errors ----
/** The one place where a provider's error becomes the catalogue's; nullopt if the body is no CSC error. */
std::optional<domain::Error> decodeError(int status, const QByteArray& body);

} // namespace peraku::wire::csc
