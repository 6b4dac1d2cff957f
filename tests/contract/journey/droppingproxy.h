#pragma once

#include <QByteArray>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

namespace peraku::test {

/**
 * Passes bytes between desk and treasury without understanding them (they are TLS), and can cut the way back:
 * the treasury then does what it was asked, and the desk never hears of it.
 */
class DroppingProxy : public QTcpServer {
    Q_OBJECT
public:
    explicit DroppingProxy(quint16 target)
        : m_target(target)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (hasPendingConnections())
                join(nextPendingConnection());
        });
    }
    /** Answers pass until the desk has sent so many bytes on one connection; then they are lost and the
     * connection is cut. 0 = never. */
    void loseAnswersAfter(qint64 bytes) { m_loseAfter = bytes; }
    int lost() const { return m_lost; }

private:
    void join(QTcpSocket* desk)
    {
        auto* treasury = new QTcpSocket(desk);
        auto sent = std::make_shared<qint64>(0);
        connect(desk, &QTcpSocket::disconnected, desk, &QObject::deleteLater);
        connect(treasury, &QTcpSocket::disconnected, desk, &QTcpSocket::disconnectFromHost);
        connect(desk, &QTcpSocket::readyRead, treasury, [desk, treasury, sent] {
            const auto bytes = desk->readAll();
            *sent += bytes.size();
            treasury->write(bytes);
        });
        connect(treasury, &QTcpSocket::readyRead, desk, [this, desk, treasury, sent] {
            const auto bytes = treasury->readAll();
            if (m_loseAfter > 0 && *sent > m_loseAfter) {
                ++m_lost;
                desk->abort();
                return;
            }
            desk->write(bytes);
        });
        treasury->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
    }

    quint16 m_target;
    qint64 m_loseAfter = 0;
    int m_lost = 0;
};

} // namespace peraku::test
