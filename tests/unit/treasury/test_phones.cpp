#include "world.h"

#include <secret/writer.h>
#include <treasury/roaming.h>
#include <wire/media.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace peraku;
using namespace peraku::domain;
using secret::SecureBuffer;
using test::World;

namespace {

SecureBuffer secretOf(const char* text)
{
    return SecureBuffer::copyOf(std::string_view(text));
}

/** Keeps what it is given, or refuses it. */
class Postbox : public treasury::Mailer {
public:
    struct Kept {
        QString to;
        QString text;
        QByteArray code; ///< Empty for ordinary mail.
    };
    QList<Kept> mails;
    std::optional<Error> refusal;
    int asked = 0;

    Result<Done> send(const treasury::Mail& mail, const QDateTime&) override
    {
        ++asked;
        if (refusal)
            return fail(*refusal);
        const auto code = mail.code ? secret::textOf(*mail.code) : std::string_view();
        mails.append({ mail.to, mail.text, QByteArray(code.data(), qsizetype(code.size())) });
        return Done {};
    }
    /** The code mailed last. */
    QByteArray code() const
    {
        for (auto each = mails.crbegin(); each != mails.crend(); ++each) {
            if (!each->code.isEmpty())
                return each->code;
        }
        return {};
    }
};

treasury::Request secretRequest(
    World& world, const QByteArray& path, const Officer& officer, SecureBuffer body)
{
    auto request = world.request("POST", path, officer);
    request.headers.insert("content-type", "application/json");
    request.secretBody = std::move(body);
    return request;
}

treasury::Response askForPhone(World& world, const Officer& officer, const char* word = test::password)
{
    return world.handle(secretRequest(world, "/v1/me/phones", officer,
        wire::encode(wire::PhoneRequest { QStringLiteral("Telefon Aminah"), secretOf(word) })));
}

treasury::Response enrol(World& world, const Officer& officer, const QByteArray& code)
{
    treasury::Request request;
    request.method = "POST";
    request.path = "/v1/phone/enrolment";
    request.headers.insert("content-type", "application/json");
    request.clientAddress = QStringLiteral("10.0.0.9");
    request.secretBody = wire::encode(wire::PhoneEnrolment { officer.ic, secretOf(code.constData()) });
    return world.handle(request);
}

struct TestPhone {
    QByteArray token;
    QString id;
};
TestPhone enrolledPhone(World& world, const Officer& officer)
{
    Postbox post;
    const auto asked = askForPhone(world, officer);
    if (asked.status != 202)
        qFatal("phone: %d %s", asked.status, asked.body.constData());
    if (!world.treasury->deliverCodes(post))
        qFatal("enrolment code");
    const auto answer = enrol(world, officer, post.code());
    if (answer.status != 201)
        qFatal("enrolment: %d %s", answer.status, answer.body.constData());
    const auto phone = wire::decodeEnrolledPhone(answer.secretBody.view()).value();
    const auto token = secret::textOf(phone.deviceToken);
    return { QByteArray(token.data(), qsizetype(token.size())), phone.id };
}

treasury::Response look(World& world, const TestPhone& phone)
{
    treasury::Request request;
    request.method = "GET";
    request.path = "/v1/phone/messages";
    request.headers.insert("authorization", "Bearer " + phone.token);
    return world.handle(request);
}

QJsonArray messagesOn(World& world, const TestPhone& phone)
{
    const auto answer = look(world, phone);
    if (answer.status != 200)
        qFatal("messages: %d", answer.status);
    const auto text = secret::textOf(answer.secretBody);
    return QJsonDocument::fromJson(QByteArray(text.data(), qsizetype(text.size())))
        .object()
        .value(QStringLiteral("messages"))
        .toArray();
}

void setChannel(World& world, const Officer& officer, OtpChannel channel)
{
    const auto answer
        = world.send("PUT", "/v1/me/signing-profile", officer, wire::encodeChannel(channel), -1);
    QCOMPARE(answer.status, 200);
    QCOMPARE(wire::decodeSigningProfile(answer.body)->channel, channel);
}

treasury::CodeMessage messageFor(World& world, const Officer& officer)
{
    treasury::CodeMessage message;
    message.officer = officer.ic;
    message.subject = QStringLiteral("Kod tandatangan");
    message.before = QStringLiteral("Kod: ");
    message.after = QStringLiteral("\n");
    message.nonceId = QStringLiteral("n1");
    message.summary = QStringLiteral("2 baucar, RM1,234.50");
    message.emailExpiresAt = world.clock.now.addSecs(300);
    message.appExpiresAt = world.clock.now.addSecs(120);
    return message;
}

/** Sessions outlast the hours that limits take. */
treasury::Config longSessions()
{
    auto config = World::fastConfig();
    config.accessTokenSeconds = 24 * 3600;
    return config;
}

} // namespace

class TestPhones : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // ---- codes ----
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

    // ---- phones ----
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
