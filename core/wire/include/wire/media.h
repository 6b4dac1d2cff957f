#pragma once

#include <domain/media.h>
#include <secret/securebuffer.h>

#include <vector>

/** The bodies about signing media, one-time codes and phones; the rules of messages.h hold. */
namespace peraku::wire {

struct PhoneRequest { ///< POST /v1/me/phones
    QString name;
    secret::SecureBuffer password;
};
struct PhoneRemoval { ///< POST /v1/me/phones/{id}/removal
    secret::SecureBuffer password;
};
struct PhoneEnrolment { ///< POST /v1/phone/enrolment, by the phone
    domain::Ic ic;
    secret::SecureBuffer code; ///< Eight digits.
};
struct EnrolledPhone { ///< 201 of POST /v1/phone/enrolment
    secret::SecureBuffer deviceToken;
    QString id;
    QString name;
};
/** A one-time code on its way to a phone. */
struct PhoneMessage {
    QString id; ///< The phone shows each once.
    secret::SecureBuffer code;
    QString subject;
    QString summary; ///< What the code is for.
    QString nonceId;
    QDateTime sentAt; ///< UTC
    QDateTime expiresAt; ///< UTC
};

secret::SecureBuffer encode(const PhoneRequest& value);
domain::Result<PhoneRequest> decodePhoneRequest(std::span<const std::byte> body);
secret::SecureBuffer encode(const PhoneRemoval& value);
domain::Result<PhoneRemoval> decodePhoneRemoval(std::span<const std::byte> body);
QByteArray encode(const domain::EnrolmentCode& value); ///< 202 of POST /v1/me/phones
domain::Result<domain::EnrolmentCode> decodeEnrolmentCode(const QByteArray& body);
secret::SecureBuffer encode(const PhoneEnrolment& value);
domain::Result<PhoneEnrolment> decodePhoneEnrolment(std::span<const std::byte> body);
secret::SecureBuffer encode(const EnrolledPhone& value);
domain::Result<EnrolledPhone> decodeEnrolledPhone(std::span<const std::byte> body);
/** 200 of GET /v1/phone/messages, oldest first; the phone asks again after `pollSeconds`. */
secret::SecureBuffer encode(const std::vector<PhoneMessage>& messages, int pollSeconds);

QByteArray encode(const domain::MediaGrants& value); ///< GET /v1/media
domain::Result<domain::MediaGrants> decodeMediaGrants(const QByteArray& body);
QByteArray encode(const domain::SigningProfile& value); ///< GET /v1/me/signing-profile
domain::Result<domain::SigningProfile> decodeSigningProfile(const QByteArray& body);
QByteArray encodeChannel(domain::OtpChannel channel); ///< PUT /v1/me/signing-profile
domain::Result<domain::OtpChannel> decodeChannel(const QByteArray& body);

} // namespace peraku::wire
