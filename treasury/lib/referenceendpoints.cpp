#include "replies.h"
#include "routes.h"

#include <wire/messages.h>

#include <QJsonDocument>
#include <QJsonObject>

namespace peraku::treasury {

Response health(Call& call)
{
    const QJsonObject body { { QStringLiteral("name"), QStringLiteral("peraku-treasury") },
        { QStringLiteral("apiVersion"), wire::apiVersion },
        { QStringLiteral("time"), call.now.toString(Qt::ISODateWithMs) } };
    return jsonReply(200, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

Response me(Call& call)
{
    return jsonReply(200, wire::encode(call.officer()));
}

Response reference(Call& call)
{
    const auto& context = call.context;
    auto response = call.request.header("if-none-match") == context.referenceTag
        ? emptyReply(304)
        : jsonReply(200, context.referenceBody);
    response.addHeader("ETag", context.referenceTag);
    return response;
}

namespace {

Response pkiReply(PkiReply reply)
{
    Response response;
    response.status = reply.status;
    response.addHeader("Content-Type", reply.contentType);
    response.body = std::move(reply.body);
    return response;
}

/** Both protocols name their media type; anything else is a mistake that deserves a plain answer. */
Response pkiPost(
    Call& call, const QByteArray& mediaType, PkiReply (PkiEndpoints::*endpoint)(const QByteArray&))
{
    if (call.request.header("content-type") != mediaType)
        return preconditionReply(Precondition::MediaTypeUnsupported, QString::fromLatin1(mediaType));
    return pkiReply((call.context.ports.pki.*endpoint)(call.request.body));
}

} // namespace

Response rootCertificate(Call& call)
{
    return pkiReply(call.context.ports.pki.rootCertificate());
}
Response issuingCertificate(Call& call)
{
    return pkiReply(call.context.ports.pki.issuingCertificate());
}
Response rootCrl(Call& call)
{
    return pkiReply(call.context.ports.pki.rootCrl());
}
Response issuingCrl(Call& call)
{
    return pkiReply(call.context.ports.pki.issuingCrl());
}
Response ocsp(Call& call)
{
    return pkiPost(call, "application/ocsp-request", &PkiEndpoints::ocsp);
}
Response timestamp(Call& call)
{
    return pkiPost(call, "application/timestamp-query", &PkiEndpoints::timestamp);
}

} // namespace peraku::treasury
