#include "csccodec.h"

#include <array>

namespace peraku::wire::csc {

using domain::Error;

namespace {

struct Named {
    const char* error;
    ErrorCode code;
};
constexpr std::array named { Named { "invalid_authentication_data", ErrorCode::AuthorisationRefused },
    Named { "invalid_otp", ErrorCode::OtpRefused }, Named { "invalid_pin", ErrorCode::WrongPin },
    Named { "otp_undeliverable", ErrorCode::OtpUndeliverable },
    Named { "expired_token", ErrorCode::SessionExpired },
    Named { "invalid_token", ErrorCode::SessionExpired },
    Named { "authentication_error", ErrorCode::SessionExpired },
    Named { "access_denied", ErrorCode::NotAllowed }, Named { "unauthorized_client", ErrorCode::NotAllowed },
    Named { "invalid_scope", ErrorCode::NotAllowed }, Named { "server_error", ErrorCode::ServerFailed },
    Named { "temporarily_unavailable", ErrorCode::ServerBusy } };

/** The specification calls most refusals invalid_request and tells them apart in words only; a row needs all
 * of its words. */
struct Described {
    const char* word;
    const char* other;
    ErrorCode code;
};
constexpr std::array described { Described { "locked", "", ErrorCode::CredentialLocked },
    Described { "suspended", "", ErrorCode::CredentialSuspended },
    Described { "key", "disabled", ErrorCode::CredentialSuspended },
    Described { "certificate", "revoked", ErrorCode::CertificateRevoked },
    Described { "certificate", "expired", ErrorCode::CertificateExpired },
    Described { "sad", "", ErrorCode::AuthorisationLapsed },
    Described { "handle", "", ErrorCode::AuthorisationLapsed },
    Described { "clientdata", "", ErrorCode::AuthorisationLapsed },
    Described { "intent", "", ErrorCode::AuthorisationLapsed },
    Described { "credentialid", "", ErrorCode::NotFound },
    Described { "signalgo", "", ErrorCode::MechanismMissing },
    Described { "hashalgo", "", ErrorCode::MechanismMissing } };

constexpr qsizetype keptDetail = 200;

/** Whether the words of `text` include `word`; "SAD" must not be found in "sadly". */
bool hasWord(const QStringList& words, const char* word)
{
    return *word == '\0' || words.contains(QLatin1String(word));
}

ErrorCode codeFor(int status, const QString& error, const QString& description)
{
    if (status == 401)
        return ErrorCode::SessionExpired;
    if (status == 429 || status == 503)
        return error == QLatin1String("otp_undeliverable") ? ErrorCode::OtpUndeliverable
                                                           : ErrorCode::ServerBusy;
    if (status == 501)
        return ErrorCode::MediumUnsupported;
    QString plain;
    for (const auto c : description)
        plain += c.isLetterOrNumber() || c == QLatin1Char('_') ? c.toLower() : QLatin1Char(' ');
    const auto words = plain.simplified().split(QLatin1Char(' '));
    // A locked credential may come as any error that a wrong PIN comes as, so the words go first.
    for (const auto& row : described) {
        const bool mayOverrule
            = row.code == ErrorCode::CredentialLocked || row.code == ErrorCode::CredentialSuspended;
        if ((mayOverrule || error == QLatin1String("invalid_request")) && hasWord(words, row.word)
            && hasWord(words, row.other))
            return row.code;
    }
    for (const auto& row : named) {
        if (error == QLatin1String(row.error))
            return row.code;
    }
    const auto byStatus = codeOfStatus(status);
    return status == 400 ? ErrorCode::InvalidInput : byStatus;
}

} // namespace

std::optional<Error> decodeError(int status, const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object || !object->value(QLatin1String("error")).isString())
        return std::nullopt;
    const auto error = object->value(QLatin1String("error")).toString().left(keptDetail);
    const auto description = object->value(QLatin1String("error_description")).toString().left(keptDetail);
    // Our treasury says it in the words of the catalogue besides.
    const auto own = domain::errorCodeOf(object->value(QLatin1String("code")).toString());
    const auto code = own.value_or(codeFor(status, error, description));
    const bool transient = code == ErrorCode::ServerBusy || code == ErrorCode::ServerFailed
        || code == ErrorCode::OtpUndeliverable || code == ErrorCode::Timeout;
    return Error { code, description.isEmpty() ? error : error + QLatin1String(": ") + description, {},
        transient, 0 };
}

} // namespace peraku::wire::csc
