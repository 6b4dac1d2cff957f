#include "networkjob.h"

#include "bufferdevice.h"
#include "networkerrors.h"

#include <QNetworkAccessManager>

#include <cstring>

namespace peraku::remote {

using domain::Error;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

NetworkJob::NetworkJob(HttpRequest request, int idleMs, int totalMs, QObject* parent)
    : QObject(parent)
    , m_request(std::move(request))
    , m_idleMs(idleMs)
{
    m_promise.start();
    m_idle.setSingleShot(true);
    m_total.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        giveUp({ ErrorCode::Timeout, QStringLiteral("nothing moved for %1 ms").arg(m_idleMs), {}, true, 0 });
    });
    connect(&m_total, &QTimer::timeout, this, [this] {
        giveUp({ ErrorCode::Timeout, QStringLiteral("the exchange took over %1 ms").arg(m_total.interval()),
            {}, true, 0 });
    });
    connect(&m_cancelWatcher, &QFutureWatcherBase::canceled, this, [this] {
        giveUp({ ErrorCode::Cancelled, {}, {}, false, 0 });
    });
    m_total.setInterval(totalMs);
}

NetworkJob::~NetworkJob()
{
    end(fail(ErrorCode::Cancelled));
    if (m_reply)
        m_reply->abort();
}

domain::Async<HttpResponse> NetworkJob::start(QNetworkAccessManager& manager, const QNetworkRequest& prepared)
{
    auto future = m_promise.future();
    m_cancelWatcher.setFuture(future);

    QIODevice* secretBody = nullptr;
    if (!m_request.secretBody.isEmpty())
        secretBody = new BufferDevice(std::move(m_request.secretBody), this);
    const auto verb = toWire(m_request.method);
    m_reply = secretBody ? manager.sendCustomRequest(prepared, verb, secretBody)
                         : manager.sendCustomRequest(prepared, verb, m_request.body);
    m_reply->setParent(this);

    connect(m_reply, &QNetworkReply::readyRead, this, &NetworkJob::readAvailable);
    connect(m_reply, &QNetworkReply::finished, this, &NetworkJob::replyFinished);
    for (auto signal : { &QNetworkReply::metaDataChanged, &QNetworkReply::encrypted })
        connect(m_reply, signal, this, &NetworkJob::progressed);
    connect(m_reply, &QNetworkReply::uploadProgress, this, &NetworkJob::progressed);
    connect(m_reply, &QNetworkReply::downloadProgress, this, &NetworkJob::progressed);
    m_idle.start(m_idleMs);
    m_total.start();
    return future;
}

void NetworkJob::progressed()
{
    if (!m_ended)
        m_idle.start(m_idleMs);
}

void NetworkJob::readAvailable()
{
    // Read in small pieces, so that a compressed bomb is stopped at the limit and not after it was unpacked.
    char piece[16 * 1024];
    while (!m_ended) {
        const auto count = m_reply->read(piece, sizeof piece);
        if (count <= 0)
            break;
        progressed();
        const auto held = m_request.secretAnswer ? qint64(m_secretBody.size()) : qint64(m_body.size());
        if (held + count > m_request.answerLimit) {
            giveUp({ ErrorCode::ProtocolError,
                QStringLiteral("answer over %1 bytes").arg(m_request.answerLimit), {}, false, 0 });
        } else if (m_request.secretAnswer) {
            secret::SecureBuffer grown(std::size_t(held + count));
            if (held > 0)
                std::memcpy(grown.data(), m_secretBody.data(), std::size_t(held));
            std::memcpy(grown.data() + held, piece, std::size_t(count));
            m_secretBody = std::move(grown);
        } else {
            m_body.append(piece, qsizetype(count));
        }
    }
    if (m_request.secretAnswer)
        secret::wipe(piece, sizeof piece);
}

void NetworkJob::replyFinished()
{
    readAvailable();
    end(answer());
}

Result<HttpResponse> NetworkJob::answer()
{
    const auto status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (auto error = networkError(m_reply->error(), status, m_reply->errorString()))
        return fail(std::move(*error));
    if (status >= 300 && status < 400 && status != 304)
        return fail(ErrorCode::NotATreasury, QStringLiteral("redirect with status %1").arg(status));

    HttpResponse response;
    response.status = status;
    const auto headers = m_reply->rawHeaderPairs();
    for (const auto& [name, value] : headers)
        response.headers.append({ name.toLower(), value });
    response.body = std::move(m_body);
    response.secretBody = std::move(m_secretBody);

    bool announced = false;
    const auto length = response.header("content-length").toLongLong(&announced);
    const auto received
        = m_request.secretAnswer ? qint64(response.secretBody.size()) : qint64(response.body.size());
    const bool identity = response.header("content-encoding").isEmpty();
    if (announced && identity && status != 304 && length != received) {
        Error cut { ErrorCode::ProtocolError, QStringLiteral("%1 of %2 bytes came").arg(received).arg(length),
            {}, true, 0 };
        return fail(std::move(cut));
    }
    return response;
}

void NetworkJob::giveUp(Error error)
{
    if (m_ended)
        return;
    end(fail(std::move(error)));
    if (m_reply)
        m_reply->abort();
}

void NetworkJob::end(Result<HttpResponse> result)
{
    if (m_ended)
        return;
    m_ended = true;
    m_idle.stop();
    m_total.stop();
    m_promise.addResult(std::move(result));
    m_promise.finish();
    deleteLater();
}

} // namespace peraku::remote
