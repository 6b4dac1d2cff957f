#include "fakes.h"
#include "fakeserver.h"
#include "proxyfinder.h"

#include <remote/client.h>

#include <QSemaphore>
#include <QTest>

#include <atomic>

using namespace peraku;
using test::FakeServer;

namespace {

remote::HttpRequest get()
{
    remote::HttpRequest request;
    request.path = "/v1/changes";
    return request;
}

} // namespace

class TestProxy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void proxy_fixed_isAskedInsteadOfTheServer()
    {
        FakeServer proxy([](const QByteArray&) { return FakeServer::http(200, "{\"by\":\"proxy\"}"); });
        remote::NetworkOptions options;
        options.server = QUrl(QStringLiteral("http://127.0.0.1:9"));
        options.plainLoopback = true;
        options.proxy = QStringLiteral("http://127.0.0.1:%1").arg(proxy.serverPort());
        const auto transport = remote::networkTransport(options);
        const auto answer = test::await((*transport)->send(get()));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
        QVERIFY2(proxy.requests().first().startsWith("GET http://127.0.0.1:9/v1/changes HTTP/1.1\r\n"),
            proxy.requests().first().constData());
    }

    /** Through the client that the desk has: each of these is told by a sentence of its own. */
    void whatStandsBetween_isToldApart_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<domain::ErrorCode>("code");
        const QByteArray page = "<html>Sila log masuk</html>";
        const auto length = QByteArray::number(page.size());
        QTest::newRow("sign-in page")
            << "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + length + "\r\n\r\n" + page
            << domain::ErrorCode::NotATreasury;
        QTest::newRow("redirect to it") << QByteArray(
            "HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n")
                                        << domain::ErrorCode::NotATreasury;
        QTest::newRow("proxy asks for a name")
            << "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
               "Content-Type: text/html\r\nContent-Length: "
                + length + "\r\n\r\n" + page
            << domain::ErrorCode::ProxyLoginNeeded;
        QTest::newRow("newer treasury") << FakeServer::http(426, "{}") << domain::ErrorCode::VersionTooOld;
    }
    void whatStandsBetween_isToldApart()
    {
        QFETCH(QByteArray, answer);
        QFETCH(domain::ErrorCode, code);
        FakeServer proxy([&](const QByteArray&) { return answer; });
        remote::NetworkOptions options;
        options.server = QUrl(QStringLiteral("http://127.0.0.1:9"));
        options.plainLoopback = true;
        options.proxy = QStringLiteral("http://127.0.0.1:%1").arg(proxy.serverPort());
        const auto transport = remote::networkTransport(options);
        test::FakeClock clock;
        test::SeededRng rng;
        test::HastyScheduler scheduler(clock);
        remote::Client client(**transport, clock, rng, scheduler);
        remote::Call call { get(), false };
        const auto said = test::await(client.call(std::move(call)));
        QVERIFY(!said);
        QCOMPARE(said.error().code, code);
    }

    void proxy_thatIsFoundLate_isSearchedOnceAndServesTheNext()
    {
        const QNetworkProxy late(QNetworkProxy::HttpProxy, QStringLiteral("late.example"), 8080);
        QSemaphore answer;
        std::atomic<int> searches = 0;
        const auto search = [&](const QUrl&) {
            ++searches;
            answer.acquire();
            return late;
        };
        remote::ProxyFinder finder(QUrl(QStringLiteral("https://treasury.example")), search, 50);
        const auto first = finder.find();
        const auto second = finder.find();
        QCOMPARE(test::await(first)->type(), QNetworkProxy::NoProxy);
        QCOMPARE(test::await(second)->type(), QNetworkProxy::NoProxy);
        const auto third = finder.find();
        answer.release();
        QCOMPARE(*test::await(third), late);
        QCOMPARE(*test::await(finder.find()), late);
        QCOMPARE(searches.load(), 1);
    }

    void proxy_ofTheComputer_isNotAskedForItsOwnLoopback()
    {
        FakeServer proxy([](const QByteArray&) { return FakeServer::http(200, "{}"); });
        FakeServer server([](const QByteArray&) { return FakeServer::http(200, "{}"); });
        qputenv("http_proxy", proxy.url().toEncoded());
        const auto restore = qScopeGuard([] { qunsetenv("http_proxy"); });
        remote::NetworkOptions options;
        options.server = server.url();
        options.plainLoopback = true;
        options.proxy = QStringLiteral("system");
        const auto transport = remote::networkTransport(options);
        QVERIFY(test::await((*transport)->send(get())));
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(proxy.requests().size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestProxy)
#include "test_proxy.moc"
