#pragma once

#include <domain/requests.h>
#include <secret/securebuffer.h>

#include <QByteArray>
#include <QList>

#include <span>

/** The bodies of everything about certificates and their requests; the rules are those of messages.h. */
namespace peraku::wire {

struct RequestBody { ///< POST /v1/requests
    domain::MediumRequest request; ///< Only what the officer fills in.
    secret::SecureBuffer pin; ///< Where needsPin(), digits; else empty.
    secret::SecureBuffer securityAnswer; ///< With an application form, UTF-8; else empty.
};
secret::SecureBuffer encode(const RequestBody& value);
domain::Result<RequestBody> decodeRequestBody(std::span<const std::byte> body);

/** 201 of POST /v1/requests, 200 of GET /v1/requests/{id} and of a decision. */
QByteArray encode(const domain::MediumRequest& value);
domain::Result<domain::MediumRequest> decodeRequest(const QByteArray& body);
QByteArray encode(const QList<domain::MediumRequest>& value); ///< GET /v1/requests
domain::Result<QList<domain::MediumRequest>> decodeRequests(const QByteArray& body);

struct RequestDecision { ///< POST /v1/requests/{id}/decision
    domain::RequestAction action = domain::RequestAction::Confirm;
    QString reason; ///< For Refuse.
};
QByteArray encode(const RequestDecision& value);
domain::Result<RequestDecision> decodeRequestDecision(const QByteArray& body);

QByteArray encode(const QList<domain::HeldCertificate>& value); ///< GET /v1/me/certificates
domain::Result<QList<domain::HeldCertificate>> decodeHeldCertificates(const QByteArray& body);

struct Confirmation { ///< GET /v1/confirmations/{token}
    domain::RequestKind kind = domain::RequestKind::NewCertificate;
    QString maskedEmail;
    QDateTime expiresAt; ///< UTC
};
QByteArray encode(const Confirmation& value);
domain::Result<Confirmation> decodeConfirmation(const QByteArray& body);
secret::SecureBuffer encodeConfirmationCode(const secret::SecureBuffer& code); ///< POST of the same
domain::Result<secret::SecureBuffer> decodeConfirmationCode(std::span<const std::byte> body);

// POST /v1/me/roaming/{credential}/pin has the body of a PasswordChangeRequest.

} // namespace peraku::wire
