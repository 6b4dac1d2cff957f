#include "fakeprovider.h"
#include "fakes.h"
#include "mediumpolicy.h"
#include "roamingsigner.h"
#include "signatures.h"
#include "signers.h"

#include <signing/openssl.h>
#include <support/pki.h>

#include <QSignalSpy>
#include <QTest>

using namespace peraku;
using namespace peraku::domain;
using services::RoamingSigner;
using services::Signers;
using support::TestKey;
using support::TestPki;
using test::await;
using test::FakeProvider;

namespace {

constexpr char officerIc[] = "800101145001";
const QByteArray statement = "{\"made\":\"up\"}";

secret::SecureBuffer secretOf(const QByteArray& text)
{
    return secret::SecureBuffer::copyOf(std::string_view(text.constData(), std::size_t(text.size())));
}

Ic officer()
{
    return *Ic::parse(QString::fromLatin1(officerIc));
}

/** A provider with the officer's key, and the signer that talks to it over HTTP. */
struct Fixture {
    TestPki pki;
    support::Issued issued;
    FakeProvider provider;
    test::FakeClock clock;
    test::SeededRng rng;
    test::HastyScheduler scheduler { clock };
    std::unique_ptr<remote::Transport> transport;
    std::unique_ptr<remote::Client> client;
    std::unique_ptr<RoamingSigner> signer;

    explicit Fixture(TestKey kind = TestKey::P256, bool treasury = true, const QByteArray& ic = officerIc)
        : issued(pki.officer(kind, ic))
    {
        clock.now = pki.now;
        scheduler.never = { RoamingSigner::inventoryMs };
        if (treasury) {
            provider.extraHeaders = "Peraku-Api: 1\r\n";
            provider.intent = { { "intentID", "intent-7" },
                { "expiresAt", clock.now.addSecs(600).toString(Qt::ISODate) }, { "summary", "1" } };
            provider.challengeExtras = { { "maskedTarget", "p***k@contoh.my" }, { "channel", "email" },
                { "expiresAt", clock.now.addSecs(300).toString(Qt::ISODate) }, { "resendAfterSeconds", 30 } };
        }
        auto described = FakeProvider::credential("cred-1", issued.der);
        auto key = described["key"].toObject();
        const bool ec = kind == TestKey::P256;
        key["algo"] = QJsonArray { ec ? "1.2.840.10045.4.3.2" : "1.2.840.113549.1.1.1" };
        described["key"] = key;
        provider.credentials = { described };
        const signing::SigningProfile profile { ec ? SignatureScheme::Ecdsa : SignatureScheme::RsaPkcs1,
            256 };
        provider.sign = [this, profile](const QByteArray& digest) {
            const auto made = signing::signDigest(issued.key.get(), profile, digest);
            return made ? *made : QByteArray("none");
        };
        remote::NetworkOptions network;
        network.server = provider.server.url();
        network.plainLoopback = true;
        network.idleMs = 500;
        transport = std::move(*remote::networkTransport(network));
        client = std::make_unique<remote::Client>(*transport, clock, rng, scheduler,
            treasury ? remote::Client::Peer::Treasury : remote::Client::Peer::Provider);
        client->openSession({ secretOf("token"), secretOf("refresh") });
        signer = std::make_unique<RoamingSigner>(
            *client, clock, scheduler, RoamingSigner::Provider { "penyedia.example", treasury });
    }
    MediumInventory inventory()
    {
        const auto found = await(signer->inventory(officer()));
        return found ? *found : MediumInventory {};
    }
    services::PreparedSignature prepared(const Credential& credential) const
    {
        services::TrustMaterial trust;
        trust.issuingCertificate = pki.issuing.der;
        auto made = services::prepareSignature(statement, credential, clock.now, trust);
        return made ? *made : services::PreparedSignature {};
    }
    Result<RawSignatures> sign(const RawSignRequest& request, const QByteArray& pin = "246813",
        const QByteArray& code = "314159") const
    {
        return await(signer->sign(request, { secretOf(pin), secretOf(code) }));
    }
};

/** A signer with one credential, or one that cannot be asked. */
class FixedSigner : public Signer {
public:
    explicit FixedSigner(std::optional<Error> trouble, const QString& id = {})
        : m_trouble(std::move(trouble))
        , m_id(id)
    {
    }
    QStringList asked;
    Async<MediumInventory> inventory(const Ic&) override
    {
        if (m_trouble)
            return readyError<MediumInventory>(*m_trouble);
        MediumInventory found;
        Credential credential;
        credential.id = m_id;
        found.credentials.append(credential);
        return ready<MediumInventory>(found);
    }
    Async<RawSignatures> sign(RawSignRequest request, SigningSecrets) override
    {
        asked.append(request.credentialId);
        return ready<RawSignatures>(RawSignatures { { m_id.toLatin1() } });
    }

private:
    std::optional<Error> m_trouble;
    QString m_id;
};

} // namespace

class TestRoaming : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeWay_makesASignatureThatHolds_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("treasury");
        QTest::addColumn<bool>("v1");
        QTest::addColumn<int>("polls");
        QTest::newRow("RSA at the treasury") << int(TestKey::Rsa2048) << true << false << 0;
        QTest::newRow("EC at the treasury") << int(TestKey::P256) << true << false << 0;
        QTest::newRow("EC, asynchronous") << int(TestKey::P256) << true << false << 6;
        QTest::newRow("RSA elsewhere") << int(TestKey::Rsa2048) << false << false << 0;
        QTest::newRow("EC elsewhere, version 1") << int(TestKey::P256) << false << true << 0;
    }
    void wholeWay_makesASignatureThatHolds()
    {
        QFETCH(int, kind);
        QFETCH(bool, treasury);
        QFETCH(bool, v1);
        QFETCH(int, polls);
        Fixture f(TestKey(kind), treasury);
        f.provider.v1 = v1;
        f.provider.authorizePolls = f.provider.signPolls = polls;
        const auto found = f.inventory();
        QCOMPARE(found.credentials.size(), 1);
        const auto& credential = found.credentials.first();
        QVERIFY2(
            !credential.unusable, credential.unusable ? qPrintable(errorKey(credential.unusable->code)) : "");
        QCOMPARE(credential.medium, SigningMedium::RoamingOtp);
        QVERIFY(credential.needsOtp);
        QCOMPARE(credential.provider, "penyedia.example");
        QCOMPARE(credential.describesDocuments, treasury);
        QCOMPARE(credential.multisign, 10);
        QCOMPARE(f.provider.last("credentials/list").contains("userID"), !treasury);

        const auto prepared = f.prepared(credential);
        const auto delivery = await(f.signer->requestOtp(prepared.request));
        QVERIFY2(delivery, delivery ? "" : qPrintable(delivery.error().detail));
        QCOMPARE(f.provider.paths().contains("/v1/signing-intents"), treasury);
        QCOMPARE(delivery->maskedTarget, treasury ? "p***k@contoh.my" : "");
        QCOMPARE(delivery->expiresAt.isValid(), treasury);
        QVERIFY(delivery->resendAfterSeconds > 0);

        QSignalSpy waiting(f.signer.get(), &Signer::serviceWaiting);
        const auto raw = f.sign(prepared.request);
        QVERIFY2(raw, raw ? "" : qPrintable(raw.error().detail));
        QCOMPARE(raw->made.size(), 1);
        QCOMPARE(waiting.size() > 0, polls > 0);
        const auto cms = services::completeSignature(prepared, raw->made.first());
        QVERIFY2(cms, cms ? "" : qPrintable(cms.error().detail));
        const auto authorized = f.provider.last("credentials/authorize");
        QCOMPARE(authorized["clientData"].toString(), treasury ? "intent-7" : "");
        const auto hashes = authorized[v1 ? "hash" : "hashes"].toArray();
        QCOMPARE(hashes, f.provider.last("signatures/signHash")[v1 ? "hash" : "hashes"].toArray());
        QCOMPARE(
            QByteArray::fromBase64(hashes.first().toString().toLatin1()), prepared.request.digests.first());
    }

    void unusable_saysWhy_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QJsonObject>("change");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const char* part, const QJsonObject& change, ErrorCode code) {
            QTest::newRow(name) << QString::fromLatin1(part) << change << int(code);
        };
        row("locked", "", { { "locked", true } }, ErrorCode::CredentialLocked);
        row("suspended", "cert", { { "status", "suspended" } }, ErrorCode::CredentialSuspended);
        row("revoked", "cert", { { "status", "revoked" } }, ErrorCode::CertificateRevoked);
        row("expired", "cert", { { "status", "expired" } }, ErrorCode::CertificateExpired);
        row("disabled", "key", { { "status", "disabled" } }, ErrorCode::CredentialSuspended);
        row("no code", "auth", { { "expression", "PIN" } }, ErrorCode::MediumUnsupported);
        row("either", "auth", { { "expression", "PIN OR OTP" } }, ErrorCode::MediumUnsupported);
        row("browser", "auth", { { "mode", "oauth2code" } }, ErrorCode::MediumUnsupported);
        row("algorithm", "key", { { "algo", QJsonArray { "1.3.101.112" } } }, ErrorCode::MechanismMissing);
    }
    void unusable_saysWhy()
    {
        QFETCH(QString, part);
        QFETCH(QJsonObject, change);
        QFETCH(int, code);
        Fixture f;
        auto& described = f.provider.credentials.first();
        auto target = part.isEmpty() ? described : described[part].toObject();
        for (auto member = change.begin(); member != change.end(); ++member)
            target[member.key()] = member.value();
        if (part.isEmpty())
            described = target;
        else
            described[part] = target;
        const auto found = f.inventory();
        QCOMPARE(found.credentials.size(), 1);
        QVERIFY(found.credentials.first().unusable);
        QCOMPARE(int(found.credentials.first().unusable->code), code);
        if (ErrorCode(code) == ErrorCode::MediumUnsupported) {
            QCOMPARE(found.credentials.first().medium, SigningMedium::Roaming);
            const auto asked = await(f.signer->requestOtp(f.prepared(found.credentials.first()).request));
            QCOMPARE(asked.error().code, ErrorCode::MediumUnsupported);
        }
    }

    void otherOfficersKey_cannotSign()
    {
        Fixture f(TestKey::P256, true, "790202145002");
        QCOMPARE(f.inventory().credentials.first().unusable->code, ErrorCode::CertificateWrongOfficer);
    }

    void treasuryWithoutTheService_isNoError()
    {
        Fixture f;
        f.signer = std::make_unique<RoamingSigner>(
            *f.client, f.clock, f.scheduler, RoamingSigner::Provider { "penyedia.example", true, "/csc/v9" });
        QCOMPARE(f.inventory(), MediumInventory {});
    }

    void withoutSession_saysOffline_andAsksNobody()
    {
        Fixture f;
        f.client->closeSession();
        const auto found = f.inventory();
        QCOMPARE(found.moduleErrors.size(), 1);
        QCOMPARE(found.moduleErrors.first().code, ErrorCode::Offline);
        QVERIFY(f.provider.seen.isEmpty());
    }

    void providerThatDoesNotAnswer_isNotWaitedForLong()
    {
        Fixture f;
        f.scheduler.never.clear(); // Time flies.
        const auto found = f.inventory();
        QVERIFY(found.credentials.isEmpty());
        QCOMPARE(found.moduleErrors.size(), 1);
        QCOMPARE(found.moduleErrors.first().code, ErrorCode::Timeout);
    }

    void withoutACodeForTheseDigests_nothingIsAsked()
    {
        Fixture f;
        const auto prepared = f.prepared(f.inventory().credentials.first());
        QCOMPARE(f.sign(prepared.request).error().code, ErrorCode::AuthorisationLapsed);
        QVERIFY(await(f.signer->requestOtp(prepared.request)));
        auto other = prepared.request;
        other.digests = { QByteArray(32, 'x') };
        QCOMPARE(f.sign(other).error().code, ErrorCode::AuthorisationLapsed);
        QCOMPARE(f.sign(prepared.request, "").error().code, ErrorCode::PinLengthWrong);
        QCOMPARE(f.sign(prepared.request, "246813", "").error().code, ErrorCode::OtpRefused);
        QVERIFY(!f.provider.paths().contains("/csc/v2/credentials/authorize"));
        QVERIFY(f.sign(prepared.request));
    }

    void code_isGoodForOneTry()
    {
        Fixture f;
        const auto prepared = f.prepared(f.inventory().credentials.first());
        QVERIFY(await(f.signer->requestOtp(prepared.request)));
        QCOMPARE(f.sign(prepared.request, "000000").error().code, ErrorCode::AuthorisationRefused);
        QCOMPARE(f.sign(prepared.request).error().code, ErrorCode::AuthorisationLapsed);
        QCOMPARE(f.provider.paths().count("/csc/v2/credentials/authorize"), 1);
        QVERIFY(await(f.signer->requestOtp(prepared.request)));
        QVERIFY(f.sign(prepared.request));
    }

    void lock_isToldToWhoeverLooksOn()
    {
        Fixture f;
        const auto prepared = f.prepared(f.inventory().credentials.first());
        QVERIFY(await(f.signer->requestOtp(prepared.request)));
        f.provider.instead.insert(
            "credentials/authorize", f.provider.error(400, "invalid_request", "Credential locked"));
        QSignalSpy changed(f.signer.get(), &Signer::inventoryChanged);
        QCOMPARE(f.sign(prepared.request).error().code, ErrorCode::CredentialLocked);
        QCOMPARE(changed.size(), 1);
    }

    void lostAnswerToSignHash_isAnErrorAndNotAskedAgain()
    {
        Fixture f;
        const auto prepared = f.prepared(f.inventory().credentials.first());
        QVERIFY(await(f.signer->requestOtp(prepared.request)));
        f.provider.mute = { "signatures/signHash" };
        const auto answer = f.sign(prepared.request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::SignatureFailed);
        QCOMPARE(f.provider.paths().count("/csc/v2/signatures/signHash"), 1);
        f.provider.mute.clear();
        QCOMPARE(f.sign(prepared.request).error().code, ErrorCode::AuthorisationLapsed);
    }

    void signers_oneThatCannotBeAsked_neverHidesTheOther()
    {
        FixedSigner broken(Error { ErrorCode::ModuleCrashed, {}, {}, false, 0 });
        FixedSigner first(std::nullopt, "first");
        FixedSigner second(std::nullopt, "second");
        Signers signers({ &broken, &first, &second });
        const auto found = await(signers.inventory(officer()));
        QVERIFY(found);
        QCOMPARE(found->credentials.size(), 2);
        QCOMPARE(found->credentials.first().id, "first");
        QCOMPARE(found->moduleErrors.size(), 1);
        const auto made = await(signers.sign({ "second", SignatureScheme::Ecdsa, 256, { "d" } }, {}));
        QVERIFY(made);
        QCOMPARE(made->made.first(), "second");
        QVERIFY(first.asked.isEmpty());
        QCOMPARE(await(signers.requestOtp({ "first", SignatureScheme::Ecdsa, 256, { "d" } })).error().code,
            ErrorCode::MediumUnsupported);
        QCOMPARE(await(signers.sign({ "gone", SignatureScheme::Ecdsa, 256, { "d" } }, {})).error().code,
            ErrorCode::TokenRemoved);
    }

    void signers_missingTokenSoftware_isNoNewsBesideARoamingKey()
    {
        FixedSigner none(Error { ErrorCode::ModuleNotFound, {}, {}, false, 0 });
        FixedSigner roaming(std::nullopt, "roaming");
        QVERIFY(await(Signers({ &none, &roaming }).inventory(officer()))->moduleErrors.isEmpty());
        QCOMPARE(await(Signers({ &none }).inventory(officer()))->moduleErrors.size(), 1);
        FixedSigner named(Error { ErrorCode::ModuleNotFound, "token.dll", {}, false, 0 });
        QCOMPARE(await(Signers({ &named, &roaming }).inventory(officer()))->moduleErrors.size(), 1);
    }

    void policy_switchesOffOneMedium_andLeavesOtherObstacles()
    {
        MediumInventory found;
        for (const auto medium : { SigningMedium::Token, SigningMedium::RoamingOtp, SigningMedium::Token }) {
            Credential credential;
            credential.medium = medium;
            found.credentials.append(credential);
        }
        found.credentials.last().unusable = Error { ErrorCode::PinLocked, {}, {}, false, 0 };
        MediaGrants grants;
        grants.grants = { { SigningMedium::Token, true, false,
                              Error { ErrorCode::MediumSwitchedOff, {}, {}, false, 0 } },
            { SigningMedium::RoamingOtp, true, true } };
        services::applyPolicy(found, grants);
        QCOMPARE(found.credentials.at(0).unusable->code, ErrorCode::MediumSwitchedOff);
        QVERIFY(!found.credentials.at(1).unusable);
        QCOMPARE(found.credentials.at(2).unusable->code, ErrorCode::PinLocked);
        QVERIFY(services::refusalOf(grants, SigningMedium::Token));
        QVERIFY(!services::refusalOf(grants, SigningMedium::RoamingOtp));
    }

    void signers_passSignalsOn()
    {
        FixedSigner one(std::nullopt, "one");
        Signers signers({ &one });
        QSignalSpy changed(&signers, &Signer::inventoryChanged);
        QSignalSpy waiting(&signers, &Signer::serviceWaiting);
        Q_EMIT one.inventoryChanged();
        Q_EMIT one.serviceWaiting(3);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(waiting.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRoaming)
#include "test_roaming.moc"
