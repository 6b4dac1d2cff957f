#include <support/cardservice.h>

#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace peraku::support {

namespace {

constexpr int patienceMs = 5'000;

/** vpcd's reader takes two ports in a row. */
quint16 freePorts()
{
    for (int i = 0; i < 20; ++i) {
        QTcpServer first;
        QTcpServer second;
        if (first.listen(QHostAddress::LocalHost) && first.serverPort() < 65535
            && second.listen(QHostAddress::LocalHost, quint16(first.serverPort() + 1)))
            return first.serverPort();
    }
    return 0;
}

bool writeReaders(const QString& path, quint16 port)
{
    QFile file(path);
    const auto number = "0x" + QByteArray::number(port, 16);
    return file.open(QIODevice::WriteOnly)
        && file.write("FRIENDLYNAME \"Peraku test\"\nDEVICENAME /dev/null:" + number
               + "\nLIBPATH " PERAKU_VPCD "\nCHANNELID " + number + "\n")
        > 0;
}

int listeningSocket(const QByteArray& path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    if (std::size_t(path.size()) >= sizeof address.sun_path)
        return -1;
    std::memcpy(address.sun_path, path.constData(), std::size_t(path.size()));
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0
        && ::listen(socket, 8) == 0)
        return socket;
    ::close(socket);
    return -1;
}

/** Socket activation, as a service manager does it: it takes the socket it is given and looks for no other
 * pcscd. */
[[noreturn]] void become(int socket, const QByteArray& readers)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (socket == 3)
        ::fcntl(socket, F_SETFD, 0);
    else
        ::dup2(socket, 3);
    const int nothing = ::open("/dev/null", O_RDWR);
    for (const int stream : { 0, 1, 2 })
        ::dup2(nothing, stream);
    ::setenv("LISTEN_FDS", "1", 1);
    ::setenv("LISTEN_PID", QByteArray::number(::getpid()).constData(), 1);
    ::execl(PERAKU_PCSCD, "pcscd", "--foreground", "--config", readers.constData(), nullptr);
    ::_exit(127);
}

} // namespace

CardService::~CardService()
{
    if (m_process <= 0)
        return;
    ::kill(m_process, SIGTERM);
    for (int i = 0; i < 40 && ::waitpid(m_process, nullptr, WNOHANG) == 0; ++i)
        QThread::msleep(50);
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, WNOHANG);
}

QString CardService::start()
{
    m_port = freePorts();
    const auto socketPath = m_folder.filePath(QStringLiteral("pcscd.comm")).toUtf8();
    const auto readers = m_folder.filePath(QStringLiteral("reader.conf"));
    const int socket = listeningSocket(socketPath);
    if (m_port == 0 || socket < 0 || !writeReaders(readers, m_port))
        return QStringLiteral("no port, socket or folder for a pcscd");
    m_process = ::fork();
    if (m_process == 0)
        become(socket, readers.toUtf8());
    ::close(socket);
    qputenv("PCSCLITE_CSOCK_NAME", socketPath);
    // It serves once its virtual reader takes a card.
    for (int waitedMs = 0; waitedMs < patienceMs; waitedMs += 100) {
        if (::waitpid(m_process, nullptr, WNOHANG) != 0) {
            m_process = -1;
            return QStringLiteral(
                "pcscd ends at once (does another one hold its folder, or are rights missing?)");
        }
        QTcpSocket probe;
        probe.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        if (probe.waitForConnected(100))
            return {};
        QThread::msleep(100);
    }
    return QStringLiteral("pcscd opens no virtual reader");
}

} // namespace peraku::support
