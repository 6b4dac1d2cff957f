#pragma once

#include <domain/result.h>
#include <support/memoryfolder.h>

#include <QByteArray>
#include <QList>
#include <QProcess>
#include <QString>
#include <QUrl>

#include <memory>

namespace peraku::support {

/** A real SMTP server (aiosmtpd) on 127.0.0.1 with a certificate of its own; see smtpserver.py for the
 * recipients that it refuses. Nothing here runs an event loop. */
class SmtpServer {
public:
    struct Options {
        bool plain = false; ///< Offers no STARTTLS.
        QString user; ///< Empty = no authentication.
        QString password;
    };
    struct Received {
        QString from;
        QStringList to;
        QByteArray message; ///< As it arrived, dots unstuffed.
        bool tls = false;
        QString user;
    };
    static domain::Result<std::unique_ptr<SmtpServer>> start(const Options& options);
    ~SmtpServer();

    QUrl url() const { return QUrl(QStringLiteral("smtp://127.0.0.1:%1").arg(m_port)); }
    QString caFile() const { return m_folder.filePath(QStringLiteral("server.pem")); }
    /** All messages so far, after waiting until there are at least `count`. */
    QList<Received> received(int count, int timeoutMs = 10000);
    void stop();
    /** Listens on the same port again. */
    domain::Result<domain::Done> restart();

private:
    SmtpServer() = default;
    domain::Result<domain::Done> makeCertificate();
    domain::Result<domain::Done> serve();
    bool readLine(int timeoutMs, QByteArray& line);

    Options m_options;
    MemoryFolder m_folder;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
    QList<Received> m_received;
};

} // namespace peraku::support
