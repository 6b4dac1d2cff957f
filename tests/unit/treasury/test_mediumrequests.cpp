#include "mediumworld.h"

#include <treasury/audit.h>

#include <QFile>
#include <QTest>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::test;
using treasury::RoamingState;

/** What officers and administrators do to certificates that exist: incidents, cancellations, decisions.
 */
class TestMediumRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void incident_suspendsBeforeTheAnswer_data();
    void incident_suspendsBeforeTheAnswer();
    void incidentWithoutACertificate_suspendsEveryToken();
    void roamingIncident_suspendsKeyAndCertificate();
    void anothersToken_reportedByAnAdministrator_isDecidedByAnother();
    void anothersToken_isReportedOnlyByAdministratorsOfTheOffice_data();
    void anothersToken_isReportedOnlyByAdministratorsOfTheOffice();
    void refusedIncident_leavesWhatOthersDid_data();
    void refusedIncident_leavesWhatOthersDid();
    void cancellation_revokesWhenConfirmed();
    void unblock_setsTheNewPinWhenConfirmed();
    void addMedium_isAnAdministratorsAndDecidedByAnother();
    void decision_isRefusedByEveryRule_data();
    void decision_isRefusedByEveryRule();
    void openRequest_refusesASecondOfItsKind();
    void foreignCertificate_isNotFound();
    void requests_areShownToApplicantAndTheirAdministrators();
    void everyDecision_isAuditedAndMailed();
};

void TestMediumRequests::incident_suspendsBeforeTheAnswer_data()
{
    QTest::addColumn<int>("incident");
    QTest::addColumn<bool>("confirmed");
    QTest::addColumn<int>("reason");
    QTest::newRow("lost, confirmed") << int(IncidentKind::Lost) << true << 1;
    QTest::newRow("lent, confirmed") << int(IncidentKind::Lent) << true << 1;
    QTest::newRow("damaged, confirmed") << int(IncidentKind::Damaged) << true << 5;
    QTest::newRow("lost, refused") << int(IncidentKind::Lost) << false << 0;
}

void TestMediumRequests::incident_suspendsBeforeTheAnswer()
{
    QFETCH(int, incident);
    QFETCH(bool, confirmed);
    QFETCH(int, reason);
    MediumWorld world;
    const auto token = world.issueToken(world.clerk);
    auto report = MediumWorld::about(RequestKind::Incident, token);
    report.incident = IncidentKind(incident);
    const auto request = world.sent(world.clerk, report);
    QCOMPARE(request.state, RequestState::Submitted);
    QCOMPARE(world.statusOf(token), pki::CertificateStatus::Suspended);
    QCOMPARE(world.certificatesOf(world.clerk).first().state, HeldCertificate::State::Suspended);
    QCOMPARE(world
                 .decide(world.administratorOfA, request,
                     confirmed ? RequestAction::Confirm : RequestAction::Refuse,
                     QStringLiteral("Token telah ditemui"))
                 .status,
        200);
    QCOMPARE(
        world.statusOf(token), confirmed ? pki::CertificateStatus::Revoked : pki::CertificateStatus::Good);
    QCOMPARE(int(world.authority->find(token.serialHex)->reason), reason);
    QCOMPARE(world.certificatesOf(world.clerk).first().state,
        confirmed ? HeldCertificate::State::Withdrawn : HeldCertificate::State::Good);
}

void TestMediumRequests::incidentWithoutACertificate_suspendsEveryToken()
{
    MediumWorld world;
    const QList tokens { world.issueToken(world.clerk), world.issueToken(world.clerk) };
    const auto other = world.issueToken(world.otherClerk);
    auto report = MediumWorld::about(RequestKind::Incident, other);
    report.certificates.clear();
    const auto request = world.sent(world.clerk, report);
    QCOMPARE(request.certificates.size(), 2);
    for (const auto& token : tokens)
        QCOMPARE(world.statusOf(token), pki::CertificateStatus::Suspended);
    QCOMPARE(world.statusOf(other), pki::CertificateStatus::Good);
}

void TestMediumRequests::roamingIncident_suspendsKeyAndCertificate()
{
    MediumWorld world;
    const auto application = world.submittedApplication(world.clerk);
    QCOMPARE(world.decide(world.administratorOfA, application, RequestAction::Confirm).status, 200);
    const auto held = world.certificatesOf(world.clerk).first();
    const auto request = world.sent(world.clerk, MediumWorld::about(RequestKind::Incident, held));
    QCOMPARE(world.keys.credentials.first().state, RoamingState::Suspended);
    QCOMPARE(world.statusOf(held), pki::CertificateStatus::Suspended);
    QCOMPARE(world.decide(world.secondOfA, request, RequestAction::Refuse, QStringLiteral("Tersilap lapor"))
                 .status,
        200);
    QCOMPARE(world.keys.credentials.first().state, RoamingState::Active);
    QCOMPARE(world.statusOf(held), pki::CertificateStatus::Good);
}

void TestMediumRequests::anothersToken_reportedByAnAdministrator_isDecidedByAnother()
{
    MediumWorld world;
    const auto token = world.issueToken(world.clerk);
    auto report = MediumWorld::about(RequestKind::Incident, token);
    report.certificates.clear();
    report.holder.ic = world.clerk.ic;
    world.mails();
    const auto request = world.sent(world.administratorOfA, report);
    QCOMPARE(request.holder, world.clerk.ref());
    QCOMPARE(request.applicant, world.administratorOfA.ref());
    QCOMPARE(request.certificates, QList { token.sha256 });
    QCOMPARE(world.statusOf(token), pki::CertificateStatus::Suspended);
    // The officer sees and hears that it was reported, and cannot report it a second time.
    QCOMPARE(world.stateOf(request, world.clerk).id, request.id);
    QCOMPARE(wire::decodeRequests(world.get("/v1/requests", world.clerk).body)->size(), 1);
    QCOMPARE(world.sendRequest(world.clerk, MediumWorld::about(RequestKind::Incident, token)).status, 409);
    const auto own = world.decide(world.administratorOfA, request, RequestAction::Confirm);
    QCOMPARE(problemType(own), QStringLiteral("own-request"));
    QCOMPARE(world.decide(world.secondOfA, request, RequestAction::Confirm).status, 200);
    QCOMPARE(world.statusOf(token), pki::CertificateStatus::Revoked);
}

void TestMediumRequests::anothersToken_isReportedOnlyByAdministratorsOfTheOffice_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("holder");
    QTest::addColumn<int>("status");
    const auto incident = int(RequestKind::Incident);
    QTest::newRow("a clerk") << "otherClerk" << incident << "" << 403;
    QTest::newRow("an administrator of another office") << "other" << incident << "" << 403;
    QTest::newRow("a cancellation") << "administrator" << int(RequestKind::Cancellation) << "" << 403;
    QTest::newRow("nobody's") << "administrator" << incident << "800101145003" << 404;
}

void TestMediumRequests::anothersToken_isReportedOnlyByAdministratorsOfTheOffice()
{
    QFETCH(QString, who);
    QFETCH(int, kind);
    QFETCH(QString, holder);
    QFETCH(int, status);
    MediumWorld world;
    const auto token = world.issueToken(world.clerk);
    auto report = MediumWorld::about(RequestKind(kind), token);
    report.holder.ic = holder.isEmpty() ? world.clerk.ic : *domain::Ic::parse(holder);
    const QMap<QString, Officer> people { { "otherClerk", world.otherClerk },
        { "other", world.administrator }, { "administrator", world.administratorOfA } };
    QCOMPARE(world.sendRequest(people.value(who), report).status, status);
    QCOMPARE(world.statusOf(token), pki::CertificateStatus::Good);
}

void TestMediumRequests::refusedIncident_leavesWhatOthersDid_data()
{
    using Work = std::function<void(MediumWorld&, const HeldCertificate&)>;
    using State = HeldCertificate::State;
    using pki::CertificateStatus;
    QTest::addColumn<Work>("before");
    QTest::addColumn<Work>("after");
    QTest::addColumn<int>("registered");
    QTest::addColumn<int>("issued");
    QTest::addColumn<int>("credential");
    const auto row = [](const char* name, const Work& before, const Work& after, State registered,
                         CertificateStatus issued, RoamingState credential) {
        QTest::newRow(name) << before << after << int(registered) << int(issued) << int(credential);
    };
    const Work nothing = [](MediumWorld&, const HeldCertificate&) {};
    row(
        "cancelled meanwhile", nothing,
        [](MediumWorld& world, const HeldCertificate& held) {
            const auto request = world.sent(world.clerk, MediumWorld::about(RequestKind::Cancellation, held));
            QCOMPARE(world.decide(world.administratorOfA, request, RequestAction::Confirm).status, 200);
        },
        State::Withdrawn, CertificateStatus::Revoked, RoamingState::Ended);
    row(
        "withdrawn by the operator meanwhile", nothing,
        [](MediumWorld& world, const HeldCertificate& held) {
            QVERIFY(world.admin()->withdrawCertificate(held.sha256));
            world.reopen();
        },
        State::Withdrawn, CertificateStatus::Suspended, RoamingState::Suspended);
    row(
        "certificate suspended by the operator before",
        [](MediumWorld& world, const HeldCertificate& held) {
            QVERIFY(world.authority->suspend(held.serialHex));
        },
        nothing, State::Good, CertificateStatus::Suspended, RoamingState::Active);
    row(
        "key suspended by the operator before",
        [](MediumWorld& world, const HeldCertificate&) {
            QVERIFY(world.keys.suspend(world.keys.credentials.first().id));
        },
        nothing, State::Good, CertificateStatus::Good, RoamingState::Suspended);
}

void TestMediumRequests::refusedIncident_leavesWhatOthersDid()
{
    using Work = std::function<void(MediumWorld&, const HeldCertificate&)>;
    QFETCH(Work, before);
    QFETCH(Work, after);
    QFETCH(int, registered);
    QFETCH(int, issued);
    QFETCH(int, credential);
    MediumWorld world;
    const auto application = world.submittedApplication(world.clerk);
    QCOMPARE(world.decide(world.administratorOfA, application, RequestAction::Confirm).status, 200);
    const auto held = world.certificatesOf(world.clerk).first();
    before(world, held);
    const auto request = world.sent(world.clerk, MediumWorld::about(RequestKind::Incident, held));
    after(world, held);
    QCOMPARE(world.decide(world.secondOfA, request, RequestAction::Refuse, QStringLiteral("Tersilap lapor"))
                 .status,
        200);
    QCOMPARE(int(world.certificatesOf(world.clerk).first().state), registered);
    QCOMPARE(int(world.statusOf(held)), issued);
    QCOMPARE(int(world.keys.credentials.first().state), credential);
}

void TestMediumRequests::cancellation_revokesWhenConfirmed()
{
    MediumWorld world;
    const auto token = world.issueToken(world.clerk);
    const auto request = world.sent(world.clerk, MediumWorld::about(RequestKind::Cancellation, token));
    QCOMPARE(world.statusOf(token), pki::CertificateStatus::Good);
    QCOMPARE(world.decide(world.administratorOfA, request, RequestAction::Confirm).status, 200);
    QCOMPARE(world.statusOf(token), pki::CertificateStatus::Revoked);
}

void TestMediumRequests::unblock_setsTheNewPinWhenConfirmed()
{
    MediumWorld world;
    const auto application = world.submittedApplication(world.clerk);
    QCOMPARE(world.decide(world.administratorOfA, application, RequestAction::Confirm).status, 200);
    auto& credential = world.keys.credentials.first();
    credential.state = RoamingState::Locked;
    const auto before = world.keys.pinHashes.value(credential.id);
    const auto request = world.sent(world.clerk,
        MediumWorld::about(RequestKind::Unblock, world.certificatesOf(world.clerk).first()), "640295");
    QCOMPARE(world.keys.pinHashes.value(credential.id), before);
    QCOMPARE(world.decide(world.administratorOfA, request, RequestAction::Confirm).status, 200);
    QCOMPARE(credential.state, RoamingState::Active);
    QVERIFY(world.keys.pinHashes.value(credential.id) != before);
}

void TestMediumRequests::addMedium_isAnAdministratorsAndDecidedByAnother()
{
    MediumWorld world;
    MediumRequest request;
    request.kind = RequestKind::AddMedium;
    request.officers
        = { { world.clerk.ic, world.clerk.name, QStringLiteral("a@example.invalid"),
                QStringLiteral("Jabatan Contoh"), QStringLiteral("Pejabat A"), QStringLiteral("Peraku") },
              { world.secondOfA.ic, world.secondOfA.name, QStringLiteral("m@example.invalid"),
                  QStringLiteral("Jabatan Contoh"), QStringLiteral("Pejabat A"), QStringLiteral("Peraku") } };
    QCOMPARE(world.sendRequest(world.clerk, request).status, 403);
    const auto sent = world.sent(world.administratorOfA, request);
    QCOMPARE(sent.officers, request.officers);
    // The second administrator stands in the list.
    const auto own = world.decide(world.secondOfA, sent, RequestAction::Confirm);
    QCOMPARE(own.status, 403);
    QCOMPARE(problemType(own), QStringLiteral("own-request"));
}

void TestMediumRequests::decision_isRefusedByEveryRule_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<int>("action");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("problem");
    const auto confirm = int(RequestAction::Confirm);
    const auto refuse = int(RequestAction::Refuse);
    QTest::newRow("the applicant, an administrator") << "self" << confirm << "" << 403 << "own-request";
    QTest::newRow("a clerk") << "clerk" << confirm << "" << 404 << "not-found";
    QTest::newRow("an administrator of another office") << "other" << confirm << "" << 404 << "not-found";
    QTest::newRow("a refusal without a reason") << "second" << refuse << "" << 422 << "reason-missing";
    QTest::newRow("a refusal of blanks") << "second" << refuse << "       " << 422 << "reason-missing";
    QTest::newRow("completed before it is confirmed")
        << "second" << int(RequestAction::Complete) << "" << 409 << "request-moved";
}

void TestMediumRequests::decision_isRefusedByEveryRule()
{
    QFETCH(QString, who);
    QFETCH(int, action);
    QFETCH(QString, reason);
    QFETCH(int, status);
    QFETCH(QString, problem);
    MediumWorld world;
    const auto token = world.issueToken(world.administratorOfA);
    const auto request
        = world.sent(world.administratorOfA, MediumWorld::about(RequestKind::Cancellation, token));
    const QMap<QString, Officer> people { { "self", world.administratorOfA }, { "clerk", world.clerk },
        { "other", world.administrator }, { "second", world.secondOfA } };
    const auto refused = world.decide(people.value(who), request, RequestAction(action), reason);
    QCOMPARE(refused.status, status);
    QCOMPARE(problemType(refused), problem);
    QCOMPARE(world.statusOf(token), pki::CertificateStatus::Good);
    QCOMPARE(world.decide(world.secondOfA, request, RequestAction::Confirm).status, 200);
    QCOMPARE(world.decide(world.secondOfA, request, RequestAction::Confirm).status, 409);
}

void TestMediumRequests::openRequest_refusesASecondOfItsKind()
{
    MediumWorld world;
    const auto token = world.issueToken(world.clerk);
    const auto report = MediumWorld::about(RequestKind::Incident, token);
    world.sent(world.clerk, report);
    const auto refused = world.sendRequest(world.clerk, report);
    QCOMPARE(refused.status, 409);
    QCOMPARE(problemType(refused), QStringLiteral("request-moved"));
    world.submittedApplication(world.otherClerk);
    QCOMPARE(world.sendRequest(world.otherClerk, MediumWorld::application()).status, 409);
}

void TestMediumRequests::foreignCertificate_isNotFound()
{
    MediumWorld world;
    const auto token = world.issueToken(world.otherClerk);
    QCOMPARE(world.sendRequest(world.clerk, MediumWorld::about(RequestKind::Incident, token)).status, 404);
    QCOMPARE(world.statusOf(token), pki::CertificateStatus::Good);
}

void TestMediumRequests::requests_areShownToApplicantAndTheirAdministrators()
{
    MediumWorld world;
    const auto request = world.submittedApplication(world.clerk);
    const auto count = [&](const Officer& officer) {
        return wire::decodeRequests(world.get("/v1/requests", officer).body)->size();
    };
    QCOMPARE(count(world.clerk), 1);
    QCOMPARE(count(world.administratorOfA), 1);
    QCOMPARE(count(world.otherClerk), 0);
    QCOMPARE(count(world.administrator), 0);
    const auto path = "/v1/requests/" + request.id.value().toLatin1();
    QCOMPARE(world.get(path, world.administratorOfA).status, 200);
    QCOMPARE(world.get(path, world.otherClerk).status, 404);
}

void TestMediumRequests::everyDecision_isAuditedAndMailed()
{
    MediumWorld world;
    const auto token = world.issueToken(world.clerk);
    const auto request = world.sent(world.clerk, MediumWorld::about(RequestKind::Incident, token));
    world.mails();
    QCOMPARE(world
                 .decide(world.administratorOfA, request, RequestAction::Refuse,
                     QStringLiteral("Token telah ditemui"))
                 .status,
        200);
    const auto mails = world.mails();
    QCOMPARE(mails.size(), 1);
    QCOMPARE(mails.first().to, world.clerk.email);
    QVERIFY(mails.first().text.contains(QStringLiteral("Token telah ditemui")));
    world.treasury.reset();
    const auto report = treasury::verifyAudit(world.databasePath(), {});
    QVERIFY(report);
    QVERIFY(report->faults.isEmpty());
}

QTEST_GUILESS_MAIN(TestMediumRequests)
#include "test_mediumrequests.moc"
