#pragma once

#include <domain/link.h>
#include <domain/task.h>
#include <secret/securebuffer.h>

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPair>
#include <QString>
#include <QUrl>

#include <memory>

namespace peraku::remote {

enum class Method { Get, Post, Put, Delete };
QByteArray toWire(Method method);

using Headers = QList<QPair<QByteArray, QByteArray>>;

/** One request to the treasury; the host belongs to the transport. Move-only, since it may carry a secret. */
struct HttpRequest {
    Method method = Method::Get;
    QByteArray path; ///< Begins with '/', percent-encoded, with the query.
    Headers headers; ///< Without Authorization, which comes from `bearer`.
    QByteArray body;
    secret::SecureBuffer secretBody; ///< Sent instead of `body` when it is not empty.
    secret::SecureBuffer bearer; ///< Access token; empty = none is sent.
    qint64 answerLimit = 8 * 1024 * 1024; ///< Bytes after decompression; more is ProtocolError.
    bool secretAnswer = false; ///< The answer holds tokens: it is read into secretBody.

    /** Spelt out because copies of secrets must be deliberate; a replay after a refresh needs one. */
    HttpRequest clone() const;
};

/** What came back, whatever the status. */
struct HttpResponse {
    int status = 0;
    Headers headers; ///< Names in lower case.
    QByteArray body;
    secret::SecureBuffer secretBody;

    QByteArray header(const QByteArray& lowerCaseName) const;
};

/**
 * The network, as the desk sees it. An Error means that no whole answer came: Offline, Timeout, TlsFailed,
 * ProtocolError (too large, undecodable), NotATreasury (a redirect), Cancelled. Lives and answers in the GUI
 * thread. Tests and a simulator bring their own.
 */
class Transport : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** Cancelling the future aborts the request. */
    virtual domain::Async<HttpResponse> send(HttpRequest request) = 0;
};

struct NetworkOptions {
    QUrl server; ///< https://host[:port], without a path.
    QString caFile; ///< PEM; the only anchors for the treasury's TLS certificate.
    int idleMs = 30'000; ///< No byte in either direction for so long: Timeout.
    int totalMs = 120'000; ///< The whole exchange.
    QString proxy
        = QStringLiteral("none"); ///< "none", "system" (the computer's own setting) or http://host:port.
    QByteArray userAgent = "Peraku/0.1";
    bool plainLoopback
        = false; ///< Lets a test serve http:// on a loopback address; every other address is TLS or refused.
};

/** Transport over QNetworkAccessManager: HTTP/1.1, TLS 1.2 or newer, no redirects, no cookies, no cache, no
 * proxy credentials of its own (the operating system's log-on may be used). No proxy leads to a loopback
 * address. */
domain::Result<std::unique_ptr<Transport>> networkTransport(const NetworkOptions& options);

/** Goes the way to the server step by step, with the transport's proxy and anchors, and sends nothing. What
 * stops it is the last stage; ends with `parent`, in the GUI thread. */
domain::Async<domain::LinkStages> probeLink(const NetworkOptions& options, QObject* parent);

} // namespace peraku::remote
