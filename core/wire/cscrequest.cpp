#include "objectwalk.h"
#include "secretjson.h"

#include <domain/canonical.h>
#include <wire/cscrequest.h>

namespace peraku::wire {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using secret::SecureBuffer;

namespace {

constexpr std::size_t largestBody = 64 * 1024;
constexpr std::size_t mostAuthData = 8;

Result<QJsonObject> objectIn(const QByteArray& json)
{
    const auto value = domain::parseStrictJson(json);
    if (!value)
        return fail(value.error());
    if (!value->isObject())
        return brokenJson("object");
    return value->toObject();
}

/** A SAD of ours has no character that JSON escapes. */
std::optional<SecureBuffer> plainString(std::string_view value)
{
    if (value.size() < 2 || value.front() != '"' || value.back() != '"')
        return std::nullopt;
    value = value.substr(1, value.size() - 2);
    if (value.find_first_of("\"\\") != std::string_view::npos)
        return std::nullopt;
    return SecureBuffer::copyOf(value);
}

Result<std::vector<AuthDatum>> authDataIn(std::string_view list)
{
    JsonWalker walker(list);
    std::vector<AuthDatum> data;
    if (!walker.take('['))
        return brokenJson("authData");
    if (!walker.take(']')) {
        do {
            const auto item = walker.value();
            if (!item || data.size() == mostAuthData)
                return brokenJson("authData");
            auto split = splitSecrets(std::as_bytes(std::span(item->data(), item->size())), { "value" });
            if (!split)
                return fail(split.error());
            const auto object = objectIn(split->rest);
            if (!object)
                return fail(object.error());
            const auto id = object->value(QLatin1String("id"));
            if (!id.isString())
                return brokenJson("authData id");
            auto value = split->take("value");
            data.push_back({ id.toString(), value ? std::move(*value) : SecureBuffer() });
        } while (walker.take(','));
        if (!walker.take(']'))
            return brokenJson("authData");
    }
    return data;
}

Result<domain::Done> readMember(
    std::string_view name, JsonWalker& walker, CscRequest& request, QByteArray& rest)
{
    const bool secret = name == "SAD" || name == "authData" || name == "PIN" || name == "OTP";
    if (!secret)
        return copyMember(walker, name, rest);
    const auto value = walker.value();
    if (!value)
        return brokenJson("value");
    if (name == "SAD") {
        auto sad = plainString(*value);
        if (!sad || request.sad)
            return brokenJson("SAD");
        request.sad = std::move(*sad);
    } else if (name == "authData") {
        auto data = authDataIn(*value);
        if (!data)
            return fail(data.error());
        if (request.authData)
            return brokenJson("duplicate member");
        request.authData = std::move(*data);
    }
    // Where version 1 has PIN and OTP: not read, and not copied.
    return domain::Done {};
}

} // namespace

Result<CscRequest> decodeCscRequest(std::span<const std::byte> body)
{
    if (body.size() > largestBody)
        return fail(ErrorCode::TooLarge);
    CscRequest request;
    if (body.empty())
        return request;
    QByteArray rest = "{";
    const auto walked = walkObject(body,
        [&](std::string_view name, JsonWalker& walker) { return readMember(name, walker, request, rest); });
    if (!walked)
        return fail(walked.error());
    auto fields = objectIn(rest + '}');
    if (!fields)
        return fail(fields.error());
    request.fields = std::move(*fields);
    return request;
}

} // namespace peraku::wire
