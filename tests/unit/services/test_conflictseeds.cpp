#include "conflictfixture.h"

#include <random>

using namespace peraku;
using services::OutboxState;
using test::await;
using test::patiently;
using test::TestDesk;
using test::TwoDesks;

class TestConflictSeeds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void manySeeds_nothingIsOverwrittenUnseen();
};

/** Both desks edit, lose answers, go offline and settle conflicts in any order. Every save must build upon a
 * version whose text its desk had before it: no other text may ever disappear from the treasury. */
void TestConflictSeeds::manySeeds_nothingIsOverwrittenUnseen()
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

QTEST_GUILESS_MAIN(TestConflictSeeds)
#include "test_conflictseeds.moc"
