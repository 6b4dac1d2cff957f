#include "replies.h"
#include "routes.h"

#include <treasury/roaming.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace peraku::treasury {

using domain::ErrorCode;

namespace {

constexpr auto prefix = "/csc/v2/";

QByteArray jsonOf(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject cscError(const char* error, const QString& description)
{
    return { { QStringLiteral("error"), QLatin1String(error) },
        { QStringLiteral("error_description"), description } };
}

/** The word for a status that the treasury gave before the service was asked. */
const char* cscWord(int status)
{
    switch (status) {
    case 401:
        return "invalid_token";
    case 403:
        return "access_denied";
    case 500:
        return "server_error";
    case 503:
        return "temporarily_unavailable";
    default:
        return "invalid_request";
    }
}

Response notOffered()
{
    return jsonReply(501,
        jsonOf(cscError("invalid_request", QStringLiteral("This treasury offers no roaming signatures"))));
}

Response responseOf(RoamingReply reply)
{
    auto response = jsonReply(reply.status, std::move(reply.body));
    response.secretBody = std::move(reply.secretBody);
    response.addHeader("Cache-Control", "no-store");
    if (reply.retryAfterSeconds > 0)
        response.addHeader("Retry-After", QByteArray::number(reply.retryAfterSeconds));
    return response;
}

RoamingCall callOf(const Call& call, const QByteArray& method, secret::SecureBuffer body)
{
    return { method, call.officer().ic, std::move(body), call.request.clientAddress, call.now, {} };
}

} // namespace

void speakCsc(Response& response)
{
    if (response.header("content-type") != "application/problem+json")
        return;
    const auto problem = QJsonDocument::fromJson(response.body).object();
    response.headers.removeIf(
        [](const auto& header) { return header.first.compare("content-type", Qt::CaseInsensitive) == 0; });
    response.addHeader("Content-Type", "application/json");
    response.body
        = jsonOf(cscError(cscWord(response.status), problem.value(QLatin1String("title")).toString()));
}

Response roamingInfo(Call& call)
{
    if (!call.context.roaming)
        return notOffered();
    return responseOf(call.context.roaming->handle(callOf(call, "info", call.request.secretBody.clone())));
}

Response roaming(Call& call)
{
    const auto method = call.request.path.mid(qstrlen(prefix));
    if (call.context.roaming)
        return responseOf(
            call.context.roaming->handle(callOf(call, method, call.request.secretBody.clone())));
    // Not an error: an officer's desk asks which media there are, and here there is none.
    if (method == "credentials/list")
        return jsonReply(200, jsonOf({ { QStringLiteral("credentialIDs"), QJsonArray() } }));
    return notOffered();
}

Response signingIntents(Call& call)
{
    if (!call.context.roaming)
        return notOffered();
    auto intent = callOf(call, "signing-intents", {});
    intent.plainBody = call.request.body;
    auto reply = call.context.roaming->handle(std::move(intent));
    if (reply.status < 400)
        return responseOf(std::move(reply));
    // This path speaks in problem documents like the rest of /v1.
    const auto error = QJsonDocument::fromJson(reply.body).object();
    const auto code
        = domain::errorCodeOf(error.value(QLatin1String("code")).toString()).value_or(ErrorCode::Internal);
    return problemReply(domain::Error { code, error.value(QLatin1String("error_description")).toString(), {},
        false, reply.retryAfterSeconds });
}

} // namespace peraku::treasury
