#include "proxyfinder.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QPointer>
#include <QThread>
#include <QTimer>

#include <utility>

namespace peraku::remote {

using domain::Result;

ProxyFinder::ProxyFinder(QUrl server, Search search, int patienceMs)
    : m_server(std::move(server))
    , m_search(std::move(search))
    , m_patienceMs(patienceMs)
{
}

domain::Async<QNetworkProxy> ProxyFinder::find()
{
    if (!m_known && isLoopback(m_server.host()))
        m_known = QNetworkProxy(QNetworkProxy::NoProxy);
    if (m_known)
        return domain::ready<QNetworkProxy>(*m_known);
    auto waiting = std::make_shared<QPromise<Result<QNetworkProxy>>>();
    waiting->start();
    m_waiting.push_back(waiting);
    QTimer::singleShot(m_patienceMs, this, [this] { answerAll(QNetworkProxy(QNetworkProxy::NoProxy)); });
    if (!std::exchange(m_searching, true)) {
        // Not in the shared pool, which the program waits for at its end.
        auto* thread
            = QThread::create([search = m_search, server = m_server, finder = QPointer<ProxyFinder>(this)] {
                  const auto found = search(server);
                  if (!qApp)
                      return;
                  QMetaObject::invokeMethod(qApp, [finder, found] {
                      if (!finder)
                          return;
                      finder->m_searching = false;
                      finder->m_known = found;
                      finder->answerAll(found);
                  });
              });
        connect(thread, &QThread::finished, thread, &QObject::deleteLater);
        thread->start();
    }
    return waiting->future();
}

void ProxyFinder::answerAll(const QNetworkProxy& proxy)
{
    for (const auto& waiting : std::exchange(m_waiting, {})) {
        waiting->addResult(proxy);
        waiting->finish();
    }
}

QNetworkProxy ProxyFinder::searchOfTheComputer(const QUrl& server)
{
    return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(server))
        .value(0, QNetworkProxy(QNetworkProxy::NoProxy));
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
