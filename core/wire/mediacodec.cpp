#include "codec.h"
#include "secretjson.h"

#include <secret/writer.h>
#include <wire/media.h>

#include <QJsonArray>

#include <string>

namespace peraku::wire {

using domain::timeToJson;
using secret::SecureBuffer;

namespace {

constexpr qsizetype emailLength = 254;
constexpr qsizetype idBytes = 8;
constexpr int allMedia = 4;

/** A request of some secrets and `read(JsonFields&)` for what else it holds. */
template <typename Read>
Result<SplitObject> secretBody(
    std::span<const std::byte> body, std::initializer_list<const char*> names, Read read)
{
    auto split = splitSecrets(body, names);
    if (!split)
        return fail(split.error());
    for (const char* name : names) {
        if (!split->secrets.contains(name))
            return fail(ErrorCode::ProtocolError, QLatin1String(name));
    }
    auto object = objectOf(split->rest);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    read(fields);
    fields.refuseUnknown();
    if (fields.error())
        return fail(*fields.error());
    return split;
}

template <typename T> Result<T> ended(const JsonFields& fields, T value)
{
    if (fields.error())
        return fail(*fields.error());
    return value;
}

QJsonObject toJson(const domain::MediumGrant& grant)
{
    QJsonObject object { { QStringLiteral("medium"), domain::toWire(grant.medium) },
        { QStringLiteral("held"), grant.held }, { QStringLiteral("allowed"), grant.allowed } };
    if (grant.reason)
        object.insert(QStringLiteral("reason"), domain::errorKey(grant.reason->code));
    return object;
}

domain::MediumGrant grantFrom(JsonFields& fields)
{
    domain::MediumGrant grant;
    grant.medium = mediumOf(fields);
    grant.held = fields.boolean("held");
    grant.allowed = fields.boolean("allowed");
    if (fields.has("reason")) {
        const auto code = domain::errorCodeOf(fields.text("reason", 64));
        if (!code)
            fields.wrong("reason");
        grant.reason = domain::Error { code.value_or(ErrorCode::NotAllowed), {}, {}, false, 0 };
    }
    return grant;
}

} // namespace

SecureBuffer encode(const PhoneRequest& value)
{
    return joinSecrets(
        { { "password", &value.password } }, compact({ { QStringLiteral("name"), value.name } }));
}

Result<PhoneRequest> decodePhoneRequest(std::span<const std::byte> body)
{
    PhoneRequest request;
    auto split = secretBody(body, { "password" },
        [&](JsonFields& fields) { request.name = fields.text("name", domain::limits::phoneName); });
    if (!split)
        return fail(split.error());
    request.password = std::move(split->secrets.at("password"));
    return request;
}

SecureBuffer encode(const PhoneRemoval& value)
{
    return joinSecrets({ { "password", &value.password } }, "{}");
}

Result<PhoneRemoval> decodePhoneRemoval(std::span<const std::byte> body)
{
    auto split = secretBody(body, { "password" }, [](JsonFields&) {});
    if (!split)
        return fail(split.error());
    return PhoneRemoval { std::move(split->secrets.at("password")) };
}

QByteArray encode(const domain::EnrolmentCode& value)
{
    return compact({ { QStringLiteral("maskedEmail"), value.maskedEmail },
        { QStringLiteral("expiresAt"), timeToJson(value.expiresAt) } });
}

Result<domain::EnrolmentCode> decodeEnrolmentCode(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    domain::EnrolmentCode code { fields.text("maskedEmail", emailLength), fields.time("expiresAt") };
    return ended(fields, std::move(code));
}

SecureBuffer encode(const PhoneEnrolment& value)
{
    return joinSecrets({ { "code", &value.code } }, compact({ { QStringLiteral("ic"), value.ic.digits() } }));
}

Result<PhoneEnrolment> decodePhoneEnrolment(std::span<const std::byte> body)
{
    PhoneEnrolment enrolment;
    auto split = secretBody(body, { "code" }, [&](JsonFields& fields) { enrolment.ic = fields.ic("ic"); });
    if (!split)
        return fail(split.error());
    enrolment.code = std::move(split->secrets.at("code"));
    return enrolment;
}

SecureBuffer encode(const EnrolledPhone& value)
{
    return joinSecrets({ { "deviceToken", &value.deviceToken } },
        compact({ { QStringLiteral("id"), value.id }, { QStringLiteral("name"), value.name } }));
}

Result<EnrolledPhone> decodeEnrolledPhone(std::span<const std::byte> body)
{
    EnrolledPhone phone;
    auto split = secretBody(body, { "deviceToken" }, [&](JsonFields& fields) {
        phone.id = fields.hex("id", idBytes);
        phone.name = fields.text("name", domain::limits::phoneName);
    });
    if (!split)
        return fail(split.error());
    phone.deviceToken = std::move(split->secrets.at("deviceToken"));
    return phone;
}

SecureBuffer encode(const std::vector<PhoneMessage>& messages, int pollSeconds)
{
    std::vector<SecureBuffer> parts;
    const auto tail = "],\"pollSeconds\":" + std::to_string(pollSeconds) + "}";
    constexpr std::string_view head = "{\"messages\":[";
    std::size_t size = head.size() + tail.size() + messages.size();
    for (const auto& each : messages) {
        parts.push_back(joinSecrets({ { "code", &each.code } },
            compact({ { QStringLiteral("id"), each.id }, { QStringLiteral("subject"), each.subject },
                { QStringLiteral("summary"), each.summary }, { QStringLiteral("nonceId"), each.nonceId },
                { QStringLiteral("sentAt"), timeToJson(each.sentAt) },
                { QStringLiteral("expiresAt"), timeToJson(each.expiresAt) } })));
        size += parts.back().size();
    }
    secret::Writer writer(size);
    writer.put(head);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0)
            writer.put(',');
        writer.put(textOf(parts[i]));
    }
    writer.put(tail);
    return writer.finish();
}

QByteArray encode(const domain::MediaGrants& value)
{
    QJsonArray grants;
    for (const auto& grant : value.grants)
        grants.append(toJson(grant));
    QJsonArray processes;
    for (const int number : value.roamingOnlyProcesses)
        processes.append(number);
    return compact({ { QStringLiteral("officer"), value.officer.digits() },
        { QStringLiteral("process"), value.processNo }, { QStringLiteral("grants"), grants },
        { QStringLiteral("preferred"), domain::toWire(value.preferred) },
        { QStringLiteral("channel"), domain::toWire(value.channel) },
        { QStringLiteral("maskedEmail"), value.maskedEmail },
        { QStringLiteral("roamingOnlyProcesses"), processes } });
}

Result<domain::MediaGrants> decodeMediaGrants(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    domain::MediaGrants media;
    media.officer = fields.ic("officer");
    media.processNo = int(fields.integer("process", 0, domain::limits::processNo));
    fields.each("grants", allMedia, [&](JsonFields& item) { media.grants.append(grantFrom(item)); });
    media.preferred = fields.word<domain::SigningMedium>("preferred");
    media.channel = fields.word<domain::OtpChannel>("channel");
    media.maskedEmail = fields.text("maskedEmail", emailLength);
    for (const auto& number : fields.array("roamingOnlyProcesses", domain::limits::processNo)) {
        if (!number.isDouble() || number.toInt() < 1 || number.toInt() > domain::limits::processNo)
            fields.wrong("roamingOnlyProcesses");
        media.roamingOnlyProcesses.append(number.toInt());
    }
    return ended(fields, std::move(media));
}

QByteArray encode(const domain::SigningProfile& value)
{
    QJsonArray phones;
    for (const auto& phone : value.phones)
        phones.append(
            QJsonObject { { QStringLiteral("id"), phone.id }, { QStringLiteral("name"), phone.name },
                { QStringLiteral("enrolledAt"), timeToJson(phone.enrolledAt) },
                { QStringLiteral("lastSeen"), timeToJson(phone.lastSeen) } });
    return compact({ { QStringLiteral("channel"), domain::toWire(value.channel) },
        { QStringLiteral("maskedEmail"), value.maskedEmail }, { QStringLiteral("phones"), phones } });
}

Result<domain::SigningProfile> decodeSigningProfile(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    domain::SigningProfile profile;
    profile.channel = fields.word<domain::OtpChannel>("channel");
    profile.maskedEmail = fields.text("maskedEmail", emailLength);
    fields.each("phones", domain::limits::phones, [&](JsonFields& item) {
        profile.phones.append({ item.hex("id", idBytes), item.text("name", domain::limits::phoneName),
            item.time("enrolledAt"), item.time("lastSeen") });
    });
    return ended(fields, std::move(profile));
}

QByteArray encodeChannel(domain::OtpChannel channel)
{
    return compact({ { QStringLiteral("channel"), domain::toWire(channel) } });
}

Result<domain::OtpChannel> decodeChannel(const QByteArray& body)
{
    auto object = objectOf(body);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    const auto channel = fields.word<domain::OtpChannel>("channel");
    fields.refuseUnknown();
    return ended(fields, channel);
}

} // namespace peraku::wire
