#include "storefixture.h"

#include <QTest>

using namespace peraku;
using namespace peraku::test;
using domain::ErrorCode;

namespace {

class TestWork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<Folder>(); }

    void commit_everything_comesBackAfterReopening()
    {
        const domain::Sha256Hex document(QString(64, QLatin1Char('a')));
        {
            auto files = m_folder->create();
            QVERIFY(files);
            WorkBatch batch;
            batch.putOutbox = { { 0, voucherId(1), 2, "first" }, { 0, voucherId(2), 0, "second" } };
            batch.putDrafts = { draftRow(3, "draft three") };
            batch.putAttachment = qMakePair(document, QByteArray("%PDF"));
            batch.account = QByteArray("who");
            const auto ids = files->work->commit(batch);
            QCOMPARE(*ids, (QList<qint64> { 1, 2 }));
        }
        auto files = m_folder->open();
        QVERIFY(files && files->notices.isEmpty());
        const auto work = files->work->load();
        QCOMPARE(work->unreadable, 0);
        QCOMPARE(work->account, QByteArray("who"));
        QCOMPARE(work->outbox.size(), 2);
        QCOMPARE(work->outbox.at(0).state, 2);
        QCOMPARE(work->outbox.at(1).body, QByteArray("second"));
        QCOMPARE(work->drafts.at(0).body, QByteArray("draft three"));
        QCOMPARE(work->attachments, QList<domain::Sha256Hex> { document });
        QCOMPARE(*files->work->attachment(document), QByteArray("%PDF"));
    }

    void commit_laterChanges_replaceAndRemove()
    {
        auto files = m_folder->create();
        WorkBatch first;
        first.putOutbox = { { 0, voucherId(1), 0, "one" }, { 0, voucherId(1), 0, "two" } };
        first.putDrafts = { draftRow(1, "old"), draftRow(2, "gone") };
        const auto ids = *files->work->commit(first);
        WorkBatch second;
        second.putOutbox = { { ids.at(0), voucherId(1), 3, "one, sent" } };
        second.removeOutbox = { ids.at(1) };
        second.putDrafts = { draftRow(1, "new") };
        second.removeDrafts = { voucherId(2) };
        QCOMPARE(*files->work->commit(second), QList<qint64> { ids.at(0) });
        const auto work = *files->work->load();
        QCOMPARE(work.outbox.size(), 1);
        QCOMPARE(work.outbox.at(0).body, QByteArray("one, sent"));
        QCOMPARE(work.outbox.at(0).state, 3);
        QCOMPARE(work.drafts.size(), 1);
        QCOMPARE(work.drafts.at(0).body, QByteArray("new"));
        QCOMPARE(files->work->generation(), 2);
        WorkBatch third;
        third.putOutbox = { { 0, voucherId(5), 0, "three" } };
        QVERIFY2(files->work->commit(third)->at(0) > ids.at(1), "an id is never given twice");
    }

    void load_recordChangedOutside_isSetApartAndTold_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("unreadable");
        QTest::newRow("bodies of two drafts swapped") << QByteArray(
            "CREATE TABLE kept AS SELECT * FROM draft; UPDATE draft SET body = (SELECT body FROM "
            "kept WHERE kept.voucher <> draft.voucher); DROP TABLE kept")
                                                      << 2;
        QTest::newRow("an outbox row put back into the queue")
            << QByteArray("UPDATE outbox SET state = 0 WHERE id = 1") << 1;
        QTest::newRow("an outbox row given to another voucher")
            << QByteArray("UPDATE outbox SET voucher = '00000000000000000000000000000009' WHERE id = 1") << 1;
        QTest::newRow("a version turned back")
            << QByteArray("UPDATE outbox SET version = 0 WHERE id = 1") << 1;
        QTest::newRow("bytes flipped") << QByteArray("UPDATE account SET body = zeroblob(40)") << 1;
    }
    void load_recordChangedOutside_isSetApartAndTold()
    {
        QFETCH(QByteArray, sql);
        QFETCH(int, unreadable);
        fill();
        QVERIFY(m_folder->tamper(sql.constData()));
        auto files = m_folder->open();
        QVERIFY(files);
        const auto work = files->work->load();
        QVERIFY(work);
        QCOMPARE(work->unreadable, unreadable);
        const bool accountLost = work->account.isNull();
        QCOMPARE(work->outbox.size() + work->drafts.size() + (accountLost ? 0 : 1), 5 - unreadable);
    }

    void load_oldRowPutBack_isSetApart()
    {
        fill();
        QVERIFY(m_folder->tamper("CREATE TABLE kept AS SELECT voucher, body FROM draft"));
        {
            auto files = m_folder->open();
            QVERIFY(saveDraft(*files, 1, "changed since"));
        }
        QVERIFY(m_folder->tamper("UPDATE draft SET body = (SELECT body FROM kept WHERE "
                                 "kept.voucher = draft.voucher); DROP TABLE kept"));
        auto files = m_folder->open();
        QCOMPARE(files->work->load()->unreadable, 1);
    }

    void verifyAudit_untouched_countsItsLines()
    {
        fill();
        auto files = m_folder->open();
        QCOMPARE(*files->work->verifyAudit(), 5);
        QVERIFY(saveDraft(*files, 7, "more"));
        QCOMPARE(*files->work->verifyAudit(), 6);
    }

    void verifyAudit_changedOutside_isBroken_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("line edited") << QByteArray("UPDATE audit SET body = x'00' WHERE id = 2");
        QTest::newRow("line dropped") << QByteArray("DELETE FROM audit WHERE id = 2");
        QTest::newRow("tail cut") << QByteArray("DELETE FROM audit WHERE id = 5");
        QTest::newRow("lines exchanged") << QByteArray(
            "UPDATE audit SET id = -id WHERE id IN (2, 3); UPDATE audit SET id = 3 WHERE id = -2; "
            "UPDATE audit SET id = 2 WHERE id = -3");
        QTest::newRow("line added") << QByteArray(
            "INSERT INTO audit SELECT 6, chain, body FROM audit WHERE id = 5");
        QTest::newRow("all gone") << QByteArray("DELETE FROM audit");
        QTest::newRow("head of an earlier day put back") << QByteArray(
            "UPDATE meta SET value = (SELECT value FROM meta WHERE name = 'early') WHERE name = "
            "'head'; DELETE FROM audit WHERE id > 1");
        QTest::newRow("head gone") << QByteArray("DELETE FROM meta WHERE name = 'head'");
        QTest::newRow("head bent") << QByteArray("UPDATE meta SET value = zeroblob(60) WHERE name = 'head'");
    }
    void verifyAudit_changedOutside_isBroken()
    {
        QFETCH(QByteArray, sql);
        fill();
        QVERIFY(m_folder->tamper(sql.constData()));
        auto files = m_folder->open();
        QVERIFY(files);
        QCOMPARE(files->work->verifyAudit().error().code, ErrorCode::SealBroken);
        QVERIFY2(saveDraft(*files, 8, "work goes on"), "drafts are worth more than the chain");
    }

    void open_wrongPassword_isRefused()
    {
        fill();
        QCOMPARE(m_folder->open("wrong").error().code, ErrorCode::WrongPassword);
    }

    void recover_passwordWasReset_opensWithTheNewOne()
    {
        fill();
        QVERIFY(m_folder->recover("Baharu#2026-kata"));
        QCOMPARE(m_folder->open().error().code, ErrorCode::WrongPassword);
        auto files = m_folder->open("Baharu#2026-kata");
        QVERIFY(files);
        QCOMPARE(files->work->load()->drafts.size(), 2);
        QCOMPARE(m_folder->recover("x", "another secret").error().code, ErrorCode::SealBroken);
    }

    void open_nothingThere_isNotFound()
    {
        QCOMPARE(m_folder->open().error().code, ErrorCode::NotFound);
        QVERIFY(!officerFilesExist(m_folder->path()));
    }

    void open_writtenByALaterVersion_isReadOnlyAndSaysSo()
    {
        fill();
        QVERIFY(m_folder->tamper("PRAGMA user_version = 99"));
        auto files = m_folder->open();
        QVERIFY(files);
        QVERIFY(files->work->isReadOnly());
        QCOMPARE(files->notices.size(), 1);
        QCOMPARE(files->notices.at(0).code, ErrorCode::StorageTooNew);
        QCOMPARE(files->work->load()->drafts.size(), 2);
        QCOMPARE(saveDraft(*files, 1, "no").error().code, ErrorCode::StorageTooNew);
        QCOMPARE(files->work->rewrap(secretOf("no")).error().code, ErrorCode::StorageTooNew);
    }

    void open_fixtureOfVersionOne_stillOpens()
    {
        QVERIFY(QFile::copy(QFINDTESTDATA("fixtures/work-1.db"), m_folder->file("work.db")));
        QFile(m_folder->file("work.db")).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        auto files = m_folder->open();
        QVERIFY2(files, "a file of every released version opens for ever");
        const auto work = files->work->load();
        QCOMPARE(work->unreadable, 0);
        QCOMPARE(work->outbox.size(), 2);
        QCOMPARE(work->drafts.size(), 2);
        QCOMPARE(*files->work->verifyAudit(), 5);
        QVERIFY(saveDraft(*files, 1, "and is written to"));
    }

private:
    /** Two outbox rows, two drafts, an account and five audit lines. */
    void fill()
    {
        auto files = m_folder->create();
        QVERIFY(files);
        WorkBatch batch;
        batch.putOutbox = { { 0, voucherId(1), 1, "row one" }, { 0, voucherId(2), 0, "row two" } };
        batch.account = QByteArray("who");
        batch.audit = QByteArray("log-in");
        QVERIFY(files->work->commit(batch));
        files = domain::fail(ErrorCode::Cancelled);
        // What an attacker may keep to put it back some day.
        QVERIFY(m_folder->tamper("INSERT INTO meta SELECT 'early', value FROM meta WHERE name = 'head'"));
        files = m_folder->open();
        for (const int number : { 1, 2, 1, 2 })
            QVERIFY(saveDraft(*files, number, "draft " + QByteArray::number(number)));
    }

    std::unique_ptr<Folder> m_folder;
};

} // namespace

QTEST_GUILESS_MAIN(TestWork)
#include "test_work.moc"
