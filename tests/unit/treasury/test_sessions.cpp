#include "world.h"

#include <QtTest>

#include <thread>

using namespace peraku;
using namespace peraku::test;
using namespace peraku::domain;
using namespace Qt::StringLiterals;

/** Log-in, locks, tokens and passwords. */
class TestSessions : public QObject {
    Q_OBJECT
    static QByteArray bytes(const secret::SecureBuffer& buffer)
    {
        return { reinterpret_cast<const char*>(buffer.bytes()), qsizetype(buffer.size()) };
    }
    static secret::SecureBuffer secretOf(const QByteArray& text)
    {
        return secret::SecureBuffer::copyOf(std::string_view(text.constData(), size_t(text.size())));
    }
    static wire::SessionResponse session(const treasury::Response& response)
    {
        auto decoded = wire::decodeSessionResponse(response.secretBody.view());
        if (!decoded)
            qFatal("session: %s", qPrintable(decoded.error().detail));
        return std::move(*decoded);
    }
    static treasury::Response refresh(World& world, const QByteArray& token, const QByteArray& key)
    {
        treasury::Request request;
        request.method = "POST";
        request.path = "/v1/session/refresh";
        request.headers.insert("content-type", "application/json");
        if (!key.isEmpty())
            request.headers.insert("idempotency-key", key);
        request.secretBody = wire::encode(wire::RefreshRequest { secretOf(token) });
        return world.handle(request);
    }
    static void fiveWrongTries(World& world, const QString& device)
    {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(world.logIn(world.clerk.ic, "Salah-Sekali-99", u"10.0.0.1"_s, device).status, 401);
    }
    static int me(World& world, const QByteArray& token)
    {
        treasury::Request request;
        request.method = "GET";
        request.path = "/v1/me";
        request.headers.insert("authorization", "Bearer " + token);
        return world.handle(request).status;
    }
    static treasury::Response change(World& world, const QByteArray& token, const QByteArray& current,
        const QByteArray& next, const QByteArray& key)
    {
        treasury::Request request;
        request.method = "POST";
        request.path = "/v1/me/password";
        request.headers = { { "authorization", "Bearer " + token }, { "content-type", "application/json" },
            { "idempotency-key", key } };
        request.secretBody = wire::encode(wire::PasswordChangeRequest { secretOf(current), secretOf(next) });
        return world.handle(request);
    }

    static QString deviceNamed(int number)
    {
        return QStringLiteral("%1").arg(number, 64, 16, QLatin1Char('0'));
    }

private Q_SLOTS:
    void logIn_rightPassword_givesTokensAndRecovery()
    {
        World world;
        const auto response = world.logIn(world.clerk.ic, password);
        QCOMPARE(response.status, 201);
        QCOMPARE(response.header("cache-control"), QByteArray("no-store"));
        QVERIFY(response.body.isEmpty());
        const auto first = session(response);
        QCOMPARE(first.officer, world.clerk);
        QCOMPARE(first.expiresIn, 900);
        QCOMPARE(first.recoverySecret.size(), 32);
        QCOMPARE(first.serverTime, world.clock.now);
        QCOMPARE(session(world.logIn(world.clerk.ic, password)).recoverySecret, first.recoverySecret);
        QCOMPARE(me(world, bytes(first.accessToken)), 200);
        world.clock.advance(900);
        QCOMPARE(me(world, bytes(first.accessToken)), 401);
    }

    void logIn_wrongOrUnknown_looksTheSame()
    {
        World world;
        const auto wrong = world.logIn(world.clerk.ic, "Salah-Sekali-99");
        const auto unknown = world.logIn(*Ic::parse(QStringLiteral("900202105555")), "Salah-Sekali-99");
        QCOMPARE(wrong.status, 401);
        QCOMPARE(unknown.status, 401);
        QCOMPARE(unknown.body, wrong.body);
    }

    void fiveFailures_lockWithTimeOut_alsoForUnknownOfficers()
    {
        World world;
        for (const auto& ic : { world.clerk.ic, *Ic::parse(QStringLiteral("900202105555")) }) {
            for (int i = 0; i < 5; ++i)
                QCOMPARE(world.logIn(ic, "Salah-Sekali-99").status, 401);
            const auto locked = world.logIn(ic, password);
            QCOMPARE(problemType(locked), QStringLiteral("account-locked"));
            QCOMPARE(locked.header("retry-after"), QByteArray("900"));
        }
        world.clock.advance(900);
        QCOMPARE(world.logIn(world.clerk.ic, "Salah-Sekali-99").status, 401);
        QCOMPARE(world.logIn(world.clerk.ic, password).header("retry-after"), QByteArray("1800"));
        world.clock.advance(1800);
        QCOMPARE(world.logIn(world.clerk.ic, password).status, 201);
        QCOMPARE(world.logIn(world.clerk.ic, "Salah-Sekali-99").status, 401);
        QCOMPARE(world.logIn(world.clerk.ic, password).status, 201);
    }

    void strangersTries_lockNobodyAtAKnownPc()
    {
        World world;
        const auto own = deviceNamed(0);
        QCOMPARE(world.logIn(world.clerk.ic, password, u"10.0.0.1"_s, own).status, 201);
        int evaluated = 0;
        for (int i = 1; i <= 10'000; ++i)
            evaluated += world
                             .logIn(world.clerk.ic, "Salah-Sekali-99",
                                 QStringLiteral("10.1.%1.%2").arg(i / 250).arg(i % 250), deviceNamed(i))
                             .status
                == 401;
        QCOMPARE(evaluated, 5);
        QCOMPARE(problemType(world.logIn(world.clerk.ic, password)), u"account-locked"_s);
        QCOMPARE(world.logIn(world.clerk.ic, password, u"10.0.0.1"_s, own).status, 201);
        // Being at home does not give the strangers a new start.
        QCOMPARE(problemType(world.logIn(world.clerk.ic, password)), u"account-locked"_s);
    }

    void knownPc_isLockedByItsOwnTriesAlone()
    {
        World world;
        const auto own = deviceNamed(0);
        QCOMPARE(world.logIn(world.clerk.ic, password, u"10.0.0.1"_s, own).status, 201);
        fiveWrongTries(world, own);
        QCOMPARE(problemType(world.logIn(world.clerk.ic, password, u"10.0.0.1"_s, own)), u"account-locked"_s);
        QCOMPARE(world.logIn(world.clerk.ic, password).status, 201);
        world.admin()->unlock(world.clerk.ic).value();
        world.reopen();
        QCOMPARE(world.logIn(world.clerk.ic, password, u"10.0.0.1"_s, own).status, 201);
    }

    void pcOfAColleague_isAStrangers()
    {
        World world;
        const auto colleagues = deviceNamed(0);
        QCOMPARE(world.logIn(world.otherClerk.ic, password, u"10.0.0.1"_s, colleagues).status, 201);
        fiveWrongTries(world, colleagues);
        QCOMPARE(problemType(world.logIn(world.clerk.ic, "Salah-Sekali-99", u"10.0.0.1"_s, deviceNamed(1))),
            u"account-locked"_s);
    }

    void knownPcs_areFew_soThatTriesStayBounded()
    {
        World world;
        for (int i = 0; i < 30; ++i) {
            world.clock.advance(1);
            QCOMPARE(world.logIn(world.clerk.ic, password, u"10.0.0.1"_s, deviceNamed(i)).status, 201);
        }
        int evaluated = 0;
        for (int round = 0; round < 10; ++round) {
            for (int i = 0; i < 60; ++i)
                evaluated
                    += world.logIn(world.clerk.ic, "Salah-Sekali-99", u"10.0.0.1"_s, deviceNamed(i)).status
                    == 401;
        }
        QCOMPARE(evaluated, 5 * (10 + 1));
    }

    void passwordChange_atAKnownPc_isNotLockedByStrangers()
    {
        World world;
        const auto begun = session(world.logIn(world.clerk.ic, password, u"10.0.0.1"_s, deviceNamed(0)));
        for (int i = 0; i < 6; ++i)
            world.logIn(world.clerk.ic, "Salah-Sekali-99");
        QCOMPARE(
            change(world, bytes(begun.accessToken), password, "Rahsia-Baharu-77", world.key()).status, 204);
    }

    void deviceThatIsNoName_isRefused_data()
    {
        QTest::addColumn<QString>("device");
        QTest::newRow("short") << u"ab"_s;
        QTest::newRow("upper case") << QString(64, u'A');
        QTest::newRow("too long") << QString(65, u'a');
    }
    void deviceThatIsNoName_isRefused()
    {
        QFETCH(QString, device);
        World world;
        QCOMPARE(world.logIn(world.clerk.ic, password, u"10.0.0.1"_s, device).status, 400);
    }

    void parallelGuesses_evaluateFiveAtMost()
    {
        World world;
        std::atomic<int> evaluated = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 40; ++i)
            threads.emplace_back(
                [&] { evaluated += world.logIn(world.clerk.ic, "Salah-Sekali-99").status == 401; });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(evaluated, 5);
    }

    void manyLogIns_fromOneAddress_areSlowed()
    {
        auto config = World::fastConfig();
        config.loginsPerMinutePerAddress = 3;
        World world(config);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(world.logIn(world.clerk.ic, password).status, 201);
        const auto slowed = world.logIn(world.clerk.ic, password);
        QCOMPARE(slowed.status, 429);
        QCOMPARE(slowed.header("retry-after"), QByteArray("20"));
        QCOMPARE(world.logIn(world.clerk.ic, password, QStringLiteral("10.0.0.2")).status, 201);
        world.clock.advance(20);
        QCOMPARE(world.logIn(world.clerk.ic, password).status, 201);
    }

    void refresh_rotates_andReuseEndsTheSession()
    {
        World world;
        const auto first = session(world.logIn(world.clerk.ic, password));
        const auto second = session(refresh(world, bytes(first.refreshToken), world.key()));
        QVERIFY(second.recoverySecret.isEmpty());
        QCOMPARE(me(world, bytes(first.accessToken)), 401);
        QCOMPARE(me(world, bytes(second.accessToken)), 200);
        QCOMPARE(refresh(world, bytes(first.refreshToken), world.key()).status, 401);
        QCOMPARE(me(world, bytes(second.accessToken)), 401);
        QCOMPARE(refresh(world, bytes(second.refreshToken), world.key()).status, 401);
    }

    void refresh_lostAnswer_isGivenAgainForAMinute()
    {
        World world;
        const auto first = session(world.logIn(world.clerk.ic, password));
        const auto key = world.key();
        const auto lost = session(refresh(world, bytes(first.refreshToken), key));
        world.clock.advance(30);
        const auto again = session(refresh(world, bytes(first.refreshToken), key));
        QCOMPARE(me(world, bytes(again.accessToken)), 200);
        QCOMPARE(me(world, bytes(lost.accessToken)), 401);
        world.clock.advance(60);
        QCOMPARE(refresh(world, bytes(first.refreshToken), key).status, 401);
        QCOMPARE(me(world, bytes(again.accessToken)), 401);
    }

    void refresh_afterSuccessorWasUsed_endsTheSession()
    {
        World world;
        const auto first = session(world.logIn(world.clerk.ic, password));
        const auto key = world.key();
        const auto second = session(refresh(world, bytes(first.refreshToken), key));
        const auto third = session(refresh(world, bytes(second.refreshToken), world.key()));
        QCOMPARE(refresh(world, bytes(first.refreshToken), key).status, 401);
        QCOMPARE(me(world, bytes(third.accessToken)), 401);
    }

    void logOut_endsTheSession()
    {
        World world;
        const auto token = world.token(world.clerk);
        QCOMPARE(world.handle(world.request("DELETE", "/v1/session", world.clerk)).status, 204);
        QCOMPARE(me(world, token), 401);
    }

    void deactivatedOfficer_isOut()
    {
        World world;
        const auto token = world.token(world.clerk);
        QVERIFY(world.admin()->setActive(world.clerk.ic, false).has_value());
        world.reopen();
        QCOMPARE(me(world, token), 401);
        QCOMPARE(problemType(world.logIn(world.clerk.ic, password)), QStringLiteral("account-inactive"));
        QCOMPARE(
            problemType(world.logIn(world.clerk.ic, "Salah-Sekali-99")), QStringLiteral("wrong-password"));
    }

    void mustChange_allowsNothingElse()
    {
        World world;
        QVERIFY(world.admin()->setPassword(world.clerk.ic, secretOf("Sementara-Saja-1"), true).has_value());
        world.reopen();
        const auto begun = session(world.logIn(world.clerk.ic, "Sementara-Saja-1"));
        QVERIFY(begun.passwordMustChange);
        treasury::Request request;
        request.method = "GET";
        request.path = "/v1/changes";
        request.headers.insert("authorization", "Bearer " + bytes(begun.accessToken));
        QCOMPARE(problemType(world.handle(request)), QStringLiteral("password-must-change"));
        QCOMPARE(me(world, bytes(begun.accessToken)), 200);
        QCOMPARE(change(world, bytes(begun.accessToken), "Sementara-Saja-1", "Kekal-Rahsia-22", world.key())
                     .status,
            204);
        QCOMPARE(world.handle(request).status, 200);
    }

    void passwordChange_weakOrSame_isRefusedWithFindings_data()
    {
        QTest::addColumn<QByteArray>("next");
        QTest::addColumn<QByteArray>("finding");
        QTest::newRow("short") << QByteArray("Aa1-aaaaaaa") << QByteArray("finding.password-length");
        QTest::newRow("no lower") << QByteArray("AAAAAAAAAA-1") << QByteArray("finding.password-lower");
        QTest::newRow("no upper") << QByteArray("aaaaaaaaaa-1") << QByteArray("finding.password-upper");
        QTest::newRow("no digit") << QByteArray("Aaaaaaaaaa-a") << QByteArray("finding.password-digit");
        QTest::newRow("no special") << QByteArray("Aaaaaaaaaaa1") << QByteArray("finding.password-special");
        QTest::newRow("same") << QByteArray(password) << QByteArray("finding.password-same");
    }
    void passwordChange_weakOrSame_isRefusedWithFindings()
    {
        QFETCH(QByteArray, next);
        QFETCH(QByteArray, finding);
        World world;
        const auto response = change(world, world.token(world.clerk), password, next, world.key());
        QCOMPARE(response.status, 422);
        QVERIFY2(response.body.contains(finding), response.body.constData());
        QCOMPARE(response.body.count("finding."), 1);
    }

    void passwordChange_endsOtherSessions_andCanBeRepeated()
    {
        World world;
        const auto other = session(world.logIn(world.clerk.ic, password));
        const auto token = world.token(world.clerk);
        const auto key = world.key();
        QCOMPARE(change(world, token, password, "Kekal-Rahsia-22", key).status, 204);
        QCOMPARE(me(world, bytes(other.accessToken)), 401);
        QCOMPARE(me(world, token), 200);
        QCOMPARE(change(world, token, password, "Kekal-Rahsia-22", key).status, 204);
        QCOMPARE(change(world, token, password, "Lain-Rahsia-333", key).status, 401);
        QCOMPARE(world.logIn(world.clerk.ic, "Kekal-Rahsia-22").status, 201);
    }

    void secrets_areNowhereInTheDatabase()
    {
        World world;
        const auto begun = session(world.logIn(world.clerk.ic, password));
        world.treasury.reset();
        for (const auto& name : { QString(), QStringLiteral("-wal") }) {
            QFile file(world.databasePath() + name);
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const auto content = file.readAll();
            QVERIFY(!content.contains(password));
            QVERIFY(!content.contains(bytes(begun.accessToken)));
            QVERIFY(!content.contains(bytes(begun.refreshToken)));
        }
    }
};

QTEST_GUILESS_MAIN(TestSessions)
#include "test_sessions.moc"
