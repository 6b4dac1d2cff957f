#pragma once

#include <domain/task.h>

#include <QNetworkProxy>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace peraku::remote {

/**
 * Which proxy leads to one server by the computer's own setting. Asked in a worker thread, since a script or
 * a search for one (WPAD) may take seconds; the answer is kept until forget(). Lives in the GUI thread.
 */
class ProxyFinder : public QObject {
    Q_OBJECT
public:
    /** Blocking; called in a worker thread. */
    using Search = std::function<QNetworkProxy(const QUrl& server)>;

    explicit ProxyFinder(QUrl server, Search search = searchOfTheComputer, int patienceMs = 5'000);
    /** Never an error: who waited for `patienceMs` goes without a proxy this once, and a late answer serves
     * the next. */
    domain::Async<QNetworkProxy> find();
    void forget() { m_known.reset(); }

    static QNetworkProxy searchOfTheComputer(const QUrl& server);

private:
    void answerAll(const QNetworkProxy& proxy);

    QUrl m_server;
    Search m_search;
    int m_patienceMs;
    bool m_searching = false;
    std::optional<QNetworkProxy> m_known;
    std::vector<std::shared_ptr<QPromise<domain::Result<QNetworkProxy>>>> m_waiting;
};

/** Of "none" and "http://host:port"; anything else is no proxy too. */
QNetworkProxy fixedProxy(const QString& setting);

/** The computer itself; no proxy stands between it and its own loopback address. */
bool isLoopback(const QString& host);

} // namespace peraku::remote
