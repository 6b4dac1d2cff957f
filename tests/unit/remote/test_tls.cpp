#include "fakes.h"
#include "fakeserver.h"

#include <QProcess>
#include <QSslKey>
#include <QSslServer>
#include <QTemporaryDir>
#include <QTest>

using namespace peraku;
using domain::ErrorCode;
using remote::HttpRequest;
using remote::HttpResponse;
using test::FakeServer;

namespace {

HttpRequest get()
{
    HttpRequest request;
    request.path = "/v1/changes";
    return request;
}

} // namespace

class TestTls : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        // Two self-signed servers: the one that the client trusts, and one that it has never heard of.
        for (const auto* name : { "known", "stranger" }) {
            QProcess openssl;
            openssl.start(QStringLiteral("openssl"),
                { QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                    QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                    QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes"),
                    QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                    QStringLiteral("/CN=127.0.0.1"), QStringLiteral("-addext"),
                    QStringLiteral("subjectAltName=IP:127.0.0.1"), QStringLiteral("-keyout"),
                    path(name, "key"), QStringLiteral("-out"), path(name, "crt") });
            QVERIFY(openssl.waitForFinished());
            QCOMPARE(openssl.exitCode(), 0);
        }
    }

    void pinnedAuthority_isTrusted()
    {
        const auto answer = askServer("known", "known", QSsl::TlsV1_2OrLater);
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
        QCOMPARE(answer->status, 200);
    }

    void proxy_ofTheComputer_isAskedForTheTunnelToTheServer()
    {
        FakeServer proxy(
            [](const QByteArray&) { return QByteArray("HTTP/1.1 503 Closed\r\nContent-Length: 0\r\n\r\n"); });
        qputenv("https_proxy", proxy.url().toEncoded());
        const auto restore = qScopeGuard([] { qunsetenv("https_proxy"); });
        remote::NetworkOptions options;
        options.server = QUrl(QStringLiteral("https://treasury.example:8443"));
        options.caFile = path("known", "crt");
        options.proxy = QStringLiteral("system");
        const auto transport = remote::networkTransport(options);
        const auto answer = test::await((*transport)->send(get()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Offline);
        QVERIFY(!proxy.requests().isEmpty());
        QVERIFY2(proxy.requests().first().startsWith("CONNECT treasury.example:8443 HTTP/1.1\r\n"),
            proxy.requests().first().constData());
    }

    void otherAuthority_isRefused()
    {
        const auto answer = askServer("stranger", "known", QSsl::TlsV1_2OrLater);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::TlsFailed);
        QVERIFY(!answer.error().retryable);
    }

    void otherHostName_isRefused()
    {
        const auto answer = askServer("known", "known", QSsl::TlsV1_2OrLater, QStringLiteral("localhost"));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::TlsFailed);
    }

    void plainTextServer_isRefused()
    {
        FakeServer server([](const QByteArray&) { return FakeServer::http(200, "{}"); });
        auto transport = tlsTransport(server.url(QStringLiteral("https")), "known");
        QTimer::singleShot(200, &server, [&server] {
            for (auto* socket : server.findChildren<QTcpSocket*>())
                socket->write("HTTP/1.1 200 OK\r\n\r\n");
        });
        const auto answer = test::await(transport->send(get()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::TlsFailed);
    }

    void way_toTheServer_isWalkedStepByStep()
    {
        const auto server = serve("known", QSsl::TlsV1_2OrLater);
        const auto stages = walkTo(QStringLiteral("127.0.0.1"), server->serverPort(), "known");
        QCOMPARE(stages.size(), 4);
        for (const auto& stage : stages)
            QVERIFY2(!stage.failure, qPrintable(stage.failure ? stage.failure->detail : QString()));
        QVERIFY(stages.last().found.contains(QStringLiteral("issued by 127.0.0.1")));
    }

    void way_endsWhereItIsBlocked_andSaysWhy_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("listens");
        QTest::addColumn<domain::LinkStep>("step");
        QTest::addColumn<ErrorCode>("code");
        const auto loopback = QStringLiteral("127.0.0.1");
        QTest::newRow("stranger's certificate")
            << loopback << true << domain::LinkStep::Tls << ErrorCode::TlsFailed;
        QTest::newRow("nobody listens")
            << loopback << false << domain::LinkStep::Connection << ErrorCode::Offline;
        QTest::newRow("no such name")
            << QStringLiteral("treasury.invalid") << false << domain::LinkStep::Name << ErrorCode::Offline;
    }
    void way_endsWhereItIsBlocked_andSaysWhy()
    {
        QFETCH(QString, host);
        QFETCH(bool, listens);
        auto server = serve("stranger", QSsl::TlsV1_2OrLater);
        const auto port = server->serverPort();
        if (!listens)
            server.reset();
        const auto stages = walkTo(host, port, "known");
        QVERIFY(!stages.isEmpty());
        QTEST(stages.last().step, "step");
        QVERIFY(stages.last().failure.has_value());
        QTEST(stages.last().failure->code, "code");
        // Whoever opens TLS on the way is known by the certificate.
        QCOMPARE(stages.last().failure->detail.contains(QStringLiteral("issued by")), listens);
    }

    void missingOrEmptyCaFile_isRefusedAtTheStart()
    {
        remote::NetworkOptions options;
        options.server = QUrl(QStringLiteral("https://127.0.0.1:1"));
        QVERIFY(!remote::networkTransport(options));
        QFile empty(m_directory.filePath(QStringLiteral("empty.pem")));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        options.caFile = empty.fileName();
        QVERIFY(!remote::networkTransport(options));
    }

private:
    QString path(const char* name, const char* kind) const
    {
        return m_directory.filePath(QStringLiteral("%1.%2").arg(QLatin1String(name), QLatin1String(kind)));
    }

    std::unique_ptr<remote::Transport> tlsTransport(const QUrl& url, const char* trusted) const
    {
        remote::NetworkOptions options;
        options.server = url;
        options.caFile = path(trusted, "crt");
        options.idleMs = 3'000;
        auto made = remote::networkTransport(options);
        return made ? std::move(*made) : nullptr;
    }

    domain::Result<HttpResponse> askServer(const char* serverName, const char* trusted,
        QSsl::SslProtocol protocol, const QString& host = QStringLiteral("127.0.0.1"))
    {
        const auto server = serve(serverName, protocol);
        auto transport = tlsTransport(
            QUrl(QStringLiteral("https://%1:%2").arg(host).arg(server->serverPort())), trusted);
        return test::await(transport->send(get()));
    }

    /** The way to a server on this computer, as far as it goes. */
    domain::LinkStages walkTo(const QString& host, int port, const char* trusted)
    {
        remote::NetworkOptions options;
        options.server = QUrl(QStringLiteral("https://%1:%2").arg(host).arg(port));
        options.caFile = path(trusted, "crt");
        return test::await(remote::probeLink(options, this)).value_or(domain::LinkStages());
    }

    std::unique_ptr<QSslServer> serve(const char* serverName, QSsl::SslProtocol protocol)
    {
        QFile key(path(serverName, "key"));
        if (!key.open(QIODevice::ReadOnly))
            qFatal("no key");
        auto tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate::fromPath(path(serverName, "crt")).value(0));
        tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        tls.setProtocol(protocol);
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(tls);
        server->listen(QHostAddress::LocalHost);
        connect(server.get(), &QTcpServer::pendingConnectionAvailable, this, [server = server.get()] {
            auto* socket = server->nextPendingConnection();
            connect(socket, &QIODevice::readyRead, socket, [socket] {
                if (socket->readAll().contains("\r\n\r\n"))
                    socket->write(FakeServer::http(200, "{}"));
            });
        });
        return server;
    }

    QTemporaryDir m_directory;
};

QTEST_GUILESS_MAIN(TestTls)
#include "test_tls.moc"
