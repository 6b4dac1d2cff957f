#pragma once

#include <domain/task.h>

#include <QNetworkProxy>
#include <QUrl>

#include <optional>

namespace peraku::remote {

/**
 * Which proxy leads to one server by the computer's own setting. Asked in a worker thread, since a script or
 * a search for one (WPAD) may take seconds; the answer is kept until forget(). Lives in the GUI thread.
 */
class ProxyFinder : public QObject {
    Q_OBJECT
public:
    explicit ProxyFinder(QUrl server, QObject* parent = nullptr);
    /** Never an error: a computer that does not answer within `patienceMs` is taken to have none, this once.
     */
    domain::Async<QNetworkProxy> find();
    void forget() { m_known.reset(); }

    static constexpr int patienceMs = 5'000;

private:
    QUrl m_server;
    std::optional<QNetworkProxy> m_known;
};

/** Of "none" and "http://host:port"; anything else is no proxy too. */
QNetworkProxy fixedProxy(const QString& setting);

/** The computer itself; no proxy stands between it and its own loopback address. */
bool isLoopback(const QString& host);

} // namespace peraku::remote
