#include <secret/writer.h>
#include <wire/media.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace peraku;
using namespace peraku::domain;
using secret::SecureBuffer;

namespace {

const QDateTime at(QDate(2026, 3, 2), QTime(3, 4, 5, 678), Qt::UTC);

SecureBuffer secretOf(const char* text)
{
    return SecureBuffer::copyOf(std::string_view(text));
}

MediaGrants sample()
{
    MediaGrants media;
    media.officer = Ic::parse(QStringLiteral("800101145001")).value();
    media.processNo = 22;
    media.grants
        = { { SigningMedium::Token, true, false, Error { ErrorCode::MediumSwitchedOff, {}, {}, false, 0 } },
              { SigningMedium::RoamingOtp, false, true, std::nullopt } };
    media.preferred = SigningMedium::RoamingOtp;
    media.channel = OtpChannel::App;
    media.maskedEmail = QStringLiteral("a***n@contoh.my");
    media.roamingOnlyProcesses = { 22, 34 };
    return media;
}

} // namespace

class TestMedia : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void grants_writtenAndRead_areTheSame()
    {
        const auto back = wire::decodeMediaGrants(wire::encode(sample()));
        QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().detail));
        QCOMPARE(*back, sample());
    }

    void grants_thatAreNone_areRefused_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("process") << "process" << QJsonValue(51);
        QTest::newRow("medium") << "preferred" << QJsonValue("card");
        QTest::newRow("processes") << "roamingOnlyProcesses" << QJsonValue(QJsonArray { 0 });
        QTest::newRow("a fraction") << "roamingOnlyProcesses" << QJsonValue(QJsonArray { "22" });
        QTest::newRow("grants") << "grants" << QJsonValue(QJsonArray { 1 });
        QTest::newRow("officer") << "officer" << QJsonValue("8001");
        QTest::newRow("e-mail") << "maskedEmail" << QJsonValue(QString(300, QLatin1Char('x')));
    }
    void grants_thatAreNone_areRefused()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        auto object = QJsonDocument::fromJson(wire::encode(sample())).object();
        object.insert(member, value);
        QVERIFY(!wire::decodeMediaGrants(QJsonDocument(object).toJson()).has_value());
    }

    void profile_writtenAndRead_isTheSame()
    {
        const SigningProfile profile { OtpChannel::App, QStringLiteral("a***n@contoh.my"),
            { { QStringLiteral("0123456789abcdef"), QStringLiteral("Telefon"), at, at } } };
        QCOMPARE(wire::decodeSigningProfile(wire::encode(profile)).value(), profile);
    }

    void requests_withUnknownOrMissingMembers_areRefused()
    {
        const auto phone = wire::decodePhoneRequest(
            wire::encode(wire::PhoneRequest { QStringLiteral("Telefon"), secretOf("a\"b") }).view());
        QVERIFY(phone.has_value());
        QCOMPARE(secret::textOf(phone->password), std::string_view("a\"b"));
        for (const char* body : { "{\"name\":\"a\"}", "{\"name\":\"a\",\"password\":\"b\",\"x\":1}",
                 "{\"password\":\"b\"}", "[]" })
            QVERIFY2(!wire::decodePhoneRequest(secretOf(body).view()).has_value(), body);
        const auto longName = "{\"password\":\"b\",\"name\":\"" + QByteArray(41, 'x') + "\"}";
        QVERIFY(!wire::decodePhoneRequest(secretOf(longName.constData()).view()).has_value());
        QVERIFY(!wire::decodeChannel("{\"channel\":\"sms\"}").has_value());
        QVERIFY(!wire::decodeChannel("{\"channel\":\"app\",\"x\":1}").has_value());
    }

    void messages_severalAndNone_areWholeJson_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("none") << 0;
        QTest::newRow("one") << 1;
        QTest::newRow("three") << 3;
    }
    void messages_severalAndNone_areWholeJson()
    {
        QFETCH(int, count);
        std::vector<wire::PhoneMessage> messages;
        for (int i = 0; i < count; ++i)
            messages.push_back(
                { QStringLiteral("0123456789abcdef"), secretOf("493021"), QStringLiteral("Kod \"x\""),
                    QStringLiteral("2 baucar, RM1,234.50"), QStringLiteral("n1"), at, at });
        const auto encoded = wire::encode(messages, 2);
        const auto text = secret::textOf(encoded);
        const auto object = QJsonDocument::fromJson(QByteArray(text.data(), qsizetype(text.size()))).object();
        QCOMPARE(object.value(QStringLiteral("pollSeconds")).toInt(), 2);
        const auto array = object.value(QStringLiteral("messages")).toArray();
        QCOMPARE(array.size(), count);
        for (const auto& each : array)
            QCOMPARE(each.toObject().value(QStringLiteral("code")).toString(), QStringLiteral("493021"));
    }

    void email_masked_showsItsEndsOnly_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("masked");
        QTest::newRow("long") << "aminah@contoh.my"
                              << "a***h@contoh.my";
        QTest::newRow("two") << "am@contoh.my"
                             << "a***@contoh.my";
        QTest::newRow("one") << "a@contoh.my"
                             << "a***@contoh.my";
        QTest::newRow("none") << ""
                              << "";
        QTest::newRow("no address") << "aminah"
                                    << "";
    }
    void email_masked_showsItsEndsOnly()
    {
        QFETCH(QString, address);
        QTEST(maskedEmail(address), "masked");
    }
};

QTEST_GUILESS_MAIN(TestMedia)
#include "test_media.moc"
