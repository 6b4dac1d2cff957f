#include "proxyfinder.h"

#include <QHostAddress>
#include <QThreadPool>
#include <QTimer>

namespace peraku::remote {

using domain::Result;

ProxyFinder::ProxyFinder(QUrl server, QObject* parent)
    : QObject(parent)
    , m_server(std::move(server))
{
}

domain::Async<QNetworkProxy> ProxyFinder::find()
{
    if (!m_known && isLoopback(m_server.host()))
        m_known = QNetworkProxy(QNetworkProxy::NoProxy);
    if (m_known)
        return domain::ready<QNetworkProxy>(*m_known);
    auto promise = std::make_shared<QPromise<Result<QNetworkProxy>>>();
    promise->start();
    auto answer = promise->future();
    QThreadPool::globalInstance()->start([promise, query = QNetworkProxyQuery(m_server)] {
        const auto proxies = QNetworkProxyFactory::systemProxyForQuery(query);
        promise->addResult(proxies.value(0, QNetworkProxy(QNetworkProxy::NoProxy)));
        promise->finish();
    });
    auto* patience = new QTimer(this);
    patience->setSingleShot(true);
    connect(patience, &QTimer::timeout, this, [answer]() mutable { answer.cancel(); });
    patience->start(patienceMs);
    return domain::then(answer, this, [this, patience](Result<QNetworkProxy> found) -> Result<QNetworkProxy> {
        patience->deleteLater();
        if (!found)
            return QNetworkProxy(QNetworkProxy::NoProxy);
        m_known = *found;
        return found;
    });
}

QNetworkProxy fixedProxy(const QString& setting)
{
    const QUrl url(setting, QUrl::StrictMode);
    if (url.scheme() != QLatin1String("http") || url.port() <= 0)
        return QNetworkProxy(QNetworkProxy::NoProxy);
    return { QNetworkProxy::HttpProxy, url.host(), quint16(url.port()) };
}

bool isLoopback(const QString& host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

} // namespace peraku::remote
