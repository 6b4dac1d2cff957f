#pragma once

#include "bench.h"

#include <ui/secretedit.h>

#include <QLabel>
#include <QPushButton>

/** What the tests of the lock have in common. */
namespace peraku::guitest {

inline bool isLocked(Bench& bench)
{
    return bench.desk.session.current == services::SessionState::LoggedOut
        && bench.find<QLabel>("loginLocked");
}

inline void logBackIn(Bench& bench)
{
    QTest::keyClicks(bench.find<ui::SecretEdit>("loginPassword"), QStringLiteral("Rahsia#2026-baik"));
    bench.click<QPushButton>("logIn");
}

inline void lock(Bench& bench)
{
    bench.desk.session.willLogIn = bench.desk.session.who;
    bench.window->lock();
    QTRY_VERIFY(isLocked(bench));
    Bench::settle();
}

} // namespace peraku::guitest
