#include "deskfixture.h"

#include <domain/comparison.h>

#include <random>

using namespace peraku;
using namespace peraku::domain;
using services::OutboxState;
using services::VoucherConflict;
using test::await;
using test::TestDesk;
using test::World;

namespace {

/** Waits while the desk's time goes on, for what is tried again after a pause. */
template <typename T> Result<T> patiently(TestDesk& at, Async<T> future)
{
    QElapsedTimer limit;
    limit.start();
    while (!future.isFinished() && limit.elapsed() < 5'000) {
        QTest::qWait(1);
        at.scheduler.advance(500);
    }
    return await(future);
}

/** One officer at two PCs, with a draft that both have seen. */
struct TwoDesks {
    World world;
    test::MemoryFiles files;
    test::MemoryFiles otherFiles;
    TestDesk desk { world, files };
    TestDesk other { world, otherFiles };
    Voucher draft;

    TwoDesks()
    {
        QVERIFY(desk.logIn());
        draft = desk.payment();
        QVERIFY(await(desk.drafts.save(draft)));
        QVERIFY(await(desk.sync.syncNow()));
        QVERIFY(other.logIn());
        QVERIFY(await(other.sync.syncNow()));
        QVERIFY(desk.outbox.rows().isEmpty());
    }
    static Voucher read(TestDesk& at, const VoucherId& id) { return *await(at.vouchers.voucher(id)); }
    Voucher read(TestDesk& at) const { return read(at, draft.id); }
    /** What the treasury has, asked past every desk. */
    Voucher atTreasury()
    {
        const auto answer = await(remote::VoucherEndpoint(other.client).get(draft.id));
        return answer ? *wire::decodeVoucher(answer->body) : Voucher {};
    }
    static void edit(TestDesk& at, const VoucherId& id, const std::function<void(VoucherContent&)>& change)
    {
        auto voucher = read(at, id);
        change(voucher.content);
        QVERIFY(await(at.drafts.save(voucher)));
    }
    void narrate(TestDesk& at, const char* text)
    {
        edit(
            at, draft.id, [text](VoucherContent& content) { content.narration = QString::fromLatin1(text); });
    }
    /** The other desk's version arrives, then this desk's is refused. */
    void collide()
    {
        narrate(other, "theirs");
        QVERIFY(await(other.sync.syncNow()));
        edit(desk, draft.id, [](VoucherContent& content) {
            content.narration = QStringLiteral("mine");
            content.payment()->orderNumber = QStringLiteral("LO-1");
        });
        QVERIFY(await(desk.sync.syncNow()));
        QCOMPARE(desk.outbox.rows().size(), 1);
        QCOMPARE(desk.outbox.rows().first().state, OutboxState::Conflict);
    }
    VoucherConflict compare(TestDesk& at)
    {
        const auto shown = await(at.conflicts.compare(at.outbox.rows().first().id));
        return shown ? *shown : VoucherConflict {};
    }
};

} // namespace

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
    void manySeeds_nothingIsOverwrittenUnseen();
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

/** Both desks edit, lose answers, go offline and settle conflicts in any order. Every save must build upon a
 * version whose text its desk had before it: no other text may ever disappear from the treasury. */
void TestConflicts::manySeeds_nothingIsOverwrittenUnseen()
{
    constexpr int seeds = 40;
    constexpr int steps = 14;
    int conflicts = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        TwoDesks two;
        std::mt19937 dice { unsigned(seed) };
        const auto oneOf = [&dice](int sides) { return int(dice() % unsigned(sides)); };
        TestDesk* desks[] = { &two.desk, &two.other };
        // The narration is the list of every edit that the text knows of.
        int edits = 0;
        QStringList sent;
        const auto settle = [&](TestDesk& at) {
            for (const auto& row : at.outbox.rows()) {
                if (row.state != OutboxState::Conflict)
                    continue;
                ++conflicts;
                const auto shown = patiently(at, at.conflicts.compare(row.id));
                if (!shown)
                    continue;
                QVERIFY(shown->theirs && shown->mine);
                // The officer reads both and keeps every word of either.
                auto words = shown->theirs->content.narration.split(QLatin1Char(' '));
                for (const auto& word : shown->mine->narration.split(QLatin1Char(' ')))
                    if (!words.contains(word))
                        words.append(word);
                auto merged = *shown->mine;
                merged.narration = words.join(QLatin1Char(' '));
                await(at.conflicts.resolve(*shown, merged));
            }
        };
        for (int step = 0; step < steps; ++step) {
            auto& at = *desks[oneOf(2)];
            at.transport.reachable = oneOf(4) != 0;
            at.transport.loseAnswers = oneOf(5) == 0 ? 1 : 0;
            switch (oneOf(4)) {
            case 0:
                patiently(at, at.sync.syncNow());
                break;
            case 1:
                settle(at);
                break;
            default: {
                const auto word = QStringLiteral("e%1").arg(++edits);
                auto voucher = two.read(at);
                voucher.content.narration += QLatin1Char(' ') + word;
                QVERIFY(await(at.drafts.save(voucher)));
                sent.append(word);
            }
            }
        }
        for (int round = 0; round < 6; ++round) {
            for (auto* at : desks) {
                at->transport.reachable = true;
                at->transport.loseAnswers = 0;
                patiently(*at, at->sync.syncNow());
                settle(*at);
                patiently(*at, at->sync.syncNow());
            }
        }
        for (auto* at : desks)
            QVERIFY2(at->outbox.rows().isEmpty(), qPrintable(QStringLiteral("seed %1").arg(seed)));
        const auto words = two.atTreasury().content.narration.split(QLatin1Char(' '));
        for (const auto& word : sent)
            QVERIFY2(words.contains(word), qPrintable(QStringLiteral("seed %1 lost %2").arg(seed).arg(word)));
    }
    QVERIFY(conflicts > seeds / 2);
}

QTEST_GUILESS_MAIN(TestConflicts)
#include "test_conflicts.moc"
