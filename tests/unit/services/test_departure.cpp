#include "storedbench.h"

using namespace peraku;
using namespace peraku::test;

namespace {

/** An officer whose account the treasury closes. */
class TestDeparture : public QObject, protected StoredBench {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void leaver_nothingUnsent_leavesNoFileOnThePc()
    {
        {
            auto desk = start();
            QVERIFY(desk->logIn());
            QVERIFY(await(desk->sync.syncNow()));
        }
        QVERIFY(!files().isEmpty());
        setActive(false);
        auto desk = start();
        const auto refused = desk->logIn();
        QCOMPARE(refused.error().code, domain::ErrorCode::AccountInactive);
        QCOMPARE(refused.error().args, QStringList(QStringLiteral("0")));
        QTRY_VERIFY2(files().isEmpty(), qPrintable(files().join(QLatin1Char(' '))));
        QVERIFY(!await(desk->session.giveUpClosedAccount()));
    }

    void leaver_workThatDoesNotOpen_isNotDeletedUnasked()
    {
        {
            auto desk = start();
            QVERIFY(desk->logIn());
            QVERIFY(await(desk->sync.syncNow()));
            desk->transport.reachable = false;
            QVERIFY(await(desk->drafts.save(desk->payment())));
        }
        spoilOutbox();
        setActive(false);
        auto desk = start();
        QCOMPARE(desk->logIn().error().args, QStringList(QStringLiteral("1")));
        QVERIFY(!files().isEmpty());
    }

    void leaver_unsentWork_staysSealedUntilItIsSentOrGivenUp_data()
    {
        QTest::addColumn<bool>("reopened");
        QTest::newRow("sent") << true;
        QTest::newRow("given up") << false;
    }
    void leaver_unsentWork_staysSealedUntilItIsSentOrGivenUp()
    {
        QFETCH(bool, reopened);
        domain::VoucherId id;
        {
            auto desk = start();
            QVERIFY(desk->logIn());
            QVERIFY(await(desk->sync.syncNow()));
            desk->transport.reachable = false;
            const auto draft = desk->payment();
            id = draft.id;
            QVERIFY(await(desk->drafts.save(draft)));
        }
        setActive(false);
        {
            auto desk = start();
            QCOMPARE(desk->logIn().error().args, QStringList(QStringLiteral("1")));
            // The line being down is no way back in.
            desk->transport.reachable = false;
            QCOMPARE(desk->logIn().error().code, domain::ErrorCode::NoOfflineAccount);
        }
        setActive(reopened);
        auto desk = start();
        if (reopened) {
            QVERIFY(desk->logIn());
            QVERIFY(await(desk->sync.syncNow()));
            QCOMPARE(desk->outbox.pendingCount(), 0);
            QVERIFY(await(desk->workspace.vault().voucher(id)));
        } else {
            QVERIFY(!desk->logIn());
            QVERIFY(await(desk->session.giveUpClosedAccount()));
            QVERIFY2(files().isEmpty(), qPrintable(files().join(QLatin1Char(' '))));
        }
    }
};

} // namespace

QTEST_GUILESS_MAIN(TestDeparture)
#include "test_departure.moc"
