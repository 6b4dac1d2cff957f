#include "linkprobe.h"

#include <QSslCertificate>
#include <QSslCipher>

namespace peraku::remote {

using domain::ErrorCode;
using domain::LinkStages;
using domain::LinkStep;
using domain::Result;

namespace {

constexpr int stepMs = 10'000;
constexpr int defaultPort = 443;

QString nameOf(const QStringList& parts)
{
    return parts.isEmpty() ? QStringLiteral("?") : parts.join(QStringLiteral(", "));
}

/** Tells an authority of the treasury from a device on the way that opens TLS. */
QString describe(const QSslCertificate& certificate)
{
    return QStringLiteral("%1, issued by %2, until %3")
        .arg(nameOf(certificate.subjectInfo(QSslCertificate::CommonName)),
            nameOf(certificate.issuerInfo(QSslCertificate::CommonName)),
            certificate.expiryDate().toUTC().toString(Qt::ISODate));
}

ErrorCode codeOf(QAbstractSocket::SocketError error, LinkStep step)
{
    if (error == QAbstractSocket::SocketTimeoutError || error == QAbstractSocket::ProxyConnectionTimeoutError)
        return ErrorCode::Timeout;
    return step == LinkStep::Tls ? ErrorCode::TlsFailed : ErrorCode::Offline;
}

} // namespace

LinkProbe::LinkProbe(NetworkOptions options, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_system(m_options.server)
{
    m_promise.start();
    m_patience.setSingleShot(true);
    m_patience.setInterval(stepMs);
    connect(&m_patience, &QTimer::timeout, this,
        [this] { failed(ErrorCode::Timeout, QStringLiteral("nothing within %1 s").arg(stepMs / 1000)); });
    connect(&m_socket, &QAbstractSocket::connected, this, [this] {
        reached(LinkStep::Connection, m_socket.peerAddress().toString());
        m_step = LinkStep::Tls;
        m_patience.start();
    });
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        const auto cipher = m_socket.sessionCipher();
        reached(LinkStep::Tls,
            QStringLiteral("%1 %2; %3")
                .arg(cipher.protocolString(), cipher.name(), describe(m_socket.peerCertificate())));
        end();
    });
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        auto why = m_socket.errorString();
        if (m_step == LinkStep::Tls && !m_socket.peerCertificate().isNull())
            why += QStringLiteral(" (%1)").arg(describe(m_socket.peerCertificate()));
        failed(codeOf(error, m_step), why);
    });
}

LinkProbe::~LinkProbe()
{
    if (m_lookUp >= 0)
        QHostInfo::abortHostLookup(m_lookUp);
    end();
}

domain::Async<LinkStages> LinkProbe::start()
{
    auto future = m_promise.future();
    if (m_options.proxy == QLatin1String("system"))
        domain::onFinished<QNetworkProxy>(m_system.find(), this,
            [this](const Result<QNetworkProxy>& proxy) { lookUp(proxy.value_or(QNetworkProxy::NoProxy)); });
    else
        lookUp(fixedProxy(m_options.proxy));
    return future;
}

void LinkProbe::lookUp(const QNetworkProxy& proxy)
{
    const bool direct = proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::DefaultProxy
        || isLoopback(m_options.server.host());
    reached(LinkStep::Proxy,
        direct ? QStringLiteral("-") : QStringLiteral("%1:%2").arg(proxy.hostName()).arg(proxy.port()));
    if (!direct)
        return connectTo(proxy);
    m_step = LinkStep::Name;
    m_patience.start();
    m_lookUp = QHostInfo::lookupHost(m_options.server.host(), this, [this](const QHostInfo& info) {
        m_lookUp = -1;
        if (m_ended)
            return;
        if (info.error() != QHostInfo::NoError)
            return failed(ErrorCode::Offline, info.errorString());
        QStringList addresses;
        for (const auto& address : info.addresses())
            addresses.append(address.toString());
        reached(LinkStep::Name, addresses.join(QStringLiteral(", ")));
        connectTo(QNetworkProxy::NoProxy);
    });
}

void LinkProbe::connectTo(const QNetworkProxy& proxy)
{
    m_step = LinkStep::Connection;
    const auto tls = tlsOf(m_options);
    if (!tls)
        return failed(tls.error().code, tls.error().detail);
    m_patience.start();
    m_socket.setProxy(proxy);
    m_socket.setSslConfiguration(*tls);
    m_socket.connectToHostEncrypted(m_options.server.host(), quint16(m_options.server.port(defaultPort)));
}

void LinkProbe::reached(LinkStep step, const QString& found)
{
    m_stages.append({ step, found });
}

void LinkProbe::failed(ErrorCode code, const QString& why)
{
    if (m_ended)
        return;
    m_stages.append({ m_step, {}, domain::Error { code, why, {}, false, 0 } });
    end();
}

void LinkProbe::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_patience.stop();
    m_socket.disconnect(this);
    m_socket.abort();
    m_promise.addResult(std::move(m_stages));
    m_promise.finish();
    deleteLater();
}

domain::Async<LinkStages> probeLink(const NetworkOptions& options, QObject* parent)
{
    return (new LinkProbe(options, parent))->start();
}

} // namespace peraku::remote
