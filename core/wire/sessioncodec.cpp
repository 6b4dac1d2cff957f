#include "codec.h"
#include "secretjson.h"

#include <QRegularExpression>

namespace peraku::wire {

namespace {

constexpr qsizetype recoveryBytes = 32;

QJsonObject toJson(const Policy& policy)
{
    return { { QStringLiteral("offlineDays"), policy.offlineDays },
        { QStringLiteral("signatureMaxAgeMinutes"), policy.signatureMaxAgeMinutes },
        { QStringLiteral("idleLockMinutes"), policy.idleLockMinutes },
        { QStringLiteral("tokenEnabled"), policy.tokenEnabled } };
}

Policy policyFrom(JsonFields& outer)
{
    constexpr qint64 most = 10'000'000;
    JsonFields fields(outer.object("policy"), QStringLiteral("policy"));
    Policy policy;
    policy.offlineDays = int(fields.integer("offlineDays", 0, most));
    policy.signatureMaxAgeMinutes = int(fields.integer("signatureMaxAgeMinutes", 1, most));
    policy.idleLockMinutes = int(fields.integer("idleLockMinutes", 1, most));
    policy.tokenEnabled = fields.boolean("tokenEnabled");
    if (fields.error())
        outer.adopt(*fields.error());
    return policy;
}

} // namespace

secret::SecureBuffer encode(const LoginRequest& value)
{
    QJsonObject rest { { QStringLiteral("ic"), value.ic.digits() } };
    if (!value.device.isEmpty())
        rest.insert(QStringLiteral("device"), value.device);
    return joinSecrets({ { "password", &value.password } }, compact(rest));
}

secret::SecureBuffer encode(const RefreshRequest& value)
{
    return joinSecrets({ { "refreshToken", &value.refreshToken } }, "{}");
}

secret::SecureBuffer encode(const PasswordChangeRequest& value)
{
    return joinSecrets({ { "current", &value.current }, { "replacement", &value.replacement } }, "{}");
}

secret::SecureBuffer encode(const SessionResponse& value)
{
    QJsonObject rest { { QStringLiteral("expiresIn"), value.expiresIn },
        { QStringLiteral("officer"), toJson(value.officer) },
        { QStringLiteral("passwordMustChange"), value.passwordMustChange },
        { QStringLiteral("policy"), toJson(value.policy) },
        { QStringLiteral("serverTime"), domain::timeToJson(value.serverTime) } };
    if (!value.recoverySecret.isEmpty())
        rest.insert(QStringLiteral("recoverySecret"), QString::fromLatin1(value.recoverySecret.toBase64()));
    return joinSecrets(
        { { "accessToken", &value.accessToken }, { "refreshToken", &value.refreshToken } }, compact(rest));
}

Result<LoginRequest> decodeLoginRequest(std::span<const std::byte> body)
{
    auto split = splitSecrets(body, { "password" });
    if (!split)
        return fail(split.error());
    auto password = split->take("password");
    if (!password)
        return fail(password.error());
    auto object = objectOf(split->rest);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    static const QRegularExpression deviceShape(QStringLiteral("\\A(?:[0-9a-f]{64})?\\z"));
    LoginRequest request { fields.ic("ic"), std::move(*password), fields.optionalText("device", 64) };
    if (!deviceShape.match(request.device).hasMatch())
        fields.wrong("device");
    fields.refuseUnknown();
    if (fields.error())
        return fail(*fields.error());
    return request;
}

Result<RefreshRequest> decodeRefreshRequest(std::span<const std::byte> body)
{
    auto split = secretsOnly(body, { "refreshToken" });
    if (!split)
        return fail(split.error());
    auto token = split->take("refreshToken");
    if (!token)
        return fail(token.error());
    return RefreshRequest { std::move(*token) };
}

Result<PasswordChangeRequest> decodePasswordChangeRequest(std::span<const std::byte> body)
{
    auto split = secretsOnly(body, { "current", "replacement" });
    if (!split)
        return fail(split.error());
    auto current = split->take("current");
    if (!current)
        return fail(current.error());
    auto replacement = split->take("replacement");
    if (!replacement)
        return fail(replacement.error());
    return PasswordChangeRequest { std::move(*current), std::move(*replacement) };
}

Result<SessionResponse> decodeSessionResponse(std::span<const std::byte> body)
{
    auto split = splitSecrets(body, { "accessToken", "refreshToken" });
    if (!split)
        return fail(split.error());
    auto access = split->take("accessToken");
    if (!access)
        return fail(access.error());
    auto refresh = split->take("refreshToken");
    if (!refresh)
        return fail(refresh.error());
    auto object = objectOf(split->rest);
    if (!object)
        return fail(object.error());
    JsonFields fields(*object);
    SessionResponse response;
    response.accessToken = std::move(*access);
    response.refreshToken = std::move(*refresh);
    response.expiresIn = int(fields.integer("expiresIn", 1, 1'000'000));
    auto officer = officerFromJson(fields.object("officer"));
    if (officer)
        response.officer = std::move(*officer);
    else
        fields.adopt(officer.error());
    response.passwordMustChange = fields.boolean("passwordMustChange");
    if (fields.has("recoverySecret")) {
        response.recoverySecret = fields.bytes("recoverySecret", recoveryBytes);
        if (response.recoverySecret.size() != recoveryBytes)
            fields.wrong("recoverySecret");
    }
    response.policy = policyFrom(fields);
    response.serverTime = fields.time("serverTime");
    if (fields.error())
        return fail(*fields.error());
    return response;
}

} // namespace peraku::wire
