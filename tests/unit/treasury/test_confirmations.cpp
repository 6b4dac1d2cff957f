#include "mediumworld.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::test;

/** The link and the code that confirm an application's e-mail address. */
class TestConfirmations : public QObject {
    Q_OBJECT
    static treasury::Response sendAgain(
        MediumWorld& world, const Officer& officer, const MediumRequest& request, const QByteArray& key = {})
    {
        auto asked = world.request(
            "POST", "/v1/requests/" + request.id.value().toLatin1() + "/confirmation", officer);
        asked.headers.insert("idempotency-key", key.isEmpty() ? world.key() : key);
        return world.handle(asked);
    }

private Q_SLOTS:
    void linkAndCode_areInNoFile_beforeAndAfterTheyAreSent();
    void linkAndCode_lostByARestart_areSentAgain();
    void linkSentAgain_endsTheFormer_andWrongCodesStillCount();
    void linkSentAgain_tooSoonOrTooOften_waits();
    void linkSentAgain_ofNoWaitingApplication_isRefused();
    void link_after24Hours_isOverAndTheKeyIsDropped();
    void code_fiveTimesWrong_killsTheLink();
    void links_manyFromOneAddress_areSlowed();
    void link_inABrowser_isAFormThatConfirms();
};

void TestConfirmations::linkAndCode_areInNoFile_beforeAndAfterTheyAreSent()
{
    MediumWorld world;
    const auto everyFile = [&] {
        QByteArray all;
        const auto folder = QFileInfo(world.databasePath()).dir();
        for (const auto& entry : folder.entryInfoList(QDir::Files | QDir::Hidden)) {
            QFile file(entry.filePath());
            all += file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
        return all;
    };
    world.sent(world.clerk, MediumWorld::application());
    const auto waiting = everyFile();
    const auto link = MediumWorld::linkIn(world.mails());
    const auto sent = everyFile();
    QVERIFY(waiting.contains("aminah@example.invalid"));
    const auto token = link.path.split('/').last();
    QCOMPARE(token.size(), 64);
    for (const auto& secret : { token, link.digits }) {
        QVERIFY(!waiting.contains(secret));
        QVERIFY(!sent.contains(secret));
    }
}

void TestConfirmations::linkAndCode_lostByARestart_areSentAgain()
{
    MediumWorld world;
    const auto request = world.sent(world.clerk, MediumWorld::application());
    const auto key = world.key();
    world.clock.advance(60);
    QCOMPARE(sendAgain(world, world.clerk, request, key).status, 200);
    world.reopen();
    QVERIFY(world.mails().isEmpty());
    world.clock.advance(60);
    // Its answer was lost too.
    QCOMPARE(sendAgain(world, world.clerk, request, key).status, 200);
    const auto link = MediumWorld::linkIn(world.mails());
    QCOMPARE(world.confirm(link, link.digits).status, 204);
    QCOMPARE(world.stateOf(request, world.clerk).state, RequestState::Submitted);
}

void TestConfirmations::linkSentAgain_endsTheFormer_andWrongCodesStillCount()
{
    MediumWorld world;
    const auto request = world.sent(world.clerk, MediumWorld::application());
    const auto former = MediumWorld::linkIn(world.mails());
    const auto wrongOf = [](const MediumWorld::Link& link) {
        return QByteArray(link.digits == "000000" ? "000001" : "000000");
    };
    for (int i = 0; i < 3; ++i)
        QCOMPARE(world.confirm(former, wrongOf(former)).status, 422);
    world.clock.advance(60);
    const auto key = world.key();
    QCOMPARE(sendAgain(world, world.clerk, request, key).status, 200);
    QCOMPARE(sendAgain(world, world.clerk, request, key).status, 429);
    const auto mails = world.mails();
    QCOMPARE(mails.size(), 2);
    const auto link = MediumWorld::linkIn(mails);
    QVERIFY(link.path != former.path);
    QCOMPARE(world.confirm(former, former.digits).status, 410);
    QCOMPARE(world.confirm(link, wrongOf(link)).status, 422);
    QCOMPARE(world.confirm(link, wrongOf(link)).status, 410);
    QCOMPARE(world.stateOf(request, world.clerk).state, RequestState::Lapsed);
}

void TestConfirmations::linkSentAgain_tooSoonOrTooOften_waits()
{
    MediumWorld world;
    const auto request = world.sent(world.clerk, MediumWorld::application());
    world.clock.advance(20);
    const auto soon = sendAgain(world, world.clerk, request);
    QCOMPARE(soon.status, 429);
    QCOMPARE(soon.header("Retry-After"), QByteArray("40"));
    world.mails();
    for (int i = 0; i < 4; ++i) {
        world.clock.advance(60);
        QCOMPARE(sendAgain(world, world.clerk, request).status, 200);
        QCOMPARE(world.mails().size(), 2);
    }
    world.clock.advance(60);
    const auto often = sendAgain(world, world.clerk, request);
    QCOMPARE(often.status, 429);
    QCOMPARE(often.header("Retry-After"), QByteArray::number(24 * 3600 - 20 - 5 * 60));
    QVERIFY(world.mails().isEmpty());
}

void TestConfirmations::linkSentAgain_ofNoWaitingApplication_isRefused()
{
    MediumWorld world;
    const auto request = world.submittedApplication(world.clerk);
    world.clock.advance(60);
    QCOMPARE(problemType(sendAgain(world, world.clerk, request)), QStringLiteral("request-moved"));
    QCOMPARE(sendAgain(world, world.otherClerk, request).status, 404);
    QCOMPARE(sendAgain(world, world.administratorOfA, request).status, 404);
}

void TestConfirmations::link_after24Hours_isOverAndTheKeyIsDropped()
{
    MediumWorld world;
    const auto request = world.sent(world.clerk, MediumWorld::application());
    const auto link = MediumWorld::linkIn(world.mails());
    world.clock.advance(24 * 3600 - 1);
    QCOMPARE(world.handle(world.request("GET", link.path, world.clerk)).status, 200);
    world.clock.advance(1);
    world.forgetTokens();
    const auto over = world.confirm(link, link.digits);
    QCOMPARE(over.status, 410);
    QCOMPARE(problemType(over), QStringLiteral("link-lapsed"));
    QVERIFY(world.treasury->expire());
    QCOMPARE(world.stateOf(request, world.clerk).state, RequestState::Lapsed);
    QVERIFY(world.keys.credentials.isEmpty());
    QCOMPARE(world.mails().size(), 1);
    QCOMPARE(world.confirm(link, link.digits).status, 410);
}

void TestConfirmations::code_fiveTimesWrong_killsTheLink()
{
    MediumWorld world;
    const auto request = world.sent(world.clerk, MediumWorld::application());
    const auto link = MediumWorld::linkIn(world.mails());
    const QByteArray wrong = link.digits == "000000" ? "000001" : "000000";
    for (int i = 0; i < 4; ++i) {
        const auto refused = world.confirm(link, wrong);
        QCOMPARE(refused.status, 422);
        QCOMPARE(problemType(refused), QStringLiteral("otp-refused"));
    }
    QCOMPARE(world.confirm(link, wrong).status, 410);
    QCOMPARE(world.confirm(link, link.digits).status, 410);
    QCOMPARE(world.stateOf(request, world.clerk).state, RequestState::Lapsed);
    QVERIFY(world.keys.credentials.isEmpty());
}

void TestConfirmations::links_manyFromOneAddress_areSlowed()
{
    auto config = World::fastConfig();
    config.loginsPerMinutePerAddress = 3;
    World world(config);
    const auto guess = [&](const char* method, const char* address) {
        treasury::Request request;
        request.method = method;
        request.path = "/v1/confirmations/AAAA";
        request.headers.insert("content-type", "application/json");
        request.secretBody
            = wire::encodeConfirmationCode(secret::SecureBuffer::copyOf(std::string_view("123456")));
        request.clientAddress = QLatin1String(address);
        return world.handle(request);
    };
    // Looking at links and guessing codes share one budget.
    for (const auto* method : { "GET", "POST", "GET" })
        QCOMPARE(guess(method, "10.0.0.9").status, 410);
    for (const auto* method : { "GET", "POST" }) {
        QCOMPARE(guess(method, "10.0.0.9").status, 429);
        QCOMPARE(guess(method, "10.0.0.9").header("retry-after"), QByteArray("20"));
    }
    QCOMPARE(guess("POST", "10.0.0.8").status, 410);
    world.clock.advance(20);
    QCOMPARE(guess("POST", "10.0.0.9").status, 410);
}

void TestConfirmations::link_inABrowser_isAFormThatConfirms()
{
    MediumWorld world;
    const auto request = world.sent(world.clerk, MediumWorld::application());
    const auto link = MediumWorld::linkIn(world.mails());
    treasury::Request asked;
    asked.method = "GET";
    asked.path = link.path;
    asked.headers.insert("accept", "text/html,application/xhtml+xml");
    const auto form = world.handle(asked);
    QCOMPARE(form.status, 200);
    QVERIFY(form.header("content-type").startsWith("text/html"));
    QVERIFY(form.body.contains("a***h@example.invalid"));
    QVERIFY(form.header("content-security-policy").contains("default-src 'none'"));
    asked.method = "POST";
    asked.headers.insert("content-type", "application/x-www-form-urlencoded");
    asked.secretBody = secret::SecureBuffer::copyOf("code=" + link.digits.toStdString());
    QCOMPARE(world.handle(asked).status, 200);
    QCOMPARE(world.stateOf(request, world.clerk).state, RequestState::Submitted);
}

QTEST_GUILESS_MAIN(TestConfirmations)
#include "test_confirmations.moc"
