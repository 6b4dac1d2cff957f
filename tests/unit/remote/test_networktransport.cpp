#include "fakes.h"
#include "fakeserver.h"

#include <QProcess>
#include <QTest>

using namespace peraku;
using domain::ErrorCode;
using remote::HttpRequest;
using remote::HttpResponse;
using test::FakeServer;

namespace {

std::unique_ptr<remote::Transport> plainTransport(const QUrl& url, int idleMs = 3'000, int totalMs = 6'000)
{
    remote::NetworkOptions options;
    options.server = url;
    options.plainLoopback = true;
    options.idleMs = idleMs;
    options.totalMs = totalMs;
    auto made = remote::networkTransport(options);
    return made ? std::move(*made) : nullptr;
}

HttpRequest get(const QByteArray& path = "/v1/changes")
{
    HttpRequest request;
    request.path = path;
    return request;
}

QByteArray gzipped(const QByteArray& bytes)
{
    QProcess gzip;
    gzip.start(QStringLiteral("gzip"), { QStringLiteral("-c") });
    gzip.write(bytes);
    gzip.closeWriteChannel();
    gzip.waitForFinished();
    return gzip.readAllStandardOutput();
}

} // namespace

class TestNetworkTransport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answer_withAnyStatus_isHandedOver_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : { 200, 201, 304, 400, 401, 403, 404, 408, 409, 410, 412, 413, 415, 422, 425,
                 428, 429, 500, 502, 503, 504 })
            QTest::addRow("%d", status) << status;
    }
    void answer_withAnyStatus_isHandedOver()
    {
        QFETCH(int, status);
        FakeServer server(
            [status](const QByteArray&) { return FakeServer::http(status, status == 304 ? "" : "{}"); });
        auto transport = plainTransport(server.url());
        const auto answer = test::await(transport->send(get()));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
        QCOMPARE(answer->status, status);
        QCOMPARE(answer->header("peraku-api"), QByteArray("1"));
    }

    void redirect_isNotFollowed()
    {
        for (const int status : { 301, 302, 303, 307, 308 }) {
            FakeServer server([status](const QByteArray&) {
                return FakeServer::http(status, "", "Location: /v1/elsewhere\r\n");
            });
            auto transport = plainTransport(server.url());
            const auto answer = test::await(transport->send(get()));
            QVERIFY(!answer);
            QCOMPARE(answer.error().code, ErrorCode::NotATreasury);
            QCOMPARE(server.requests().size(), 1);
        }
    }

    void body_overTheLimit_isRefused()
    {
        FakeServer server([](const QByteArray&) { return FakeServer::http(200, QByteArray(5000, 'x')); });
        auto transport = plainTransport(server.url());
        auto request = get();
        request.answerLimit = 4999;
        const auto answer = test::await(transport->send(std::move(request)));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::ProtocolError);
        auto enough = get();
        enough.answerLimit = 5000;
        QVERIFY(test::await(transport->send(std::move(enough))));
    }

    void gzip_isUnpacked_andABombIsStopped()
    {
        const QByteArray body = "{\"said\":\"" + QByteArray(2000, 'y') + "\"}";
        const auto headers = "Peraku-Api: 1\r\nContent-Encoding: gzip\r\n";
        auto packed = gzipped(body);
        QVERIFY(packed.size() < body.size());
        FakeServer server([&](const QByteArray&) { return FakeServer::http(200, packed, headers); });
        auto transport = plainTransport(server.url());
        auto answer = test::await(transport->send(get()));
        QVERIFY(answer);
        QCOMPARE(answer->body, body);

        packed = gzipped(QByteArray(64 * 1024 * 1024, '\0'));
        answer = test::await(transport->send(get()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::ProtocolError);
    }

    void body_cutShort_isNeverASuccess()
    {
        const auto whole = FakeServer::http(200, "{\"changes\":[],\"next\":\"abc\",\"more\":false}");
        for (qsizetype length = 1; length < whole.size(); length += 7) {
            FakeServer server([&](const QByteArray&) { return whole.left(length); });
            server.closeAfterAnswer(true);
            auto transport = plainTransport(server.url());
            const auto answer = test::await(transport->send(get()));
            QVERIFY2(!answer, qPrintable(QString::number(length)));
        }
    }

    void nothingSaid_endsAfterTheIdleTime()
    {
        FakeServer server([](const QByteArray&) { return QByteArray(); });
        auto transport = plainTransport(server.url(), 200, 5'000);
        const auto answer = test::await(transport->send(get()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Timeout);
        QVERIFY(answer.error().retryable);
    }

    void slowLoris_endsAfterTheTotalTime()
    {
        FakeServer server([](const QByteArray&) { return FakeServer::http(200, QByteArray(500, ' ')); });
        server.dripEvery(20);
        auto transport = plainTransport(server.url(), 400, 1'000);
        QElapsedTimer timer;
        timer.start();
        const auto answer = test::await(transport->send(get()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Timeout);
        QVERIFY(timer.elapsed() >= 900);
    }

    void nobodyListens_isOffline()
    {
        quint16 port = 0;
        {
            QTcpServer closed;
            QVERIFY(closed.listen(QHostAddress::LocalHost));
            port = closed.serverPort();
        }
        auto transport = plainTransport(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port)));
        const auto answer = test::await(transport->send(get()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Offline);
        QVERIFY(answer.error().retryable);
    }

    void cancel_endsTheExchange()
    {
        FakeServer server([](const QByteArray&) { return QByteArray(); });
        auto transport = plainTransport(server.url());
        auto future = transport->send(get());
        QTRY_COMPARE(server.requests().size(), 1);
        future.cancel();
        const auto answer = test::await(future, 1'000);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Cancelled);
    }

    void secretBody_arrivesWhole_andSecretAnswersStayOffTheByteArray()
    {
        FakeServer server(
            [](const QByteArray&) { return FakeServer::http(201, "{\"accessToken\":\"abc\"}"); });
        auto transport = plainTransport(server.url());
        HttpRequest request;
        request.method = remote::Method::Post;
        request.path = "/v1/session";
        request.headers = { { "Content-Type", "application/json" } };
        request.secretBody = secret::SecureBuffer::copyOf(std::string_view("{\"ic\":\"800101145001\"}"));
        request.secretAnswer = true;
        const auto answer = test::await(transport->send(std::move(request)));
        QVERIFY(answer);
        QVERIFY(server.requests().first().endsWith("{\"ic\":\"800101145001\"}"));
        QVERIFY(server.requests().first().startsWith("POST /v1/session HTTP/1.1\r\n"));
        QVERIFY(answer->body.isEmpty());
        QCOMPARE(answer->secretBody.size(), std::size_t(21));
    }

    void address_thatIsNotTls_isRefused()
    {
        remote::NetworkOptions options;
        for (const auto* url : { "http://treasury.example", "ftp://127.0.0.1", "", "https://" }) {
            options.server = QUrl(QString::fromLatin1(url));
            options.plainLoopback = true;
            const auto made = remote::networkTransport(options);
            QVERIFY2(!made, url);
            QCOMPARE(made.error().code, ErrorCode::InvalidInput);
        }
        options.server = QUrl(QStringLiteral("http://127.0.0.1:1"));
        options.plainLoopback = false;
        QVERIFY(!remote::networkTransport(options));
    }
};

QTEST_GUILESS_MAIN(TestNetworkTransport)
#include "test_networktransport.moc"
