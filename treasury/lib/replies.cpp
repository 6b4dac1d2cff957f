#include "replies.h"

#include <wire/messages.h>

#include <algorithm>

namespace peraku::treasury {

namespace {

struct PreconditionRow {
    Precondition what;
    int status;
    const char* type;
    const char* title;
};
constexpr PreconditionRow preconditions[] = {
    { Precondition::IdempotencyKeyRequired, 400, "idempotency-key-required",
        "The request needs an Idempotency-Key of 32 hex digits" },
    { Precondition::IdempotencyKeyReused, 422, "idempotency-key-reused",
        "This Idempotency-Key came before with another request" },
    { Precondition::IfMatchRequired, 428, "precondition-required",
        "The request needs If-Match, or If-None-Match: * to create" },
    { Precondition::RevisionMismatch, 412, "revision-mismatch", "The voucher has another revision by now" },
    { Precondition::MethodNotAllowed, 405, "method-not-allowed", "The resource does not offer this method" },
    { Precondition::MediaTypeUnsupported, 415, "media-type-unsupported",
        "The body has a media type that is not accepted here" },
    { Precondition::TooManyRequests, 429, "too-many-requests", "Too many requests from this address" },
    { Precondition::BodyTooLarge, 413, "body-too-large", "The body is larger than this resource accepts" },
};

Response problemDocument(const wire::Problem& problem)
{
    Response response;
    response.status = problem.status;
    response.addHeader("Content-Type", "application/problem+json");
    response.body = wire::encode(problem);
    return response;
}

} // namespace

Response jsonReply(int status, QByteArray body)
{
    Response response;
    response.status = status;
    response.addHeader("Content-Type", "application/json");
    response.body = std::move(body);
    return response;
}

Response emptyReply(int status)
{
    Response response;
    response.status = status;
    return response;
}

Response problemReply(const domain::Error& error, const QList<domain::Finding>& findings)
{
    auto response = problemDocument(wire::toProblem(error, findings));
    if (error.retryAfterSeconds > 0)
        response.addHeader("Retry-After", QByteArray::number(error.retryAfterSeconds));
    return response;
}

Response unauthorisedReply()
{
    auto response = problemReply(domain::Error { domain::ErrorCode::SessionExpired, {}, {}, false, 0 });
    response.addHeader("WWW-Authenticate", "Bearer realm=\"peraku\"");
    return response;
}

Response preconditionReply(Precondition what, const QString& detail, int retryAfterSeconds)
{
    const auto* row = std::find_if(std::begin(preconditions), std::end(preconditions),
        [what](const auto& each) { return each.what == what; });
    wire::Problem problem;
    problem.type = QStringLiteral("https://peraku.invalid/problems/") + QLatin1String(row->type);
    problem.title = QLatin1String(row->title);
    problem.status = row->status;
    problem.detail = detail;
    auto response = problemDocument(problem);
    if (retryAfterSeconds > 0)
        response.addHeader("Retry-After", QByteArray::number(retryAfterSeconds));
    return response;
}

Response voucherReply(int status, const QByteArray& encoded, int revision)
{
    auto response = jsonReply(status, encoded);
    response.addHeader("ETag", wire::etagOf(revision));
    return response;
}

Response voucherReply(int status, const domain::Voucher& voucher)
{
    return voucherReply(status, wire::encode(voucher), voucher.revision);
}

Response sealedReply(const char* mediaType, QByteArray file, bool timestamped)
{
    auto response = emptyReply(200);
    response.body = std::move(file);
    response.addHeader("Content-Type", mediaType);
    response.addHeader("Content-Disposition", "attachment");
    response.addHeader("Peraku-Timestamp", timestamped ? "present" : "pending");
    return response;
}

} // namespace peraku::treasury
