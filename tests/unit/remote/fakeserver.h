#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>

namespace peraku::test {

/** A server that answers what a test tells it to, byte for byte; keeps the requests it saw. */
class FakeServer : public QTcpServer {
    Q_OBJECT
public:
    /** The raw answer to a raw request; empty = say nothing. */
    using Answer = std::function<QByteArray(const QByteArray& request)>;

    explicit FakeServer(Answer answer)
        : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (hasPendingConnections())
                serve(nextPendingConnection());
        });
    }

    QUrl url(const QString& scheme = QStringLiteral("http")) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(serverPort()));
    }
    const QList<QByteArray>& requests() const { return m_requests; }
    void setAnswer(Answer answer) { m_answer = std::move(answer); }
    /** Sends the body one byte every so many milliseconds instead of all at once. */
    void dripEvery(int milliseconds) { m_dripMs = milliseconds; }
    void closeAfterAnswer(bool close) { m_close = close; }

    static QByteArray http(int status, const QByteArray& body,
        const QByteArray& headers = "Peraku-Api: 1\r\nContent-Type: application/json\r\n")
    {
        return "HTTP/1.1 " + QByteArray::number(status) + " Said\r\n" + headers
            + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

protected:
    void serve(QTcpSocket* socket)
    {
        auto* heard = new QByteArray;
        connect(socket, &QObject::destroyed, this, [heard] { delete heard; });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, heard] {
            *heard += socket->readAll();
            const auto end = heard->indexOf("\r\n\r\n");
            if (end < 0)
                return;
            qsizetype length = 0;
            const auto lower = heard->left(end).toLower();
            if (const auto at = lower.indexOf("content-length:"); at >= 0)
                length = lower
                             .mid(at + 15,
                                 lower.indexOf("\r\n", at) < 0 ? -1 : lower.indexOf("\r\n", at) - at - 15)
                             .trimmed()
                             .toLongLong();
            if (heard->size() < end + 4 + length)
                return;
            m_requests.append(heard->left(end + 4 + length));
            heard->clear();
            reply(socket, m_answer(m_requests.last()));
        });
    }

private:
    void reply(QTcpSocket* socket, const QByteArray& bytes)
    {
        if (bytes.isEmpty())
            return;
        if (m_dripMs == 0) {
            socket->write(bytes);
            if (m_close)
                socket->disconnectFromHost();
            return;
        }
        auto* timer = new QTimer(socket);
        auto at = std::make_shared<qsizetype>(bytes.indexOf("\r\n\r\n") + 4);
        socket->write(bytes.left(*at));
        connect(timer, &QTimer::timeout, socket, [socket, bytes, at, timer] {
            if (*at >= bytes.size())
                return timer->stop();
            socket->write(bytes.mid((*at)++, 1));
        });
        timer->start(m_dripMs);
    }

    Answer m_answer;
    QList<QByteArray> m_requests;
    int m_dripMs = 0;
    bool m_close = false;
};

} // namespace peraku::test
