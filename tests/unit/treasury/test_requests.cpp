#include "world.h"

#include <QtTest>

#include <thread>

using namespace peraku;
using namespace peraku::test;
using namespace peraku::domain;

/** Idempotency, preconditions, routing and limits. */
class TestRequests : public QObject {
    Q_OBJECT
    static QByteArray pathOf(const Voucher& voucher)
    {
        return "/v1/vouchers/" + voucher.id.value().toLatin1();
    }
    static QByteArray draftBody(World& world)
    {
        return wire::encode(wire::DraftBody { world.paymentContent(World::officeA) });
    }

private Q_SLOTS:
    void repetition_sameKey_sameAnswerOneEffect()
    {
        World world;
        const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        auto request = world.request("POST", pathOf(voucher) + "/decisions", world.checker,
            world.certifyBody(world.statement(voucher, world.checker)));
        request.headers.insert("idempotency-key", world.key());
        request.headers.insert("if-match", wire::etagOf(voucher.revision));
        const auto first = world.handle(request);
        const auto second = world.handle(request);
        QCOMPARE(first.status, 200);
        QCOMPARE(second.status, 200);
        QCOMPARE(second.body, first.body);
        QCOMPARE(second.header("etag"), first.header("etag"));
        QCOMPARE(first.header("idempotency-replayed"), QByteArray());
        QCOMPARE(second.header("idempotency-replayed"), QByteArray("true"));
        QCOMPARE(world.read(voucher.id, world.clerk).certifiedSteps, 1);
        world.reopen();
        QCOMPARE(world.handle(request).body, first.body);
    }

    void repetition_sameKeyOtherBody_is422()
    {
        World world;
        const auto path = "/v1/vouchers/" + world.newId().value().toLatin1();
        auto request = world.request("PUT", path, world.clerk, draftBody(world));
        request.headers.insert("idempotency-key", world.key());
        request.headers.insert("if-none-match", "*");
        QCOMPARE(world.handle(request).status, 201);
        request.body = wire::encode(wire::DraftBody { world.paymentContent(World::officeA, 999) });
        const auto response = world.handle(request);
        QCOMPARE(response.status, 422);
        QCOMPARE(problemType(response), QStringLiteral("idempotency-key-reused"));
    }

    void repetition_ofARefusal_isJudgedAnew()
    {
        World world;
        const auto voucher = world.draft(world.clerk, world.paymentContent(World::officeA));
        auto request = world.request("POST", pathOf(voucher) + "/submission", world.clerk);
        request.headers.insert("idempotency-key", world.key());
        request.headers.insert("if-match", wire::etagOf(voucher.revision));
        QCOMPARE(world.handle(request).status, 422);
        auto upload = world.request("PUT",
            "/v1/attachments/" + voucher.content.attachments.first().sha256.value().toLatin1(), world.clerk,
            world.attachmentBytes());
        upload.headers.insert("content-type", "application/pdf");
        QCOMPARE(world.handle(upload).status, 201);
        QCOMPARE(world.handle(request).status, 200);
    }

    void parallel_sameKey_hasOneEffect()
    {
        World world;
        const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        auto request = world.request("POST", pathOf(voucher) + "/decisions", world.checker,
            world.certifyBody(world.statement(voucher, world.checker)));
        request.headers.insert("idempotency-key", world.key());
        request.headers.insert("if-match", wire::etagOf(voucher.revision));
        constexpr int count = 64;
        std::vector<std::thread> threads;
        std::vector<treasury::Response> responses(count);
        for (int i = 0; i < count; ++i)
            threads.emplace_back([&, i] { responses[std::size_t(i)] = world.treasury->handle(request); });
        for (auto& thread : threads)
            thread.join();
        int originals = 0;
        for (const auto& response : responses) {
            QCOMPARE(response.status, 200);
            QCOMPARE(response.body, responses.front().body);
            originals += response.header("idempotency-replayed").isEmpty() ? 1 : 0;
        }
        QCOMPARE(originals, 1);
        QCOMPARE(world.read(voucher.id, world.clerk).history.size(), voucher.history.size() + 1);
    }

    void parallel_otherKeys_oneWins()
    {
        World world;
        const auto voucher = world.draft(world.clerk, world.paymentContent(World::officeA));
        constexpr int count = 32;
        std::vector<treasury::Request> requests;
        for (int i = 0; i < count; ++i) {
            requests.push_back(world.request("PUT", pathOf(voucher), world.clerk, draftBody(world)));
            requests.back().headers.insert("idempotency-key", world.key());
            requests.back().headers.insert("if-match", wire::etagOf(voucher.revision));
        }
        std::atomic<int> won = 0;
        std::atomic<int> lost = 0;
        std::vector<std::thread> threads;
        for (const auto& request : requests) {
            threads.emplace_back([&] {
                const int status = world.treasury->handle(request).status;
                won += status == 200;
                lost += status == 412;
            });
        }
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(won, 1);
        QCOMPARE(lost, count - 1);
    }

    void preconditions_missingOrStale_areNamed()
    {
        World world;
        const auto voucher = world.draft(world.clerk, world.paymentContent(World::officeA));
        auto request = world.request("PUT", pathOf(voucher), world.clerk, draftBody(world));
        QCOMPARE(world.handle(request).status, 400);
        QCOMPARE(problemType(world.handle(request)), QStringLiteral("idempotency-key-required"));
        request.headers.insert("idempotency-key", "short");
        QCOMPARE(world.handle(request).status, 400);
        request.headers.insert("idempotency-key", world.key());
        QCOMPARE(world.handle(request).status, 428);
        request.headers.insert("if-match", "\"7\"");
        const auto stale = world.handle(request);
        QCOMPARE(stale.status, 412);
        QCOMPARE(stale.header("etag"), wire::etagOf(voucher.revision));
        request.headers.insert("if-match", "7");
        QCOMPARE(world.handle(request).status, 400);
    }

    void routes_unknownOrWrong_areProblems()
    {
        World world;
        QCOMPARE(world.get("/v1/nothing", world.clerk).status, 404);
        QCOMPARE(world.get("/v1/vouchers/", world.clerk).status, 404);
        const auto wrong = world.handle(world.request("PATCH", "/v1/session", world.clerk));
        QCOMPARE(wrong.status, 405);
        QCOMPARE(wrong.header("allow"), QByteArray("POST, DELETE"));
        auto text = world.request(
            "PUT", "/v1/vouchers/" + world.newId().value().toLatin1(), world.clerk, draftBody(world));
        text.headers.insert("content-type", "text/plain");
        QCOMPARE(world.handle(text).status, 415);
        text.body.clear();
        text.bodyTooLarge = true;
        QCOMPARE(world.handle(text).status, 413);
    }

    void everyAnswer_carriesApiAndTime()
    {
        World world;
        for (const auto& path : { "/v1/health", "/v1/nothing", "/v1/me", "/pki/root.crl" }) {
            const auto response = world.get(path, world.clerk);
            QCOMPARE(response.header("peraku-api"), QByteArray("1"));
            QCOMPARE(response.header("peraku-time"), QByteArray("2026-03-02T03:00:00.000Z"));
        }
    }

    void bodies_malformed_areRefusedAsSuch_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("hello");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("no content") << QByteArray("{}");
        QTest::newRow("unknown member") << QByteArray(R"({"content":{},"more":1})");
        QTest::newRow("duplicate member") << QByteArray(R"({"content":{},"content":{}})");
        QTest::newRow("deep") << QByteArray(R"({"content":)") + QByteArray(100, '[') + QByteArray(100, ']')
                + '}';
        QTest::newRow("not UTF-8") << QByteArray("{\"content\":\"\xff\"}");
    }
    void bodies_malformed_areRefusedAsSuch()
    {
        QFETCH(QByteArray, body);
        World world;
        const auto response
            = world.send("PUT", "/v1/vouchers/" + world.newId().value().toLatin1(), world.clerk, body, -1);
        QCOMPARE(response.status, 400);
        QCOMPARE(response.header("content-type"), QByteArray("application/problem+json"));
    }

    void reference_unchanged_is304()
    {
        World world;
        const auto first = world.get("/v1/reference", world.clerk);
        QCOMPARE(first.status, 200);
        QVERIFY(wire::decodeReference(first.body).has_value());
        auto again = world.request("GET", "/v1/reference", world.clerk);
        again.headers.insert("if-none-match", first.header("etag"));
        QCOMPARE(world.handle(again).status, 304);
        QVERIFY(world.handle(again).body.isEmpty());
    }

    void attachments_mustBeWhatTheySay_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("rightName");
        QTest::addColumn<int>("status");
        QTest::newRow("pdf") << QByteArray("%PDF-1.7") << QByteArray("application/pdf") << true << 201;
        QTest::newRow("png") << QByteArray("\x89PNG\r\n\x1a\n....") << QByteArray("image/png") << true << 201;
        QTest::newRow("jpeg") << QByteArray("\xff\xd8\xff....") << QByteArray("image/jpeg") << true << 201;
        QTest::newRow("other name") << QByteArray("%PDF-1.7") << QByteArray("application/pdf") << false
                                    << 400;
        QTest::newRow("png called pdf")
            << QByteArray("\x89PNG\r\n\x1a\n....") << QByteArray("application/pdf") << true << 415;
        QTest::newRow("program") << QByteArray("MZ....") << QByteArray("application/pdf") << true << 415;
        QTest::newRow("html") << QByteArray("<html>") << QByteArray("text/html") << true << 415;
    }
    void attachments_mustBeWhatTheySay()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, type);
        QFETCH(bool, rightName);
        QFETCH(int, status);
        World world;
        const auto name
            = QCryptographicHash::hash(rightName ? bytes : QByteArray("x"), QCryptographicHash::Sha256)
                  .toHex();
        auto upload = world.request("PUT", "/v1/attachments/" + name, world.clerk, bytes);
        upload.headers.insert("content-type", type);
        QCOMPARE(world.handle(upload).status, status);
        if (status != 201)
            return;
        QCOMPARE(world.handle(upload).status, 204);
        const auto read = world.get("/v1/attachments/" + name, world.clerk);
        QCOMPARE(read.body, bytes);
        QCOMPARE(read.header("content-type"), type);
        QCOMPARE(world.get("/v1/attachments/" + name, world.checker).status, 404);
    }

    void attachment_namedByAVoucher_isReadByThoseWhoSeeIt()
    {
        World world;
        const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        const auto path = "/v1/attachments/" + voucher.content.attachments.first().sha256.value().toLatin1();
        for (const auto& officer : { world.checker, world.auditor, world.checkerOfBoth })
            QCOMPARE(world.get(path, officer).status, 200);
        for (const auto& officer : { world.clerkOfB, world.checkerOfB })
            QCOMPARE(world.get(path, officer).status, 404);
    }
};

QTEST_GUILESS_MAIN(TestRequests)
#include "test_requests.moc"
