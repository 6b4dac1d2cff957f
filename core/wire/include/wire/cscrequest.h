#pragma once

#include <domain/result.h>
#include <secret/securebuffer.h>

#include <QJsonObject>
#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace peraku::wire {

/** One entry of a CSC authData list; no value for an object that is answered out of band. */
struct AuthDatum {
    QString id;
    secret::SecureBuffer value;
};

/** A request of the CSC API as a service reads it: PIN, code and SAD go straight into wiped memory. */
struct CscRequest {
    QJsonObject fields; ///< Everything else; duplicate members were refused.
    std::optional<secret::SecureBuffer> sad;
    std::optional<std::vector<AuthDatum>> authData;
};
/** ProtocolError for what is not strict JSON, TooLarge over 64 KiB. An empty body is an empty object. */
domain::Result<CscRequest> decodeCscRequest(std::span<const std::byte> body);

} // namespace peraku::wire
