#include <domain/result.h>

#include <array>

namespace peraku::domain {

namespace {

// In the order of ErrorCode; the static_assert below holds them together.
constexpr std::array keys { "internal", "cancelled", "invalid-input", "not-found", "not-allowed",
    "wrong-state", "duty-segregation", "over-limit", "reason-missing", "validation-failed", "conflict",
    "offline", "timeout", "tls-failed", "not-a-treasury", "server-busy", "server-failed", "protocol-error",
    "version-too-old", "cursor-gone", "wrong-password", "account-locked", "account-inactive",
    "password-must-change", "session-expired", "offline-login-lapsed", "no-offline-account",
    "another-instance", "storage-failed", "storage-full", "storage-corrupt", "storage-too-new",
    "storage-restored", "storage-lost", "seal-broken", "module-not-found", "module-failed", "module-crashed",
    "module-hung", "token-missing", "token-removed", "token-not-usable", "token-blank", "token-unreadable",
    "wrong-pin", "pin-locked", "pin-must-change", "pin-length-wrong", "pin-pad-timeout", "key-missing",
    "signature-failed", "mechanism-missing", "certificate-expired", "certificate-not-yet-valid",
    "certificate-revoked", "certificate-wrong-officer", "certificate-wrong-usage", "certificate-untrusted",
    "certificate-malformed", "crl-missing", "crl-stale", "signature-invalid", "signature-malformed",
    "statement-malformed", "statement-mismatch", "clock-skew", "too-large", "otp-refused",
    "authorisation-refused", "authorisation-lapsed", "otp-undeliverable", "credential-locked",
    "credential-suspended", "medium-switched-off", "medium-unsupported", "pin-rule-broken", "signer-unknown",
    "timestamp-missing", "evidence-malformed", "link-lapsed", "pin-change-failed", "request-moved",
    "own-request", "roaming-missing", "treasury-too-old", "proxy-login-needed" };
static_assert(keys.size() == std::size_t(lastErrorCode) + 1);

} // namespace

QString errorKey(ErrorCode code)
{
    return QStringLiteral("error.") + QLatin1String(keys.at(std::size_t(code)));
}

std::optional<ErrorCode> errorCodeOf(const QString& key)
{
    for (int code = 0; code <= int(lastErrorCode); ++code) {
        if (errorKey(ErrorCode(code)) == key)
            return ErrorCode(code);
    }
    return std::nullopt;
}

} // namespace peraku::domain
