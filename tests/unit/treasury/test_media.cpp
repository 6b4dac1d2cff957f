#include "world.h"

#include <treasury/roaming.h>
#include <wire/media.h>

#include <QCryptographicHash>
#include <QTest>

using namespace peraku;
using namespace peraku::domain;
using secret::SecureBuffer;
using test::World;
using treasury::MediaPolicy;
using treasury::RoamingCredential;

namespace {

/** Roaming credentials that the test lists; nothing else of the service is asked here. */
class ListedRoaming : public treasury::RoamingAdministration {
public:
    QList<RoamingCredential> credentials;

    /** As if a code had released what this decision's key signed; the world's verifier calls that the hash of
     * the statement. */
    void release(const wire::DecisionBody& body, const Officer& officer, const QString& nonce)
    {
        m_released.insert(
            { QCryptographicHash::hash(body.statement, QCryptographicHash::Sha256), officer.ic }, nonce);
    }
    Result<QString> nonceOf(const QByteArray& hash, const Ic& officer) override
    {
        const auto nonce = m_released.constFind({ hash, officer });
        return nonce == m_released.constEnd() ? fail(ErrorCode::NotFound) : Result<QString>(*nonce);
    }
    Result<QList<RoamingCredential>> credentialsOf(const Ic& officer) override
    {
        QList<RoamingCredential> own;
        for (const auto& each : credentials) {
            if (each.officer == officer)
                own.append(each);
        }
        return own;
    }
    Result<RoamingCredential> prepareWithHash(const QString&, const Ic&, KeyKind, const QByteArray&) override
    {
        return unused();
    }
    Result<Done> activate(const QString&, const QByteArray&) override { return unused(); }
    Result<int> refusedPins(const QString&) override { return 0; }
    Result<Done> changePin(
        const QString&, const Ic&, const SecureBuffer&, const SecureBuffer&, const QString&) override
    {
        return unused();
    }
    Result<Done> unblock(const QString&, const SecureBuffer&) override { return unused(); }
    Result<QByteArray> hashPin(const Ic&, const SecureBuffer&) override { return unused(); }
    Result<Done> unblockWithHash(const QString&, const QByteArray&) override { return unused(); }
    Result<Done> suspend(const QString&) override { return unused(); }
    Result<Done> resume(const QString&) override { return unused(); }
    Result<Done> end(const QString&) override { return unused(); }
    Result<Done> discard(const QString&) override { return unused(); }

private:
    static tl::unexpected<Error> unused() { return fail(ErrorCode::Internal); }
    QMap<std::pair<QByteArray, Ic>, QString> m_released;
};

/** A credential whose certificate is the one that the world registered for the officer. */
RoamingCredential roamingOf(
    const Officer& officer, treasury::RoamingState state = treasury::RoamingState::Active)
{
    RoamingCredential credential;
    credential.id = QStringLiteral("c1");
    credential.officer = officer.ic;
    credential.state = state;
    credential.certificate = officer.ic.digits().toLatin1();
    return credential;
}

MediaGrants grantsOf(World& world, const Officer& officer, int process = 0)
{
    const auto answer = world.get("/v1/media?process=" + QByteArray::number(process), officer);
    if (answer.status != 200)
        qFatal("media: %d %s", answer.status, answer.body.constData());
    return wire::decodeMediaGrants(answer.body).value();
}

} // namespace

class TestMedia : public QObject {
    Q_OBJECT
private:
    static wire::DecisionBody decisionBy(World& world, const Voucher& voucher, SigningMedium medium)
    {
        auto body
            = wire::decodeDecisionBody(world.certifyBody(world.statement(voucher, world.checker))).value();
        body.medium = medium;
        return body;
    }
    static treasury::Response send(World& world, const Voucher& voucher, const wire::DecisionBody& body)
    {
        return world.send("POST", "/v1/vouchers/" + voucher.id.value().toLatin1() + "/decisions",
            world.checker, wire::encode(body), voucher.revision);
    }
    static treasury::Response certifyBy(World& world, SigningMedium medium)
    {
        const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        return send(world, voucher, decisionBy(world, voucher, medium));
    }
    static QString nonceKept(World& world, const Voucher& voucher)
    {
        const auto answer
            = world.get("/v1/vouchers/" + voucher.id.value().toLatin1() + "/signatures", world.checker);
        return wire::decodeSignatures(answer.body).value().first().nonceId;
    }

private Q_SLOTS:
    void lookup_followsThePolicyAtOnce_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<int>("process");
        QTest::addColumn<bool>("token");
        QTest::newRow("change-over: both")
            << QByteArray(R"({"tokenEnabled":true,"roamingOnlyProcesses":[],"roamingOnlyOffices":[]})") << 22
            << true;
        QTest::newRow("token off") << QByteArray(
            R"({"tokenEnabled":false,"roamingOnlyProcesses":[],"roamingOnlyOffices":[]})")
                                   << 22 << false;
        QTest::newRow("this process")
            << QByteArray(R"({"tokenEnabled":true,"roamingOnlyProcesses":[22],"roamingOnlyOffices":[]})")
            << 22 << false;
        QTest::newRow("another process")
            << QByteArray(R"({"tokenEnabled":true,"roamingOnlyProcesses":[34],"roamingOnlyOffices":[]})")
            << 22 << true;
        QTest::newRow("whatever process")
            << QByteArray(R"({"tokenEnabled":true,"roamingOnlyProcesses":[22],"roamingOnlyOffices":[]})") << 0
            << true;
        QTest::newRow("this office") << QByteArray(
            R"({"tokenEnabled":true,"roamingOnlyProcesses":[],"roamingOnlyOffices":["A0010001"]})")
                                     << 22 << false;
        QTest::newRow("another office") << QByteArray(
            R"({"tokenEnabled":true,"roamingOnlyProcesses":[],"roamingOnlyOffices":["B0020002"]})")
                                        << 22 << true;
    }
    void lookup_followsThePolicyAtOnce()
    {
        QFETCH(QByteArray, policy);
        QFETCH(int, process);
        QFETCH(bool, token);
        World world;
        QVERIFY(grantsOf(world, world.checker, process).find(SigningMedium::Token)->allowed);
        QVERIFY(world.treasury->setMediaPolicy(MediaPolicy::fromJson(policy).value()).has_value());
        const auto media = grantsOf(world, world.checker, process);
        const auto* grant = media.find(SigningMedium::Token);
        QCOMPARE(grant->held, true);
        QCOMPARE(grant->allowed, token);
        QCOMPARE(grant->reason.has_value(), !token);
        if (!token)
            QCOMPARE(grant->reason->code, ErrorCode::MediumSwitchedOff);
        QCOMPARE(media.find(SigningMedium::RoamingOtp)->allowed, true);
        // What the look-up says, the decision holds to.
        if (process != 0)
            QCOMPARE(certifyBy(world, SigningMedium::Token).status, token ? 200 : 403);
    }

    void lookup_namesEveryMedium_andNeverAllowsTheOldOnes()
    {
        World world;
        const auto media = grantsOf(world, world.clerk);
        QCOMPARE(media.grants.size(), 4);
        QCOMPARE(media.find(SigningMedium::Token)->held, false);
        for (const auto medium : { SigningMedium::Softcert, SigningMedium::Roaming }) {
            QCOMPARE(media.find(medium)->allowed, false);
            QCOMPARE(media.find(medium)->reason->code, ErrorCode::MediumUnsupported);
        }
        QCOMPARE(media.maskedEmail, domain::maskedEmail(world.clerk.email));
        QVERIFY(!media.maskedEmail.contains(world.clerk.email));
    }

    void lookup_ofARoamingCredential_tellsItFromAToken_data()
    {
        QTest::addColumn<treasury::RoamingState>("state");
        QTest::addColumn<bool>("held");
        QTest::newRow("active") << treasury::RoamingState::Active << true;
        QTest::newRow("locked") << treasury::RoamingState::Locked << false;
        QTest::newRow("suspended") << treasury::RoamingState::Suspended << false;
    }
    void lookup_ofARoamingCredential_tellsItFromAToken()
    {
        QFETCH(treasury::RoamingState, state);
        QFETCH(bool, held);
        World world;
        ListedRoaming roaming;
        roaming.credentials = { roamingOf(world.checker, state) };
        world.treasury->attachCredentials(roaming);
        const auto media = grantsOf(world, world.checker);
        QCOMPARE(media.find(SigningMedium::Token)->held, false);
        QCOMPARE(media.find(SigningMedium::RoamingOtp)->held, held);
        if (held)
            QCOMPARE(media.preferred, SigningMedium::RoamingOtp);
    }

    void lookup_ofAnImpossibleProcess_isRefused_data()
    {
        QTest::addColumn<QByteArray>("process");
        for (const char* process : { "-1", "51", "x", "99999999999" })
            QTest::newRow(process) << QByteArray(process);
    }
    void lookup_ofAnImpossibleProcess_isRefused()
    {
        QFETCH(QByteArray, process);
        World world;
        QCOMPARE(world.get("/v1/media?process=" + process, world.checker).status, 400);
    }

    void decision_byAMediumThatDoesNotFit_isRefused_data()
    {
        QTest::addColumn<bool>("roamingCertificate");
        QTest::addColumn<SigningMedium>("claimed");
        QTest::addColumn<QString>("problem");
        QTest::newRow("token as token") << false << SigningMedium::Token << "";
        QTest::newRow("roaming as roaming") << true << SigningMedium::RoamingOtp << "";
        QTest::newRow("roaming as token") << true << SigningMedium::Token << "not-allowed";
        QTest::newRow("token as roaming") << false << SigningMedium::RoamingOtp << "not-allowed";
        QTest::newRow("softcert") << false << SigningMedium::Softcert << "medium-unsupported";
        QTest::newRow("roaming without OTP") << true << SigningMedium::Roaming << "medium-unsupported";
    }
    void decision_byAMediumThatDoesNotFit_isRefused()
    {
        QFETCH(bool, roamingCertificate);
        QFETCH(SigningMedium, claimed);
        QFETCH(QString, problem);
        World world;
        ListedRoaming roaming;
        if (roamingCertificate)
            roaming.credentials = { roamingOf(world.checker) };
        world.treasury->attachCredentials(roaming);
        const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        const auto body = decisionBy(world, voucher, claimed);
        roaming.release(body, world.checker, QStringLiteral("n1"));
        const auto answer = send(world, voucher, body);
        QCOMPARE(answer.status, problem.isEmpty() ? 200 : 403);
        if (!problem.isEmpty())
            QCOMPARE(test::problemType(answer), problem);
    }

    void decision_byRoaming_keepsTheNonceOfTheTreasurysOwnService_data()
    {
        QTest::addColumn<QString>("said");
        QTest::newRow("the desk says nothing") << QString();
        QTest::newRow("the desk says the truth") << QStringLiteral("n1");
        QTest::newRow("the desk says another") << QStringLiteral("n2");
    }
    void decision_byRoaming_keepsTheNonceOfTheTreasurysOwnService()
    {
        QFETCH(QString, said);
        World world;
        ListedRoaming roaming;
        roaming.credentials = { roamingOf(world.checker) };
        world.treasury->attachCredentials(roaming);
        const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        auto body = decisionBy(world, voucher, SigningMedium::RoamingOtp);
        body.nonceId = said;
        roaming.release(body, world.checker, QStringLiteral("n1"));
        QCOMPARE(send(world, voucher, body).status, 200);
        QCOMPARE(nonceKept(world, voucher), QStringLiteral("n1"));
    }

    void decision_byRoaming_thatNoCodeReleased_isRefused_data()
    {
        QTest::addColumn<bool>("byAnother");
        QTest::newRow("never signed") << false;
        QTest::newRow("signed for another officer") << true;
    }
    void decision_byRoaming_thatNoCodeReleased_isRefused()
    {
        QFETCH(bool, byAnother);
        World world;
        ListedRoaming roaming;
        roaming.credentials = { roamingOf(world.checker) };
        world.treasury->attachCredentials(roaming);
        const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        auto body = decisionBy(world, voucher, SigningMedium::RoamingOtp);
        body.nonceId = QStringLiteral("n1");
        if (byAnother)
            roaming.release(body, world.approver, QStringLiteral("n1"));
        const auto answer = send(world, voucher, body);
        QCOMPARE(answer.status, 403);
        QCOMPARE(test::problemType(answer), QStringLiteral("not-allowed"));
        QCOMPARE(world.read(voucher.id, world.checker).revision, voucher.revision);
    }

    void decision_byToken_keepsNoNonce()
    {
        World world;
        const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        auto body = decisionBy(world, voucher, SigningMedium::Token);
        body.nonceId = QStringLiteral("n1");
        QCOMPARE(send(world, voucher, body).status, 200);
        QCOMPARE(nonceKept(world, voucher), QString());
    }

    void policy_thatIsNone_isRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no object") << QByteArray("[]");
        QTest::newRow("no process") << QByteArray(
            R"({"tokenEnabled":true,"roamingOnlyProcesses":[0],"roamingOnlyOffices":[]})");
        QTest::newRow("beyond") << QByteArray(
            R"({"tokenEnabled":true,"roamingOnlyProcesses":[51],"roamingOnlyOffices":[]})");
        QTest::newRow("office") << QByteArray(
            R"({"tokenEnabled":true,"roamingOnlyProcesses":[],"roamingOnlyOffices":[""]})");
        QTest::newRow("missing") << QByteArray(R"({"roamingOnlyProcesses":[],"roamingOnlyOffices":[]})");
        QTest::newRow("unknown") << QByteArray(
            R"({"tokenEnabled":true,"roamingOnlyProcesses":[],"roamingOnlyOffices":[],"x":1})");
    }
    void policy_thatIsNone_isRefused()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!MediaPolicy::fromJson(json).has_value());
    }
};

QTEST_GUILESS_MAIN(TestMedia)
#include "test_media.moc"
