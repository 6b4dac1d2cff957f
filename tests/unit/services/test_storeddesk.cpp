#include "media.h"
#include "storedbench.h"

#include <sqlite/database.h>

#include <QSignalSpy>

using namespace peraku;
using namespace peraku::test;
using services::Media;

namespace {

/** The desk over real files, one run of the program after the other. */
class TestStoredDesk : public QObject, protected StoredBench {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void draft_programEnds_isThereOfflineToo()
    {
        domain::VoucherId id;
        {
            auto desk = start();
            QVERIFY(desk->logIn());
            const auto draft = desk->payment();
            id = draft.id;
            QVERIFY(await(desk->drafts.save(draft)));
        }
        auto desk = start();
        desk->transport.reachable = false;
        QVERIFY(desk->logIn());
        QCOMPARE(desk->session.state(), services::SessionState::Offline);
        QCOMPARE(desk->workspace.drafts().size(), 1);
        QVERIFY(desk->workspace.drafts().contains(id));
        QVERIFY(desk->session.storageNotices().isEmpty());
        QCOMPARE(*await(desk->session.verifyAudit()) > 0, true);
    }

    void decision_queuedOffline_restsInTheFileUntilItIsSent()
    {
        const QTemporaryDir elsewhere;
        auto clerk = start(elsewhere);
        QVERIFY(clerk->logIn());
        QVERIFY(await(clerk->sync.syncNow()));
        const auto draft = clerk->submittable();
        QVERIFY(await(clerk->drafts.submit(draft)));
        QVERIFY(await(clerk->sync.syncNow()));
        {
            auto desk = start();
            QVERIFY(desk->logIn(checkerIc));
            QVERIFY(await(desk->sync.syncNow()));
            desk->transport.reachable = false;
            QVERIFY(await(desk->decisions.query(
                draft.id, { QStringLiteral("Q01"), QStringLiteral("invois tidak jelas") })));
            QVERIFY(!await(desk->sync.syncNow()));
            QVERIFY(desk->workspace.parcels().constFirst().body.isEmpty());
        }
        auto desk = start();
        QVERIFY(desk->logIn(checkerIc));
        QVERIFY(desk->workspace.parcels().constFirst().body.isEmpty());
        const auto read = wire::decodeDraftBody(desk->workspace.parcels().constFirst().reviewed);
        QVERIFY(read && read->content == draft.content);
        QVERIFY(await(desk->sync.syncNow()));
        QCOMPARE(desk->outbox.pendingCount(), 0);
        const auto queried = await(desk->workspace.vault().voucher(draft.id));
        QVERIFY(queried.has_value());
        QCOMPARE(queried->state, domain::VoucherState::Queried);
    }

    void conflict_programEnds_bothVersionsAndTheirAncestorStand()
    {
        const QTemporaryDir elsewhere;
        domain::VoucherId id;
        const auto narrate = [&id](TestDesk& at, const char* text) {
            auto voucher = *await(at.vouchers.voucher(id));
            voucher.content.narration = QString::fromLatin1(text);
            QVERIFY(await(at.drafts.save(voucher)));
            QVERIFY(await(at.sync.syncNow()));
        };
        {
            auto desk = start();
            QVERIFY(desk->logIn());
            const auto draft = desk->payment();
            id = draft.id;
            QVERIFY(await(desk->drafts.save(draft)));
            QVERIFY(await(desk->sync.syncNow()));
            auto other = start(elsewhere);
            QVERIFY(other->logIn());
            QVERIFY(await(other->sync.syncNow()));
            narrate(*other, "theirs");
            narrate(*desk, "mine");
        }
        auto desk = start();
        desk->transport.reachable = false;
        QVERIFY(desk->logIn());
        const auto shown = await(desk->conflicts.compare(desk->outbox.rows().constFirst().id));
        QVERIFY(shown && shown->mine && shown->base && shown->theirs);
        QCOMPARE(shown->mine->narration, QStringLiteral("mine"));
        QCOMPARE(shown->theirs->content.narration, QStringLiteral("theirs"));
        QCOMPARE(shown->base->narration, QStringLiteral("Bekalan alat tulis"));
    }

    void ownPc_isKnownToTheTreasury_whateverStrangersTry()
    {
        {
            auto desk = start();
            QVERIFY(desk->logIn());
        }
        for (int i = 0; i < 6; ++i) {
            const QTemporaryDir elsewhere;
            QVERIFY(!start(elsewhere)->logIn(clerkIc, "Salah-Sekali-99"));
        }
        auto desk = start();
        QVERIFY(desk->logIn());
        QCOMPARE(desk->session.state(), services::SessionState::Online);
    }

    void mediaPolicy_programEnds_isFollowedOfflineToo()
    {
        treasury::MediaPolicy policy;
        policy.tokenEnabled = false;
        QVERIFY(m_world->treasury->setMediaPolicy(policy).has_value());
        {
            auto desk = start();
            const Media media(desk->session, desk->sync, desk->client, desk->workspace);
            QVERIFY(desk->logIn(checkerIc));
            QTRY_VERIFY(desk->workspace.account().media.has_value());
        }
        auto desk = start();
        Media media(desk->session, desk->sync, desk->client, desk->workspace);
        desk->transport.reachable = false;
        QVERIFY(desk->logIn(checkerIc));
        QCOMPARE(desk->session.state(), services::SessionState::Offline);
        QVERIFY(media.lastHeard().has_value());
        const auto answer = await(media.grants(22));
        QVERIFY(answer.has_value());
        QVERIFY(answer->remembered);
        QVERIFY(!answer->find(SigningMedium::Token)->allowed);
        QVERIFY(await(desk->session.logOut()));
        QVERIFY(!media.lastHeard().has_value());
    }

    void files_everythingPlanted_tellNobodyAnything()
    {
        QList<QByteArray> canaries { clerkIc, goodSecret, "Aminah", "officer@example.invalid",
            "Pejabat Contoh", "Bank Contoh", "Dokumen tidak lengkap", "payload of the document" };
        {
            auto desk = start();
            QVERIFY(desk->logIn());
            QVERIFY(await(desk->sync.syncNow()));
            for (int i = 0; i < 42; ++i) {
                auto draft = desk->payment();
                const auto mark = QStringLiteral("kenari-%1-rahsia").arg(i);
                canaries.append(mark.toUtf8());
                auto details = *std::get_if<domain::PaymentDetails>(&draft.content.details);
                switch (i % 4) {
                case 0:
                    draft.content.narration = mark;
                    break;
                case 1:
                    details.payee.name = mark;
                    break;
                case 2:
                    details.payee.bankAccount = mark;
                    break;
                default:
                    details.invoices[0].number = mark;
                }
                draft.content.details = details;
                if (i % 2 == 0)
                    draft.content.attachments.append(
                        desk->document(draft, "%PDF-1.7 payload of the document"));
                QVERIFY(await(desk->drafts.save(draft)));
            }
            QVERIFY(await(desk->sync.syncNow()));
            QVERIFY(
                !desk->vouchers.query({ services::ListKind::All, {}, {}, {}, {}, {}, {}, {}, {} }).isEmpty());
            // Looked at while it is open, as another user of the PC could: with its journals and logs.
            search(canaries);
        }
        QVERIFY(canaries.size() >= 50);
        search(canaries);
    }

    void cache_recordBroken_isFilledAgainAndDraftsStay()
    {
        auto desk = start();
        QVERIFY(desk->logIn());
        const auto sent = desk->submittable();
        QVERIFY(await(desk->drafts.save(sent)));
        QVERIFY(await(desk->sync.syncNow()));
        const auto mine = desk->payment();
        QVERIFY(await(desk->drafts.save(mine)));
        QCOMPARE(allRows(*desk), 2);
        {
            auto behind = sqlite::Database::open(fileNamed("cache.db"), sqlite::Durability::Rebuildable);
            QVERIFY(behind && (*behind)->execute("UPDATE voucher SET body = zeroblob(100)"));
        }
        QSignalSpy spoiled(&desk->workspace, &services::Workspace::cacheSpoiled);
        QSignalSpy rebuilt(&desk->workspace, &services::Workspace::cacheRebuilt);
        QVERIFY(!await(desk->vouchers.voucher(sent.id)));
        QCOMPARE(spoiled.size(), 1);
        // Without the treasury, a cache with one broken record is better than none.
        desk->transport.reachable = false;
        QVERIFY(!await(desk->sync.syncNow()));
        QCOMPARE(rebuilt.size(), 0);
        QCOMPARE(allRows(*desk), 2);
        desk->transport.reachable = true;
        QVERIFY(await(desk->sync.syncNow()));
        QCOMPARE(rebuilt.size(), 1);
        QCOMPARE(allRows(*desk), 2);
        QVERIFY(await(desk->vouchers.voucher(mine.id)));
        const auto read = await(desk->vouchers.voucher(sent.id));
        QVERIFY(read);
        QCOMPARE(read->content.narration, sent.content.narration);
    }

    void cache_rowBroken_hidesNoOtherRow()
    {
        {
            auto desk = start();
            QVERIFY(desk->logIn());
            for (int i = 0; i < 3; ++i)
                QVERIFY(await(desk->drafts.save(desk->submittable())));
            QVERIFY(await(desk->sync.syncNow()));
            QCOMPARE(allRows(*desk), 3);
        }
        {
            auto behind = sqlite::Database::open(fileNamed("cache.db"), sqlite::Durability::Rebuildable);
            QVERIFY(behind
                && (*behind)->execute("UPDATE voucher SET summary = zeroblob(100) WHERE rowid = (SELECT "
                                      "min(rowid) FROM voucher)"));
        }
        auto desk = start();
        desk->transport.reachable = false;
        QVERIFY(desk->logIn());
        QTRY_VERIFY(desk->vouchers.indexReady());
        QCOMPARE(allRows(*desk), 2);
        desk->transport.reachable = true;
        QVERIFY(await(desk->sync.syncNow()));
        QCOMPARE(allRows(*desk), 3);
    }

    void work_damaged_isRestoredAndTheOfficerIsTold()
    {
        {
            auto desk = start();
            QVERIFY(desk->logIn());
            QVERIFY(await(desk->drafts.save(desk->payment())));
        }
        { // The next log-in keeps a backup of it.
            auto desk = start();
            QVERIFY(desk->logIn());
        }
        QFile file(fileNamed("work.db"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(file.size(), 'x'));
        file.close();
        auto desk = start();
        desk->transport.reachable = false;
        QVERIFY(desk->logIn());
        QCOMPARE(desk->session.storageNotices().size(), 1);
        QCOMPARE(desk->session.storageNotices().at(0).code, ErrorCode::StorageRestored);
        QCOMPARE(desk->workspace.drafts().size(), 1);
    }

    void work_damagedWithoutBackup_needsTheTreasuryAndGoesOn()
    {
        {
            auto desk = start();
            QVERIFY(desk->logIn());
        }
        QDirIterator files(
            m_data->path(), { QStringLiteral("work*.db") }, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(5000, 'x'));
        }
        {
            auto desk = start();
            desk->transport.reachable = false;
            QCOMPARE(desk->logIn().error().code, ErrorCode::StorageLost);
        }
        auto desk = start();
        QVERIFY(desk->logIn());
        QCOMPARE(desk->session.storageNotices().value(0).code, ErrorCode::StorageLost);
        QVERIFY(await(desk->drafts.save(desk->payment())));
    }

    void work_ofALaterVersion_isShownAndNotWritten()
    {
        {
            auto desk = start();
            QVERIFY(desk->logIn());
            QVERIFY(await(desk->drafts.save(desk->payment())));
        }
        {
            auto behind = sqlite::Database::open(fileNamed("work.db"), sqlite::Durability::Extra);
            QVERIFY(behind && (*behind)->execute("PRAGMA user_version = 99"));
        }
        auto desk = start();
        const auto entered = desk->logIn();
        QVERIFY2(entered, entered ? "" : qPrintable(domain::errorKey(entered.error().code)));
        QCOMPARE(desk->session.storageNotices().value(0).code, ErrorCode::StorageTooNew);
        QCOMPARE(desk->workspace.drafts().size(), 1);
        QCOMPARE(await(desk->drafts.save(desk->payment())).error().code, ErrorCode::StorageTooNew);
    }

    void anotherOfficer_samePc_seesNothingOfTheFirst()
    {
        {
            auto desk = start();
            QVERIFY(desk->logIn());
            QVERIFY(await(desk->drafts.save(desk->payment())));
        }
        auto desk = start();
        QVERIFY(desk->logIn(checkerIc));
        QVERIFY(desk->workspace.drafts().isEmpty());
        desk.reset();
        QCOMPARE(QDir(m_data->path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
    }

private:
    static qsizetype allRows(TestDesk& desk)
    {
        services::ListQuery query;
        query.list = services::ListKind::All;
        return desk.vouchers.query(query).size();
    }
    QString fileNamed(const char* name) const
    {
        QDirIterator files(
            m_data->path(), { QString::fromLatin1(name) }, QDir::Files, QDirIterator::Subdirectories);
        return files.hasNext() ? files.next() : QString();
    }
    void search(const QList<QByteArray>& canaries) const
    {
        QDirIterator files(m_data->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        int seen = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto bytes = file.readAll() + file.fileName().toUtf8();
            ++seen;
            for (const auto& canary : canaries) {
                const auto wide = QString::fromUtf8(canary);
                const QByteArray utf16(reinterpret_cast<const char*>(wide.utf16()), wide.size() * 2);
                QVERIFY2(!bytes.contains(canary) && !bytes.contains(utf16),
                    (canary + " in " + file.fileName().toUtf8()).constData());
            }
        }
        QVERIFY(seen >= 3);
    }
};

} // namespace

QTEST_GUILESS_MAIN(TestStoredDesk)
#include "test_storeddesk.moc"
