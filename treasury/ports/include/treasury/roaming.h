#pragma once

#include <domain/ports.h>
#include <domain/result.h>
#include <secret/securebuffer.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

/**
 * The roaming signing service (treasury/csc) as the treasury sees it, and what that service needs from the
 * treasury. The service knows officers by IC only and nothing of the workflow, so that its keys can move to a
 * process or host of their own. Everything here is called from several threads at once.
 */
namespace peraku::treasury {

/** A call of the roaming API by an officer whose access token was checked. */
struct RoamingCall {
    QByteArray method; ///< "credentials/authorize": the path after /csc/v2/; or "signing-intents".
    domain::Ic officer; ///< Empty for "info".
    secret::SecureBuffer body; ///< JSON; may hold PIN and code.
    QString clientAddress; ///< Numeric, without a port.
    QDateTime now; ///< UTC
    QByteArray plainBody = {}; ///< Instead of `body` where nothing is secret: intents are too large for it.
};
struct RoamingReply {
    int status = 200; ///< HTTP status.
    QByteArray body; ///< JSON; CSC errors are {"error","error_description"}.
    secret::SecureBuffer secretBody; ///< Instead of `body` where the answer authorises.
    int retryAfterSeconds = 0; ///< With 429 and 503.
};
class RoamingEndpoints {
public:
    virtual ~RoamingEndpoints() = default;
    virtual RoamingReply handle(RoamingCall call) = 0;
};

enum class RoamingState {
    Pending, ///< The PIN is chosen, the certificate is not issued yet.
    Active,
    Locked, ///< Too many wrong PINs or codes.
    Suspended,
    Ended ///< Revoked or cancelled; its key stays unused.
};
/** A key in the HSM that an officer's PIN and codes open. */
struct RoamingCredential {
    QString id;
    domain::Ic officer;
    RoamingState state = RoamingState::Pending;
    domain::KeyKind keyKind = domain::KeyKind::Rsa;
    QByteArray publicKey; ///< DER SubjectPublicKeyInfo.
    QByteArray certificate; ///< DER; empty while Pending.
    int failures = 0; ///< Wrong PINs and codes since the last good signature.
    QDateTime createdAt; ///< UTC
    bool operator==(const RoamingCredential&) const = default;
};

/**
 * The life of roaming credentials. PinRuleBroken with the finding's key in detail ("finding.pin-digits",
 * "finding.pin-run", "finding.pin-repeat", "finding.pin-personal"), WrongPin, CredentialLocked, NotFound,
 * WrongState.
 */
class RoamingAdministration {
public:
    virtual ~RoamingAdministration() = default;
    /** Generates a key in the HSM under a PIN of which hashPin() made `pinHash`; the credential of that id
     * where there is one. */
    virtual domain::Result<RoamingCredential> prepareWithHash(
        const QString& id, const domain::Ic& officer, domain::KeyKind kind, const QByteArray& pinHash)
        = 0;
    /** The certificate over the prepared key; makes it usable. */
    virtual domain::Result<domain::Done> activate(const QString& id, const QByteArray& certificateDer) = 0;
    virtual domain::Result<QList<RoamingCredential>> credentialsOf(const domain::Ic& officer) = 0;
    /** ServerBusy with the seconds to wait after too many tries within a minute or a day, whatever was signed
     * in between. A change that was made under this `key` before, its new PIN still in force, is good again.
     */
    virtual domain::Result<domain::Done> changePin(const QString& id, const domain::Ic& officer,
        const secret::SecureBuffer& current, const secret::SecureBuffer& replacement, const QString& key)
        = 0;
    /** Of this credential's tries to change the PIN within a day, those with a wrong one. */
    virtual domain::Result<int> refusedPins(const QString& id) = 0;
    /** After a confirmed request: the officer chose a new PIN, the count of failures begins anew. */
    virtual domain::Result<domain::Done> unblock(const QString& id, const secret::SecureBuffer& pin) = 0;
    /** The slow hash of a PIN that satisfies the rules, for a request that is confirmed later. */
    virtual domain::Result<QByteArray> hashPin(const domain::Ic& officer, const secret::SecureBuffer& pin)
        = 0;
    virtual domain::Result<domain::Done> unblockWithHash(const QString& id, const QByteArray& pinHash) = 0;
    virtual domain::Result<domain::Done> suspend(const QString& id) = 0;
    virtual domain::Result<domain::Done> resume(const QString& id) = 0;
    virtual domain::Result<domain::Done> end(const QString& id) = 0;
    /** Ends a credential that never had a certificate, and destroys its key; WrongState of any other. */
    virtual domain::Result<domain::Done> discard(const QString& id) = 0;
    /** The transaction whose one-time code released this digest to a key of the officer's, the latest of
     * several; NotFound where the service never signed it. */
    virtual domain::Result<QString> nonceOf(const QByteArray& hash, const domain::Ic& officer) = 0;
};

/** A message with a one-time code in it; the texts around the code come from the signed statements. */
struct CodeMessage {
    domain::Ic officer;
    QString subject;
    QString before; ///< Text before the code, lines ended by '\n'.
    QString after;
    QString nonceId;
    /** What the phone shows beside the code: documents, total, payee or count. */
    QString summary;
    QDateTime emailExpiresAt; ///< UTC; which of both holds depends on the channel taken.
    QDateTime appExpiresAt;
};
/** What became of it; `expiresAt` is that of the channel taken. */
using CodeDelivery = domain::OtpDelivery;

/** Takes one-time codes to officers by the channel of their profile, with e-mail as the fallback. */
class CodeCourier {
public:
    virtual ~CodeCourier() = default;
    /** Accepts the code for delivery; OtpUndeliverable without any address. Never keeps it on disk. */
    virtual domain::Result<CodeDelivery> send(const CodeMessage& message, const secret::SecureBuffer& code)
        = 0;
};

/** The certificate authority's doors for officers' certificates. */
class CertificateAdministration {
public:
    virtual ~CertificateAdministration() = default;
    /** `publicKey` is a DER SubjectPublicKeyInfo; gives the certificate's DER. */
    virtual domain::Result<QByteArray> issueOfficer(const domain::Ic& ic, const QString& name,
        const QString& office, const QString& email, const QByteArray& publicKey)
        = 0;
    /** Whether a certificate over this key (DER SubjectPublicKeyInfo) was ever issued to the officer. */
    virtual domain::Result<bool> hasIssued(const domain::Ic& ic, const QByteArray& publicKey) = 0;
    /** Suspended at once: CRL and OCSP say so. */
    virtual domain::Result<domain::Done> suspend(const QString& serialHex) = 0;
    virtual domain::Result<domain::Done> release(const QString& serialHex) = 0;
    virtual domain::Result<domain::Done> revoke(const QString& serialHex, bool keyCompromised) = 0;
};

/** The treasury's own seal: a certificate of the issuing authority whose key lies with the authority's. */
class TreasurySeal {
public:
    virtual ~TreasurySeal() = default;
    struct Certificates {
        QByteArray seal; ///< DER
        QList<QByteArray> chain; ///< DER; below the root.
    };
    virtual domain::Result<Certificates> certificates() = 0;
    /** Raw signature over a SHA-256 digest: RSA as modulus-size octets, ECDSA as DER. */
    virtual domain::Result<QByteArray> signDigest(const QByteArray& digest) = 0;
};

} // namespace peraku::treasury
