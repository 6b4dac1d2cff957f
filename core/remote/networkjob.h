#pragma once

#include <remote/transport.h>

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

class QNetworkAccessManager;

namespace peraku::remote {

/**
 * One exchange: holds every limit on time and size and turns what the network did into a response or an
 * Error. Deletes itself when it has ended.
 */
class NetworkJob : public QObject {
    Q_OBJECT
public:
    NetworkJob(HttpRequest request, int idleMs, int totalMs, QObject* parent);
    ~NetworkJob() override;

    domain::Async<HttpResponse> start(QNetworkAccessManager& manager, const QNetworkRequest& prepared);

private:
    void progressed();
    void readAvailable();
    void replyFinished();
    void end(domain::Result<HttpResponse> result);
    void giveUp(domain::Error error);
    domain::Result<HttpResponse> answer();

    HttpRequest m_request;
    int m_idleMs;
    QPromise<domain::Result<HttpResponse>> m_promise;
    QFutureWatcher<domain::Result<HttpResponse>> m_cancelWatcher;
    QNetworkReply* m_reply = nullptr;
    QTimer m_idle;
    QTimer m_total;
    QByteArray m_body;
    secret::SecureBuffer m_secretBody;
    bool m_ended = false;
};

} // namespace peraku::remote
