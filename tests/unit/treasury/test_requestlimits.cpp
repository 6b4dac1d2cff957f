#include "mediumworld.h"

#include <QTest>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::test;

/** How much of requests the treasury takes, and of whom. */
class TestRequestLimits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addMedium_listsAHundredOfficersAtMost_data();
    void addMedium_listsAHundredOfficersAtMost();
    void openRequests_areFew_butIncidentsAreAlwaysHeard();
    void strangersSecrets_areRefusedByTheHeaderAlone_data();
    void strangersSecrets_areRefusedByTheHeaderAlone();
};

static MediumRequest listOf(int officers)
{
    MediumRequest request;
    request.kind = RequestKind::AddMedium;
    for (int i = 0; i < officers; ++i)
        request.officers.append({ *Ic::parse(QStringLiteral("80010114%1").arg(1000 + i)),
            QStringLiteral("Pegawai Contoh"), QStringLiteral("p@example.invalid"),
            QStringLiteral("Jabatan Contoh"), QStringLiteral("Pejabat A"), QStringLiteral("Peraku") });
    return request;
}

void TestRequestLimits::addMedium_listsAHundredOfficersAtMost_data()
{
    QTest::addColumn<int>("officers");
    QTest::addColumn<int>("status");
    QTest::newRow("a hundred") << 100 << 201;
    QTest::newRow("one more") << 101 << 422;
    QTest::newRow("far more") << 1000 << 413;
}

void TestRequestLimits::addMedium_listsAHundredOfficersAtMost()
{
    QFETCH(int, officers);
    QFETCH(int, status);
    MediumWorld world;
    QCOMPARE(world.sendRequest(world.administratorOfA, listOf(officers)).status, status);
}

void TestRequestLimits::openRequests_areFew_butIncidentsAreAlwaysHeard()
{
    MediumWorld world;
    const auto token = world.issueToken(world.clerk);
    const auto first = world.sent(world.administratorOfA, listOf(1));
    for (int i = 1; i < 20; ++i)
        world.sent(world.administratorOfA, listOf(1));
    const auto refused = world.sendRequest(world.administratorOfA, listOf(1));
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.header("Retry-After"), QByteArray("3600"));
    QCOMPARE(world.sendRequest(world.secondOfA, listOf(1)).status, 201);
    auto report = MediumWorld::about(RequestKind::Incident, token);
    report.holder.ic = world.clerk.ic;
    QCOMPARE(world.sendRequest(world.administratorOfA, report).status, 201);
    QCOMPARE(
        world.decide(world.secondOfA, first, RequestAction::Refuse, QStringLiteral("Sudah ada")).status, 200);
    QCOMPARE(world.sendRequest(world.administratorOfA, listOf(1)).status, 201);
}

void TestRequestLimits::strangersSecrets_areRefusedByTheHeaderAlone_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("bearer");
    QTest::addColumn<int>("status"); // 0: the body is read.
    const QByteArray own("own");
    QTest::newRow("request, none") << QByteArray("/v1/requests") << QByteArray() << 401;
    QTest::newRow("request, made up") << QByteArray("/v1/requests") << QByteArray(64, 'a') << 401;
    QTest::newRow("request") << QByteArray("/v1/requests") << own << 0;
    QTest::newRow("signing, none") << QByteArray("/csc/v2/signatures/signHash") << QByteArray() << 401;
    QTest::newRow("signing") << QByteArray("/csc/v2/signatures/signHash") << own << 0;
    QTest::newRow("nowhere") << QByteArray("/csc/v2/nosuch") << QByteArray() << 404;
    QTest::newRow("log-in") << QByteArray("/v1/session") << QByteArray() << 0;
    QTest::newRow("a link") << QByteArray("/v1/confirmations/aa") << QByteArray() << 0;
}

void TestRequestLimits::strangersSecrets_areRefusedByTheHeaderAlone()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, bearer);
    QFETCH(int, status);
    MediumWorld world;
    treasury::Request header;
    header.method = "POST";
    header.path = path;
    if (!bearer.isEmpty())
        header.headers.insert(
            "authorization", "Bearer " + (bearer == "own" ? world.token(world.clerk) : bearer));
    const auto refused = world.treasury->refuseUnread(header);
    QCOMPARE(refused ? refused->status : 0, status);
    if (refused)
        QVERIFY(!refused->header("Peraku-Time").isEmpty());
}

QTEST_GUILESS_MAIN(TestRequestLimits)
#include "test_requestlimits.moc"
