#include <remote/transport.h>

namespace peraku::remote {

QByteArray toWire(Method method)
{
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Post:
        return "POST";
    case Method::Put:
        return "PUT";
    case Method::Delete:
        return "DELETE";
    }
    return {};
}

HttpRequest HttpRequest::clone() const
{
    HttpRequest copy;
    copy.method = method;
    copy.path = path;
    copy.headers = headers;
    copy.body = body;
    copy.secretBody = secretBody.clone();
    copy.bearer = bearer.clone();
    copy.answerLimit = answerLimit;
    copy.secretAnswer = secretAnswer;
    return copy;
}

QByteArray HttpResponse::header(const QByteArray& lowerCaseName) const
{
    for (const auto& [name, value] : headers) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

} // namespace peraku::remote
