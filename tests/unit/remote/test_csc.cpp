#include "cscfixture.h"

#include <QTest>

using namespace peraku;
using domain::ErrorCode;
using remote::Client;
using remote::CscClient;
using test::await;
using test::FakeProvider;
using test::secretOf;
using Fixture = test::CscFixture;
namespace csc = wire::csc;

namespace {

QByteArray plain(const secret::SecureBuffer& buffer)
{
    return { reinterpret_cast<const char*>(buffer.bytes()), qsizetype(buffer.size()) };
}

} // namespace

class TestCsc : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeWay_inEitherDialect_data()
    {
        QTest::addColumn<bool>("v1");
        QTest::addColumn<bool>("strings");
        QTest::newRow("v2") << false << false;
        QTest::newRow("v2, numbers as strings") << false << true;
        QTest::newRow("v1") << true << false;
        QTest::newRow("v1, numbers as strings") << true << true;
    }
    void wholeWay_inEitherDialect()
    {
        QFETCH(bool, v1);
        QFETCH(bool, strings);
        Fixture f(v1);
        f.provider.numbersAsStrings = strings;
        const auto credentials = await(f.service->credentials("900101145003"));
        QVERIFY2(credentials, credentials ? "" : qPrintable(credentials.error().detail));
        QCOMPARE(credentials->size(), 1);
        QVERIFY(credentials->first().demandsPinAndCode());
        QCOMPARE(credentials->first().multisign, 10);
        QCOMPARE(credentials->first().chain, QList<QByteArray> { "der" });
        QCOMPARE(f.provider.last("credentials/list")["userID"], "900101145003");
        QVERIFY(await(f.service->challenge("cred-1", "OTP", "intent-1")));
        const auto authorized = await(f.service->authorize(Fixture::authorization()));
        QVERIFY2(authorized, authorized ? "" : qPrintable(authorized.error().detail));
        QCOMPARE(plain(authorized->sad), "sad-1");
        QCOMPARE(authorized->expiresIn, 60);
        const auto made = await(f.service->signHash(Fixture::hash()));
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        QCOMPARE(made->first(), "signed:" + QByteArray(32, 'h'));
        QVERIFY(f.provider.seen.last().head.contains("Authorization: Bearer provider-token"));
        QCOMPARE(f.provider.paths().count(QByteArray(v1 ? "/csc/v1/info" : "/csc/v2/info")), 1);
    }

    void listWithoutInfos_asksForEach()
    {
        Fixture f;
        f.provider.listsInfos = false;
        f.provider.credentials.append(FakeProvider::credential("cred-2", "der2"));
        const auto credentials = await(f.service->credentials({}));
        QVERIFY(credentials);
        QCOMPARE(credentials->size(), 2);
        QCOMPARE(credentials->last().id, "cred-2");
        QVERIFY(!f.provider.last("credentials/list").contains("userID"));
    }

    void listThatGoesRound_ends()
    {
        Fixture f;
        f.provider.emptyPages = 1000;
        const auto credentials = await(f.service->credentials({}));
        QVERIFY(credentials);
        QVERIFY(credentials->isEmpty());
        QCOMPARE(f.provider.emptyPages, 999);
    }

    void challenge_everyAgreedStatus_isTaken_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : { 200, 201, 204 })
            QTest::addRow("%d", status) << status;
    }
    void challenge_everyAgreedStatus_isTaken()
    {
        QFETCH(int, status);
        Fixture f;
        f.provider.challengeStatus = status;
        f.provider.challengeExtras = { { "maskedTarget", "p***k@contoh.my" }, { "channel", "email" },
            { "expiresAt", "2026-03-02T01:05:00.000Z" }, { "resendAfterSeconds", 30 } };
        const auto challenge = await(f.service->challenge("cred-1", "OTP", "intent-1"));
        QVERIFY2(challenge, challenge ? "" : qPrintable(challenge.error().detail));
        QCOMPARE(challenge->nonce, status == 204 ? "" : "nonce-1");
        QCOMPARE(challenge->resendAfterSeconds, status == 204 ? 0 : 30);
        QCOMPARE(f.provider.last("getChallenge")["authObjectID"], "OTP");
    }

    void challenge_withoutAnyMethod_isUnsupported()
    {
        Fixture f;
        f.provider.methods.removeAll("credentials/getChallenge");
        const auto challenge = await(f.service->challenge("cred-1", "OTP", {}));
        QVERIFY(!challenge);
        QCOMPARE(challenge.error().code, ErrorCode::MediumUnsupported);
    }

    void slowProvider_isPolledWithBackOff()
    {
        Fixture f;
        f.provider.authorizePolls = 4;
        f.provider.signPolls = 6;
        QVERIFY(await(f.service->authorize(Fixture::authorization())));
        const auto made = await(f.service->signHash(Fixture::hash()));
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
        QCOMPARE(made->size(), 1);
        QVERIFY(f.scheduler.waits.size() >= 10);
        for (const auto wait : f.scheduler.waits)
            QVERIFY(wait >= CscClient::firstPollMs && wait <= CscClient::longestPollMs);
        QVERIFY(f.scheduler.waits.last() > CscClient::firstPollMs);
    }

    void providerThatNeverEnds_timesOut()
    {
        Fixture f;
        f.provider.signPolls = 1'000'000;
        QVERIFY(await(f.service->authorize(Fixture::authorization())));
        const auto made = await(f.service->signHash(Fixture::hash()));
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Timeout);
    }

    void cancel_endsThePolling()
    {
        Fixture f;
        f.provider.signPolls = 1'000'000;
        QVERIFY(await(f.service->authorize(Fixture::authorization())));
        auto running = f.service->signHash(Fixture::hash());
        QTRY_VERIFY(f.provider.paths().count("/csc/v2/signatures/signPolling") > 2);
        running.cancel();
        const auto ended = await(running);
        QVERIFY(!ended);
        QCOMPARE(ended.error().code, ErrorCode::Cancelled);
        const auto asked = f.provider.seen.size();
        QTest::qWait(50);
        QVERIFY(f.provider.seen.size() <= asked + 1);
    }

    void documentedErrors_areMappedOnce_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<QByteArray>("description");
        QTest::addColumn<int>("code");
        const auto row = [](int status, const char* error, const char* description, ErrorCode code) {
            QTest::addRow("%d %s %s", status, error, description)
                << status << QByteArray(error) << QByteArray(description) << int(code);
        };
        row(400, "invalid_authentication_data", "", ErrorCode::AuthorisationRefused);
        row(400, "invalid_otp", "The OTP is invalid", ErrorCode::OtpRefused);
        row(400, "invalid_pin", "The PIN is invalid", ErrorCode::WrongPin);
        row(400, "invalid_pin", "PIN locked", ErrorCode::CredentialLocked);
        row(400, "invalid_request", "Credential locked", ErrorCode::CredentialLocked);
        row(400, "invalid_request", "Credential suspended", ErrorCode::CredentialSuspended);
        row(400, "invalid_request", "Signing key is disabled", ErrorCode::CredentialSuspended);
        row(400, "invalid_request", "SAD expired", ErrorCode::AuthorisationLapsed);
        row(400, "invalid_request", "Invalid parameter SAD", ErrorCode::AuthorisationLapsed);
        row(400, "invalid_request", "Hash is not authorized by the SAD", ErrorCode::AuthorisationLapsed);
        row(400, "invalid_request", "Invalid parameter handle", ErrorCode::AuthorisationLapsed);
        row(400, "invalid_request", "Invalid parameter credentialID", ErrorCode::NotFound);
        row(400, "invalid_request", "Numbers of signatures is too high", ErrorCode::InvalidInput);
        row(400, "invalid_request", "Empty hash array", ErrorCode::InvalidInput);
        row(400, "invalid_request", "Invalid parameter signAlgo", ErrorCode::MechanismMissing);
        row(400, "invalid_request", "The certificate has expired", ErrorCode::CertificateExpired);
        row(401, "invalid_token", "", ErrorCode::NotAllowed);
        row(403, "access_denied", "", ErrorCode::NotAllowed);
        row(429, "too_many_requests", "", ErrorCode::ServerBusy);
        row(500, "server_error", "", ErrorCode::ServerFailed);
        row(501, "not_implemented", "", ErrorCode::MediumUnsupported);
        row(503, "temporarily_unavailable", "", ErrorCode::ServerBusy);
    }
    void documentedErrors_areMappedOnce()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, error);
        QFETCH(QByteArray, description);
        QFETCH(int, code);
        Fixture f;
        f.provider.instead.insert("credentials/authorize",
            f.provider.error(status, error, description, status == 429 ? "Retry-After: 17\r\n" : ""));
        const auto answer = await(f.service->authorize(Fixture::authorization()));
        QVERIFY(!answer);
        QCOMPARE(int(answer.error().code), code);
        if (status == 429)
            QCOMPARE(answer.error().retryAfterSeconds, 17);
    }

    void wrongPinAndCode_areToldAsTheDialectTells()
    {
        Fixture v2;
        QCOMPARE(await(v2.service->authorize(Fixture::authorization("000000"))).error().code,
            ErrorCode::AuthorisationRefused);
        Fixture v1(true);
        QCOMPARE(
            await(v1.service->authorize(Fixture::authorization("000000"))).error().code, ErrorCode::WrongPin);
        QCOMPARE(await(v1.service->authorize(Fixture::authorization("246813", "000000"))).error().code,
            ErrorCode::OtpRefused);
    }

    void authorize_isNeverAskedTwice_whenItsAnswerIsLost()
    {
        Fixture f;
        f.provider.mute = { "credentials/authorize" };
        const auto answer = await(f.service->authorize(Fixture::authorization()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Timeout);
        QCOMPARE(f.provider.paths().count("/csc/v2/credentials/authorize"), 1);
    }

    void brokenAnswers_areProtocolErrors_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char* method, const char* body) {
            QTest::addRow("%s %.40s", method, body) << QByteArray(method) << QByteArray(body);
        };
        row("credentials/authorize", "");
        row("credentials/authorize", "{}");
        row("credentials/authorize", R"({"handle":"h"})");
        row("credentials/authorize", R"({"SAD":"","expiresIn":60})");
        row("credentials/authorize", R"({"SAD":"x","expiresIn":"soon"})");
        row("credentials/authorize", R"({"SAD":["x"]})");
        row("signatures/signHash", "{}");
        row("signatures/signHash", R"({"signatures":[]})");
        row("signatures/signHash", R"({"signatures":["AAAA","AAAA"]})");
        row("signatures/signHash", R"({"signatures":["no base64!"]})");
        row("signatures/signHash", R"({"signatures":"AAAA"})");
    }
    void brokenAnswers_areProtocolErrors()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        Fixture f;
        const bool authorizes = method == "credentials/authorize";
        if (!authorizes)
            QVERIFY(await(f.service->authorize(Fixture::authorization())));
        f.provider.instead.insert(
            method, test::FakeServer::http(200, body, "Content-Type: application/json\r\n"));
        const auto code = authorizes ? await(f.service->authorize(Fixture::authorization())).error().code
                                     : await(f.service->signHash(Fixture::hash())).error().code;
        QCOMPARE(code, ErrorCode::ProtocolError);
    }

    void someOtherHost_isNotAProvider()
    {
        Fixture f;
        f.provider.instead.insert("info",
            test::FakeServer::http(200, "<html>Log in to the hotel</html>", "Content-Type: text/html\r\n"));
        const auto answer = await(f.service->credentials({}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::NotATreasury);
    }

    void noService_isNotFound()
    {
        Fixture f(true);
        f.service = std::make_unique<CscClient>(
            *f.client, f.clock, f.scheduler, CscClient::Options { "/csc/v2", false });
        QCOMPARE(await(f.service->info()).error().code, ErrorCode::NotFound);
    }

    void treasury_isToldFirstWhatIsSigned()
    {
        Fixture f(false, Client::Peer::Treasury);
        f.provider.intent = { { "intentID", "intent-7" }, { "expiresAt", "2026-03-02T01:10:00.000Z" },
            { "summary", "1 voucher" } };
        const auto intent = await(f.service->announce(
            "cred-1", { { domain::SigningDocument::Kind::Statement, "{}", {}, "attributes" } }));
        QVERIFY2(intent, intent ? "" : qPrintable(intent.error().detail));
        QCOMPARE(intent->id, "intent-7");
        const auto body = f.provider.last("signing-intents");
        QCOMPARE(body["credentialID"], "cred-1");
        const auto document = body["documents"].toArray().first().toObject();
        QCOMPARE(document["kind"], "statement");
        QCOMPARE(document["statement"], QString::fromLatin1(QByteArray("{}").toBase64()));
        QCOMPARE(document["signedAttributes"], QString::fromLatin1(QByteArray("attributes").toBase64()));
        QCOMPARE(f.provider.paths(), QList<QByteArray> { "/v1/signing-intents" });
    }

    void extendAndTimestamp_work()
    {
        Fixture f;
        QVERIFY(await(f.service->extend(Fixture::hash())));
        QCOMPARE(f.provider.last("extendTransaction")["SAD"], "sad-1");
        const auto token = await(f.service->timestamp(QByteArray(32, 'h'), csc::oid::sha256, "nonce"));
        QVERIFY(token);
        QCOMPARE(*token, "token");
    }
};

QTEST_GUILESS_MAIN(TestCsc)
#include "test_csc.moc"
