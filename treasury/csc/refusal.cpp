#include "refusal.h"

#include <QJsonDocument>

namespace peraku::csc {

using domain::ErrorCode;

namespace {

constexpr int badRequest = 400;
constexpr int tooManyRequests = 429;
constexpr int serverError = 500;
constexpr int unavailable = 503;

} // namespace

Refusal::Refusal(const domain::Error& inside)
    : status(serverError)
    , error(QStringLiteral("server_error"))
    , description(domain::errorKey(inside.code))
    , code(inside.code)
{
    if (!inside.retryable)
        return;
    status = unavailable;
    error = QStringLiteral("temporarily_unavailable");
}

Refusal Refusal::request(const QString& text, ErrorCode meaning)
{
    return { badRequest, "invalid_request", text, meaning };
}

Refusal Refusal::parameter(const char* kind, const char* name)
{
    return request(QStringLiteral("Missing (or invalid type) %1 parameter %2")
                       .arg(QLatin1String(kind), QLatin1String(name)));
}

Refusal Refusal::invalid(const char* name)
{
    return request(QStringLiteral("Invalid parameter %1").arg(QLatin1String(name)));
}

Refusal Refusal::unknownCredential()
{
    auto refusal = invalid("credentialID");
    refusal.code = ErrorCode::NotFound;
    return refusal;
}

Refusal Refusal::wrongAuthentication()
{
    return { badRequest, "invalid_authentication_data",
        QStringLiteral("The PIN or the one-time code is wrong"), ErrorCode::AuthorisationRefused };
}

Refusal Refusal::locked()
{
    return request(QStringLiteral("Credential locked"), ErrorCode::CredentialLocked);
}

Refusal Refusal::tooMany(int retryAfterSeconds)
{
    Refusal refusal(tooManyRequests, "temporarily_unavailable", QStringLiteral("Too many requests"),
        ErrorCode::ServerBusy);
    refusal.retryAfterSeconds = retryAfterSeconds;
    return refusal;
}

QJsonObject Refusal::toJson() const
{
    return { { QStringLiteral("error"), error }, { QStringLiteral("error_description"), description },
        { QStringLiteral("code"), domain::errorKey(code) }, { QStringLiteral("status"), status } };
}

Refusal Refusal::fromJson(const QJsonObject& object)
{
    Refusal refusal;
    refusal.status = object.value(QLatin1String("status")).toInt(serverError);
    refusal.error = object.value(QLatin1String("error")).toString();
    refusal.description = object.value(QLatin1String("error_description")).toString();
    refusal.code
        = domain::errorCodeOf(object.value(QLatin1String("code")).toString()).value_or(ErrorCode::Internal);
    return refusal;
}

treasury::RoamingReply reply(int status, const QJsonObject& body)
{
    treasury::RoamingReply reply;
    reply.status = status;
    reply.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return reply;
}

treasury::RoamingReply reply(const Refusal& refusal)
{
    auto body = refusal.toJson();
    body.remove(QStringLiteral("status"));
    auto answer = reply(refusal.status, body);
    answer.retryAfterSeconds = refusal.retryAfterSeconds;
    return answer;
}

} // namespace peraku::csc
