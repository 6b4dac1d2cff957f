#pragma once

#include <domain/result.h>

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QPair>
#include <QSslConfiguration>
#include <QString>

#include <mutex>

namespace peraku::test {

struct HttpAnswer {
    int status = 0; ///< 0: no complete answer came.
    QMap<QByteArray, QByteArray> headers; ///< Lower-case names.
    QByteArray body; ///< Unpacked.
};

/** Every exchange as one JSON line, for the validator against openapi.yaml. Thread-safe. */
class TrafficLog {
public:
    explicit TrafficLog(QString path)
        : m_path(std::move(path))
    {
    }
    void record(const QByteArray& method, const QByteArray& target,
        const QList<QPair<QByteArray, QByteArray>>& headers, const QByteArray& body,
        const HttpAnswer& answer);
    const QString& path() const { return m_path; }

private:
    QString m_path;
    std::mutex m_mutex;
};

/** What openapi.yaml does not allow in the recorded traffic; empty if nothing. */
QByteArray contractFaults(const TrafficLog& log);

/** A plain HTTP/1.1 client that trusts one authority; a connection per request, so that any thread may use
 * it. */
class HttpClient {
public:
    HttpClient(quint16 port, const QString& caFile, TrafficLog* log);
    HttpAnswer send(const QByteArray& method, const QByteArray& target,
        QList<QPair<QByteArray, QByteArray>> headers = {}, const QByteArray& body = {}) const;
    const QSslConfiguration& tls() const { return m_tls; }
    quint16 port() const { return m_port; }

private:
    quint16 m_port;
    QSslConfiguration m_tls;
    TrafficLog* m_log;
};

} // namespace peraku::test
