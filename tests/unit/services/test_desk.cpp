#include "deskfixture.h"

using namespace peraku;
using domain::Done;
using domain::ErrorCode;
using domain::Voucher;
using domain::VoucherState;
using services::OutboxState;
using services::SessionState;
using test::await;

using test::checkerIc;
using test::clerkIc;
using test::TestDesk;
using test::World;

class TestDeskServices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void logIn_online_thenOffline_thenLapsed()
    {
        World world;
        test::MemoryFiles files;
        {
            TestDesk desk(world, files);
            QVERIFY(desk.logIn());
            QCOMPARE(desk.session.state(), SessionState::Online);
            QCOMPARE(desk.session.officer().name, QStringLiteral("Aminah"));
        }
        TestDesk desk(world, files);
        desk.transport.reachable = false;
        const auto wrong = desk.logIn(clerkIc, "wrong");
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::WrongPassword);
        QCOMPARE(desk.session.state(), SessionState::LoggedOut);
        QVERIFY(desk.logIn());
        QCOMPARE(desk.session.state(), SessionState::Offline);
        QVERIFY(await(desk.session.logOut()));

        world.clock.advance(15LL * 24 * 3600 * 1000);
        const auto lapsed = desk.logIn();
        QVERIFY(!lapsed);
        QCOMPARE(lapsed.error().code, ErrorCode::OfflineLoginLapsed);

        world.clock.now = world.clock.now.addDays(-30);
        const auto setBack = desk.logIn();
        QVERIFY(!setBack);
        QCOMPARE(setBack.error().code, ErrorCode::ClockSkew);
    }

    void logOut_whileGoingOnline_wipesAtOnce_andTheLateAnswerOpensNothing()
    {
        World world;
        test::MemoryFiles files;
        QVERIFY(TestDesk(world, files).logIn());
        TestDesk desk(world, files);
        desk.transport.reachable = false;
        QVERIFY(desk.logIn());
        desk.transport.reachable = true;
        const auto online = desk.session.goOnline();
        QVERIFY(!online.isFinished());
        const auto left = desk.session.logOut();
        QCOMPARE(desk.session.state(), SessionState::LoggedOut);
        QVERIFY(!desk.workspace.isOpen());
        QVERIFY(await(left));
        QVERIFY(!await(online));
        QCOMPARE(desk.session.state(), SessionState::LoggedOut);
        QVERIFY(!desk.client.hasSession());
        QVERIFY(desk.logIn(checkerIc));
        QCOMPARE(desk.session.officer().name, QStringLiteral("Balqis"));
    }

    void logIn_wrongSecret_andUnknownPc()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        const auto wrong = desk.logIn(clerkIc, "Salah#2026-benar");
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::WrongPassword);
        desk.transport.reachable = false;
        const auto unknown = desk.logIn();
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, ErrorCode::NoOfflineAccount);
        files.lockedElsewhere = true;
        const auto locked = desk.logIn();
        QVERIFY(!locked);
        QCOMPARE(locked.error().code, ErrorCode::AnotherInstance);
    }

    void answer_thatCannotBeStored_isFetchedAgainWithItsKey()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        QVERIFY(await(desk.sync.syncNow()));
        const auto draft = desk.submittable();
        QVERIFY(await(desk.drafts.save(draft)));
        files.refuses = [](const services::WorkChange& change) {
            return std::any_of(change.put.begin(), change.put.end(),
                [](const services::Parcel& parcel) { return parcel.row.state == OutboxState::Acknowledged; });
        };
        QCOMPARE(await(desk.sync.syncNow()).error().code, ErrorCode::StorageFull);
        QVERIFY(desk.outbox.pendingCount() > 0);
        files.refuses = nullptr;
        QVERIFY(await(desk.sync.syncNow()));
        QCOMPARE(desk.outbox.pendingCount(), 0);
        const auto stored = await(desk.vouchers.voucher(draft.id));
        QVERIFY(stored);
        QCOMPARE(stored->revision, 1);
    }

    void submission_reachesTheTreasury_andComesBackByTheFeed()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        QVERIFY(await(desk.sync.syncNow()));
        const auto draft = desk.submittable();
        for (const auto& finding : desk.drafts.check(draft.content))
            QVERIFY2(finding.severity != domain::Severity::Error,
                qPrintable(finding.field + QLatin1Char(' ') + finding.messageKey));
        QVERIFY(await(desk.drafts.submit(draft)));
        QCOMPARE(desk.outbox.pendingCount(), 3);
        const auto synced = await(desk.sync.syncNow());
        QVERIFY2(synced,
            qPrintable(synced ? QString() : domain::errorKey(synced.error().code) + synced.error().detail));
        QVERIFY(desk.outbox.rows().isEmpty());
        const auto voucher = await(desk.vouchers.voucher(draft.id));
        QVERIFY(voucher);
        QCOMPARE(voucher->state, VoucherState::Submitted);
        QVERIFY(!voucher->number.isEmpty());

        test::MemoryFiles checkerFiles;
        TestDesk checker(world, checkerFiles);
        QVERIFY(checker.logIn(checkerIc));
        QVERIFY(await(checker.sync.syncNow()));
        QTRY_COMPARE(checker.vouchers.inboxCount(), 1);
        QVERIFY(await(checker.decisions.query(
            draft.id, { QStringLiteral("Q01"), QStringLiteral("invois tidak jelas") })));
        QTRY_COMPARE(checker.vouchers.inboxCount(), 0);
        QVERIFY(await(checker.sync.syncNow()));
        QVERIFY(checker.outbox.rows().isEmpty());

        QVERIFY(await(desk.sync.syncNow()));
        QTRY_COMPARE(desk.vouchers.draftCount(), 1);
        const auto returned = await(desk.vouchers.voucher(draft.id));
        QCOMPARE(returned->state, VoucherState::Queried);
    }

    void draftSavedOffline_goesOutByItself_whenTheTreasuryIsBack()
    {
        World world;
        test::MemoryFiles files;
        {
            TestDesk desk(world, files);
            QVERIFY(desk.logIn());
            QVERIFY(await(desk.sync.syncNow()));
        }
        TestDesk desk(world, files);
        desk.transport.reachable = false;
        QVERIFY(desk.logIn());
        const auto draft = desk.payment();
        QVERIFY(await(desk.drafts.save(draft)));
        QVERIFY(!await(desk.sync.syncNow()));
        QVERIFY(!desk.sync.status().online);
        QCOMPARE(desk.outbox.pendingCount(), 1);
        QTRY_COMPARE(desk.vouchers.draftCount(), 1);
        const auto kept = await(desk.vouchers.voucher(draft.id));
        QVERIFY(kept);
        QCOMPARE(kept->content, draft.content);

        desk.transport.reachable = true;
        QVERIFY(await(desk.sync.syncNow()));
        QCOMPARE(desk.session.state(), SessionState::Online);
        QVERIFY(desk.outbox.rows().isEmpty());
        QVERIFY(desk.workspace.drafts().isEmpty());
        QCOMPARE(desk.vouchers.draftCount(), 1);
    }

    void lostAnswer_submitsOnce()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        QVERIFY(await(desk.sync.syncNow()));
        const auto draft = desk.submittable();
        QVERIFY(await(desk.drafts.submit(draft)));
        for (int round = 0; round < 4; ++round) {
            desk.transport.loseAnswers = 1;
            (void)await(desk.sync.syncNow());
        }
        desk.transport.loseAnswers = 0;
        QVERIFY(await(desk.sync.syncNow()));
        QVERIFY(desk.outbox.rows().isEmpty());
        const auto voucher = await(desk.vouchers.voucher(draft.id));
        QCOMPARE(voucher->contentRevision, 1);
        QVERIFY(voucher->number.endsWith(QStringLiteral("000001")));
    }

    void twoDesks_savingTheSameDraft_conflict_andBothVersionsStand()
    {
        World world;
        test::MemoryFiles files;
        test::MemoryFiles otherFiles;
        TestDesk desk(world, files);
        TestDesk other(world, otherFiles);
        QVERIFY(desk.logIn());
        auto draft = desk.payment();
        QVERIFY(await(desk.drafts.save(draft)));
        QVERIFY(await(desk.sync.syncNow()));
        QVERIFY(other.logIn());
        QVERIFY(await(other.sync.syncNow()));
        auto theirs = *await(other.vouchers.voucher(draft.id));
        theirs.content.narration = QStringLiteral("theirs");
        QVERIFY(await(other.drafts.save(theirs)));
        QVERIFY(await(other.sync.syncNow()));

        auto mine = *await(desk.vouchers.voucher(draft.id));
        mine.content.narration = QStringLiteral("mine");
        QVERIFY(await(desk.drafts.save(mine)));
        QVERIFY(await(desk.sync.syncNow()));
        QCOMPARE(desk.outbox.rows().first().state, OutboxState::Conflict);
        QCOMPARE(await(desk.vouchers.voucher(draft.id))->content.narration, QStringLiteral("mine"));
        QCOMPARE(
            await(desk.workspace.vault().voucher(draft.id))->content.narration, QStringLiteral("theirs"));

        const auto retried = await(desk.outbox.retry(desk.outbox.rows().first().id));
        QVERIFY(!retried);
        QCOMPARE(retried.error().code, ErrorCode::Conflict);
        QVERIFY(await(desk.sync.syncNow()));
        QCOMPARE(
            await(desk.workspace.vault().voucher(draft.id))->content.narration, QStringLiteral("theirs"));
    }

    void autosave_afterItsOwnAcknowledgement_isNoConflict()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        auto draft = desk.payment();
        for (int i = 0; i < 4; ++i) {
            draft.content.narration = QStringLiteral("version %1").arg(i);
            QVERIFY(await(desk.drafts.save(draft)));
            QVERIFY(await(desk.sync.syncNow()));
            QVERIFY(desk.outbox.rows().isEmpty());
        }
        QCOMPARE(await(desk.vouchers.voucher(draft.id))->content.narration, QStringLiteral("version 3"));
    }

    void discard_takesTheDraftBackFromTheTreasury()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        const auto draft = desk.payment();
        QVERIFY(await(desk.drafts.save(draft)));
        QVERIFY(await(desk.sync.syncNow()));
        QTRY_COMPARE(desk.vouchers.draftCount(), 1);
        QVERIFY(await(desk.drafts.discard(draft.id)));
        QCOMPARE(desk.vouchers.draftCount(), 0);
        QVERIFY(await(desk.sync.syncNow()));
        QVERIFY(desk.outbox.rows().isEmpty());
        QTRY_COMPARE(desk.vouchers.draftCount(), 0);

        const auto never = desk.payment();
        QVERIFY(await(desk.drafts.save(never)));
        QVERIFY(await(desk.drafts.discard(never.id)));
        QVERIFY(desk.outbox.rows().isEmpty());
        QCOMPARE(desk.vouchers.draftCount(), 0);
    }

    void discard_ofADraftThatWasSentButNotPulled_leavesNoGhost()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        QTRY_VERIFY(desk.vouchers.indexReady());
        const auto draft = desk.payment();
        QVERIFY(await(desk.drafts.save(draft)));
        QVERIFY(await(desk.outbox.drain()));
        QCOMPARE(desk.vouchers.draftCount(), 1);
        QVERIFY(await(desk.drafts.discard(draft.id)));
        QCOMPARE(desk.vouchers.draftCount(), 0);
        services::ListQuery all;
        all.list = services::ListKind::All;
        QCOMPARE(desk.vouchers.query(all).size(), 0);
        QVERIFY(await(desk.sync.syncNow()));
        QVERIFY(desk.outbox.rows().isEmpty());
        QCOMPARE(desk.vouchers.query(all).size(), 0);
    }

    void submission_withFindings_isRefusedHere()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        auto draft = desk.payment();
        draft.content.lines.clear();
        const auto refused = await(desk.drafts.submit(draft));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::ValidationFailed);
        QVERIFY(desk.outbox.rows().isEmpty());
    }

    void attachment_goesAheadOfItsVoucher()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        QVERIFY(await(desk.sync.syncNow()));
        auto draft = desk.payment();
        const auto attachment = desk.document(draft);
        QCOMPARE(attachment.mediaType, QStringLiteral("application/pdf"));
        draft.content.attachments.append(attachment);
        QVERIFY(await(desk.drafts.submit(draft)));
        QVERIFY(await(desk.sync.syncNow()));
        QVERIFY(desk.outbox.rows().isEmpty());
        files.attachments.clear();
        QCOMPARE(*await(desk.drafts.attachmentBytes(attachment)), QByteArray("%PDF-1.7 made up"));

        QFile script(world.directory.filePath(QStringLiteral("invois2.pdf")));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh");
        script.close();
        const auto refused = await(desk.drafts.attach(draft.id, script.fileName()));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidInput);
    }

    void polling_backsOffWhileOffline_andRecovers()
    {
        World world;
        test::MemoryFiles files;
        TestDesk desk(world, files);
        QVERIFY(desk.logIn());
        desk.sync.start();
        QTRY_VERIFY(desk.sync.status().lastSync.isValid());
        desk.transport.reachable = false;
        for (int i = 0; i < 6; ++i) {
            desk.rest();
            desk.scheduler.advance(20LL * 60 * 1000);
        }
        desk.rest();
        QVERIFY(!desk.sync.status().online);
        QVERIFY(desk.sync.status().offlineSince.isValid());
        desk.transport.reachable = true;
        desk.scheduler.advance(40LL * 60 * 1000);
        desk.rest();
        QVERIFY(desk.sync.status().online);
    }
};

QTEST_GUILESS_MAIN(TestDeskServices)
#include "test_desk.moc"
