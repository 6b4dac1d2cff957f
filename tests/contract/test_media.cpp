#include "house.h"

#include <domain/media.h>
#include <support/smtpserver.h>
#include <wire/media.h>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QtTest>

using namespace peraku;
using namespace peraku::test;
using namespace peraku::domain;
using support::SmtpServer;

/** A real treasuryd with a real mail server: phones, the look-up of media, and a policy that is switched
 * while everything runs. */
class TestContractMedia : public QObject, ContractHouse {
    Q_OBJECT

    std::unique_ptr<SmtpServer> m_smtp;
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    Result<QByteArray> setPolicy(const QStringList& options) const
    {
        return TreasuryProcess::run(QStringList { QStringLiteral("policy"), QStringLiteral("set"),
                                        QStringLiteral("--data"), m_treasury->dataDirectory() }
            + options);
    }
    MediaGrants grantsOf(const Actor& officer, int process) const
    {
        const auto answer = officer.get("/v1/media?process=" + QByteArray::number(process));
        if (answer.status != 200)
            qFatal("media: %d %s", answer.status, answer.body.constData());
        return wire::decodeMediaGrants(answer.body).value();
    }
    static QString problemOf(const HttpAnswer& answer)
    {
        const auto type
            = QJsonDocument::fromJson(answer.body).object().value(QStringLiteral("type")).toString();
        return type.section(QLatin1Char('/'), -1);
    }
    /** The eight digits of the mail that came last. */
    QByteArray mailedCode(int mails) const
    {
        const auto received = m_smtp->received(mails);
        if (received.size() < mails)
            return {};
        const auto& message = received.last().message;
        const auto found = QRegularExpression(QStringLiteral("\\b[0-9]{8}\\b"))
                               .match(QString::fromLatin1(message.mid(message.indexOf("\r\n\r\n"))));
        return found.captured().toLatin1();
    }

private Q_SLOTS:
    void initTestCase();
    void phone_enrolledByTheSimulator_seesMessagesUntilRemoved();
    void policy_switchedWhileServed_isFollowedAtOnce();
    void policy_thatIsWrong_isRefusedAndChangesNothing();
    void traffic_matchesTheContract();
};

void TestContractMedia::initTestCase()
{
    const auto word = QStringLiteral("surat-rahsia");
    auto smtp = SmtpServer::start({ false, QStringLiteral("treasury"), word });
    QVERIFY(smtp.has_value());
    m_smtp = std::move(*smtp);
    QFile wordFile(file("smtp-password"));
    QVERIFY(wordFile.open(QIODevice::WriteOnly));
    wordFile.write(word.toLatin1());
    wordFile.close();
    QVERIFY(wordFile.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    TreasuryProcess::Options options;
    options.officers = 14;
    options.extraArguments = { QStringLiteral("--smtp-url"), m_smtp->url().toString(),
        QStringLiteral("--smtp-user"), QStringLiteral("treasury"), QStringLiteral("--smtp-password-file"),
        wordFile.fileName(), QStringLiteral("--smtp-from"), QStringLiteral("perbendaharaan@contoh.my"),
        QStringLiteral("--smtp-ca"), m_smtp->caFile() };
    open(options);
}

void TestContractMedia::phone_enrolledByTheSimulator_seesMessagesUntilRemoved()
{
    const auto checker = actor(Role::Checker);
    const auto& officer = demo(Role::Checker);
    const auto passwordMember = "\"password\":\"" + officer.password + "\"";
    auto answer
        = checker.change("POST", "/v1/me/phones", "{\"name\":\"Telefon\",\"password\":\"salah-sekali\"}", -1);
    QCOMPARE(problemOf(answer), QStringLiteral("wrong-password"));
    answer = checker.change("POST", "/v1/me/phones", "{\"name\":\"Telefon\"," + passwordMember + "}", -1);
    QVERIFY2(answer.status == 202, answer.body.constData());
    const auto code = mailedCode(1);
    QCOMPARE(code.size(), 8);
    QCOMPARE(m_smtp->received(1).first().to, QStringList(officer.officer.email));
    QCOMPARE(m_smtp->received(1).first().tls, true);
    const auto wrong = code.startsWith('1') ? QByteArray("20000000") : QByteArray("10000000");
    answer = m_client->send("POST", "/v1/phone/enrolment", { { "Content-Type", "application/json" } },
        "{\"ic\":\"" + officer.officer.ic.digits().toLatin1() + "\",\"code\":\"" + wrong + "\"}");
    QCOMPARE(problemOf(answer), QStringLiteral("otp-refused"));

    const QStringList phone { QStringLiteral("phone"), QStringLiteral("--url"), m_treasury->url().toString(),
        QStringLiteral("--ca"), m_treasury->caFile(), QStringLiteral("--state"), file("phone.token"),
        QStringLiteral("--once") };
    const auto enrolled = TreasuryProcess::run(phone
            + QStringList { QStringLiteral("--ic"), officer.officer.ic.digits(), QStringLiteral("--code-fd"),
                QStringLiteral("0") },
        code + '\n');
    QVERIFY2(enrolled.has_value(), enrolled ? "" : qPrintable(enrolled.error().detail));
    QVERIFY(enrolled->contains("\"messages\":[]"));
    QCOMPARE(QFile::permissions(file("phone.token")) & (QFile::ReadGroup | QFile::ReadOther),
        QFile::Permissions());
    // The officer hears of it by mail.
    QCOMPARE(m_smtp->received(2).size(), 2);

    QFile token(file("phone.token"));
    QVERIFY(token.open(QIODevice::ReadOnly));
    QCOMPARE(m_client->send("GET", "/v1/phone/messages", { { "Authorization", "Bearer " + token.readAll() } })
                 .status,
        200);
    answer = checker.change("PUT", "/v1/me/signing-profile", "{\"channel\":\"app\"}", -1);
    QCOMPARE(answer.status, 200);
    const auto profile = wire::decodeSigningProfile(checker.get("/v1/me/signing-profile").body).value();
    QCOMPARE(profile.channel, OtpChannel::App);
    QCOMPARE(profile.phones.size(), 1);
    QCOMPARE(grantsOf(checker, 0).channel, OtpChannel::App);
    answer = checker.change("POST", "/v1/me/phones/" + profile.phones.first().id.toLatin1() + "/removal",
        "{" + passwordMember + "}", -1);
    QCOMPARE(answer.status, 204);
    QVERIFY(!TreasuryProcess::run(phone).has_value());
}

void TestContractMedia::policy_switchedWhileServed_isFollowedAtOnce()
{
    const auto clerk = actor(Role::Preparer);
    const auto checker = actor(Role::Checker);
    const auto voucher = submitted(clerk);
    const int process = voucher.content.processNo;
    QVERIFY(grantsOf(checker, process).find(SigningMedium::Token)->allowed);

    const auto number = QString::number(process);
    const auto office = checker.officer().office.value();
    const QStringList closed[] = { { QStringLiteral("--token"), QStringLiteral("off") },
        { QStringLiteral("--token"), QStringLiteral("on"), QStringLiteral("--roaming-only-processes"),
            number },
        { QStringLiteral("--roaming-only-processes"), QStringLiteral(","),
            QStringLiteral("--roaming-only-offices"), office } };
    for (const auto& options : closed) {
        const auto set = setPolicy(options);
        QVERIFY2(set.has_value(), set ? "" : qPrintable(set.error().detail));
        const auto grant = *grantsOf(checker, process).find(SigningMedium::Token);
        QCOMPARE(grant.held, true);
        QCOMPARE(grant.allowed, false);
        QCOMPARE(problemOf(certify(checker, voucher)), QStringLiteral("medium-switched-off"));
    }
    QVERIFY(setPolicy({ QStringLiteral("--roaming-only-offices"), QStringLiteral(",") }).has_value());
    const auto accepted = certify(checker, voucher);
    QVERIFY2(accepted.status == 200, accepted.body.constData());
    const auto verified = TreasuryProcess::run({ QStringLiteral("audit"), QStringLiteral("verify"),
        QStringLiteral("--data"), m_treasury->dataDirectory() });
    QVERIFY(verified.has_value());
}

void TestContractMedia::policy_thatIsWrong_isRefusedAndChangesNothing()
{
    const QStringList show { QStringLiteral("policy"), QStringLiteral("show"), QStringLiteral("--data"),
        m_treasury->dataDirectory() };
    const auto before = TreasuryProcess::run(show).value();
    QVERIFY(!setPolicy({ QStringLiteral("--token"), QStringLiteral("perhaps") }).has_value());
    QVERIFY(!setPolicy({ QStringLiteral("--roaming-only-processes"), QStringLiteral("51") }).has_value());
    QVERIFY(!setPolicy({ QStringLiteral("--roaming-only-processes"), QStringLiteral("x") }).has_value());
    QCOMPARE(TreasuryProcess::run(show).value(), before);
}

void TestContractMedia::traffic_matchesTheContract()
{
    const auto said = faults();
    QVERIFY2(said.isEmpty(), said.constData());
}

QTEST_GUILESS_MAIN(TestContractMedia)
#include "test_media.moc"
