#include "headerwatch.h"

#include <QElapsedTimer>
#include <QUrl>

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <http/server.h>
#include <memory>
#include <microhttpd.h>
#include <mutex>
#include <netinet/in.h>
#include <optional>
#include <unistd.h>

namespace peraku::treasury::http {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr qsizetype gzipThreshold = 1024;
constexpr size_t connectionMemoryBytes = 64 * 1024; // header lines of one request

/** One request while it arrives. */
struct Exchange {
    Request request;
    qsizetype limit = 0;
    secret::SecureBuffer secret; ///< The secret body as it comes, with room for more of it.
    std::size_t secretUsed = 0;
    std::optional<Response> refused; ///< By the header alone: the body is let pass, and kept nowhere.
    bool begun = false;
    QElapsedTimer age;

    void add(const char* data, std::size_t size)
    {
        // Doubled, so that a body in single bytes is not copied for each of them.
        if (secretUsed + size > secret.size()) {
            secret::SecureBuffer grown(std::max(secretUsed + size, 2 * secret.size()));
            if (secretUsed > 0)
                std::memcpy(grown.data(), secret.data(), secretUsed);
            secret = std::move(grown);
        }
        std::memcpy(secret.data() + secretUsed, data, size);
        secretUsed += size;
    }
};

int socketOf(MHD_Connection* connection)
{
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

QByteArray decoded(const QByteArray& text)
{
    auto copy = text;
    copy.replace('+', ' ');
    return QByteArray::fromPercentEncoding(copy);
}

void readTarget(Exchange& exchange, const char* uri)
{
    const QByteArray target(uri);
    const auto mark = target.indexOf('?');
    exchange.request.path = mark < 0 ? target : target.left(mark);
    if (mark < 0)
        return;
    for (const auto& pair : target.mid(mark + 1).split('&')) {
        if (pair.isEmpty())
            continue;
        const auto equals = pair.indexOf('=');
        exchange.request.query.append(equals < 0
                ? qMakePair(decoded(pair), QByteArray())
                : qMakePair(decoded(pair.left(equals)), decoded(pair.mid(equals + 1))));
    }
}

QString addressOf(MHD_Connection* connection)
{
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (!info || !info->client_addr)
        return {};
    char text[INET6_ADDRSTRLEN] = {};
    if (info->client_addr->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(info->client_addr)->sin6_addr, text,
            sizeof text);
    else
        inet_ntop(
            AF_INET, &reinterpret_cast<const sockaddr_in*>(info->client_addr)->sin_addr, text, sizeof text);
    return QString::fromLatin1(text);
}

MHD_Result addHeader(void* target, MHD_ValueKind, const char* name, const char* value)
{
    static_cast<Request*>(target)->headers.insert(QByteArray(name).toLower(), QByteArray(value));
    return MHD_YES;
}

/** A reply of bytes that are wiped once they are sent. */
MHD_Response* secretReply(secret::SecureBuffer body)
{
    auto kept = std::make_unique<secret::SecureBuffer>(std::move(body));
    auto* reply = MHD_create_response_from_buffer_with_free_callback_cls(
        kept->size(), kept->data(), [](void* sent) { delete static_cast<secret::SecureBuffer*>(sent); },
        kept.get());
    if (reply)
        kept.release(); // Its reply's from here on.
    return reply;
}

MHD_Result answer(MHD_Connection* connection, const Request& request, Response response)
{
    QByteArray body = response.body;
    bool packed = false;
    const bool json = response.header("content-type").contains("json");
    if (json && body.size() > gzipThreshold && acceptsGzip(request.header("accept-encoding"))) {
        if (auto smaller = gzip(body); !smaller.isEmpty()) {
            body = std::move(smaller);
            packed = true;
        }
    }
    auto* reply = response.secretBody.isEmpty()
        ? MHD_create_response_from_buffer(size_t(body.size()), body.data(), MHD_RESPMEM_MUST_COPY)
        : secretReply(std::move(response.secretBody));
    if (!reply)
        return MHD_NO;
    for (const auto& [name, value] : response.headers)
        MHD_add_response_header(reply, name.constData(), value.constData());
    if (packed)
        MHD_add_response_header(reply, "Content-Encoding", "gzip");
    if (json)
        MHD_add_response_header(reply, "Vary", "Accept-Encoding");
    const auto queued = MHD_queue_response(connection, unsigned(response.status), reply);
    MHD_destroy_response(reply);
    return queued;
}

} // namespace

struct Server::Private {
    ServerOptions options;
    Handler handler;
    Gate gate;
    MHD_Daemon* daemon = nullptr;
    std::mutex mutex;
    std::condition_variable idle;
    std::unique_ptr<HeaderWatch> watch;
    int exchanges = 0; ///< From the first byte of a request to the last byte of its answer.
    bool quiesced = false;

    void entered()
    {
        const std::lock_guard lock(mutex);
        ++exchanges;
    }
    void left()
    {
        const std::lock_guard lock(mutex);
        if (--exchanges == 0)
            idle.notify_all();
    }

    bool takeBody(Exchange& exchange, const char* data, size_t size) const
    {
        auto& request = exchange.request;
        if (request.bodyTooLarge)
            return true;
        // Let pass and not cut off: a caller that still sends may lose an answer that comes too early.
        if (exchange.refused)
            return exchange.age.elapsed() < qint64(options.requestTimeoutSeconds) * 1000;
        const bool secretPath = Request::carriesSecret(request.path);
        const auto used = secretPath ? qsizetype(exchange.secretUsed) : request.body.size();
        if (used + qsizetype(size) > exchange.limit) {
            request.bodyTooLarge = true;
            request.body.clear();
            exchange.secret.clear();
            exchange.secretUsed = 0;
        } else if (secretPath) {
            exchange.add(data, size);
        } else {
            request.body.append(data, qsizetype(size));
        }
        return exchange.age.elapsed() < qint64(options.requestTimeoutSeconds) * 1000;
    }

    static void* begin(void* self, const char* uri, MHD_Connection*)
    {
        static_cast<Private*>(self)->entered();
        auto exchange = std::make_unique<Exchange>();
        exchange->age.start();
        readTarget(*exchange, uri);
        return exchange.release();
    }

    static MHD_Result access(void* self, MHD_Connection* connection, const char*, const char* method,
        const char*, const char* upload, size_t* uploadSize, void** context)
    {
        auto* d = static_cast<Private*>(self);
        auto* exchange = static_cast<Exchange*>(*context);
        auto& request = exchange->request;
        if (!exchange->begun) {
            exchange->begun = true;
            d->watch->end(socketOf(connection));
            request.method = method;
            request.clientAddress = addressOf(connection);
            MHD_get_connection_values(connection, MHD_HEADER_KIND, addHeader, &request);
            exchange->limit = Request::bodyLimit(request.method, request.path);
            // Refusing by the announced length spares both sides the transfer.
            if (request.header("content-length").toLongLong() > exchange->limit) {
                request.bodyTooLarge = true;
                return answer(connection, request, d->handler(request));
            }
            // Room in wiped memory is scarce: whoever may not come in gets none of it.
            if (d->gate && exchange->limit > 0 && Request::carriesSecret(request.path))
                exchange->refused = d->gate(request);
            return MHD_YES;
        }
        if (*uploadSize > 0) {
            const auto size = *uploadSize;
            *uploadSize = 0;
            return d->takeBody(*exchange, upload, size) ? MHD_YES : MHD_NO;
        }
        if (exchange->refused)
            return answer(connection, request, std::move(*exchange->refused));
        if (exchange->secretUsed > 0)
            request.secretBody
                = secret::SecureBuffer::copyOf(exchange->secret.view().first(exchange->secretUsed));
        exchange->secret.clear();
        return answer(connection, request, d->handler(request));
    }

    static void completed(void* self, MHD_Connection* connection, void** context, MHD_RequestTerminationCode)
    {
        static_cast<Private*>(self)->watch->begin(socketOf(connection));
        delete static_cast<Exchange*>(*context);
        *context = nullptr;
        static_cast<Private*>(self)->left();
    }

    static void connected(void* self, MHD_Connection* connection, void**, MHD_ConnectionNotificationCode code)
    {
        auto& watch = *static_cast<Private*>(self)->watch;
        if (code == MHD_CONNECTION_NOTIFY_STARTED)
            watch.begin(socketOf(connection));
        else
            watch.end(socketOf(connection));
    }

    static size_t keepEscapes(void*, MHD_Connection*, char* text) { return std::strlen(text); }
};

Server::Server(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}

Server::~Server()
{
    if (m_d->daemon)
        MHD_stop_daemon(m_d->daemon);
}

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler, Gate gate)
{
    auto d = std::make_unique<Private>();
    d->options = std::move(options);
    d->handler = std::move(handler);
    d->gate = std::move(gate);
    d->watch = std::make_unique<HeaderWatch>(std::chrono::seconds(d->options.headerTimeoutSeconds));

    sockaddr_in v4 {};
    sockaddr_in6 v6 {};
    const sockaddr* address = nullptr;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TLS | MHD_USE_PEDANTIC_CHECKS;
    const auto text = d->options.address.toLatin1();
    if (inet_pton(AF_INET, text.constData(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(d->options.port);
        address = reinterpret_cast<const sockaddr*>(&v4);
    } else if (inet_pton(AF_INET6, text.constData(), &v6.sin6_addr) == 1) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(d->options.port);
        address = reinterpret_cast<const sockaddr*>(&v6);
        flags |= MHD_USE_IPv6;
    } else {
        return fail(ErrorCode::InvalidInput, QStringLiteral("listen address"));
    }

    // The key must end with a zero for GnuTLS; it stays in wiped memory meanwhile.
    auto key = d->options.keyPem.clone();
    key.insert(key.size(), std::byte { 0 });
    d->daemon = MHD_start_daemon(flags, d->options.port, nullptr, nullptr, &Private::access, d.get(), //
        MHD_OPTION_SOCK_ADDR, address, //
        MHD_OPTION_HTTPS_MEM_CERT, d->options.certificatePem.constData(), //
        MHD_OPTION_HTTPS_MEM_KEY, reinterpret_cast<const char*>(key.bytes()), //
        MHD_OPTION_HTTPS_PRIORITIES,
        "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:%SERVER_PRECEDENCE", //
        MHD_OPTION_THREAD_POOL_SIZE, d->options.threads, //
        MHD_OPTION_CONNECTION_LIMIT, d->options.connectionLimit, //
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, d->options.perAddressLimit, //
        MHD_OPTION_CONNECTION_TIMEOUT, d->options.idleTimeoutSeconds, //
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, connectionMemoryBytes, //
        MHD_OPTION_NOTIFY_CONNECTION, &Private::connected, d.get(), //
        MHD_OPTION_NOTIFY_COMPLETED, &Private::completed, d.get(), //
        MHD_OPTION_URI_LOG_CALLBACK, &Private::begin, d.get(), //
        MHD_OPTION_UNESCAPE_CALLBACK, &Private::keepEscapes, nullptr, //
        MHD_OPTION_END);
    if (!d->daemon)
        return fail(ErrorCode::Offline,
            QStringLiteral("cannot serve at %1 port %2").arg(d->options.address).arg(d->options.port));
    return std::unique_ptr<Server>(new Server(std::move(d)));
}

quint16 Server::port() const
{
    const auto* info = MHD_get_daemon_info(m_d->daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}

void Server::drain(int milliseconds)
{
    if (!m_d->quiesced) {
        m_d->quiesced = true;
        if (const auto listening = MHD_quiesce_daemon(m_d->daemon); listening != MHD_INVALID_SOCKET)
            ::close(listening);
    }
    std::unique_lock lock(m_d->mutex);
    m_d->idle.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return m_d->exchanges == 0; });
}

} // namespace peraku::treasury::http
