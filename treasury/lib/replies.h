#pragma once

#include <domain/result.h>
#include <domain/validation.h>
#include <domain/voucher.h>
#include <treasury/request.h>

namespace peraku::treasury {

/** Problem types of HTTP's own rules, beyond the domain's error catalogue. */
enum class Precondition {
    IdempotencyKeyRequired, ///< 400
    IdempotencyKeyReused, ///< 422: the key came before with another request
    IfMatchRequired, ///< 428
    RevisionMismatch, ///< 412
    MethodNotAllowed, ///< 405
    MediaTypeUnsupported, ///< 415
    TooManyRequests, ///< 429
    BodyTooLarge
}; ///< 413

Response jsonReply(int status, QByteArray body);
Response emptyReply(int status);
Response problemReply(const domain::Error& error, const QList<domain::Finding>& findings = {});
/** 401 of any endpoint but the log-in; says how to authenticate (RFC 9110). */
Response unauthorisedReply();
Response preconditionReply(Precondition what, const QString& detail = {}, int retryAfterSeconds = 0);
/** 200 or 201 with the voucher and its ETag. */
Response voucherReply(int status, const domain::Voucher& voucher);
Response voucherReply(int status, const QByteArray& encoded, int revision);

/** 200 with a file that bears the treasury's seal; Peraku-Timestamp says whether the seal has its own. */
Response sealedReply(const char* mediaType, QByteArray file, bool timestamped);

} // namespace peraku::treasury
