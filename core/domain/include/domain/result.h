#pragma once

#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>
#include <tl/expected.hpp>

namespace peraku::domain {

/**
 * The error catalogue: everything that can go wrong, as the officer would tell it apart. Each library
 * translates its low-level errors (CKR_*, OpenSSL, HTTP, SQLite) into these at one place. errorSentence()
 * (messages.h) gives the sentence.
 */
enum class ErrorCode {
    Internal, ///< A defect of ours; detail says where.
    Cancelled, ///< The officer or the program ended the operation.
    InvalidInput, ///< A value is malformed; detail names the field.
    NotFound,
    NotAllowed, ///< Role, office, segregation of duties or authority limit.
    // workflow
    WrongState, ///< The voucher moved on, the action no longer applies.
    DutySegregation, ///< The officer took an earlier step on this voucher.
    OverLimit, ///< The amount is over the officer's authority limit.
    ReasonMissing, ///< A query or cancellation without reason code and text.
    ValidationFailed, ///< Findings of severity Error stand.
    Conflict, ///< Another revision was saved meanwhile (409, 412).
    // network
    Offline, ///< No connection could be made.
    Timeout,
    TlsFailed, ///< Certificate or protocol of the host was refused.
    NotATreasury, ///< Answer is not ours (captive portal, proxy page).
    ServerBusy, ///< 429 or 503; retry later.
    ServerFailed, ///< 5xx.
    ProtocolError, ///< Answer cannot be decoded or is over a limit.
    VersionTooOld, ///< The treasury is newer, or demands a newer client.
    CursorGone, ///< 410: start the feed anew.
    // identity
    WrongPassword,
    AccountLocked,
    AccountInactive,
    PasswordMustChange,
    SessionExpired,
    OfflineLoginLapsed, ///< Too many days since the last online log-in.
    NoOfflineAccount, ///< This PC holds no cache of that officer yet.
    AnotherInstance, ///< The officer's lock is held by another process.
    // storage
    StorageFailed,
    StorageFull,
    StorageCorrupt,
    StorageTooNew, ///< Written by a newer version.
    StorageRestored, ///< A damaged file was set aside and a backup put in its place; %1 is its time.
    StorageLost, ///< A damaged file was set aside and no backup is whole.
    SealBroken, ///< A sealed record does not authenticate.
    // token
    ModuleNotFound,
    ModuleFailed, ///< C_Initialize or load failed.
    ModuleCrashed,
    ModuleHung,
    TokenMissing, ///< No token in any slot.
    TokenRemoved, ///< Pulled while in use.
    TokenNotUsable, ///< Present, but no certificate on it.
    TokenBlank, ///< Present, but never set up.
    TokenUnreadable, ///< Present, but reading it failed; detail says where.
    WrongPin,
    PinLocked,
    PinMustChange,
    PinLengthWrong,
    PinPadTimeout, ///< Nobody typed at the reader's keypad in time.
    KeyMissing,
    SignatureFailed,
    MechanismMissing,
    // certificates and signatures
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRevoked,
    CertificateWrongOfficer,
    CertificateWrongUsage,
    CertificateUntrusted,
    CertificateMalformed,
    CrlMissing,
    CrlStale,
    SignatureInvalid,
    SignatureMalformed,
    StatementMalformed,
    StatementMismatch, ///< The signed bytes do not say what they must.
    ClockSkew, ///< The desk's clock is too far off the treasury's.
    TooLarge,
    // remote signing, requests and evidence
    OtpRefused, ///< The one-time code was refused: wrong, used, or too old.
    AuthorisationRefused, ///< PIN or code wrong; the provider does not tell which.
    AuthorisationLapsed, ///< The authorisation to sign is over or was used.
    OtpUndeliverable, ///< The code could not be sent to phone or e-mail.
    CredentialLocked, ///< Too many wrong PINs or codes; an unblock request leads on.
    CredentialSuspended, ///< Reported lost or lent; not usable until decided.
    MediumSwitchedOff, ///< The treasury's policy does not allow this medium here.
    MediumUnsupported, ///< Softcert, or roaming without OTP: recognised, never signs.
    PinRuleBroken, ///< A new PIN breaks a rule; detail is the finding's key.
    SignerUnknown, ///< Intact, but no configured authority vouches for the signer.
    TimestampMissing, ///< Signed, the timestamp is still to come.
    EvidenceMalformed, ///< A container, PDF or folder that is no evidence.
    LinkLapsed, ///< A confirmation link or code is over.
    PinChangeFailed, ///< The medium did not take a new PIN; the old one holds.
    RequestMoved, ///< The request was decided, or another of its kind is open.
    OwnRequest, ///< Nobody decides on a request that is about themselves.
    RoamingMissing, ///< This treasury offers no roaming certificates.
    // network
    TreasuryTooOld, ///< The treasury speaks an older version than this program understands.
    ProxyLoginNeeded, ///< The network's proxy asks for a name and password.
};
inline constexpr auto lastErrorCode = ErrorCode::ProxyLoginNeeded;

struct Error {
    ErrorCode code = ErrorCode::Internal;
    /** Technical text for the log and the details view; never personal data, never a secret; not translated.
     */
    QString detail;
    /** Values for the placeholders %1.. of the sentence. */
    QStringList args;
    /** Trying the same thing again may succeed without the officer changing anything. */
    bool retryable = false;
    /** Seconds the other side asked us to wait, 0 if it said nothing. */
    int retryAfterSeconds = 0;

    bool operator==(const Error&) const = default;
};

template <typename T> using Result = tl::expected<T, Error>;

/** Success that carries no value. */
struct Done {
    bool operator==(const Done&) const = default;
};

inline tl::unexpected<Error> fail(ErrorCode code, QString detail = {}, QStringList args = {})
{
    return tl::unexpected<Error>(Error { code, std::move(detail), std::move(args), false, 0 });
}
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

/** Stable message key of an error code, for example "error.token-removed"; used in JSON output and logs. */
QString errorKey(ErrorCode code);
/** The code of a key that errorKey() gave. */
std::optional<ErrorCode> errorCodeOf(const QString& key);

} // namespace peraku::domain

Q_DECLARE_METATYPE(peraku::domain::Error)
