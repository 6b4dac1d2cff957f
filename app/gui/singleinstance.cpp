#include "singleinstance.h"

#include <QCryptographicHash>
#include <QLocalSocket>

namespace peraku::gui {

namespace {
constexpr int patienceMs = 500;
constexpr auto raiseWord = "raise\n";
} // namespace

SingleInstance::SingleInstance(const QString& scope, QObject* parent)
    : QObject(parent)
{
    const auto digest = QCryptographicHash::hash(scope.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    m_name = QStringLiteral("peraku-%1").arg(QString::fromLatin1(digest));
    // Another user of the same PC can neither raise this desk nor pretend to be it.
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (auto* socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            Q_EMIT raiseWanted();
        }
    });
}

bool SingleInstance::handOver()
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(patienceMs))
        return false;
    socket.write(raiseWord);
    socket.waitForBytesWritten(patienceMs);
    socket.disconnectFromServer();
    return true;
}

bool SingleInstance::listen()
{
    // A socket file that a crashed desk left behind answers nobody.
    QLocalServer::removeServer(m_name);
    return m_server.listen(m_name);
}

} // namespace peraku::gui
