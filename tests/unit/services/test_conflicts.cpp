#include "conflictfixture.h"

#include <domain/comparison.h>

using namespace peraku;
using namespace peraku::domain;
using services::OutboxState;
using services::VoucherConflict;
using test::await;
using test::patiently;
using test::TestDesk;
using test::TwoDesks;
using test::World;

class TestConflicts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comparison_hasBothVersions_whatTheyBeganWith_andWhoWhen();
    void merge_isOneNewSave_uponWhatWasShown();
    void allTheirs_sendsNothing_andClearsTheRow();
    void treasuryMovedAgain_isANewConflict();
    void choice_afterTypingOn_isRefused();
    void reopenedDraft_inConflict_doesNotOverwriteWhenSaved();
    void refusedDraft_amendedAfterTheOtherVersionCame_isAConflict();
    void submitting_inConflict_isRefused();
    void submittedElsewhere_saysWhoAndWhen_andIsKeptAsACopy();
    void thrownAwayElsewhere_isKeptAsACopy_withItsDocuments();
    void thrownAwayHere_changedElsewhere_isDecidedAgain();
    void decisionOnWhatMoved_showsWhatChanged();
    void offline_withoutTheOtherVersion_saysSo();
    void restart_keepsBothVersionsAndTheAncestor();
};

void TestConflicts::comparison_hasBothVersions_whatTheyBeganWith_andWhoWhen()
{
    TwoDesks two;
    two.collide();
    const auto shown = two.compare(two.desk);
    QVERIFY(shown.mine && shown.base && shown.theirs);
    QCOMPARE(shown.mine->narration, QStringLiteral("mine"));
    QCOMPARE(shown.theirs->content.narration, QStringLiteral("theirs"));
    QCOMPARE(shown.base->narration, two.draft.content.narration);
    QVERIFY(shown.editable && shown.moved());
    QCOMPARE(shown.since().size(), 1);
    QCOMPARE(shown.since().first().action, HistoryAction::Edited);
    QCOMPARE(shown.since().first().actor.name, QStringLiteral("Aminah"));
    const ContentComparison comparison(*shown.mine, shown.theirs->content, shown.base);
    QCOMPARE(comparison.differences().size(), 2);
    QVERIFY(comparison.differences().at(0).proposal() == Version::Mine);
    QVERIFY(!comparison.differences().at(1).proposal());
}

void TestConflicts::merge_isOneNewSave_uponWhatWasShown()
{
    TwoDesks two;
    two.collide();
    const auto shown = two.compare(two.desk);
    auto merged = *shown.mine;
    merged.narration = shown.theirs->content.narration;
    const auto before = two.atTreasury().revision;
    const auto firstKey = two.desk.workspace.parcels().first().key;
    QVERIFY(await(two.desk.conflicts.resolve(shown, merged)));
    QCOMPARE(two.desk.outbox.rows().size(), 1);
    QVERIFY(two.desk.workspace.parcels().first().key != firstKey);
    QVERIFY(await(two.desk.sync.syncNow()));
    QVERIFY(two.desk.outbox.rows().isEmpty());
    const auto after = two.atTreasury();
    QCOMPARE(after.revision, before + 1);
    QVERIFY(after.content == merged);
}

void TestConflicts::allTheirs_sendsNothing_andClearsTheRow()
{
    TwoDesks two;
    two.collide();
    const auto shown = two.compare(two.desk);
    QVERIFY(await(two.desk.conflicts.resolve(shown, shown.theirs->content)));
    QVERIFY(two.desk.outbox.rows().isEmpty());
    QVERIFY(await(two.desk.sync.syncNow()));
    QCOMPARE(two.atTreasury().revision, shown.theirs->revision);
    QCOMPARE(two.read(two.desk).content.narration, QStringLiteral("theirs"));
}

void TestConflicts::treasuryMovedAgain_isANewConflict()
{
    TwoDesks two;
    two.collide();
    const auto shown = two.compare(two.desk);
    two.narrate(two.other, "theirs again");
    QVERIFY(await(two.other.sync.syncNow()));
    QVERIFY(await(two.desk.conflicts.resolve(shown, *shown.mine)));
    QVERIFY(await(two.desk.sync.syncNow()));
    QCOMPARE(two.atTreasury().content.narration, QStringLiteral("theirs again"));
    QCOMPARE(two.desk.outbox.rows().first().state, OutboxState::Conflict);
    const auto anew = two.compare(two.desk);
    QCOMPARE(anew.mine->narration, QStringLiteral("mine"));
    QCOMPARE(anew.base->narration, QStringLiteral("theirs"));
    QVERIFY(await(two.desk.conflicts.resolve(anew, *anew.mine)));
    QVERIFY(await(two.desk.sync.syncNow()));
    QCOMPARE(two.atTreasury().content.narration, QStringLiteral("mine"));
}

void TestConflicts::choice_afterTypingOn_isRefused()
{
    TwoDesks two;
    two.collide();
    const auto shown = two.compare(two.desk);
    two.narrate(two.desk, "typed on");
    const auto resolved = await(two.desk.conflicts.resolve(shown, shown.theirs->content));
    QVERIFY(!resolved);
    QCOMPARE(resolved.error().code, ErrorCode::WrongState);
    QCOMPARE(two.read(two.desk).content.narration, QStringLiteral("typed on"));
}

void TestConflicts::reopenedDraft_inConflict_doesNotOverwriteWhenSaved()
{
    TwoDesks two;
    two.collide();
    two.narrate(two.desk, "typed on");
    QVERIFY(await(two.desk.sync.syncNow()));
    QCOMPARE(two.atTreasury().content.narration, QStringLiteral("theirs"));
    QCOMPARE(two.desk.outbox.rows().first().state, OutboxState::Conflict);
    QCOMPARE(two.compare(two.desk).mine->narration, QStringLiteral("typed on"));
}

void TestConflicts::refusedDraft_amendedAfterTheOtherVersionCame_isAConflict()
{
    TwoDesks two;
    two.narrate(two.desk, "mine");
    QVERIFY(await(two.desk.workspace.change([&]() -> Result<services::WorkChange> {
        services::WorkChange refused;
        refused.put = two.desk.workspace.parcels();
        refused.put.first().row.state = OutboxState::NeedsAttention;
        return refused;
    })));
    QCOMPARE(two.desk.outbox.rows().first().state, OutboxState::NeedsAttention);
    two.narrate(two.other, "theirs");
    QVERIFY(await(two.other.sync.syncNow()));
    QVERIFY(await(two.desk.sync.syncNow()));
    // The form shows the officer's own text alone.
    two.narrate(two.desk, "mine, amended");
    QVERIFY(await(two.desk.sync.syncNow()));
    QCOMPARE(two.atTreasury().content.narration, QStringLiteral("theirs"));
    QCOMPARE(two.desk.outbox.rows().first().state, OutboxState::Conflict);
}

void TestConflicts::submitting_inConflict_isRefused()
{
    World world;
    test::MemoryFiles files;
    test::MemoryFiles otherFiles;
    TestDesk desk(world, files);
    TestDesk other(world, otherFiles);
    QVERIFY(desk.logIn());
    const auto draft = desk.submittable();
    QVERIFY(await(desk.drafts.save(draft)));
    QVERIFY(await(desk.sync.syncNow()));
    QVERIFY(other.logIn());
    QVERIFY(await(other.sync.syncNow()));
    TwoDesks::edit(other, draft.id, [](VoucherContent& c) { c.narration = QStringLiteral("theirs"); });
    QVERIFY(await(other.sync.syncNow()));
    TwoDesks::edit(desk, draft.id, [](VoucherContent& c) { c.narration = QStringLiteral("mine"); });
    QVERIFY(await(desk.sync.syncNow()));
    const auto submitted = await(desk.drafts.submit(TwoDesks::read(desk, draft.id)));
    QVERIFY(!submitted);
    QCOMPARE(submitted.error().code, ErrorCode::Conflict);
}

void TestConflicts::submittedElsewhere_saysWhoAndWhen_andIsKeptAsACopy()
{
    World world;
    test::MemoryFiles files;
    test::MemoryFiles otherFiles;
    TestDesk desk(world, files);
    TestDesk other(world, otherFiles);
    QVERIFY(desk.logIn());
    const auto draft = desk.submittable();
    QVERIFY(await(desk.drafts.save(draft)));
    QVERIFY(await(desk.sync.syncNow()));
    QVERIFY(other.logIn());
    QVERIFY(await(other.sync.syncNow()));
    QVERIFY(await(other.drafts.submit(TwoDesks::read(other, draft.id))));
    QVERIFY(await(other.sync.syncNow()));
    TwoDesks::edit(desk, draft.id, [](VoucherContent& c) { c.narration = QStringLiteral("mine"); });
    QVERIFY(await(desk.sync.syncNow()));

    const auto shown = *await(desk.conflicts.compare(desk.outbox.rows().first().id));
    QVERIFY(!shown.editable);
    QVERIFY(!shown.theirs->number.isEmpty());
    QCOMPARE(shown.since().last().action, HistoryAction::Submitted);
    QVERIFY(shown.since().last().at.isValid());
    // The list and the page show what the treasury has: it cannot be amended any more.
    QCOMPARE(TwoDesks::read(desk, draft.id).content.narration, draft.content.narration);
    QCOMPARE(await(desk.conflicts.resolve(shown, *shown.mine)).error().code, ErrorCode::WrongState);

    const auto copy = await(desk.conflicts.keepCopy(shown));
    QVERIFY(copy);
    QVERIFY(await(desk.sync.syncNow()));
    QVERIFY(desk.outbox.rows().isEmpty());
    QCOMPARE(TwoDesks::read(desk, *copy).content.narration, QStringLiteral("mine"));
    QCOMPARE(TwoDesks::read(desk, *copy).state, VoucherState::Draft);
    QCOMPARE(TwoDesks::read(desk, draft.id).state, VoucherState::Submitted);
}

void TestConflicts::thrownAwayElsewhere_isKeptAsACopy_withItsDocuments()
{
    TwoDesks two;
    QVERIFY(await(two.other.drafts.discard(two.draft.id)));
    QVERIFY(await(two.other.sync.syncNow()));
    two.narrate(two.desk, "mine");
    // A document of which the treasury has not heard when the copy is made.
    two.desk.transport.reachable = false;
    const auto attachment = two.desk.document(two.draft);
    QVERIFY(!attachment.sha256.isEmpty());
    two.desk.transport.reachable = true;
    two.desk.transport.beforeAnswer = [&](const QByteArray& path) {
        if (path.startsWith("/v1/attachments"))
            two.desk.transport.reachable = true;
    };
    QVERIFY(await(two.desk.outbox.drain()));
    QVERIFY(await(two.desk.sync.syncNow()));
    const auto rows = two.desk.outbox.rows();
    const auto conflict = std::find_if(
        rows.begin(), rows.end(), [](const auto& row) { return row.state == OutboxState::Conflict; });
    QVERIFY(conflict != rows.end());
    const auto shown = *await(two.desk.conflicts.compare(conflict->id));
    QVERIFY(!shown.theirs);
    QVERIFY(shown.moved());
    const auto copy = await(two.desk.conflicts.keepCopy(shown));
    QVERIFY(copy);
    QVERIFY(await(two.desk.sync.syncNow()));
    QVERIFY(two.desk.outbox.rows().isEmpty());
    const auto kept = TwoDesks::read(two.desk, *copy);
    QCOMPARE(kept.content.narration, QStringLiteral("mine"));
    QCOMPARE(kept.content.attachments.size(), 1);
    QVERIFY(await(two.other.sync.syncNow()));
    QVERIFY(await(two.other.drafts.attachmentBytes(kept.content.attachments.first())));
}

void TestConflicts::thrownAwayHere_changedElsewhere_isDecidedAgain()
{
    TwoDesks two;
    two.narrate(two.other, "theirs");
    QVERIFY(await(two.other.sync.syncNow()));
    QVERIFY(await(two.desk.drafts.discard(two.draft.id)));
    QVERIFY(await(two.desk.sync.syncNow()));
    const auto shown = two.compare(two.desk);
    QVERIFY(shown.isDiscard() && !shown.mine && shown.editable);
    QCOMPARE(two.atTreasury().content.narration, QStringLiteral("theirs"));
    QVERIFY(await(two.desk.conflicts.discardAnyway(shown)));
    QVERIFY(await(two.desk.sync.syncNow()));
    QVERIFY(two.desk.outbox.rows().isEmpty());
    QCOMPARE(two.atTreasury().revision, 0);
}

void TestConflicts::decisionOnWhatMoved_showsWhatChanged()
{
    World world;
    test::MemoryFiles files;
    test::MemoryFiles checkerFiles;
    TestDesk clerk(world, files);
    TestDesk checker(world, checkerFiles);
    QVERIFY(clerk.logIn());
    QVERIFY(await(clerk.sync.syncNow()));
    const auto draft = clerk.submittable();
    QVERIFY(await(clerk.drafts.submit(draft)));
    QVERIFY(await(clerk.sync.syncNow()));
    QVERIFY(checker.logIn(test::checkerIc));
    QVERIFY(await(checker.sync.syncNow()));
    QVERIFY(
        await(checker.decisions.query(draft.id, { QStringLiteral("Q01"), QStringLiteral("please mend") })));
    const auto seen = draft.content;
    // Meanwhile the clerk cancels what nobody has certified yet.
    QVERIFY(
        await(clerk.decisions.cancel(draft.id, { QStringLiteral("Q01"), QStringLiteral("entered twice") })));
    QVERIFY(await(clerk.sync.syncNow()));
    QVERIFY(await(checker.sync.syncNow()));
    QCOMPARE(checker.outbox.rows().first().state, OutboxState::Conflict);
    const auto shown = *await(checker.conflicts.compare(checker.outbox.rows().first().id));
    QVERIFY(shown.isDecision() && shown.mine);
    QVERIFY(*shown.mine == seen);
    QVERIFY(ContentComparison(*shown.mine, shown.theirs->content).differences().isEmpty());
    QCOMPARE(shown.since().last().action, HistoryAction::Cancelled);
    QCOMPARE(shown.since().last().actor.name, QStringLiteral("Aminah"));
    QVERIFY(!await(checker.conflicts.resolve(shown, *shown.mine)));
    QVERIFY(!await(checker.conflicts.keepCopy(shown)));
    QVERIFY(await(checker.outbox.discard(shown.row.id)));
}

void TestConflicts::offline_withoutTheOtherVersion_saysSo()
{
    TwoDesks two;
    two.narrate(two.other, "theirs");
    QVERIFY(await(two.other.sync.syncNow()));
    two.narrate(two.desk, "mine");
    QVERIFY(await(two.desk.outbox.drain()));
    two.desk.transport.reachable = false;
    const auto shown = patiently(two.desk, two.desk.conflicts.compare(two.desk.outbox.rows().first().id));
    QVERIFY(!shown);
    QCOMPARE(shown.error().code, ErrorCode::Offline);
    two.desk.transport.reachable = true;
    QCOMPARE(two.compare(two.desk).theirs->content.narration, QStringLiteral("theirs"));
}

void TestConflicts::restart_keepsBothVersionsAndTheAncestor()
{
    TwoDesks two;
    two.collide();
    two.desk.workspace.close();
    TestDesk again(two.world, two.files);
    again.transport.reachable = false;
    QVERIFY(again.logIn());
    const auto shown = two.compare(again);
    QVERIFY(shown.mine && shown.base && shown.theirs);
    QCOMPARE(shown.mine->narration, QStringLiteral("mine"));
    QCOMPARE(shown.theirs->content.narration, QStringLiteral("theirs"));
    QCOMPARE(shown.base->narration, two.draft.content.narration);
}

QTEST_GUILESS_MAIN(TestConflicts)
#include "test_conflicts.moc"
