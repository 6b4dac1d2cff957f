#include "deskfixture.h"

using namespace peraku;
using namespace peraku::test;
using services::OutboxOperation;
using services::OutboxState;

/** How what waits in the outbox comes to its end when something goes its own way meanwhile. */
class TestOutboxEnds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_files = {};
        m_desk = std::make_unique<TestDesk>(*m_world, m_files);
        QVERIFY(m_desk->logIn());
        QVERIFY(await(m_desk->sync.syncNow()));
    }
    void cleanup() { m_desk.reset(); }

    void discard_whileADocumentIsOnItsWay_reachesTheTreasury()
    {
        const auto draft = m_desk->payment();
        QVERIFY(await(m_desk->drafts.save(draft)));
        m_desk->document(draft);
        loseUpload();
        QVERIFY(!await(m_desk->sync.syncNow()));
        QVERIFY(await(m_desk->drafts.discard(draft.id)));
        QVERIFY(await(m_desk->sync.syncNow()));
        QVERIFY(m_desk->outbox.rows().isEmpty());
        QVERIFY(!await(m_desk->vouchers.voucher(draft.id)));
    }

    void submission_refusedAndGivenUp_showsWhatTheTreasuryHolds()
    {
        auto draft = m_desk->payment();
        // The other half of the rules: the treasury alone knows which documents it has.
        draft.content.attachments = { { QStringLiteral("invois.pdf"), QStringLiteral("application/pdf"), 16,
            domain::Sha256Hex(QString(64, QLatin1Char('a'))) } };
        QVERIFY(await(m_desk->drafts.submit(draft)));
        QVERIFY(await(m_desk->sync.syncNow()));
        QCOMPARE(m_desk->outbox.rows().size(), 1);
        QCOMPARE(m_desk->outbox.rows().first().state, OutboxState::NeedsAttention);
        QVERIFY(await(m_desk->outbox.discard(m_desk->outbox.rows().first().id)));
        QVERIFY(m_desk->workspace.drafts().isEmpty());
    }

    void savedDraft_discardedAtAnotherDesk_leavesTheOutbox()
    {
        auto draft = m_desk->payment();
        QVERIFY(await(m_desk->drafts.save(draft)));
        QVERIFY(await(m_desk->sync.syncNow()));
        draft.content.narration = QStringLiteral("Bekalan kertas");
        QVERIFY(await(m_desk->drafts.save(draft)));
        m_desk->transport.loseAnswers = 1;
        QVERIFY(!await(m_desk->sync.syncNow()));

        MemoryFiles files;
        TestDesk other(*m_world, files);
        QVERIFY(other.logIn());
        QVERIFY(await(other.sync.syncNow()));
        QVERIFY(await(other.drafts.discard(draft.id)));
        QVERIFY(await(other.sync.syncNow()));

        QVERIFY(await(m_desk->sync.syncNow()));
        QVERIFY(m_desk->outbox.rows().isEmpty());
        QVERIFY(m_desk->workspace.drafts().isEmpty());
        QVERIFY(!await(m_desk->vouchers.voucher(draft.id)));
    }

    void draft_whoseDocumentGoesLast_isTheTreasurysFromThenOn()
    {
        const auto draft = m_desk->payment();
        QVERIFY(await(m_desk->drafts.save(draft)));
        m_desk->document(draft);
        loseUpload();
        QVERIFY(!await(m_desk->sync.syncNow()));
        // By itself the desk reads the feed while the document still backs off.
        m_desk->sync.start();
        m_desk->rest();
        QCOMPARE(m_desk->outbox.rows().size(), 1);
        QCOMPARE(m_desk->outbox.rows().first().operation, OutboxOperation::Attach);
        QCOMPARE(m_desk->workspace.drafts().size(), 1);
        QVERIFY(await(m_desk->sync.syncNow()));
        QVERIFY(m_desk->outbox.rows().isEmpty());
        QVERIFY(m_desk->workspace.drafts().isEmpty());
    }

    void laterSave_givenUpBehindOneOnItsWay_leavesTheDraftAsThatOne()
    {
        auto draft = m_desk->payment();
        draft.content.narration = QStringLiteral("yang pertama");
        QVERIFY(await(m_desk->drafts.save(draft)));
        m_desk->transport.loseAnswers = 1;
        QVERIFY(!await(m_desk->sync.syncNow()));
        draft.content.narration = QStringLiteral("yang kedua");
        QVERIFY(await(m_desk->drafts.save(draft)));
        QCOMPARE(m_desk->outbox.rows().size(), 2);
        QVERIFY(await(m_desk->outbox.discard(m_desk->outbox.rows().last().id)));
        const auto shown = await(m_desk->vouchers.voucher(draft.id));
        QVERIFY(shown);
        QCOMPARE(shown->content.narration, QStringLiteral("yang pertama"));
        QVERIFY(await(m_desk->sync.syncNow()));
        QVERIFY(m_desk->outbox.rows().isEmpty());
        QVERIFY(m_desk->workspace.drafts().isEmpty());
    }

    void document_addedWhileADecisionWaits_isRefused()
    {
        const auto draft = m_desk->payment();
        QVERIFY(await(m_desk->drafts.save(draft)));
        QVERIFY(await(m_desk->sync.syncNow()));
        m_desk->transport.reachable = false;
        QVERIFY(await(m_desk->drafts.save(draft)));
        QVERIFY(await(m_desk->decisions.cancel(
            draft.id, { QStringLiteral("Q01"), QStringLiteral("Pejabat yang salah") })));
        QVERIFY(m_desk->document(draft).sha256.isEmpty());
        QCOMPARE(m_desk->outbox.rows().size(), 2);
    }

private:
    void loseUpload()
    {
        m_desk->transport.beforeAnswer = [this](const QByteArray& path) {
            if (!path.startsWith("/v1/attachments/"))
                return;
            m_desk->transport.loseAnswers = 1;
            m_desk->transport.beforeAnswer = {};
        };
    }

    std::unique_ptr<World> m_world;
    MemoryFiles m_files;
    std::unique_ptr<TestDesk> m_desk;
};

QTEST_GUILESS_MAIN(TestOutboxEnds)
#include "test_outboxends.moc"
