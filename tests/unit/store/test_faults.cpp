#include "storefixture.h"

#include <support/failingvfs.h>

#include <QTest>

#include <sqlite3.h>

using namespace peraku;
using namespace peraku::test;
using domain::ErrorCode;

namespace {

/** Every operation on the disk fails once, one after the other: whatever was answered stays true. */
class TestFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commit_diskFailsAtAnyStep_isWholeOrNothing_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("forever");
        QTest::addColumn<ErrorCode>("told");
        QTest::newRow("full") << SQLITE_FULL << false << ErrorCode::StorageFull;
        QTest::newRow("full, and stays full") << SQLITE_FULL << true << ErrorCode::StorageFull;
        QTest::newRow("write fails") << SQLITE_IOERR_WRITE << false << ErrorCode::StorageFailed;
        QTest::newRow("disk is gone") << SQLITE_IOERR_WRITE << true << ErrorCode::StorageFailed;
        QTest::newRow("sync fails") << SQLITE_IOERR_FSYNC << false << ErrorCode::StorageFailed;
    }
    void commit_diskFailsAtAnyStep_isWholeOrNothing()
    {
        QFETCH(int, code);
        QFETCH(bool, forever);
        QFETCH(ErrorCode, told);
        Folder folder;
        FailingVfs disk;
        auto files = folder.create();
        QVERIFY(files);
        QVERIFY(saveDraft(*files, 0, "the first"));
        int steps = 0;
        bool ran = false;
        for (int n = 1; !ran && n < 100; ++n) {
            disk.failAt(n, code, forever);
            const auto saved = saveDraft(*files, n, QByteArray(3000, 'n'));
            ran = saved.has_value() && !disk.hasFailed();
            const bool answered = saved.has_value();
            disk.heal();
            if (!answered) {
                ++steps;
                QVERIFY2(saved.error().code == told || saved.error().code == ErrorCode::StorageFailed,
                    qPrintable(domain::errorKey(saved.error().code)));
            }
            // As after the program was ended there and then.
            files = domain::fail(ErrorCode::Cancelled);
            files = folder.open();
            QVERIFY2(files, qPrintable(QStringLiteral("step %1").arg(n)));
            const auto work = files->work->load();
            QCOMPARE(work->unreadable, 0);
            const bool held = std::any_of(work->drafts.begin(), work->drafts.end(),
                [&](const WorkRow& draft) { return draft.voucher == voucherId(n); });
            QVERIFY2(held || !answered, "what was answered is there");
            QVERIFY(files->work->verifyAudit());
            QVERIFY2(files->notices.isEmpty(), "a failed write is no damage");
            // The same again, as the officer would.
            QVERIFY(saveDraft(*files, n, QByteArray(3000, 'n')));
        }
        QVERIFY2(ran, "every step had its turn");
        QVERIFY2(steps >= 5, qPrintable(QString::number(steps)));
    }

    void create_diskFailsAtAnyStep_canBeMadeAgain()
    {
        bool ran = false;
        for (int n = 1; !ran && n < 200; ++n) {
            Folder folder;
            FailingVfs disk;
            disk.failAt(n, SQLITE_FULL, true);
            auto files = folder.create();
            ran = files.has_value() && !disk.hasFailed();
            const bool made = files.has_value();
            if (made)
                files = domain::fail(ErrorCode::Cancelled);
            disk.heal();
            auto opened = folder.open();
            if (!opened) {
                QVERIFY2(!made, qPrintable(QStringLiteral("step %1").arg(n)));
                QCOMPARE(opened.error().code, ErrorCode::NotFound);
                QVERIFY(folder.create());
            }
        }
        QVERIFY(ran);
    }

    void applyPage_diskFailsAtAnyStep_keepsTheCursorWithItsRows()
    {
        Folder folder;
        FailingVfs disk;
        auto files = folder.create();
        QVERIFY(files);
        bool ran = false;
        for (int n = 1; !ran && n < 100; ++n) {
            const auto before = files->cache->cursor();
            QVERIFY(before);
            disk.failAt(n, SQLITE_FULL, false);
            const auto cursor = QString::number(n);
            const auto applied = applyNext(
                *files->cache, { { voucherId(n), 1, 0, n, QByteArray(2000, 'b'), "s" } }, {}, cursor);
            ran = applied.has_value() && !disk.hasFailed();
            disk.heal();
            QCOMPARE(*files->cache->cursor(), applied ? cursor : *before);
            QCOMPARE(files->cache->revisions({ voucherId(n) })->size(), applied ? 1 : 0);
        }
        QVERIFY(ran);
    }

    void backUp_diskFailsAtAnyStep_leavesAWholeBackup()
    {
        Folder folder;
        FailingVfs disk;
        auto files = folder.create();
        bool ran = false;
        for (int n = 1; !ran && n < 200; ++n) {
            QVERIFY(saveDraft(*files, n, "text"));
            QFile work(folder.file("work.db"));
            QVERIFY(work.open(QIODevice::ReadWrite));
            work.setFileTime(
                QDateTime::currentDateTimeUtc().addSecs(10 * n), QFileDevice::FileModificationTime);
            work.close();
            disk.failAt(n, SQLITE_FULL, false);
            const auto kept = files->work->backUp();
            ran = kept.has_value() && !disk.hasFailed();
            disk.heal();
            auto backup = sqlite::Database::openReadOnly(folder.file("work.backup-1.db"));
            QVERIFY(backup && *(*backup)->quickCheck());
        }
        QVERIFY(ran);
    }
};

} // namespace

QTEST_GUILESS_MAIN(TestFaults)
#include "test_faults.moc"
