#include "linkprobe.h"
#include "networkjob.h"
#include "proxyfinder.h"

#include <remote/transport.h>

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkCookieJar>
#include <QSslCertificate>
#include <QSslConfiguration>

namespace peraku::remote {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

class NetworkTransport : public Transport {
public:
    NetworkTransport(const NetworkOptions& options, QSslConfiguration tls)
        : m_options(options)
        , m_tls(std::move(tls))
        , m_system(options.server)
    {
    }

    domain::Async<HttpResponse> send(HttpRequest request) override
    {
        // Made on first use: TLS costs start-up time that the first page should not pay.
        if (!m_manager) {
            m_manager = std::make_unique<QNetworkAccessManager>();
            m_manager->setAutoDeleteReplies(false);
            m_manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
            m_manager->setProxy(fixedProxy(m_options.proxy));
        }
        if (m_options.proxy != QLatin1String("system"))
            return start(std::move(request));
        auto waiting = std::make_shared<HttpRequest>(std::move(request));
        return domain::then(m_system.find(), &m_jobs, [this, waiting](const Result<QNetworkProxy>& proxy) {
            if (proxy && m_manager->proxy() != *proxy)
                m_manager->setProxy(*proxy);
            return domain::then(start(std::move(*waiting)), &m_jobs, [this](Result<HttpResponse> answer) {
                // The computer may have moved to another network meanwhile.
                if (!answer && answer.error().code == ErrorCode::Offline)
                    m_system.forget();
                return answer;
            });
        });
    }

private:
    domain::Async<HttpResponse> start(HttpRequest request)
    {
        const auto prepared = prepare(request);
        auto* job = new NetworkJob(std::move(request), m_options.idleMs, m_options.totalMs, &m_jobs);
        return job->start(*m_manager, prepared);
    }
    QNetworkRequest prepare(const HttpRequest& request) const
    {
        QNetworkRequest prepared(QUrl::fromEncoded(
            m_options.server.toEncoded(QUrl::RemovePath | QUrl::StripTrailingSlash) + request.path));
        prepared.setSslConfiguration(m_tls);
        prepared.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        prepared.setAttribute(
            QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        prepared.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        prepared.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        prepared.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        prepared.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
        prepared.setDecompressedSafetyCheckThreshold(request.answerLimit);
        prepared.setHeader(QNetworkRequest::UserAgentHeader, m_options.userAgent);
        for (const auto& [name, value] : request.headers)
            prepared.setRawHeader(name, value);
        if (!request.bearer.isEmpty()) {
            // Qt holds headers as byte arrays; that is why access tokens live for minutes only.
            const auto* token = reinterpret_cast<const char*>(request.bearer.bytes());
            prepared.setRawHeader(
                "Authorization", "Bearer " + QByteArray(token, qsizetype(request.bearer.size())));
        }
        return prepared;
    }

    NetworkOptions m_options;
    QSslConfiguration m_tls;
    std::unique_ptr<QNetworkAccessManager> m_manager;
    ProxyFinder m_system;
    QObject m_jobs; // after the manager: jobs abort their replies while it still lives
};

} // namespace

Result<QSslConfiguration> tlsOf(const NetworkOptions& options)
{
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    // Setting a list, even an empty one, also switches the operating system's store off.
    QList<QSslCertificate> anchors;
    if (options.server.scheme() == QLatin1String("https")) {
        QFile file(options.caFile);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::InvalidInput, QStringLiteral("caFile"));
        anchors = QSslCertificate::fromDevice(&file, QSsl::Pem);
        if (anchors.isEmpty())
            return fail(ErrorCode::InvalidInput, QStringLiteral("caFile"));
    }
    tls.setCaCertificates(anchors);
    return tls;
}

Result<std::unique_ptr<Transport>> networkTransport(const NetworkOptions& options)
{
    const bool plain = options.server.scheme() == QLatin1String("http") && options.plainLoopback
        && isLoopback(options.server.host());
    if (!options.server.isValid() || options.server.host().isEmpty()
        || (options.server.scheme() != QLatin1String("https") && !plain))
        return fail(ErrorCode::InvalidInput, QStringLiteral("serverUrl"));

    const auto tls = tlsOf(options);
    if (!tls)
        return fail(tls.error());
    return std::make_unique<NetworkTransport>(options, *tls);
}

} // namespace peraku::remote
