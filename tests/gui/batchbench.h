#pragma once

#include "bench.h"

#include <QLabel>

#include <algorithm>

/** What the tests of the batch dialog have in common. */
namespace peraku::guitest {

inline int waiting(Bench& bench)
{
    return bench.desk.list.inboxCount();
}

/** How many vouchers the made-up desk has certified. */
inline int certified(Bench& bench)
{
    const domain::Sha256Hex made(QString(64, QLatin1Char('b')));
    return int(std::count_if(
        bench.desk.vouchers.begin(), bench.desk.vouchers.end(), [&](const domain::Voucher& voucher) {
            return std::any_of(voucher.history.begin(), voucher.history.end(),
                [&](const domain::HistoryEntry& entry) { return entry.signatureHash == made; });
        }));
}

/** Everything that waits, up to the review. */
inline void openAll(Bench& bench)
{
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_A, Qt::ControlModifier);
    bench.press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(bench.find<QLabel>("batchTotal"));
}

/** A key in the dialog. */
inline void press(Bench& bench, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    auto* dialog = bench.dialog();
    QVERIFY(dialog);
    dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTest::keyClick(dialog->focusWidget() ? dialog->focusWidget() : dialog, key, modifiers);
    Bench::settle();
}

inline void untilResult(Bench& bench)
{
    QTRY_VERIFY_WITH_TIMEOUT(bench.find<QLabel>("batchResult"), 60'000);
}

} // namespace peraku::guitest
