#include "world.h"

#include <QtTest>

using namespace peraku;
using namespace peraku::test;
using namespace peraku::domain;

/** The change feed: what comes, to whom, in which pages, and when it begins anew. */
class TestFeed : public QObject {
    Q_OBJECT
    static wire::ChangesPage page(
        World& world, const Officer& officer, const FeedCursor& cursor = {}, int limit = 500)
    {
        QByteArray path = "/v1/changes?limit=" + QByteArray::number(limit);
        if (!cursor.isEmpty())
            path += "&cursor=" + cursor.value().toLatin1();
        const auto response = world.get(path, officer);
        if (response.status != 200)
            qFatal("changes: %d %s", response.status, response.body.constData());
        return wire::decodeChangesPage(response.body).value();
    }
    static int status(World& world, const Officer& officer, const QByteArray& query)
    {
        return world.get("/v1/changes?" + query, officer).status;
    }

private Q_SLOTS:
    void page_holdsTheVouchersExactBytes()
    {
        World world;
        const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        const auto first = page(world, world.checker);
        QCOMPARE(first.changes.size(), 1);
        QCOMPARE(first.changes.first().voucher, voucher);
        QCOMPARE(first.changes.first().raw,
            world.get("/v1/vouchers/" + voucher.id.value().toLatin1(), world.checker).body);
        QVERIFY(!first.more);
        QVERIFY(page(world, world.checker, first.next).changes.isEmpty());
    }

    void pages_areCompleteAndInOrder()
    {
        World world;
        QList<VoucherId> made;
        for (int i = 0; i < 7; ++i)
            made.append(world.submitted(world.clerk, world.paymentContent(World::officeA)).id);
        world.draft(world.clerkOfB, world.paymentContent(World::officeB));
        QList<VoucherId> seen;
        FeedCursor cursor;
        bool more = true;
        while (more) {
            const auto next = page(world, world.checker, cursor, 2);
            QVERIFY(next.changes.size() <= 2);
            for (const auto& change : next.changes)
                seen.append(change.id);
            cursor = next.next;
            more = next.more;
        }
        QCOMPARE(seen, made);
    }

    void change_comesOncePerVoucherAtItsLatest()
    {
        World world;
        const auto voucher = world.submitted(world.clerk, world.paymentContent(World::officeA));
        const auto cursor = page(world, world.clerk).next;
        world.certified(world.certified(voucher, world.checker), world.approver);
        const auto changes = page(world, world.clerk, cursor).changes;
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().voucher.state, VoucherState::Posted);
    }

    void visibility_byOfficeRoleAndState()
    {
        World world;
        world.submitted(world.clerk, world.paymentContent(World::officeA));
        world.submitted(world.clerkOfB, world.paymentContent(World::officeB));
        world.draft(world.clerk, world.paymentContent(World::officeA));
        QCOMPARE(page(world, world.clerk).changes.size(), 2);
        QCOMPARE(page(world, world.checker).changes.size(), 2);
        QCOMPARE(page(world, world.clerkOfB).changes.size(), 1);
        QCOMPARE(page(world, world.auditor).changes.size(), 2);
        QCOMPARE(page(world, world.administrator).changes.size(), 2);
        QCOMPARE(page(world, world.checkerOfBoth).changes.size(), 2);
    }

    void discardedDraft_isATombstoneForThoseWhoSawIt()
    {
        World world;
        const auto voucher = world.draft(world.clerk, world.paymentContent(World::officeA));
        const auto clerks = page(world, world.clerk).next;
        const auto strangers = page(world, world.clerkOfB).next;
        QCOMPARE(world
                     .send("DELETE", "/v1/vouchers/" + voucher.id.value().toLatin1(), world.clerk, {},
                         voucher.revision)
                     .status,
            204);
        const auto changes = page(world, world.clerk, clerks).changes;
        QCOMPARE(changes.size(), 1);
        QVERIFY(changes.first().deleted);
        QVERIFY(changes.first().revision > voucher.revision);
        QVERIFY(page(world, world.clerkOfB, strangers).changes.isEmpty());
        QVERIFY(page(world, world.clerk).changes.isEmpty());
    }

    void cursor_foreignForgedOrOld_is410_data()
    {
        QTest::addColumn<QString>("how");
        for (const auto* how : { "garbage", "another officer's", "flipped", "officer changed" })
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void cursor_foreignForgedOrOld_is410()
    {
        QFETCH(QString, how);
        World world;
        world.submitted(world.clerk, world.paymentContent(World::officeA));
        auto cursor = page(world, world.clerk).next.value().toLatin1();
        if (how == QLatin1String("garbage")) {
            cursor = "AAAA";
        } else if (how == QLatin1String("another officer's")) {
            cursor = page(world, world.checker).next.value().toLatin1();
        } else if (how == QLatin1String("flipped")) {
            cursor[20] = cursor[20] == 'A' ? 'B' : 'A';
        } else if (how == QLatin1String("officer changed")) {
            auto changed = world.clerk;
            changed.servedOffices = { World::officeB };
            QVERIFY(world.admin()->updateOfficer(changed).has_value());
            world.reopen();
        }
        const auto response = world.get("/v1/changes?cursor=" + cursor, world.clerk);
        QCOMPARE(response.status, 410);
        QCOMPARE(problemType(response), QStringLiteral("cursor-gone"));
        QCOMPARE(status(world, world.clerk, "limit=10"), 200);
    }

    void limit_outOfRange_is400_data()
    {
        QTest::addColumn<QByteArray>("limit");
        for (const auto* limit : { "0", "-1", "501", "many", "1e2" })
            QTest::newRow(limit) << QByteArray(limit);
    }
    void limit_outOfRange_is400()
    {
        QFETCH(QByteArray, limit);
        World world;
        QCOMPARE(status(world, world.clerk, "limit=" + limit), 400);
    }
};

QTEST_GUILESS_MAIN(TestFeed)
#include "test_feed.moc"
