#include <support/samples.h>
#include <wire/messages.h>

#include <QTest>

#include <rapidcheck.h>
#include <span>

using namespace peraku;
using namespace peraku::wire;
using secret::SecureBuffer;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& text)
{
    return std::as_bytes(std::span(text.constData(), std::size_t(text.size())));
}
QByteArray plain(const SecureBuffer& buffer)
{
    return { reinterpret_cast<const char*>(buffer.data()), qsizetype(buffer.size()) };
}
SecureBuffer secretOf(const QByteArray& text)
{
    return SecureBuffer::copyOf(std::string_view(text.constData(), std::size_t(text.size())));
}

SessionResponse sampleSession()
{
    SessionResponse session;
    session.accessToken = secretOf("access.\"token\"");
    session.expiresIn = 900;
    session.refreshToken = secretOf("refresh-token");
    session.officer = test::Samples(61).officer(domain::Role::Approver);
    session.officer.servedOffices = { domain::OfficeCode(QStringLiteral("27010202")) };
    session.passwordMustChange = true;
    session.recoverySecret = QByteArray(32, '\x7f');
    session.policy = { 7, 60, 5, false };
    session.serverTime = QDateTime(QDate(2026, 6, 30), QTime(1, 2, 3, 456), Qt::UTC);
    return session;
}

} // namespace

/** Bodies that hold passwords and tokens; these never touch a QString or QByteArray of the product. */
class TestSecrets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void login_anyPassword_roundTrips()
    {
        const auto ic = test::Samples(62).ic();
        QVERIFY(rc::check("passwords of any bytes", [&] {
            const auto password = QByteArray::fromStdString(*rc::gen::arbitrary<std::string>());
            const auto device = *rc::gen::arbitrary<bool>() ? QString(64, QLatin1Char('f')) : QString();
            const auto body = encode(LoginRequest { ic, secretOf(password), device });
            const auto decoded = decodeLoginRequest(body.view());
            RC_ASSERT(decoded.has_value());
            RC_ASSERT(decoded->device == device);
            RC_ASSERT(decoded->ic == ic);
            RC_ASSERT(plain(decoded->password) == password);
        }));
    }

    void login_escapes_areResolved()
    {
        const auto decoded = decodeLoginRequest(
            bytesOf("{ \"password\" : \"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20ac\\ud83d\\ude00z\" , "
                    "\"ic\":\"800101145001\" }"));
        QVERIFY(decoded);
        QCOMPARE(
            plain(decoded->password), QByteArray("a\"\\/\b\f\n\r\tA\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z"));
    }

    void login_broken_refused_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char* name, const char* body) { QTest::newRow(name) << QByteArray(body); };
        row("nothing", "");
        row("not JSON", "ic=800101145001&password=x");
        row("array", "[]");
        row("empty", "{}");
        row("no password", R"({"ic":"800101145001"})");
        row("no IC", R"({"password":"x"})");
        row("IC with dashes", R"({"ic":"800101-14-5001","password":"x"})");
        row("IC that cannot be", R"({"ic":"801301145001","password":"x"})");
        row("IC is a number", R"({"ic":800101145001,"password":"x"})");
        row("password is a number", R"({"ic":"800101145001","password":1})");
        row("password is null", R"({"ic":"800101145001","password":null})");
        row("password twice", R"({"password":"y","ic":"800101145001","password":"x"})");
        row("IC twice", R"({"ic":"800101145001","ic":"800101145001","password":"x"})");
        row("unknown member", R"({"ic":"800101145001","password":"x","otp":"1"})");
        row("trailing", R"({"ic":"800101145001","password":"x"}x)");
        row("trailing comma", R"({"ic":"800101145001","password":"x",})");
        row("no comma", R"({"ic":"800101145001" "password":"x"})");
        row("mismatched", R"({"ic":"800101145001","password":"x"])");
        row("lone surrogate", R"({"ic":"800101145001","password":"\ud800"})");
        row("low surrogate first", R"({"ic":"800101145001","password":"\udc00\ud800"})");
        row("bad escape", R"({"ic":"800101145001","password":"\x"})");
        row("short escape", R"({"ic":"800101145001","password":"\u12"})");
        row("control character", "{\"ic\":\"800101145001\",\"password\":\"a\nb\"}");
        row("open string", "{\"ic\":\"800101145001\",\"password\":\"x");
        row("open escape", "{\"ic\":\"800101145001\",\"password\":\"x\\");
        row("member without value", R"({"ic":,"password":"x"})");
        row("name without quotes", R"({ic:"800101145001","password":"x"})");
    }
    void login_broken_refused()
    {
        QFETCH(QByteArray, body);
        const auto decoded = decodeLoginRequest(bytesOf(body));
        QVERIFY2(!decoded, "it was accepted");
        QCOMPARE(decoded.error().code, domain::ErrorCode::ProtocolError);
        QVERIFY(!decoded.error().detail.contains(QLatin1String("800101")));
    }

    void login_everyCut_refused()
    {
        const auto body = plain(encode(LoginRequest { test::Samples(63).ic(), secretOf("pass\"word") }));
        for (qsizetype size = 0; size < body.size(); ++size)
            QVERIFY2(!decodeLoginRequest(bytesOf(body.left(size))), qPrintable(QString::number(size)));
    }

    void login_huge_refused()
    {
        const QByteArray body = "{\"ic\":\"800101145001\",\"password\":\"" + QByteArray(70'000, 'x') + "\"}";
        QCOMPARE(decodeLoginRequest(bytesOf(body)).error().code, domain::ErrorCode::TooLarge);
    }

    void otherRequests_roundTrip_andRefuseMore()
    {
        QCOMPARE(
            plain(decodeRefreshRequest(encode(RefreshRequest { secretOf("tok\\en") }).view())->refreshToken),
            QByteArray("tok\\en"));
        const auto change = decodePasswordChangeRequest(
            encode(PasswordChangeRequest { secretOf("old"), secretOf("new") }).view());
        QCOMPARE(plain(change->current), QByteArray("old"));
        QCOMPARE(plain(change->replacement), QByteArray("new"));
        QVERIFY(!decodeRefreshRequest(bytesOf(R"({"refreshToken":"x","more":1})")));
        QVERIFY(!decodePasswordChangeRequest(bytesOf(R"({"current":"x"})")));
        QVERIFY(
            !decodePasswordChangeRequest(bytesOf(R"({"current":"x","replacement":"y","replacement":"z"})")));
    }

    void session_roundTrips()
    {
        const auto session = sampleSession();
        const auto decoded = decodeSessionResponse(encode(session).view());
        QVERIFY2(decoded, qPrintable(decoded ? QString() : decoded.error().detail));
        QCOMPARE(plain(decoded->accessToken), plain(session.accessToken));
        QCOMPARE(plain(decoded->refreshToken), plain(session.refreshToken));
        QCOMPARE(decoded->expiresIn, session.expiresIn);
        QVERIFY(decoded->officer == session.officer);
        QCOMPARE(decoded->passwordMustChange, session.passwordMustChange);
        QCOMPARE(decoded->recoverySecret, session.recoverySecret);
        QVERIFY(decoded->policy == session.policy);
        QCOMPARE(decoded->serverTime, session.serverTime);
    }

    void session_broken_refused_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char* name, const char* from, const char* to) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to);
        };
        row("no access token", "\"accessToken\"", "\"token\"");
        row("lives for ever", "\"expiresIn\":900", "\"expiresIn\":1e300");
        row("lived", "\"expiresIn\":900", "\"expiresIn\":0");
        row("policy", "\"offlineDays\":7", "\"offlineDays\":\"7\"");
        row("time", "01:02:03.456Z", "01:02:03.456");
        row("short recovery secret", "\"recoverySecret\":\"", "\"recoverySecret\":\"AAAA\",\"x\":\"");
        row("officer", "\"officer\":{", "\"officer\":{\"ic\":\"1\",\"x\":{},");
    }
    void session_broken_refused()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        auto body = plain(encode(sampleSession()));
        const auto at = body.indexOf(from);
        QVERIFY(at >= 0);
        body.replace(at, from.size(), to);
        QVERIFY2(!decodeSessionResponse(bytesOf(body)), "it was accepted");
    }

    void session_unknownMembersAndRoles_ignored()
    {
        auto body = plain(encode(sampleSession()));
        body.replace("{\"accessToken\"", "{\"future\":[{\"a\":\"]}\"}],\"accessToken\"");
        body.replace("\"roles\":[", "\"roles\":[\"archivist\",");
        const auto decoded = decodeSessionResponse(bytesOf(body));
        QVERIFY2(decoded, qPrintable(decoded ? QString() : decoded.error().detail));
        QVERIFY(decoded->officer == sampleSession().officer);
    }

    void randomDamage_neverCrashes()
    {
        const auto body = plain(encode(sampleSession()));
        QVERIFY(rc::check("damaged sessions", [&] {
            auto damaged = body;
            const auto at = *rc::gen::inRange<qsizetype>(0, damaged.size());
            damaged.replace(at, *rc::gen::inRange(0, 5),
                QByteArray::fromStdString(
                    *rc::gen::container<std::string>(rc::gen::elementOf(std::string("{}[]\",:\\u0")))));
            const auto decoded = decodeSessionResponse(bytesOf(damaged));
            if (decoded)
                RC_ASSERT(decoded->expiresIn >= 1 && decoded->serverTime.isValid()
                    && !decoded->officer.ic.isEmpty());
        }));
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "test_secrets.moc"
