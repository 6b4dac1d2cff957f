#pragma once

#include <domain/ic.h>
#include <domain/ids.h>
#include <domain/result.h>
#include <domain/task.h>
#include <secret/securebuffer.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace peraku::domain {

/** The time of day and a clock that never steps back; injected everywhere, so that a simulator can own time.
 */
class Clock {
public:
    virtual ~Clock() = default;
    virtual QDateTime nowUtc() const = 0;
    virtual qint64 monotonicMs() const = 0;
};

/** Cryptographically strong random bytes in production, a seeded stream in a simulation. */
class Rng {
public:
    virtual ~Rng() = default;
    virtual void fill(void* data, qsizetype size) = 0;
    QByteArray bytes(qsizetype size);
    /** `size` random bytes as lower-case hex. */
    QString hex(qsizetype size);
};

/** Runs work somewhere else: a writer thread, a worker pool, or at once in a simulation. */
class Executor {
public:
    virtual ~Executor() = default;
    virtual void post(std::function<void()> work) = 0;
};

/** Runs work later in the thread that asked, by the desk's own clock; virtual time in a simulation. */
class Scheduler {
public:
    virtual ~Scheduler() = default;
    /** Runs `work` after `milliseconds`, unless `context` is gone by then. */
    virtual void after(qint64 milliseconds, QObject* context, std::function<void()> work) = 0;
};

/** Small choices of this computer that outlast a run: never personal data, never a secret. GUI thread. */
class Preferences {
public:
    virtual ~Preferences() = default;
    virtual QStringList recall(const QString& key) const = 0;
    virtual void remember(const QString& key, const QStringList& values) = 0;
};

/** Runs `work()` (returning Result<T>) on `executor`. */
template <typename T, typename Work> Async<T> runOn(Executor& executor, Work work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    executor.post([promise, work = std::make_shared<Work>(std::move(work))]() {
        if (promise->isCanceled())
            promise->addResult(Result<T>(fail(ErrorCode::Cancelled)));
        else
            promise->addResult((*work)());
        promise->finish();
    });
    return future;
}

enum class SigningMedium { Token, Softcert, Roaming, RoamingOtp };
QString toWire(SigningMedium medium);
template <> std::optional<SigningMedium> fromWire(QStringView word);

enum class KeyKind { Rsa, Ec, Other };

/** Raw signature schemes; the digest travels with the request. */
enum class SignatureScheme { RsaPkcs1, RsaPss, Ecdsa };

/** Facts of a certificate as screens and rules need them. */
struct CertificateFacts {
    QByteArray der;
    Sha256Hex sha256;
    QString subjectDn; ///< RFC 4514 order, readable.
    QString commonName;
    QString issuerDn;
    QString serialHex; ///< Upper-case hex without separators.
    std::optional<Ic> ic; ///< From serialNumber (2.5.4.5), else surname (2.5.4.4).
    QDateTime notBefore; ///< UTC
    QDateTime notAfter; ///< UTC
    KeyKind keyKind = KeyKind::Other;
    int keyBits = 0;
    bool nonRepudiation = false;
    bool certificateAuthority = false;

    int daysLeft(const QDateTime& now) const { return int(now.daysTo(notAfter)); }
    bool operator==(const CertificateFacts&) const = default;
};

/** What the token's flags tell of the PIN before anyone types it. */
enum class PinState {
    Unknown,
    Good,
    CountLow, ///< At least one wrong try since the last good one.
    FinalTry, ///< The next wrong PIN locks it.
    Locked,
    MustChange
};

/** One certificate with its key on some medium, usable or not. */
struct Credential {
    QString id; ///< Stable: token serial + certificate hash.
    SigningMedium medium = SigningMedium::Token;
    QString mediumLabel; ///< Token label, for people.
    QString mediumSerial;
    QString slotLabel;
    CertificateFacts certificate;
    PinState pinState = PinState::Unknown;
    bool pinPad
        = false; ///< CKF_PROTECTED_AUTHENTICATION_PATH: the PIN is typed at the reader, none is passed.
    bool alwaysAuthenticate = false;
    bool pssOnly = false; ///< The key's policy demands RSASSA-PSS.
    bool needsOtp = false; ///< A one-time code goes with the PIN: requestOtp() first.
    int multisign = unlimited; ///< So many digests under one authorisation.
    QString provider; ///< Host that holds the key; empty = it is at hand.
    /** False where the provider learns only at authorisation what is signed, so that its message cannot name
     * the documents. */
    bool describesDocuments = true;
    static constexpr int unlimited = 1'000'000;
    /** Set when the credential cannot sign; says why. */
    std::optional<Error> unusable;
    bool operator==(const Credential&) const = default;
};

/** A slot as diagnostics and the certificate page list it, also when empty. */
struct SlotStatus {
    QString module; ///< File name.
    QString slotLabel;
    QString tokenLabel; ///< Empty without a token.
    QString tokenSerial;
    PinState pinState = PinState::Unknown;
    int certificates = 0;
    std::optional<Error> unusable; ///< Set when nothing in it can be used; says why.
    bool operator==(const SlotStatus&) const = default;
};

struct MediumInventory {
    QList<SlotStatus> slotStatus;
    QList<Credential> credentials;
    QList<Error> moduleErrors;
    QString preferred; ///< Id of the credential that signed last, if it is there and can sign.
    bool operator==(const MediumInventory&) const = default;
};

/** What stands behind a digest, so that the guardian of a remote key can see and say what it signs. */
struct SigningDocument {
    enum class Kind { Statement, Pdf };
    Kind kind = Kind::Statement;
    QByteArray statement; ///< Canonical bytes; empty for a PDF, of which only the hash travels.
    QString name; ///< Of a PDF.
    QByteArray signedAttributes; ///< DER SET OF; its digest is what is signed.
    QByteArray sha256 = {}; ///< Of a PDF's signed bytes; empty for a statement.
    bool operator==(const SigningDocument&) const = default;
};

struct RawSignRequest {
    QString credentialId;
    SignatureScheme scheme = SignatureScheme::RsaPkcs1;
    int digestBits = 256; ///< 256 or 384.
    QList<QByteArray> digests; ///< Signed in order under one log-in where the key allows it.
    QList<SigningDocument> documents = {}; ///< One a digest, in the same order; a key at hand needs none.
    /** Given each signature as it is made, in order, where the medium makes them one by one; the answer holds
     * them all again. What was given stands even if sign() is cancelled afterwards. GUI thread. */
    std::function<void(const QByteArray& signature)> onSignature = {};
};

/** What the officer types; the code is empty where the key needs none. */
struct SigningSecrets {
    secret::SecureBuffer pin; ///< Empty for a PIN pad.
    secret::SecureBuffer otp; ///< Six digits.
};

enum class OtpChannel { Email, App };
QString toWire(OtpChannel channel);
template <> std::optional<OtpChannel> fromWire(QStringView word);

/** Where a one-time code went, and how long it lives. */
struct OtpDelivery {
    OtpChannel channel = OtpChannel::Email;
    QString maskedTarget; ///< "a***n@example.my", or the phone's name.
    QString nonceId; ///< Names the transaction in the treasury's records; not a secret.
    QDateTime expiresAt; ///< UTC
    int resendAfterSeconds = 0;
    bool operator==(const OtpDelivery&) const = default;
};

/** Raw signatures in the order of the digests; `stopped` says why the rest is missing. */
struct RawSignatures {
    QList<QByteArray> made;
    std::optional<Error> stopped = std::nullopt;
    bool operator==(const RawSignatures&) const = default;
};

/**
 * Something that holds keys and signs digests with them: the token process, or a service with an HSM. Lives
 * in the GUI thread. A wrong PIN is reported, never tried again by itself.
 */
class Signer : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** Everything that is plugged in now, with reasons where it is not usable by `officer` (empty = any
     * officer). */
    virtual Async<MediumInventory> inventory(const Ic& officer) = 0;
    /** Has a one-time code sent that is good for exactly these digests. MediumUnsupported where the key needs
     * none. */
    virtual Async<OtpDelivery> requestOtp(RawSignRequest request);
    /** Raw signatures over the digests: RSA as modulus-size octets, ECDSA as DER. An Error means that none
     * was made. */
    virtual Async<RawSignatures> sign(RawSignRequest request, SigningSecrets secrets) = 0;
    /** Replaces the PIN that guards a credential; both are empty for a PIN pad. WrongPin uses up a try,
     * PinRuleBroken and PinLengthWrong none; MediumUnsupported where the PIN is kept elsewhere. */
    virtual Async<Done> changePin(
        const QString& credentialId, secret::SecureBuffer current, secret::SecureBuffer replacement);

Q_SIGNALS:
    /** A token came or went, or a PIN state changed. */
    void inventoryChanged();
    /** While a PIN pad waits: seconds left, 0 when it is over. */
    void pinPadCountdown(int secondsLeft);
    /** While several digests are signed: how many are done. */
    void progressed(int signaturesMade);
    /** The service that holds the key has not answered yet; seconds since it was asked. */
    void serviceWaiting(int seconds);
};

} // namespace peraku::domain
