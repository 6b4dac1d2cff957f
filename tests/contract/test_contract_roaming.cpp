#include "house.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QThread>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::test;
using namespace Qt::StringLiterals;

/** Roaming + OTP against the real treasuryd over TLS, its keys in SoftHSM2, its codes in the mail folder. */
class TestContractRoaming : public QObject, ContractHouse {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void voucher_certifiedByPinAndCode_isPosted();
    void refusals_areInTheWordsOfTheApi_data();
    void refusals_areInTheWordsOfTheApi();
    void intentRefusal_isAProblem();
    void info_isPublic();
    void otherMethods_answer();
    void withoutHsm_thereIsNone();
    void traffic_matchesTheContract();

private:
    /** Who signs has a roaming credential. */
    Actor actor(Role role) const
    {
        for (const auto& each : m_treasury->officers()) {
            if (each.officer.roles.contains(role)
                && (role == Role::Preparer || !each.roamingCredential.isEmpty()))
                return ContractHouse::actor(each);
        }
        qFatal("no officer of role %s", qPrintable(toWire(role)));
    }
    /** From the first mail that brings one since the last; it stands on a line of its own. */
    QString code()
    {
        static const QRegularExpression line(u"^([0-9]{6})\\r?$"_s, QRegularExpression::MultilineOption);
        const QDir mailbox(m_treasury->dataDirectory() + u"/mail"_s);
        for (int i = 0; i < 100; ++i) {
            const auto mails = mailbox.entryList({ u"*.eml"_s }, QDir::Files, QDir::Name);
            for (const auto& name : mails) {
                QFile mail(mailbox.filePath(name));
                if (m_read.contains(name) || !mail.open(QIODevice::ReadOnly))
                    continue;
                m_read.insert(name);
                if (const auto found = line.match(QString::fromUtf8(mail.readAll())); found.hasMatch())
                    return found.captured(1);
            }
            QThread::msleep(100);
        }
        qFatal("no mail with a code");
    }
    Voucher certified(const Actor& by, const Voucher& voucher)
    {
        const auto answer = by.change("POST", pathOf(voucher) + "/decisions",
            by.roamingCertification(voucher, m_catalogue, [this] { return code(); }), voucher.revision);
        if (answer.status != 200)
            qFatal("decision: %d %s", answer.status, answer.body.constData());
        return wire::decodeVoucher(answer.body).value();
    }

    QSet<QString> m_read; ///< Mails that were looked at.
};

void TestContractRoaming::initTestCase()
{
    open({ .officers = 14, .hsm = true, .extraArguments = {} });
}

void TestContractRoaming::voucher_certifiedByPinAndCode_isPosted()
{
    const auto clerk = actor(Role::Preparer);
    const auto checker = actor(Role::Checker);
    const auto approver = actor(Role::Approver);
    const auto voucher = submitted(clerk);
    const auto id = voucher.id.value().toLatin1();
    // An EC key, then an RSA key.
    const auto checked = certified(checker, voucher);
    const auto approved = certified(approver, checked);
    QCOMPARE(approved.state, VoucherState::Posted);
    const auto records = wire::decodeSignatures(checker.get("/v1/vouchers/" + id + "/signatures").body);
    QCOMPARE(records->size(), 2);
    for (const auto& record : *records) {
        QCOMPARE(record.medium, SigningMedium::RoamingOtp);
        // Nobody told the treasury: its own service released the signature.
        QVERIFY(!record.nonceId.isEmpty());
    }
    QVERIFY(records->at(0).nonceId != records->at(1).nonceId);
}

void TestContractRoaming::refusals_areInTheWordsOfTheApi_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("loggedIn");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    const QByteArray list("/csc/v2/credentials/list");
    QTest::newRow("no token") << list << false << QByteArray("{}") << 401 << u"invalid_token"_s;
    QTest::newRow("no JSON") << list << true << QByteArray("x") << 400 << u"invalid_request"_s;
    QTest::newRow("too large") << list << true << QByteArray(70'000, ' ') << 413 << u"invalid_request"_s;
    QTest::newRow("unknown credential")
        << QByteArray("/csc/v2/credentials/info") << true << QByteArray("{\"credentialID\":\"x\"}") << 400
        << u"invalid_request"_s;
}

void TestContractRoaming::refusals_areInTheWordsOfTheApi()
{
    QFETCH(QByteArray, target);
    QFETCH(bool, loggedIn);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, error);
    const auto answer = loggedIn
        ? actor(Role::Checker).send(target, body)
        : m_client->send("POST", target, { { "content-type", "application/json" } }, body);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.headers.value("content-type"), QByteArray("application/json"));
    QCOMPARE(QJsonDocument::fromJson(answer.body).object().value(u"error"_s).toString(), error);
    QCOMPARE(answer.headers.contains("www-authenticate"), status == 401);
}

void TestContractRoaming::intentRefusal_isAProblem()
{
    const auto answer
        = actor(Role::Checker).send("/v1/signing-intents", "{\"credentialID\":\"x\",\"documents\":[5]}");
    QCOMPARE(answer.status, 404);
    QCOMPARE(wire::decodeProblem(answer.body)->type, wire::problemUri(ErrorCode::NotFound));
}

void TestContractRoaming::info_isPublic()
{
    for (const auto* method : { "GET", "POST" }) {
        const auto info = m_client->send(method, "/csc/v2/info");
        QCOMPARE(info.status, 200);
        QVERIFY(QJsonDocument::fromJson(info.body).object().contains(u"methods"_s));
    }
}

void TestContractRoaming::otherMethods_answer()
{
    const auto checker = actor(Role::Checker);
    const auto list = checker.post("/csc/v2/credentials/list",
        { { u"credentialInfo"_s, true }, { u"certInfo"_s, true }, { u"authInfo"_s, true } });
    QCOMPARE(list.value(u"credentialIDs"_s).toArray().size(), 1);
    const auto stamped = checker.post("/csc/v2/signatures/timestamp",
        { { u"hash"_s, QString::fromLatin1(QByteArray(32, 'x').toBase64()) },
            { u"hashAlgo"_s, u"2.16.840.1.101.3.4.2.1"_s } });
    QVERIFY(!stamped.value(u"timestamp"_s).toString().isEmpty());
    for (const auto* method :
        { "credentials/authorizeCheck", "credentials/extendTransaction", "signatures/signPolling" })
        checker.post(QByteArray("/csc/v2/") + method, {}, 400);
}

void TestContractRoaming::withoutHsm_thereIsNone()
{
    auto plain = TreasuryProcess::start({ .officers = 14, .extraArguments = {} });
    QVERIFY2(plain.has_value(), plain ? "" : qPrintable(plain.error().detail));
    const HttpClient client((*plain)->port(), (*plain)->caFile(), nullptr);
    const Actor checker(client, *(*plain)->find(Role::Checker), {});
    QVERIFY(checker.post("/csc/v2/credentials/list", {}).value(u"credentialIDs"_s).toArray().isEmpty());
    QCOMPARE(checker.send("/csc/v2/credentials/info", "{}").status, 501);
    QCOMPARE(checker.send("/v1/signing-intents", "{}").status, 501);
    QCOMPARE(client.send("POST", "/csc/v2/info").status, 501);
}

void TestContractRoaming::traffic_matchesTheContract()
{
    const auto said = faults();
    QVERIFY2(said.isEmpty(), said.constData());
}

QTEST_GUILESS_MAIN(TestContractRoaming)
#include "test_contract_roaming.moc"
