#include "mediumworld.h"

#include <treasury/audit.h>

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::test;
using treasury::RoamingState;

/** Applications for certificates: the address confirmed, the key made, the certificate issued. */
class TestApplications : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void application_confirmedByCodeAndAdministrator_isIssuedAndRegistered();
    void application_isNotShownToAnyoneBeforeItsAddressIsConfirmed();
    void applicationSentAgain_takesThePlaceOfTheUnconfirmedOne();
    void applications_beyondAFewADay_wait();
    void applicationWithAnotherAddress_isToldToTheRegisteredOne();
    void brokenRequest_holdsUpNoOther();
    void refusedApplication_destroysTheKeyThatALostConfirmationLeft_data();
    void refusedApplication_destroysTheKeyThatALostConfirmationLeft();
    void tokenApplication_isConfirmedThenCompleted();
    void sameKey_isOneRequest();
    void withoutRoaming_roamingRequestsAreRefused();
    void form_isCheckedFieldByField_data();
    void form_isCheckedFieldByField();
};

void TestApplications::application_confirmedByCodeAndAdministrator_isIssuedAndRegistered()
{
    MediumWorld world;
    const auto request = world.sent(world.clerk, MediumWorld::application());
    QCOMPARE(request.state, RequestState::AwaitingEmail);
    QCOMPARE(request.confirmBy, world.clock.now.addDays(1));
    QCOMPARE(request.registeredEmail, QString());
    const auto mails = world.mails();
    QCOMPARE(mails.size(), 2);
    for (const auto& mail : mails)
        QCOMPARE(mail.to, QStringLiteral("aminah@example.invalid"));
    const auto link = MediumWorld::linkIn(mails);
    const auto shown = world.handle(world.request("GET", link.path, world.clerk));
    QCOMPARE(shown.status, 200);
    QCOMPARE(wire::decodeConfirmation(shown.body)->maskedEmail, QStringLiteral("a***h@example.invalid"));
    QCOMPARE(world.confirm(link, link.digits).status, 204);
    QCOMPARE(world.stateOf(request, world.clerk).state, RequestState::Submitted);
    // Whoever may decide hears of it, the administrator of another office does not.
    QStringList told;
    for (const auto& mail : world.mails())
        told.append(mail.to);
    told.sort();
    QCOMPARE(told, (QStringList { world.administratorOfA.email, world.secondOfA.email }));

    // No key is made for a request that nobody confirmed.
    QVERIFY(world.keys.credentials.isEmpty());
    const auto decided = world.decide(world.administratorOfA, request, RequestAction::Confirm);
    QCOMPARE(decided.status, 200);
    const auto done = wire::decodeRequest(decided.body).value();
    QCOMPARE(done.state, RequestState::Done);
    QCOMPARE(done.decidedBy, world.administratorOfA.name);
    QCOMPARE(world.keys.credentials.first().state, RoamingState::Active);
    const auto held = world.certificatesOf(world.clerk);
    QCOMPARE(held.size(), 1);
    QCOMPARE(held.first().serialHex, done.issuedSerial);
    QCOMPARE(held.first().medium, SigningMedium::RoamingOtp);
    QCOMPARE(held.first().state, HeldCertificate::State::Good);
    const auto last = world.mails();
    QCOMPARE(last.size(), 1);
    QVERIFY(last.first().text.contains(done.issuedSerial));
    // Neither PIN nor answer stands in the file.
    QFile file(world.databasePath());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto bytes = file.readAll();
    QVERIFY(!bytes.contains(MediumWorld::goodDigits));
    QVERIFY(!bytes.contains("Sekolah Kebangsaan Contoh"));
}

void TestApplications::application_isNotShownToAnyoneBeforeItsAddressIsConfirmed()
{
    MediumWorld world;
    const auto request = world.sent(world.clerk, MediumWorld::application());
    const auto refused = world.decide(world.administratorOfA, request, RequestAction::Confirm);
    QCOMPARE(refused.status, 409);
    QCOMPARE(problemType(refused), QStringLiteral("request-moved"));
}

void TestApplications::applicationSentAgain_takesThePlaceOfTheUnconfirmedOne()
{
    MediumWorld world;
    const auto first = world.sent(world.clerk, MediumWorld::application());
    const auto second = world.sent(world.clerk, MediumWorld::application());
    QCOMPARE(world.stateOf(first, world.clerk).state, RequestState::Lapsed);
    QCOMPARE(world.stateOf(second, world.clerk).state, RequestState::AwaitingEmail);
    QVERIFY(world.keys.credentials.isEmpty());
}

void TestApplications::applications_beyondAFewADay_wait()
{
    MediumWorld world;
    for (int i = 0; i < 5; ++i) {
        world.sent(world.clerk, MediumWorld::application());
        world.clock.advance(3600);
        world.forgetTokens();
    }
    world.mails();
    const auto refused = world.sendRequest(world.clerk, MediumWorld::application());
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.header("Retry-After"), QByteArray::number(19 * 3600 + 1));
    QVERIFY(world.mails().isEmpty());
    QCOMPARE(world.sendRequest(world.otherClerk, MediumWorld::application()).status, 201);
    world.clock.advance(19 * 3600 + 1);
    world.forgetTokens();
    QCOMPARE(world.sendRequest(world.clerk, MediumWorld::application()).status, 201);
}

void TestApplications::applicationWithAnotherAddress_isToldToTheRegisteredOne()
{
    MediumWorld world;
    auto application = MediumWorld::application();
    application.email = QStringLiteral("orang.lain@example.invalid");
    const auto request = world.sent(world.clerk, application);
    const auto sent = world.mails();
    const auto told = [&](const QList<treasury::Mail>& mails) {
        return std::count_if(mails.begin(), mails.end(),
            [&](const treasury::Mail& mail) { return mail.to == world.clerk.email; });
    };
    QCOMPARE(told(sent), 1);
    QCOMPARE(request.registeredEmail, world.clerk.email);
    const auto link = MediumWorld::linkIn(sent);
    QCOMPARE(world.confirm(link, link.digits).status, 204);
    world.mails();
    // Whoever decides sees it too.
    QCOMPARE(world.stateOf(request, world.administratorOfA).registeredEmail, world.clerk.email);
    QCOMPARE(world.decide(world.administratorOfA, request, RequestAction::Confirm).status, 200);
    QCOMPARE(told(world.mails()), 1);
}

void TestApplications::brokenRequest_holdsUpNoOther()
{
    MediumWorld world;
    const auto broken = world.sent(world.clerk, MediumWorld::application());
    const auto other = world.sent(world.otherClerk, MediumWorld::application());
    world.execute("UPDATE medium_request SET body = x'00' WHERE applicant = "
                  "(SELECT applicant FROM medium_request WHERE id = '"
        + broken.id.value().toLatin1() + "')");
    world.clock.advance(25 * 3600);
    world.forgetTokens();
    QCOMPARE(world.treasury->expire().error().code, ErrorCode::StorageCorrupt);
    QCOMPARE(world.stateOf(other, world.otherClerk).state, RequestState::Lapsed);
}

void TestApplications::refusedApplication_destroysTheKeyThatALostConfirmationLeft_data()
{
    QTest::addColumn<bool>("issued");
    QTest::newRow("before a certificate was issued") << false;
    QTest::newRow("after one was issued") << true;
}

void TestApplications::refusedApplication_destroysTheKeyThatALostConfirmationLeft()
{
    QFETCH(bool, issued);
    MediumWorld world;
    const auto request = world.submittedApplication(world.clerk);
    // As the confirmation does it, up to where it was lost.
    const auto id = request.id.value();
    const auto prepared = world.keys.prepareWithHash(id, world.clerk.ic, KeyKind::Rsa, "hash").value();
    if (issued)
        QVERIFY(world.authority->issueOfficer(
            { world.clerk.ic, world.clerk.name, QStringLiteral("Pejabat A"), world.clerk.email },
            prepared.publicKey));
    QCOMPARE(
        world.decide(world.administratorOfA, request, RequestAction::Refuse, QStringLiteral("Tidak perlu"))
            .status,
        200);
    QCOMPARE(world.keys.discarded, issued ? QStringList() : QStringList { id });
    QCOMPARE(world.keys.find(id)->state, RoamingState::Ended);
}

void TestApplications::tokenApplication_isConfirmedThenCompleted()
{
    MediumWorld world;
    const auto request = world.sent(world.clerk, MediumWorld::application(SigningMedium::Token));
    const auto link = MediumWorld::linkIn(world.mails());
    QCOMPARE(world.confirm(link, link.digits).status, 204);
    world.mails();
    QCOMPARE(world.decide(world.administratorOfA, request, RequestAction::Complete).status, 409);
    QCOMPARE(world.decide(world.administratorOfA, request, RequestAction::Confirm).status, 200);
    QCOMPARE(world.stateOf(request, world.clerk).state, RequestState::Confirmed);
    QVERIFY(world.mails().first().text.contains(QStringLiteral("collect your token")));
    QCOMPARE(world.decide(world.secondOfA, request, RequestAction::Complete).status, 200);
    QCOMPARE(world.stateOf(request, world.clerk).state, RequestState::Done);
}

void TestApplications::sameKey_isOneRequest()
{
    MediumWorld world;
    const auto key = world.key();
    const auto first
        = world.sendRequest(world.clerk, MediumWorld::application(), MediumWorld::goodDigits, key);
    const auto again
        = world.sendRequest(world.clerk, MediumWorld::application(), MediumWorld::goodDigits, key);
    QCOMPARE(first.status, 201);
    QCOMPARE(again.status, 201);
    QCOMPARE(again.body, first.body);
    QCOMPARE(world.mails().size(), 2);
    auto changed = MediumWorld::application();
    changed.system = QStringLiteral("Lain");
    QCOMPARE(world.sendRequest(world.clerk, changed, MediumWorld::goodDigits, key).status, 422);
}

void TestApplications::withoutRoaming_roamingRequestsAreRefused()
{
    MediumWorld world;
    world.roaming = nullptr;
    world.reopen();
    const auto refused = world.sendRequest(world.clerk, MediumWorld::application());
    QCOMPARE(refused.status, 503);
    QCOMPARE(problemType(refused), QStringLiteral("roaming-missing"));
    QCOMPARE(world.sendRequest(world.clerk, MediumWorld::application(SigningMedium::Token)).status, 201);
}

void TestApplications::form_isCheckedFieldByField_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("finding");
    QTest::newRow("e-mail without @") << "email"
                                      << "aminah"
                                      << "finding.email-malformed";
    QTest::newRow("e-mail with a header") << "email"
                                          << "a@b.my\nBcc: x@y.my"
                                          << "finding.email-malformed";
    QTest::newRow("no system") << "system"
                               << ""
                               << "finding.required";
    QTest::newRow("address too long")
        << "officeAddress" << QString(501, QLatin1Char('a')) << "finding.too-long";
    QTest::newRow("phone of letters") << "phone"
                                      << "tiga empat lima"
                                      << "finding.phone-malformed";
    QTest::newRow("no question") << "securityQuestion"
                                 << ""
                                 << "finding.required";
    QTest::newRow("no declaration") << "declared"
                                    << ""
                                    << "finding.declaration-missing";
    QTest::newRow("PIN of a run") << "pin"
                                  << "123456"
                                  << "finding.pin-run";
    QTest::newRow("PIN too short") << "pin"
                                   << "2718"
                                   << "finding.pin-digits";
    QTest::newRow("PIN of the IC") << "pin"
                                   << "800101"
                                   << "finding.pin-personal";
}

void TestApplications::form_isCheckedFieldByField()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QString, finding);
    MediumWorld world;
    auto request = MediumWorld::application();
    if (field == QLatin1String("email"))
        request.email = value;
    else if (field == QLatin1String("system"))
        request.system = value;
    else if (field == QLatin1String("officeAddress"))
        request.officeAddress = value;
    else if (field == QLatin1String("phone"))
        request.phone = value;
    else if (field == QLatin1String("securityQuestion"))
        request.securityQuestion = value;
    else if (field == QLatin1String("declared"))
        request.declared = false;
    const auto digits
        = field == QLatin1String("pin") ? value.toLatin1() : QByteArray(MediumWorld::goodDigits);
    const auto refused = world.sendRequest(world.clerk, request, digits.constData());
    QCOMPARE(refused.status, 422);
    const auto problem = wire::decodeProblem(refused.body).value();
    QCOMPARE(problem.findings.size(), 1);
    QCOMPARE(problem.findings.first().field, field);
    QCOMPARE(problem.findings.first().messageKey, finding);
    QVERIFY(world.keys.credentials.isEmpty());
}

QTEST_GUILESS_MAIN(TestApplications)
#include "test_applications.moc"
