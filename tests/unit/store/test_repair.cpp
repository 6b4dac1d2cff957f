#include "storefixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace peraku;
using namespace peraku::test;
using domain::ErrorCode;

namespace {

class TestRepair : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<Folder>(); }

    void backUp_manyTimes_keepsFive()
    {
        auto files = m_folder->create();
        for (int i = 0; i < 9; ++i) {
            QVERIFY(saveDraft(*files, i, "text"));
            touch("work.db");
            QVERIFY(files->work->backUp());
        }
        QCOMPARE(m_folder->names().filter(QStringLiteral("backup")).size(), 5);
        const auto before = m_folder->names();
        QVERIFY(files->work->backUp());
        QCOMPARE(m_folder->names(), before);
    }

    void open_workDamaged_restoresTheBackupAndKeepsTheRest_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("not a database") << 0;
        QTest::newRow("first page zeroed") << 1;
        QTest::newRow("cut in the middle") << 2;
        QTest::newRow("cut to nothing") << 3;
        QTest::newRow("gone") << 4;
        QTest::newRow("a page of noise") << 5;
        QTest::newRow("another program's database") << 6;
    }
    void open_workDamaged_restoresTheBackupAndKeepsTheRest()
    {
        QFETCH(int, kind);
        prepare();
        damage(kind);
        const auto damaged = bytesOf("work.db");
        const bool stands = QFile::exists(m_folder->file("work.db"));

        auto files = m_folder->open();
        QVERIFY2(files, files ? "" : qPrintable(files.error().detail));
        QCOMPARE(files->notices.size(), 1);
        QCOMPARE(files->notices.at(0).code, ErrorCode::StorageRestored);
        QVERIFY(!files->notices.at(0).args.value(0).isEmpty());
        QCOMPARE(files->work->load()->drafts.size(), 20);
        QVERIFY(files->work->verifyAudit());
        const auto aside = m_folder->names().filter(QStringLiteral("damaged"));
        QCOMPARE(aside.size(), stands ? 1 : 0);
        if (stands)
            QCOMPARE(bytesOf(aside.at(0).toLatin1().constData()), damaged);
        QVERIFY(saveDraft(*files, 50, "and goes on"));
        files = fail();
        QVERIFY(m_folder->open()->notices.isEmpty());
    }

    void open_newestBackupDamagedToo_takesTheOneBefore()
    {
        prepare();
        damage(0);
        overwrite("work.backup-1.db", 0, QByteArray(9000, 'x'));
        auto files = m_folder->open();
        QVERIFY(files);
        QCOMPARE(files->work->load()->drafts.size(), 10);
    }

    void open_everythingDamaged_isLostAndNothingIsDeleted()
    {
        prepare();
        damage(0);
        for (const auto& name : m_folder->names().filter(QStringLiteral("backup")))
            overwrite(name.toLatin1().constData(), 0, QByteArray(9000, 'x'));
        QCOMPARE(m_folder->open().error().code, ErrorCode::StorageLost);
        QCOMPARE(m_folder->names().filter(QStringLiteral("damaged")).size(), 1);
        QCOMPARE(m_folder->open().error().code, ErrorCode::StorageLost);
        QVERIFY2(m_folder->create(), "an online log-in goes on with a new file");
        QVERIFY(m_folder->open());
    }

    void open_keysVanished_restoresInsteadOfBeginningAnew()
    {
        prepare();
        QVERIFY(m_folder->tamper("DELETE FROM keyslot"));
        auto files = m_folder->open();
        QVERIFY(files);
        QCOMPARE(files->notices.value(0).code, ErrorCode::StorageRestored);
        QCOMPARE(files->work->load()->drafts.size(), 20);
    }

    void create_fileWithData_isRefused()
    {
        prepare();
        QVERIFY(m_folder->tamper("DELETE FROM keyslot"));
        QVERIFY(!m_folder->create());
        QCOMPARE(m_folder->open()->work->load()->drafts.size(), 20);
    }

    void open_pageDamagedAfterTheBackup_salvagesWhatIsNewer()
    {
        prepare();
        {
            auto files = m_folder->open();
            for (int i = 100; i < 130; ++i)
                QVERIFY(saveDraft(*files, i, QByteArray(700, char('a' + i % 20))));
            WorkBatch batch;
            batch.putOutbox = { draftRow(200, "a decision that waits") };
            batch.putAttachment = { { domain::Sha256Hex(QString(64, QLatin1Char('c'))), "a document" } };
            QVERIFY(files->work->commit(batch));
        }
        // One page in the middle of the drafts; the backup knows none of the newer ones.
        const auto whole = bytesOf("work.db");
        const auto row = whole.lastIndexOf(voucherId(115).value().toLatin1());
        QVERIFY(row > 0);
        overwrite("work.db", row / 4096 * 4096, QByteArray(4096, '\xee'));
        const auto check = [&](OfficerFiles& files) {
            QCOMPARE(files.notices.value(0).code, ErrorCode::StorageRestored);
            const auto work = files.work->load();
            QCOMPARE(work->unreadable, 0);
            QVERIFY2(work->drafts.size() > 35 && work->drafts.size() < 50,
                qPrintable(QString::number(work->drafts.size())));
            QCOMPARE(work->outbox.size(), 1);
            QCOMPARE(work->outbox.at(0).body, QByteArray("a decision that waits"));
            QCOMPARE(*files.work->attachment(domain::Sha256Hex(QString(64, QLatin1Char('c')))),
                QByteArray("a document"));
            QVERIFY(files.work->verifyAudit());
        };
        {
            auto first = m_folder->open();
            check(*first);
        }
        // A crash before anybody was told takes nothing away, and the evidence stays as it was.
        auto files = m_folder->open();
        check(*files);
        QCOMPARE(m_folder->names().filter(QStringLiteral("damaged")).size(), 1);
        QVERIFY(m_folder->names().filter(QStringLiteral("salvag")).isEmpty());
        // What the officer does from here on is never overwritten by the old file.
        QVERIFY(saveDraft(*files, 105, "written anew"));
        files = fail();
        const auto work = m_folder->open()->work->load();
        QVERIFY(std::any_of(work->drafts.cbegin(), work->drafts.cend(), [](const WorkRow& draft) {
            return draft.voucher == voucherId(105) && draft.body == "written anew";
        }));
    }

    void salvage_rowMovedInTheDamagedFile_isNotTaken()
    {
        prepare();
        {
            auto files = m_folder->open();
            QVERIFY(saveDraft(*files, 300, "mine"));
        }
        QVERIFY(m_folder->tamper(
            "UPDATE draft SET voucher = replace(voucher, '12c', '12d') WHERE voucher LIKE '%12c'"));
        QVERIFY(m_folder->tamper("DELETE FROM keyslot"));
        auto files = m_folder->open();
        QCOMPARE(files->notices.value(0).code, ErrorCode::StorageRestored);
        QCOMPARE(files->work->load()->drafts.size(), 20);
    }

    void open_bothSlotsDamaged_recoversByABackup()
    {
        prepare();
        QVERIFY(m_folder->tamper("UPDATE keyslot SET wrapped = randomblob(length(wrapped))"));
        QVERIFY2(!m_folder->open(), "a backup may hold a former password");
        auto files = m_folder->recover(Folder::goodPassword);
        QVERIFY(files);
        QCOMPARE(files->work->load()->drafts.size(), 20);
        files = fail();
        QVERIFY(m_folder->open());
        QVERIFY(m_folder->recover(Folder::goodPassword));
    }

    void keepRecoverable_slotRotted_isMadeGood()
    {
        prepare();
        QVERIFY(m_folder->tamper(
            "UPDATE keyslot SET wrapped = randomblob(length(wrapped)) WHERE name = 'recovery'"));
        {
            auto files = m_folder->open();
            QVERIFY(files->work->keepRecoverable(secretOf(Folder::recoverySecret)));
        }
        QVERIFY(m_folder->recover("Baharu#2026-kata"));
    }

    void open_wrongPasswordFirst_stillTellsOfTheRestore()
    {
        prepare();
        damage(0);
        QCOMPARE(m_folder->open("mistyped").error().code, ErrorCode::WrongPassword);
        {
            auto files = m_folder->open();
            QCOMPARE(files->notices.value(0).code, ErrorCode::StorageRestored);
        }
        auto files = m_folder->open();
        QCOMPARE(files->notices.value(0).code, ErrorCode::StorageRestored);
        QVERIFY(saveDraft(*files, 1, "seen"));
        files = fail();
        QVERIFY(m_folder->open()->notices.isEmpty());
    }

    void backUp_damageNotMetYet_keepsTheGoodOnes()
    {
        prepare();
        auto files = m_folder->open();
        // Another writer, so that the pages that the desk holds in memory do not hide the damage.
        QVERIFY(m_folder->tamper("UPDATE keyslot SET name = name"));
        const auto size = QFile(m_folder->file("work.db")).size();
        overwrite("work.db", size / 2, QByteArray(size / 2, '\xee'));
        for (int i = 0; i < 8; ++i) {
            [[maybe_unused]] const auto saved = saveDraft(*files, 60, "more");
            QVERIFY2(!saved || !files->work->backUp(), "a damaged copy is no backup");
        }
        files = fail();
        auto restored = m_folder->open();
        QVERIFY(restored);
        QCOMPARE(restored->notices.value(0).code, ErrorCode::StorageRestored);
        QVERIFY(restored->work->load()->drafts.size() >= 20);
    }

    void rewrap_formerPassword_opensNoBackup()
    {
        prepare();
        {
            auto files = m_folder->open();
            QVERIFY(files->work->rewrap(secretOf("Baharu#2026-kata")));
        }
        damage(0);
        QCOMPARE(m_folder->open().error().code, ErrorCode::WrongPassword);
        QVERIFY(m_folder->open("Baharu#2026-kata"));
    }

    void open_journalOfTheDamagedFile_isNotAppliedToTheBackup()
    {
        prepare();
        damage(0);
        overwrite(
            "work.db-journal", 0, QByteArray("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8) + QByteArray(4096, '\1'));
        auto files = m_folder->open();
        QVERIFY(files);
        QCOMPARE(files->work->load()->drafts.size(), 20);
        QVERIFY(!QFile::exists(m_folder->file("work.db-journal")));
    }

    void open_randomDamage_neverLosesSilently()
    {
        prepare();
        const auto whole = bytesOf("work.db");
        QRandomGenerator random(20260302);
        constexpr int rounds = 60;
        int restored = 0;
        for (int round = 0; round < rounds; ++round) {
            auto bent = whole;
            const auto at = qsizetype(random.bounded(quint32(whole.size())));
            if (round % 3 == 0)
                bent.truncate(at);
            else if (round % 3 == 1)
                bent[at] = char(bent[at] ^ (1 << random.bounded(8)));
            else
                std::fill(bent.begin() + at / 4096 * 4096,
                    bent.begin() + std::min(at / 4096 * 4096 + 4096, whole.size()), '\0');
            QFile::remove(m_folder->file("work.db"));
            overwrite("work.db", 0, bent);
            auto files = m_folder->open();
            // A bit flipped within the wrapped key reads as a wrong password: the recovery slot opens it.
            if (!files && files.error().code == ErrorCode::WrongPassword)
                files = m_folder->recover(Folder::goodPassword);
            QVERIFY2(files,
                qPrintable(QStringLiteral("round %1: %2 %3")
                               .arg(round)
                               .arg(at)
                               .arg(files ? QString() : domain::errorKey(files.error().code))));
            const auto work = files->work->load();
            QVERIFY(work);
            const bool told = !files->notices.isEmpty() || work->unreadable > 0;
            QVERIFY2(told || work->drafts.size() == 20, qPrintable(QString::number(round)));
            restored += files->notices.isEmpty() ? 0 : 1;
        }
        QVERIFY(restored > rounds / 4);
    }

private:
    /** Twenty drafts and two backups: of ten and of twenty. */
    void prepare()
    {
        auto files = m_folder->create();
        QVERIFY(files);
        for (int number = 0; number < 20; ++number) {
            QVERIFY(saveDraft(*files, number, QByteArray(1500, char('a' + number))));
            touch("work.db");
            if (number % 10 == 9)
                QVERIFY(files->work->backUp());
        }
    }
    void damage(int kind)
    {
        const auto size = QFile(m_folder->file("work.db")).size();
        switch (kind) {
        case 0:
            return overwrite("work.db", 0, QByteArray(size, 'x'));
        case 1:
            return overwrite("work.db", 0, QByteArray(4096, '\0'));
        case 2:
            QVERIFY(QFile(m_folder->file("work.db")).resize(size / 2 + 100));
            return;
        case 3:
            QVERIFY(QFile(m_folder->file("work.db")).resize(0));
            return;
        case 4:
            QVERIFY(QFile::remove(m_folder->file("work.db")));
            return;
        case 5:
            return overwrite("work.db", 2 * 4096, QByteArray(4096, '\xee'));
        default:
            QVERIFY(QFile::remove(m_folder->file("work.db")));
            QVERIFY(m_folder->tamper("CREATE TABLE theirs(x); PRAGMA application_id = 5"));
        }
    }
    void overwrite(const char* name, qint64 at, const QByteArray& bytes)
    {
        QFile file(m_folder->file(name));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    QByteArray bytesOf(const char* name) const
    {
        QFile file(m_folder->file(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /** Later than every backup, whatever the file system's clock counts in. */
    void touch(const char* name)
    {
        QFile file(m_folder->file(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        m_time = m_time.addSecs(2);
        QVERIFY(file.setFileTime(m_time, QFileDevice::FileModificationTime));
    }
    static tl::unexpected<domain::Error> fail() { return domain::fail(ErrorCode::Cancelled); }

    std::unique_ptr<Folder> m_folder;
    QDateTime m_time = QDateTime::currentDateTimeUtc();
};

} // namespace

QTEST_GUILESS_MAIN(TestRepair)
#include "test_repair.moc"
