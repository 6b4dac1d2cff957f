#include <domain/validation.h>
#include <treasury/request.h>
#include <wire/messages.h>

namespace peraku::treasury {

namespace {
constexpr qsizetype pkiBodyBytes = 64 * 1024;
constexpr qsizetype secretBodyBytes = 8 * 1024;
constexpr qsizetype cscBodyBytes = 64 * 1024;
constexpr qsizetype requestBodyBytes = 64 * 1024; ///< A list of a hundred officers.
} // namespace

QByteArray Request::queryValue(const QByteArray& name) const
{
    for (const auto& [key, value] : query) {
        if (key == name)
            return value;
    }
    return {};
}

bool Request::carriesSecret(const QByteArray& path)
{
    return path.startsWith("/v1/session") || path == "/v1/me/password" || path.startsWith("/v1/me/phones")
        || path.startsWith("/v1/phone/") || path == "/v1/requests" || path.startsWith("/v1/confirmations/")
        || path.startsWith("/v1/me/roaming/") || path.startsWith("/csc/v2/");
}

qsizetype Request::bodyLimit(const QByteArray& method, const QByteArray& path)
{
    if (method == "GET" || method == "HEAD")
        return 0;
    if (path.startsWith("/csc/v2/"))
        return cscBodyBytes;
    if (path == "/v1/requests")
        return requestBodyBytes;
    if (carriesSecret(path))
        return secretBodyBytes;
    if (path.startsWith("/pki/"))
        return pkiBodyBytes;
    if (path.startsWith("/v1/attachments/"))
        return qsizetype(domain::limits::attachmentBytes);
    return wire::maxBodyBytes;
}

QByteArray Response::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

} // namespace peraku::treasury
