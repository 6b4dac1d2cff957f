#include "fakes.h"

#include <remote/client.h>
#include <remote/endpoints.h>

#include <QSignalSpy>
#include <QTest>

using namespace peraku;
using domain::Error;
using domain::ErrorCode;
using domain::fail;
using domain::Result;
using remote::Call;
using remote::HttpRequest;
using remote::HttpResponse;
using test::FakeTransport;

namespace {

secret::SecureBuffer secretOf(const char* text)
{
    return secret::SecureBuffer::copyOf(std::string_view(text));
}

struct Fixture {
    FakeTransport transport;
    test::FakeClock clock;
    test::SeededRng rng;
    test::FakeScheduler scheduler { clock };
    remote::Client client { transport, clock, rng, scheduler };

    Fixture() { client.openSession({ secretOf("access-1"), secretOf("refresh-1") }); }

    static Call get(int attempts = 1)
    {
        Call call;
        call.request.path = "/v1/thing";
        call.attempts = attempts;
        return call;
    }
    static HttpResponse problem(ErrorCode code, int status)
    {
        auto problem = wire::toProblem({ code, {}, {}, false, 0 });
        problem.status = status;
        return FakeTransport::response(status, wire::encode(problem), "application/problem+json");
    }
    HttpResponse session(const char* access, const char* refresh) const
    {
        wire::SessionResponse body;
        body.accessToken = secretOf(access);
        body.refreshToken = secretOf(refresh);
        body.expiresIn = 900;
        body.officer.ic = *domain::Ic::parse(QStringLiteral("800101145001"));
        body.officer.name = QStringLiteral("Aminah");
        body.officer.office = domain::OfficeCode(QStringLiteral("12345678"));
        body.serverTime = clock.now;
        auto made = FakeTransport::response(200);
        made.secretBody = wire::encode(body);
        return made;
    }
};

} // namespace

class TestClient : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answer_withoutPerakuApi_isSomebodyElse()
    {
        Fixture f;
        f.transport.answer = [](const HttpRequest&) {
            HttpResponse portal;
            portal.status = 200;
            portal.headers = { { "content-type", "text/html" } };
            portal.body = "<html>Please log in to the hotel's network</html>";
            return portal;
        };
        const auto answer = test::await(f.client.call(Fixture::get()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::NotATreasury);
        QVERIFY(answer.error().retryable);
    }

    void answerOfAnotherVersion_saysWhichIsOlder_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("newer") << QByteArray("2") << ErrorCode::VersionTooOld;
        QTest::newRow("older") << QByteArray("0") << ErrorCode::TreasuryTooOld;
        QTest::newRow("unheard of") << QByteArray("next") << ErrorCode::VersionTooOld;
    }
    void answerOfAnotherVersion_saysWhichIsOlder()
    {
        QFETCH(QByteArray, version);
        QFETCH(ErrorCode, code);
        Fixture f;
        f.transport.answer = [&](const HttpRequest&) {
            HttpResponse answer;
            answer.status = 200;
            answer.headers = { { "peraku-api", version } };
            return answer;
        };
        const auto answer = test::await(f.client.call(Fixture::get()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, code);
        QVERIFY(!answer.error().retryable);
    }

    void problem_becomesItsError_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("retryable");
        for (const int status : { 400, 403, 404, 409, 410, 412, 413, 415, 422, 428 })
            QTest::addRow("%d", status) << status << false;
        for (const int status : { 408, 425, 429, 500, 502, 503, 504 })
            QTest::addRow("%d", status) << status << true;
    }
    void problem_becomesItsError()
    {
        QFETCH(int, status);
        QFETCH(bool, retryable);
        for (const bool document : { true, false }) {
            Fixture f;
            f.transport.answer = [&](const HttpRequest&) {
                return document ? Fixture::problem(ErrorCode::NotFound, status)
                                : FakeTransport::response(status, "no json", "text/plain");
            };
            const auto answer = test::await(f.client.call(Fixture::get()));
            QVERIFY(!answer);
            QCOMPARE(answer.error().retryable, retryable);
            if (document)
                QCOMPARE(answer.error().code, ErrorCode::NotFound);
        }
    }

    void retryAfter_isReadAsSecondsAndAsDate()
    {
        Fixture f;
        QByteArray value = "17";
        f.transport.answer = [&](const HttpRequest&) {
            auto busy = FakeTransport::response(503, "", "text/plain");
            busy.headers.push_back({ "retry-after", value });
            return busy;
        };
        QCOMPARE(test::await(f.client.call(Fixture::get())).error().retryAfterSeconds, 17);
        value = f.clock.now.addSecs(90).toString(Qt::RFC2822Date).toLatin1();
        QCOMPARE(test::await(f.client.call(Fixture::get())).error().retryAfterSeconds, 90);
        value = "soon";
        QCOMPARE(test::await(f.client.call(Fixture::get())).error().retryAfterSeconds, 0);
    }

    void perakuTime_givesTheOffset()
    {
        Fixture f;
        const QSignalSpy heard(&f.client, &remote::Client::clockHeardChanged);
        f.transport.answer = [&](const HttpRequest&) {
            auto answer = FakeTransport::response(200, "{}");
            answer.headers.push_back(
                { "peraku-time", f.clock.now.addSecs(600).toString(Qt::ISODateWithMs).toLatin1() });
            return answer;
        };
        QVERIFY(test::await(f.client.call(Fixture::get())));
        QCOMPARE(f.client.clockOffsetMs(), 600'000);
        QCOMPARE(heard.size(), 1);
    }

    void expiredToken_isRefreshedOnceForAllWhoWait()
    {
        Fixture f;
        f.transport.answer = [&](const HttpRequest& request) -> Result<HttpResponse> {
            if (request.path == "/v1/session/refresh")
                return f.session("access-2", "refresh-2");
            const auto token = std::string_view(
                reinterpret_cast<const char*>(request.bearer.bytes()), request.bearer.size());
            if (token == "access-1")
                return Fixture::problem(ErrorCode::SessionExpired, 401);
            return FakeTransport::response(200, "{}");
        };
        auto first = f.client.call(Fixture::get());
        auto second = f.client.call(Fixture::get());
        auto third = f.client.call(Fixture::get());
        QVERIFY(test::await(first));
        QVERIFY(test::await(second));
        QVERIFY(test::await(third));
        QCOMPARE(f.transport.log.count("POST /v1/session/refresh"), 1);
        QCOMPARE(f.transport.log.count("GET /v1/thing"), 6);
    }

    void refreshRefused_endsTheSession()
    {
        Fixture f;
        const QSignalSpy expired(&f.client, &remote::Client::sessionExpired);
        f.transport.answer
            = [](const HttpRequest&) { return Fixture::problem(ErrorCode::SessionExpired, 401); };
        const auto answer = test::await(f.client.call(Fixture::get()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::SessionExpired);
        QCOMPARE(expired.size(), 1);
        QVERIFY(!f.client.hasSession());
    }

    void refreshWhoseAnswerWasLost_isRepeatedWithItsKey()
    {
        Fixture f;
        int refreshes = 0;
        f.transport.answer = [&](const HttpRequest& request) -> Result<HttpResponse> {
            if (request.path != "/v1/session/refresh")
                return refreshes < 2 ? Result<HttpResponse>(Fixture::problem(ErrorCode::SessionExpired, 401))
                                     : FakeTransport::response(200, "{}");
            if (++refreshes == 1)
                return fail(Error { ErrorCode::Offline, {}, {}, true, 0 });
            return f.session("access-2", "refresh-2");
        };
        auto future = f.client.call(Fixture::get());
        QTRY_COMPARE(f.scheduler.delays.size(), 1);
        f.scheduler.advance(2'000);
        QVERIFY(test::await(future));
        QList<QByteArray> keys;
        for (qsizetype i = 0; i < f.transport.log.size(); ++i) {
            for (const auto& [name, value] : f.transport.headers.at(i)) {
                if (name == "Idempotency-Key")
                    keys.append(value);
            }
        }
        QCOMPARE(keys.size(), 2);
        QCOMPARE(keys.first(), keys.last());
    }

    void logOutWhileRefreshing_endsWhoWaits_andStaysLoggedOut()
    {
        Fixture f;
        f.transport.answer = [&](const HttpRequest& request) -> Result<HttpResponse> {
            if (request.path == "/v1/session/refresh") {
                f.client.closeSession();
                return f.session("access-2", "refresh-2");
            }
            return Fixture::problem(ErrorCode::SessionExpired, 401);
        };
        const auto answer = test::await(f.client.call(Fixture::get()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::SessionExpired);
        QVERIFY(!f.client.hasSession());
    }

    void retry_nextOfficerLoggedIn_isNotSentInTheirName()
    {
        Fixture f;
        f.transport.answer = [](const HttpRequest&) -> Result<HttpResponse> {
            return fail(Error { ErrorCode::Offline, {}, {}, true, 0 });
        };
        auto future = f.client.call(Fixture::get(3));
        QTRY_COMPARE(f.scheduler.delays.size(), 1);
        f.client.closeSession();
        f.client.openSession({ secretOf("other-access"), secretOf("other-refresh") });
        f.scheduler.advance(2'000);
        const auto answer = test::await(future);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::SessionExpired);
        QCOMPARE(f.transport.log.size(), 1);
    }

    void breaker_limitReached_staysClosed()
    {
        Fixture f;
        f.transport.answer = [](const HttpRequest&) { return Fixture::problem(ErrorCode::ServerBusy, 429); };
        for (int i = 0; i < 7; ++i)
            QVERIFY(!test::await(f.client.call(Fixture::get())));
        QCOMPARE(f.transport.log.size(), 7);
    }

    void keyedRequest_isRepeated_unkeyedIsNot()
    {
        Fixture f;
        f.transport.answer = [](const HttpRequest&) -> Result<HttpResponse> {
            return fail(Error { ErrorCode::Offline, {}, {}, true, 0 });
        };
        auto post = Fixture::get(3);
        post.request.method = remote::Method::Post;
        QVERIFY(!test::await(f.client.call(std::move(post))));
        QCOMPARE(f.transport.log.size(), 1);

        auto keyed = Fixture::get(3);
        keyed.request.method = remote::Method::Post;
        keyed.request.headers.push_back({ "Idempotency-Key", "00112233445566778899aabbccddeeff" });
        auto future = f.client.call(std::move(keyed));
        for (int i = 0; i < 2; ++i) {
            QTRY_COMPARE(f.transport.log.size(), 2 + i);
            QCoreApplication::processEvents();
            QTRY_COMPARE(f.scheduler.delays.size(), 1 + i);
            f.scheduler.advance(5'000);
        }
        QVERIFY(!test::await(future));
        QCOMPARE(f.transport.log.size(), 4);
    }

    void breaker_opensAfterFive_letsOneProbeThrough_closesOnSuccess()
    {
        Fixture f;
        bool up = false;
        f.transport.answer = [&](const HttpRequest&) -> Result<HttpResponse> {
            if (up)
                return FakeTransport::response(200, "{}");
            return fail(Error { ErrorCode::Offline, {}, {}, true, 0 });
        };
        for (int i = 0; i < 5; ++i)
            QVERIFY(!test::await(f.client.call(Fixture::get())));
        QVERIFY(!test::await(f.client.call(Fixture::get())));
        QCOMPARE(f.transport.log.size(), 5);

        up = true;
        auto asked = Fixture::get();
        asked.probe = true;
        QVERIFY(test::await(f.client.call(std::move(asked))));
        QVERIFY(test::await(f.client.call(Fixture::get())));
        QCOMPARE(f.transport.log.size(), 7);
    }

    void backoff_staysUnderItsCeiling_andHonoursRetryAfter()
    {
        test::SeededRng rng;
        const remote::Backoff backoff(rng);
        QCOMPARE(remote::Backoff::ceilingMs(1), 1'000);
        QCOMPARE(remote::Backoff::ceilingMs(4), 8'000);
        QCOMPARE(remote::Backoff::ceilingMs(1'000), remote::Backoff::longestMs);
        qint64 smallest = remote::Backoff::longestMs;
        qint64 largest = 0;
        for (int i = 0; i < 2'000; ++i) {
            const auto delay = backoff.delayMs(5, {});
            smallest = std::min(smallest, delay);
            largest = std::max(largest, delay);
        }
        QVERIFY(smallest < 500 && smallest >= 0);
        QVERIFY(largest > 15'000 && largest < 16'000);
        Error busy;
        busy.retryAfterSeconds = 120;
        QVERIFY(backoff.delayMs(1, busy) >= 120'000);
    }
};

QTEST_GUILESS_MAIN(TestClient)
#include "test_client.moc"
