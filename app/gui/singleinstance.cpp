#include "singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>
#include <QTimer>

namespace peraku::gui {

namespace {

constexpr int patienceMs = 500;
constexpr qint64 longestMessage = 1024 * 1024;

/** What a second start said; nothing of it is trusted, since any program of this user may say it. */
QStringList filesIn(QLocalSocket& socket)
{
    auto paths = QString::fromUtf8(socket.read(longestMessage)).split(QChar::Null, Qt::SkipEmptyParts);
    paths.removeIf([](const QString& path) { return !QDir::isAbsolutePath(path); });
    return paths.mid(0, SingleInstance::mostFiles);
}

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
            socket->setReadBufferSize(longestMessage);
            connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
                Q_EMIT raiseWanted(socket->bytesAvailable() > 0 ? filesIn(*socket) : QStringList());
                socket->deleteLater();
            });
            // Who says nothing and does not go either is no second start.
            QTimer::singleShot(patienceMs, socket, &QLocalSocket::abort);
        }
    });
}

bool SingleInstance::handOver(const QStringList& absolutePaths)
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(patienceMs))
        return false;
    socket.write(absolutePaths.mid(0, mostFiles).join(QChar::Null).toUtf8());
    while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(patienceMs)) { }
    socket.disconnectFromServer();
    if (socket.state() != QLocalSocket::UnconnectedState)
        socket.waitForDisconnected(patienceMs);
    return true;
}

bool SingleInstance::listen()
{
    // A socket file that a crashed desk left behind answers nobody.
    QLocalServer::removeServer(m_name);
    return m_server.listen(m_name);
}

} // namespace peraku::gui
