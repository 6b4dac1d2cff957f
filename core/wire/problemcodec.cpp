#include "codec.h"

namespace peraku::wire {

using domain::Error;
using domain::Finding;

namespace {

constexpr auto uriBase = "https://peraku.invalid/problems/";
constexpr auto keyPrefix = "error.";

std::optional<ErrorCode> codeOfUri(const QString& uri)
{
    for (int code = 0; code <= int(domain::lastErrorCode); ++code) {
        if (problemUri(static_cast<ErrorCode>(code)) == uri)
            return static_cast<ErrorCode>(code);
    }
    return std::nullopt;
}

QJsonObject toJson(const Finding& finding)
{
    return { { QStringLiteral("field"), finding.field },
        { QStringLiteral("severity"),
            finding.severity == domain::Severity::Error ? QStringLiteral("error")
                                                        : QStringLiteral("warning") },
        { QStringLiteral("key"), finding.messageKey },
        { QStringLiteral("args"), QJsonArray::fromStringList(finding.args) } };
}

Result<Finding> findingFromJson(const QJsonObject& object)
{
    JsonFields fields(object, QStringLiteral("findings"));
    Finding finding;
    finding.field = fields.text("field");
    finding.severity = fields.text("severity") == QLatin1String("warning") ? domain::Severity::Warning
                                                                           : domain::Severity::Error;
    finding.messageKey = fields.text("key");
    finding.args = textsOf(fields, "args", 16);
    if (fields.error())
        return fail(*fields.error());
    return finding;
}

} // namespace

QString problemUri(ErrorCode code)
{
    return QLatin1String(uriBase) + domain::errorKey(code).mid(qsizetype(qstrlen(keyPrefix)));
}

int httpStatus(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::ProtocolError:
        return 400;
    case ErrorCode::WrongPassword:
    case ErrorCode::SessionExpired:
        return 401;
    case ErrorCode::NotAllowed:
    case ErrorCode::DutySegregation:
    case ErrorCode::OverLimit:
    case ErrorCode::AccountLocked:
    case ErrorCode::AccountInactive:
    case ErrorCode::PasswordMustChange:
    case ErrorCode::CredentialLocked:
    case ErrorCode::CredentialSuspended:
    case ErrorCode::MediumSwitchedOff:
    case ErrorCode::MediumUnsupported:
    case ErrorCode::OwnRequest:
        return 403;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::WrongState:
    case ErrorCode::Conflict:
    case ErrorCode::RequestMoved:
        return 409;
    case ErrorCode::CursorGone:
    case ErrorCode::LinkLapsed:
        return 410;
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::VersionTooOld:
        return 426;
    case ErrorCode::ReasonMissing:
    case ErrorCode::ValidationFailed:
    case ErrorCode::CertificateExpired:
    case ErrorCode::CertificateNotYetValid:
    case ErrorCode::CertificateRevoked:
    case ErrorCode::CertificateWrongOfficer:
    case ErrorCode::CertificateWrongUsage:
    case ErrorCode::CertificateUntrusted:
    case ErrorCode::CertificateMalformed:
    case ErrorCode::SignatureInvalid:
    case ErrorCode::SignatureMalformed:
    case ErrorCode::StatementMalformed:
    case ErrorCode::StatementMismatch:
    case ErrorCode::ClockSkew:
    case ErrorCode::WrongPin:
    case ErrorCode::PinRuleBroken:
    case ErrorCode::OtpRefused:
        return 422;
    case ErrorCode::ServerBusy:
    case ErrorCode::StorageFull:
    case ErrorCode::CrlMissing:
    case ErrorCode::CrlStale:
    case ErrorCode::OtpUndeliverable:
    case ErrorCode::RoamingMissing:
        return 503;
    default:
        return 500;
    }
}

ErrorCode codeOfStatus(int status)
{
    switch (status) {
    case 401:
        return ErrorCode::SessionExpired;
    case 403:
        return ErrorCode::NotAllowed;
    case 404:
        return ErrorCode::NotFound;
    case 408:
    case 504:
        return ErrorCode::Timeout;
    case 409:
    case 412:
        return ErrorCode::Conflict;
    case 410:
        return ErrorCode::CursorGone;
    case 413:
        return ErrorCode::TooLarge;
    case 422:
        return ErrorCode::InvalidInput;
    case 425:
    case 429:
    case 503:
        return ErrorCode::ServerBusy;
    case 426:
        return ErrorCode::VersionTooOld;
    default:
        if (status >= 500)
            return ErrorCode::ServerFailed;
        // A request that is refused for its form is refused for good: sent again it fares no better.
        return status >= 400 ? ErrorCode::InvalidInput : ErrorCode::ProtocolError;
    }
}

bool isTransientStatus(int status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

Error toError(const Problem& problem)
{
    Error error;
    error.code = codeOfUri(problem.type).value_or(codeOfStatus(problem.status));
    error.detail = problem.detail;
    error.args = problem.args;
    error.retryable = isTransientStatus(problem.status);
    return error;
}

Problem toProblem(const Error& error, const QList<Finding>& findings)
{
    Problem problem;
    problem.type = problemUri(error.code);
    problem.title = domain::errorKey(error.code)
                        .mid(qsizetype(qstrlen(keyPrefix)))
                        .replace(QLatin1Char('-'), QLatin1Char(' '));
    problem.status = httpStatus(error.code);
    // What went wrong inside is for the treasury's own log, not for whoever asks.
    if (problem.status < 500)
        problem.detail = error.detail;
    problem.args = error.args;
    problem.findings = findings;
    return problem;
}

QByteArray encode(const Problem& value)
{
    QJsonObject object { { QStringLiteral("type"), value.type }, { QStringLiteral("title"), value.title },
        { QStringLiteral("status"), value.status } };
    if (!value.detail.isEmpty())
        object.insert(QStringLiteral("detail"), value.detail);
    if (!value.instance.isEmpty())
        object.insert(QStringLiteral("instance"), value.instance);
    if (!value.args.isEmpty())
        object.insert(QStringLiteral("args"), QJsonArray::fromStringList(value.args));
    if (!value.findings.isEmpty()) {
        QJsonArray findings;
        for (const auto& finding : value.findings)
            findings.append(toJson(finding));
        object.insert(QStringLiteral("findings"), findings);
    }
    return compact(object);
}

Result<Problem> decodeProblem(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    Problem problem;
    problem.type = fields.text("type");
    problem.title = fields.optionalText("title");
    problem.status = int(fields.integer("status", 100, 599));
    problem.detail = fields.optionalText("detail");
    problem.instance = fields.optionalText("instance");
    if (fields.has("args"))
        problem.args = textsOf(fields, "args", 16);
    if (fields.has("findings"))
        problem.findings = listOf<Finding>(fields, "findings", 10000, findingFromJson);
    if (fields.error())
        return fail(*fields.error());
    return problem;
}

} // namespace peraku::wire
