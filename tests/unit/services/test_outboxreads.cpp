#include "storedbench.h"

using namespace peraku;
using namespace peraku::test;

namespace {

/** What waits in the outbox while its own file is hard to read. */
class TestOutboxReads : public QObject, protected StoredBench {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void decision_cannotBeReadOnce_keepsItsKeyAndGoesLater()
    {
        auto clerk = start();
        QVERIFY(clerk->logIn());
        QVERIFY(await(clerk->sync.syncNow()));
        const auto draft = clerk->submittable();
        QVERIFY(await(clerk->drafts.submit(draft)));
        QVERIFY(await(clerk->sync.syncNow()));
        MemoryFiles files;
        TestDesk checker(*m_world, files);
        QVERIFY(checker.logIn(checkerIc));
        QVERIFY(await(checker.sync.syncNow()));
        QVERIFY(await(checker.decisions.query(
            draft.id, { QStringLiteral("Q01"), QStringLiteral("invois tidak jelas") })));
        // Taken, but the answer is lost, and then the row cannot be read.
        checker.transport.loseAnswers = 1;
        QVERIFY(!await(checker.sync.syncNow()));
        const auto key = checker.workspace.parcels().constFirst().key;
        files.failBodies = 1;
        QVERIFY(await(checker.sync.syncNow()));
        QCOMPARE(checker.workspace.parcels().constFirst().key, key);
        QCOMPARE(checker.outbox.rows().constFirst().state, services::OutboxState::Queued);
        QVERIFY(!await(checker.outbox.discard(checker.outbox.rows().constFirst().id)));
        QVERIFY(await(checker.sync.syncNow()));
        QCOMPARE(checker.outbox.pendingCount(), 0);
        QCOMPARE(await(checker.workspace.vault().voucher(draft.id))->state, domain::VoucherState::Queried);
    }

    void draft_itsRowDoesNotOpen_isNotForsakenByTheNextSync()
    {
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
        spoilOutbox();
        auto desk = start();
        QVERIFY(desk->logIn());
        QVERIFY(!desk->session.storageNotices().isEmpty());
        QVERIFY(desk->workspace.drafts().contains(id));
        QVERIFY(await(desk->sync.syncNow()));
        QVERIFY(await(desk->sync.syncNow()));
        QVERIFY(desk->workspace.drafts().contains(id));
    }
};

} // namespace

QTEST_GUILESS_MAIN(TestOutboxReads)
#include "test_outboxreads.moc"
