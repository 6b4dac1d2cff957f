#pragma once

#include <domain/result.h>
#include <secret/securebuffer.h>
#include <treasury/request.h>

#include <functional>
#include <memory>
#include <optional>

namespace peraku::treasury::http {

struct ServerOptions {
    QString address = QStringLiteral("127.0.0.1"); ///< Numeric IPv4 or IPv6.
    quint16 port = 0; ///< 0 = the system picks one.
    QByteArray certificatePem; ///< The server's certificate, then its chain.
    secret::SecureBuffer keyPem;
    unsigned threads = 8;
    unsigned connectionLimit = 1500;
    unsigned perAddressLimit = 1200;
    unsigned idleTimeoutSeconds = 30;
    /** A connection without a whole header this long after it came, or after its last answer, is cut, however
     * busily it dribbles. */
    int headerTimeoutSeconds = 30;
    int requestTimeoutSeconds = 120; ///< A body that takes longer to arrive is dropped.
};

/** Called from worker threads, several at once; must not throw. */
using Handler = std::function<Response(const Request&)>;

/** Asked with the header alone before a secret body is taken in: with an answer the body goes nowhere. Called
 * like Handler. */
using Gate = std::function<std::optional<Response>(const Request&)>;

/** HTTP/1.1 over TLS 1.2 or newer on libmicrohttpd, with its limits; one worker pool. */
class Server {
public:
    /** Offline if the address cannot be bound, TlsFailed if certificate or key is refused. */
    static domain::Result<std::unique_ptr<Server>> start(
        ServerOptions options, Handler handler, Gate gate = {});
    ~Server();

    quint16 port() const;
    /** Accepts no more connections and waits, at most `milliseconds`, until what is being answered was
     * answered. */
    void drain(int milliseconds);

private:
    struct Private;
    explicit Server(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

/** gzip of `plain`, or empty if it would not get smaller. */
QByteArray gzip(const QByteArray& plain);
/** Whether an Accept-Encoding header allows gzip. */
bool acceptsGzip(const QByteArray& acceptEncoding);

} // namespace peraku::treasury::http
