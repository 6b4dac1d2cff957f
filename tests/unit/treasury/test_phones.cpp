#include "phoneworld.h"

using namespace peraku;
using namespace peraku::test;

class TestPhones : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void phone_enrolledAndRemoved_roundTrip()
    {
        World world;
        const auto phone = enrolledPhone(world, world.checker);
        world.clock.advance(90);
        QVERIFY(messagesOn(world, phone).isEmpty());
        auto profile
            = wire::decodeSigningProfile(world.get("/v1/me/signing-profile", world.checker).body).value();
        QCOMPARE(profile.phones.size(), 1);
        QCOMPARE(profile.phones.first().name, QStringLiteral("Telefon Aminah"));
        QCOMPARE(profile.phones.first().lastSeen, world.clock.now);
        // The officer hears of it by ordinary mail.
        Postbox post;
        QCOMPARE(world.treasury->deliverMail(post).value(), 1);
        QCOMPARE(post.mails.first().to, world.checker.email);

        setChannel(world, world.checker, OtpChannel::App);
        QVERIFY(
            world.treasury->courier().send(messageFor(world, world.checker), secretOf("493021")).has_value());
        const auto path = "/v1/me/phones/" + phone.id.toLatin1() + "/removal";
        const auto wrong = world.handle(secretRequest(
            world, path, world.checker, wire::encode(wire::PhoneRemoval { secretOf("salah") })));
        QCOMPARE(test::problemType(wrong), QStringLiteral("wrong-password"));
        QCOMPARE(messagesOn(world, phone).size(), 1);
        const auto foreign = world.handle(secretRequest(
            world, path, world.approver, wire::encode(wire::PhoneRemoval { secretOf(test::password) })));
        QCOMPARE(foreign.status, 404);
        const auto removed = world.handle(secretRequest(
            world, path, world.checker, wire::encode(wire::PhoneRemoval { secretOf(test::password) })));
        QCOMPARE(removed.status, 204);
        QCOMPARE(look(world, phone).status, 401);
        // Its messages do not wait for the next phone, and codes fall back to e-mail.
        QVERIFY(messagesOn(world, enrolledPhone(world, world.checker)).isEmpty());
    }

    void phone_ofADeactivatedOfficer_seesNothing()
    {
        World world;
        const auto phone = enrolledPhone(world, world.checker);
        {
            const auto admin = world.admin();
            QVERIFY(admin->setActive(world.checker.ic, false).has_value());
        }
        world.reopen();
        QCOMPARE(look(world, phone).status, 401);
    }

    void enrolment_withoutThePassword_sendsNothing()
    {
        World world;
        Postbox post;
        QCOMPARE(
            test::problemType(askForPhone(world, world.checker, "salah")), QStringLiteral("wrong-password"));
        QVERIFY(world.treasury->deliverCodes(post).has_value());
        QCOMPARE(post.asked, 0);
    }

    void enrolment_guessedAt_isBurnt()
    {
        World world;
        Postbox post;
        QCOMPARE(askForPhone(world, world.checker).status, 202);
        QVERIFY(world.treasury->deliverCodes(post).has_value());
        const auto code = post.code();
        QCOMPARE(code.size(), 8);
        const auto wrong = code == "00000000" ? QByteArray("11111111") : QByteArray("00000000");
        for (int i = 0; i < 5; ++i)
            QCOMPARE(test::problemType(enrol(world, world.checker, wrong)), QStringLiteral("otp-refused"));
        QCOMPARE(test::problemType(enrol(world, world.checker, code)), QStringLiteral("link-lapsed"));
    }

    void enrolment_codeOfAnother_usedTwiceOrLate_isRefused()
    {
        World world;
        Postbox post;
        QCOMPARE(askForPhone(world, world.checker).status, 202);
        QVERIFY(world.treasury->deliverCodes(post).has_value());
        QCOMPARE(test::problemType(enrol(world, world.approver, post.code())), QStringLiteral("link-lapsed"));
        QCOMPARE(enrol(world, world.checker, post.code()).status, 201);
        QCOMPARE(test::problemType(enrol(world, world.checker, post.code())), QStringLiteral("link-lapsed"));
        QCOMPARE(askForPhone(world, world.checker).status, 202);
        QVERIFY(world.treasury->deliverCodes(post).has_value());
        world.clock.advance(600);
        QCOMPARE(test::problemType(enrol(world, world.checker, post.code())), QStringLiteral("link-lapsed"));
    }

    void enrolment_manyFromOneAddress_areSlowed()
    {
        auto config = World::fastConfig();
        config.loginsPerMinutePerAddress = 3;
        World world(config);
        for (const auto* officer : { &world.checker, &world.approver, &world.clerk })
            QCOMPARE(test::problemType(enrol(world, *officer, "12345678")), QStringLiteral("link-lapsed"));
        const auto slowed = enrol(world, world.auditor, "12345678");
        QCOMPARE(slowed.status, 429);
        QCOMPARE(slowed.header("retry-after"), QByteArray("20"));
        QCOMPARE(enrol(world, world.auditor, "12345678", QStringLiteral("10.0.0.8")).status, 410);
        world.clock.advance(20);
        QCOMPARE(enrol(world, world.auditor, "12345678").status, 410);
    }

    void requests_tooMany_arePutOff()
    {
        World world(longSessions());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(askForPhone(world, world.checker).status, 202);
        const auto sixth = askForPhone(world, world.checker);
        QCOMPARE(sixth.status, 503);
        QVERIFY(sixth.header("retry-after").toInt() > 3000);
        world.clock.advance(3601);
        const auto phone = enrolledPhone(world, world.checker);
        for (int i = 0; i < 60; ++i)
            QCOMPARE(look(world, phone).status, 200);
        QCOMPARE(look(world, phone).status, 429);
    }

    void phone_beyondFive_isRefused()
    {
        World world(longSessions());
        for (int i = 0; i < 5; ++i) {
            enrolledPhone(world, world.checker);
            world.clock.advance(900);
        }
        QCOMPARE(askForPhone(world, world.checker).status, 403);
    }
};

QTEST_GUILESS_MAIN(TestPhones)
#include "test_phones.moc"
