#include "jsonwalker.h"
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

tl::unexpected<domain::Error> broken(const char* what)
{
    return fail(ErrorCode::ProtocolError, QStringLiteral("JSON: ") + QLatin1String(what));
}

Result<QJsonObject> objectIn(const QByteArray& json)
{
    const auto value = domain::parseStrictJson(json);
    if (!value)
        return fail(value.error());
    if (!value->isObject())
        return broken("object");
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
        return broken("authData");
    if (!walker.take(']')) {
        do {
            const auto item = walker.value();
            if (!item || data.size() == mostAuthData)
                return broken("authData");
            auto split = splitSecrets(std::as_bytes(std::span(item->data(), item->size())), { "value" });
            if (!split)
                return fail(split.error());
            const auto object = objectIn(split->rest);
            if (!object)
                return fail(object.error());
            const auto id = object->value(QLatin1String("id"));
            if (!id.isString())
                return broken("authData id");
            auto value = split->take("value");
            data.push_back({ id.toString(), value ? std::move(*value) : SecureBuffer() });
        } while (walker.take(','));
        if (!walker.take(']'))
            return broken("authData");
    }
    return data;
}

Result<domain::Done> readMember(JsonWalker& walker, CscRequest& request, QByteArray& rest)
{
    const auto key = walker.string();
    // An escaped name could be that of a secret.
    if (!key || key->find('\\') != std::string_view::npos || !walker.take(':'))
        return broken("member");
    const auto value = walker.value();
    if (!value)
        return broken("value");
    if (*key == "SAD") {
        auto sad = plainString(*value);
        if (!sad || request.sad)
            return broken("SAD");
        request.sad = std::move(*sad);
    } else if (*key == "authData") {
        auto data = authDataIn(*value);
        if (!data)
            return fail(data.error());
        if (request.authData)
            return broken("duplicate member");
        request.authData = std::move(*data);
    } else if (*key != "PIN" && *key != "OTP") { // where version 1 has its secrets: not read, and not copied
        if (rest.size() > 1)
            rest += ',';
        rest += '"' + QByteArray(key->data(), qsizetype(key->size()))
            + "\":" + QByteArray(value->data(), qsizetype(value->size()));
    }
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
    JsonWalker walker({ reinterpret_cast<const char*>(body.data()), body.size() });
    QByteArray rest = "{";
    if (!walker.take('{'))
        return broken("object");
    if (!walker.take('}')) {
        do {
            if (auto read = readMember(walker, request, rest); !read)
                return fail(read.error());
        } while (walker.take(','));
        if (!walker.take('}'))
            return broken("end of object");
    }
    if (!walker.atEnd())
        return broken("trailing bytes");
    auto fields = objectIn(rest + '}');
    if (!fields)
        return fail(fields.error());
    request.fields = std::move(*fields);
    return request;
}

} // namespace peraku::wire
