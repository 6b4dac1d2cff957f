#include "phoneworld.h"

#include <QFile>

using namespace peraku;
using namespace peraku::test;

/** Which way a one-time code takes, and what becomes of it when that way fails. */
class TestCodes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void code_byEmail_isMailedAndNeverStored()
    {
        World world;
        Postbox post;
        const auto delivery
            = world.treasury->courier().send(messageFor(world, world.checker), secretOf("493021"));
        QVERIFY(delivery.has_value());
        QCOMPARE(delivery->channel, OtpChannel::Email);
        QCOMPARE(delivery->maskedTarget, domain::maskedEmail(world.checker.email));
        QCOMPARE(delivery->expiresAt, world.clock.now.addSecs(300));
        QVERIFY(world.treasury->deliverCodes(post).has_value());
        QCOMPARE(post.code(), QByteArray("493021"));
        QVERIFY(world.treasury->deliverCodes(post).has_value());
        QCOMPARE(post.asked, 1);
        for (const auto* ending : { "", "-wal" }) {
            QFile file(world.databasePath() + QLatin1String(ending));
            if (file.open(QIODevice::ReadOnly))
                QVERIFY(!file.readAll().contains("493021"));
        }
    }

    void code_whoseMailFails_isTriedUntilItEnds()
    {
        World world;
        Postbox post;
        post.refusal = Error { ErrorCode::Offline, QStringLiteral("down"), {}, true, 0 };
        QVERIFY(
            world.treasury->courier().send(messageFor(world, world.checker), secretOf("493021")).has_value());
        QVERIFY(!world.treasury->deliverCodes(post).has_value());
        QVERIFY(world.treasury->deliverCodes(post).has_value());
        QCOMPARE(post.asked, 1);
        world.clock.advance(2);
        QVERIFY(!world.treasury->deliverCodes(post).has_value());
        QCOMPARE(post.asked, 2);
        world.clock.advance(300);
        post.refusal.reset();
        QVERIFY(world.treasury->deliverCodes(post).has_value());
        QCOMPARE(post.asked, 2);
    }

    void code_newer_endsTheEarlierOnes()
    {
        World world;
        Postbox post;
        auto& courier = world.treasury->courier();
        const auto phone = enrolledPhone(world, world.checker);
        QVERIFY(courier.send(messageFor(world, world.checker), secretOf("111111")));
        QVERIFY(courier.send(messageFor(world, world.approver), secretOf("222222")));
        QVERIFY(courier.send(messageFor(world, world.checker), secretOf("333333")));
        QVERIFY(world.treasury->deliverCodes(post));
        QCOMPARE(post.codes(), (QByteArrayList { "222222", "333333" }));
        setChannel(world, world.checker, OtpChannel::App);
        QVERIFY(courier.send(messageFor(world, world.checker), secretOf("444444")));
        QCOMPARE(messagesOn(world, phone).size(), 1);
        QVERIFY(courier.send(messageFor(world, world.checker), secretOf("555555")));
        const auto messages = messagesOn(world, phone);
        QCOMPARE(messages.size(), 1);
        QCOMPARE(
            messages.first().toObject().value(QStringLiteral("code")).toString(), QStringLiteral("555555"));
        setChannel(world, world.checker, OtpChannel::Email);
        QVERIFY(courier.send(messageFor(world, world.checker), secretOf("666666")));
        QVERIFY(messagesOn(world, phone).isEmpty());
    }

    void code_supersededWhileAnotherIsSent_isNeverSent_data()
    {
        QTest::addColumn<bool>("retried");
        QTest::newRow("it waited behind another's") << false;
        QTest::newRow("its own sending failed") << true;
    }
    void code_supersededWhileAnotherIsSent_isNeverSent()
    {
        QFETCH(bool, retried);
        World world;
        Postbox post;
        auto& courier = world.treasury->courier();
        if (!retried)
            QVERIFY(courier.send(messageFor(world, world.approver), secretOf("222222")));
        QVERIFY(courier.send(messageFor(world, world.checker), secretOf("111111")));
        if (retried)
            post.refusal = Error { ErrorCode::Offline, QStringLiteral("down"), {}, true, 0 };
        post.meanwhile = [&] { QVERIFY(courier.send(messageFor(world, world.checker), secretOf("333333"))); };
        std::ignore = world.treasury->deliverCodes(post);
        post.refusal.reset();
        world.clock.advance(10);
        QVERIFY(world.treasury->deliverCodes(post));
        QCOMPARE(
            post.codes(), retried ? (QByteArrayList { "333333" }) : (QByteArrayList { "222222", "333333" }));
    }

    void code_thatEndsWhileAnotherIsSent_isNotSent()
    {
        World world;
        Postbox post;
        for (const auto& officer : { world.approver, world.checker })
            QVERIFY(world.treasury->courier().send(messageFor(world, officer), secretOf("111111")));
        post.meanwhile = [&] { world.clock.advance(301); };
        QVERIFY(world.treasury->deliverCodes(post));
        QCOMPARE(post.mails.size(), 1);
        QCOMPARE(post.mails.first().to, world.approver.email);
    }

    void code_refusedForGood_isDropped()
    {
        World world;
        Postbox post;
        post.refusal = Error { ErrorCode::InvalidInput, QStringLiteral("SMTP 550"), {}, false, 0 };
        QVERIFY(
            world.treasury->courier().send(messageFor(world, world.checker), secretOf("493021")).has_value());
        QVERIFY(!world.treasury->deliverCodes(post).has_value());
        world.clock.advance(60);
        QVERIFY(world.treasury->deliverCodes(post).has_value());
        QCOMPARE(post.asked, 1);
    }

    void code_toNobody_isUndeliverable()
    {
        World world;
        world.checker.email.clear();
        {
            const auto admin = world.admin();
            QVERIFY(admin->updateOfficer(world.checker).has_value());
        }
        world.reopen();
        const auto delivery
            = world.treasury->courier().send(messageFor(world, world.checker), secretOf("493021"));
        QCOMPARE(delivery.error().code, ErrorCode::OtpUndeliverable);
    }

    void code_byApp_isShownOnThePhoneUntilItEnds()
    {
        World world;
        const auto phone = enrolledPhone(world, world.checker);
        const auto others = enrolledPhone(world, world.approver);
        // Without the officer's choice it goes by e-mail.
        QCOMPARE(
            world.treasury->courier().send(messageFor(world, world.checker), secretOf("111111"))->channel,
            OtpChannel::Email);
        setChannel(world, world.checker, OtpChannel::App);
        const auto delivery
            = world.treasury->courier().send(messageFor(world, world.checker), secretOf("493021"));
        QCOMPARE(delivery->channel, OtpChannel::App);
        QCOMPARE(delivery->maskedTarget, QStringLiteral("Telefon Aminah"));
        QCOMPARE(delivery->expiresAt, world.clock.now.addSecs(120));
        const auto messages = messagesOn(world, phone);
        QCOMPARE(messages.size(), 1);
        QCOMPARE(
            messages.first().toObject().value(QStringLiteral("code")).toString(), QStringLiteral("493021"));
        QCOMPARE(messages.first().toObject().value(QStringLiteral("summary")).toString(),
            QStringLiteral("2 baucar, RM1,234.50"));
        QVERIFY(messagesOn(world, others).isEmpty());
        world.clock.advance(120);
        QVERIFY(messagesOn(world, phone).isEmpty());
    }

    void code_phoneThatNeverLooks_comesByEmailNext()
    {
        World world;
        const auto phone = enrolledPhone(world, world.checker);
        setChannel(world, world.checker, OtpChannel::App);
        auto& courier = world.treasury->courier();
        const auto channel = [&](const char* code) {
            return courier.send(messageFor(world, world.checker), secretOf(code))->channel;
        };
        QCOMPARE(channel("111111"), OtpChannel::App);
        world.clock.advance(30);
        QCOMPARE(channel("222222"), OtpChannel::Email);
        Postbox post;
        QVERIFY(world.treasury->deliverCodes(post).has_value());
        QCOMPARE(post.code(), QByteArray("222222"));
        // Back again, and the officer's choice holds; the code that was overtaken is gone.
        QVERIFY(messagesOn(world, phone).isEmpty());
        QCOMPARE(channel("333333"), OtpChannel::App);
    }

    void code_phoneAwayAndNoEmail_staysWithThePhone()
    {
        World world;
        const auto phone = enrolledPhone(world, world.checker);
        world.checker.email.clear();
        {
            const auto admin = world.admin();
            QVERIFY(admin->updateOfficer(world.checker).has_value());
        }
        world.reopen();
        for (const auto* code : { "111111", "222222" })
            QCOMPARE(
                world.treasury->courier().send(messageFor(world, world.checker), secretOf(code))->channel,
                OtpChannel::App);
        const auto messages = messagesOn(world, phone);
        QCOMPARE(messages.size(), 1);
        QCOMPARE(
            messages.first().toObject().value(QStringLiteral("code")).toString(), QStringLiteral("222222"));
    }
};

QTEST_GUILESS_MAIN(TestCodes)
#include "test_codes.moc"
