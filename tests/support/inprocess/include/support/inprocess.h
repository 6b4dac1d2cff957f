#pragma once

#include <remote/transport.h>
#include <treasury/request.h>

#include <QUrlQuery>

/** The real libtreasury behind the desk's network port without a socket: what HTTP would do in between. */
namespace peraku::support {

/** As the treasury's front end would read it; secrets of `request` are moved out. */
inline treasury::Request asReceived(remote::HttpRequest& request, const QString& address)
{
    treasury::Request asked;
    asked.method = remote::toWire(request.method);
    const auto mark = request.path.indexOf('?');
    asked.path = request.path.left(mark < 0 ? request.path.size() : mark);
    if (mark >= 0) {
        const QUrlQuery query(QString::fromLatin1(request.path.mid(mark + 1)));
        for (const auto& [name, value] : query.queryItems(QUrl::FullyDecoded))
            asked.query.append({ name.toUtf8(), value.toUtf8() });
    }
    for (const auto& [name, value] : request.headers)
        asked.headers.insert(name.toLower(), value);
    if (!request.bearer.isEmpty())
        asked.headers.insert("authorization",
            "Bearer "
                + QByteArray(
                    reinterpret_cast<const char*>(request.bearer.bytes()), qsizetype(request.bearer.size())));
    asked.body = request.body;
    asked.secretBody = std::move(request.secretBody);
    asked.clientAddress = address;
    return asked;
}

/** As the desk's network would give it. */
inline remote::HttpResponse asAnswered(treasury::Response said)
{
    remote::HttpResponse response;
    response.status = said.status;
    for (const auto& [name, value] : said.headers)
        response.headers.append({ name.toLower(), value });
    response.body = said.body;
    response.secretBody = std::move(said.secretBody);
    return response;
}

} // namespace peraku::support
