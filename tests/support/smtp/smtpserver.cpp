#include <support/smtpserver.h>

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace peraku::support {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {
constexpr int startMs = 20000;
} // namespace

Result<std::unique_ptr<SmtpServer>> SmtpServer::start(const Options& options)
{
    auto server = std::unique_ptr<SmtpServer>(new SmtpServer);
    server->m_options = options;
    auto done = server->makeCertificate();
    if (done)
        done = server->serve();
    if (!done)
        return fail(done.error());
    return server;
}

SmtpServer::~SmtpServer()
{
    stop();
}

Result<Done> SmtpServer::makeCertificate()
{
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
        { QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
            QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
            QStringLiteral("-subj"), QStringLiteral("/CN=mail.contoh"), QStringLiteral("-addext"),
            QStringLiteral("subjectAltName=IP:127.0.0.1"), QStringLiteral("-days"), QStringLiteral("2"),
            QStringLiteral("-keyout"), m_folder.filePath(QStringLiteral("server.key")),
            QStringLiteral("-out"), caFile() });
    if (!openssl.waitForFinished(startMs) || openssl.exitCode() != 0)
        return fail(ErrorCode::Internal, QString::fromUtf8(openssl.readAllStandardError()));
    return Done {};
}

Result<Done> SmtpServer::serve()
{
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QStringList arguments { QStringLiteral(PERAKU_SMTP_SERVER), m_folder.path(), QString::number(m_port) };
    if (m_options.plain)
        arguments += QStringLiteral("--plain");
    if (!m_options.user.isEmpty())
        arguments
            += { QStringLiteral("--user"), m_options.user, QStringLiteral("--password"), m_options.password };
    m_process->start(QStringLiteral(PERAKU_PYTHON), arguments);
    QByteArray line;
    if (!readLine(startMs, line))
        return fail(ErrorCode::Internal, QStringLiteral("the SMTP server does not start"));
    m_port = quint16(QJsonDocument::fromJson(line).object().value(QStringLiteral("port")).toInt());
    return Done {};
}

bool SmtpServer::readLine(int timeoutMs, QByteArray& line)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (m_process && !m_process->canReadLine()) {
        if (deadline.hasExpired() || !m_process->waitForReadyRead(int(deadline.remainingTime())))
            return false;
    }
    line = m_process ? m_process->readLine() : QByteArray();
    return m_process != nullptr;
}

QList<SmtpServer::Received> SmtpServer::received(int count, int timeoutMs)
{
    QByteArray line;
    while (readLine(m_received.size() < count ? timeoutMs : 0, line)) {
        const auto object = QJsonDocument::fromJson(line).object();
        m_received.append({ object.value(QStringLiteral("from")).toString(),
            object.value(QStringLiteral("to")).toVariant().toStringList(),
            QByteArray::fromBase64(object.value(QStringLiteral("body")).toString().toLatin1()),
            object.value(QStringLiteral("tls")).toBool(), object.value(QStringLiteral("user")).toString() });
    }
    return m_received;
}

void SmtpServer::stop()
{
    if (!m_process)
        return;
    received(0);
    m_process->kill();
    m_process->waitForFinished();
    m_process.reset();
}

Result<Done> SmtpServer::restart()
{
    stop();
    return serve();
}

} // namespace peraku::support
