#include "exitcodes.h"

namespace peraku::cli {

using domain::ErrorCode;

Exit exitFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled:
        return Exit::Cancelled;
    case ErrorCode::NotFound:
        return Exit::NotFound;
    case ErrorCode::NotAllowed:
    case ErrorCode::WrongState:
    case ErrorCode::DutySegregation:
    case ErrorCode::OverLimit:
    case ErrorCode::ReasonMissing:
    case ErrorCode::OwnRequest:
    case ErrorCode::RequestMoved:
        return Exit::Refused;
    case ErrorCode::InvalidInput:
    case ErrorCode::ValidationFailed:
    case ErrorCode::TooLarge:
        return Exit::Invalid;
    case ErrorCode::Conflict:
        return Exit::Conflict;
    case ErrorCode::WrongPassword:
    case ErrorCode::AccountLocked:
    case ErrorCode::AccountInactive:
    case ErrorCode::PasswordMustChange:
    case ErrorCode::SessionExpired:
    case ErrorCode::OfflineLoginLapsed:
    case ErrorCode::NoOfflineAccount:
        return Exit::LogIn;
    case ErrorCode::Offline:
    case ErrorCode::Timeout:
    case ErrorCode::ServerBusy:
    case ErrorCode::ServerFailed:
    case ErrorCode::ProxyLoginNeeded:
        return Exit::Unreachable;
    case ErrorCode::TlsFailed:
    case ErrorCode::NotATreasury:
        return Exit::NotTrusted;
    case ErrorCode::ModuleNotFound:
    case ErrorCode::ModuleFailed:
    case ErrorCode::ModuleCrashed:
    case ErrorCode::ModuleHung:
    case ErrorCode::TokenMissing:
    case ErrorCode::TokenRemoved:
    case ErrorCode::TokenNotUsable:
    case ErrorCode::TokenBlank:
    case ErrorCode::TokenUnreadable:
    case ErrorCode::KeyMissing:
    case ErrorCode::SignatureFailed:
    case ErrorCode::MechanismMissing:
    case ErrorCode::MediumSwitchedOff:
    case ErrorCode::MediumUnsupported:
    case ErrorCode::OtpUndeliverable:
    case ErrorCode::PinChangeFailed:
    case ErrorCode::RoamingMissing:
        return Exit::Token;
    case ErrorCode::WrongPin:
    case ErrorCode::PinLocked:
    case ErrorCode::PinMustChange:
    case ErrorCode::PinLengthWrong:
    case ErrorCode::PinPadTimeout:
    case ErrorCode::OtpRefused:
    case ErrorCode::AuthorisationRefused:
    case ErrorCode::AuthorisationLapsed:
    case ErrorCode::CredentialLocked:
    case ErrorCode::PinRuleBroken:
        return Exit::WrongPin;
    case ErrorCode::CertificateExpired:
    case ErrorCode::CertificateNotYetValid:
    case ErrorCode::CertificateRevoked:
    case ErrorCode::CertificateWrongOfficer:
    case ErrorCode::CertificateWrongUsage:
    case ErrorCode::CertificateUntrusted:
    case ErrorCode::CertificateMalformed:
    case ErrorCode::CrlMissing:
    case ErrorCode::CrlStale:
    case ErrorCode::CredentialSuspended:
        return Exit::Certificate;
    case ErrorCode::SignatureInvalid:
    case ErrorCode::SignatureMalformed:
    case ErrorCode::StatementMalformed:
    case ErrorCode::StatementMismatch:
    case ErrorCode::SignerUnknown:
    case ErrorCode::TimestampMissing:
    case ErrorCode::EvidenceMalformed:
        return Exit::NotVerified;
    case ErrorCode::StorageFailed:
    case ErrorCode::StorageFull:
    case ErrorCode::StorageCorrupt:
    case ErrorCode::StorageTooNew:
    case ErrorCode::StorageRestored:
    case ErrorCode::StorageLost:
    case ErrorCode::SealBroken:
        return Exit::Storage;
    case ErrorCode::AnotherInstance:
        return Exit::AnotherInstance;
    case ErrorCode::Internal:
    case ErrorCode::ProtocolError:
    case ErrorCode::VersionTooOld:
    case ErrorCode::TreasuryTooOld:
    case ErrorCode::CursorGone:
    case ErrorCode::ClockSkew:
    case ErrorCode::LinkLapsed:
        break;
    }
    return Exit::Failed;
}

QString exitTable()
{
    return QStringLiteral("Exit codes:\n"
                          "  0   done\n"
                          "  1   failed for another reason\n"
                          "  2   wrong usage\n"
                          "  3   kept in the outbox, the treasury was not reached\n"
                          "  4   not found\n"
                          "  5   refused by a rule (role, segregation of duties, limit, state, reason)\n"
                          "  6   input or content not valid\n"
                          "  7   conflict: the voucher changed meanwhile\n"
                          "  8   log-in refused\n"
                          "  9   treasury not reachable\n"
                          "  10  not to be trusted: TLS refused, or not a treasury\n"
                          "  11  signing medium not usable\n"
                          "  12  PIN or code refused\n"
                          "  13  certificate refused\n"
                          "  14  not verified\n"
                          "  15  storage failed\n"
                          "  75  the desk or another peraku-cli works as this officer\n"
                          "  130 cancelled\n");
}

} // namespace peraku::cli
