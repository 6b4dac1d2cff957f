#include "deskfixture.h"

using namespace peraku;
using namespace peraku::domain;
using test::await;
using test::TestDesk;
using test::World;

/** How often the treasury is asked, and what for. */
class TestSyncManners : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void idleRound_isOneRequest();
    void referenceData_isAskedForOnASlowerBeat_andWhenTheOfficerAsks();
    void unattended_asksSeldom_andAtOnceWhenTheOfficerIsBack();
    void otherVersion_keepsTheWork_andSaysSo();
    void pull_stoppedWhileItsPageIsStored_showsThatPage();
    void officerAsks_afterALongOutage_isAnsweredAtOnce();
};

void TestSyncManners::officerAsks_afterALongOutage_isAnsweredAtOnce()
{
    World world;
    test::MemoryFiles files;
    TestDesk desk(world, files);
    QVERIFY(desk.logIn());
    QVERIFY(await(desk.sync.syncNow()));
    desk.transport.reachable = false;
    QVERIFY(await(desk.drafts.save(desk.payment())));
    QVERIFY(!await(desk.sync.syncNow()));
    while (desk.client.breaker().allows())
        desk.client.breaker().failed({ ErrorCode::Offline, {}, {}, true, 0 });
    desk.transport.reachable = true;
    QVERIFY(await(desk.sync.syncNow()));
    QCOMPARE(desk.outbox.pendingCount(), 0);
}

void TestSyncManners::pull_stoppedWhileItsPageIsStored_showsThatPage()
{
    World world;
    test::MemoryFiles files;
    {
        test::MemoryFiles elsewhere;
        TestDesk other(world, elsewhere);
        QVERIFY(other.logIn());
        QVERIFY(await(other.drafts.save(other.payment())));
        QVERIFY(await(other.sync.syncNow()));
    }
    TestDesk desk(world, files);
    QVERIFY(desk.logIn());
    QTRY_VERIFY(desk.vouchers.indexReady());
    files.whenPageStored = [&] { desk.sync.cancel(); };
    auto stopped = desk.sync.syncNow();
    QVERIFY(!await(stopped));
    files.whenPageStored = {};
    QTest::qWait(100);
    QVERIFY(!files.cursor.isEmpty());
    QVERIFY(await(desk.sync.syncNow()));
    services::ListQuery all;
    all.list = services::ListKind::All;
    QTRY_COMPARE(desk.vouchers.query(all).size(), 1);
}

void TestSyncManners::idleRound_isOneRequest()
{
    World world;
    test::MemoryFiles files;
    TestDesk desk(world, files);
    QVERIFY(desk.logIn());
    desk.sync.start();
    desk.rest();
    QVERIFY(desk.sync.status().online);
    for (int round = 0; round < 3; ++round) {
        desk.transport.log.clear();
        desk.scheduler.advance(services::Sync::slowestPollMs);
        desk.rest();
        QCOMPARE(desk.transport.log.size(), 1);
        QVERIFY(desk.transport.log.first().startsWith("GET /v1/changes"));
    }
}

void TestSyncManners::referenceData_isAskedForOnASlowerBeat_andWhenTheOfficerAsks()
{
    World world;
    test::MemoryFiles files;
    TestDesk desk(world, files);
    QVERIFY(desk.logIn());
    const auto asked = [&] { return desk.transport.log.count("GET /v1/reference"); };
    desk.sync.start();
    desk.rest();
    QCOMPARE(asked(), 1);
    // Before the vouchers, which are shown by its names.
    QVERIFY(desk.transport.log.indexOf("GET /v1/reference") < desk.transport.log.size() - 1);
    QVERIFY(await(desk.sync.syncNow()));
    QCOMPARE(asked(), 2);
    desk.scheduler.advance(services::Sync::slowestPollMs);
    desk.rest();
    QCOMPARE(asked(), 2);
    world.clock.advance(services::Sync::referenceBeatMs);
    desk.scheduler.advance(services::Sync::slowestPollMs);
    desk.rest();
    QVERIFY(asked() > 2); // More than once where the token lapsed meanwhile.
}

void TestSyncManners::unattended_asksSeldom_andAtOnceWhenTheOfficerIsBack()
{
    World world;
    test::MemoryFiles files;
    TestDesk desk(world, files);
    QVERIFY(desk.logIn());
    desk.sync.start();
    desk.rest();
    desk.sync.setAttended(false);
    desk.transport.log.clear();
    desk.scheduler.advance(services::Sync::unattendedPollMs - 1'000);
    desk.rest();
    QVERIFY(desk.transport.log.isEmpty());
    desk.scheduler.advance(2'000);
    desk.rest();
    QVERIFY(!desk.transport.log.isEmpty());
    desk.transport.log.clear();
    desk.scheduler.advance(services::Sync::slowestPollMs);
    desk.rest();
    QVERIFY(desk.transport.log.isEmpty());
    desk.sync.setAttended(true);
    desk.rest();
    QCOMPARE(desk.transport.log.size(), 1);
    // What is saved goes out at once all the same.
    desk.sync.setAttended(false);
    desk.transport.log.clear();
    QVERIFY(await(desk.drafts.save(desk.payment())));
    desk.rest();
    QVERIFY(desk.transport.log.first().startsWith("PUT /v1/vouchers/"));
}

void TestSyncManners::otherVersion_keepsTheWork_andSaysSo()
{
    World world;
    test::MemoryFiles files;
    TestDesk desk(world, files);
    QVERIFY(desk.logIn());
    QVERIFY(await(desk.sync.syncNow()));
    desk.transport.changeAnswer = [](remote::HttpResponse& answer) {
        for (auto& [name, value] : answer.headers)
            value = name == "peraku-api" ? QByteArray("0") : value;
    };
    QVERIFY(await(desk.drafts.save(desk.payment())));
    QVERIFY(!await(desk.sync.syncNow()));
    QCOMPARE(desk.sync.status().lastError->code, ErrorCode::TreasuryTooOld);
    QCOMPARE(desk.outbox.rows().size(), 1);
    QCOMPARE(desk.outbox.rows().first().state, services::OutboxState::Queued);
    desk.transport.changeAnswer = nullptr;
    QVERIFY(await(desk.sync.syncNow()));
    QVERIFY(desk.outbox.rows().isEmpty());
}

QTEST_GUILESS_MAIN(TestSyncManners)
#include "test_syncmanners.moc"
