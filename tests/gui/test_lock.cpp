#include "lockbench.h"

#include <ui/forms/vouchereditor.h>
#include <ui/secretedit.h>

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTextBrowser>

using namespace peraku;
using namespace guitest;
using services::SessionState;

/** The desk locks itself and lets the same officer back to the same place. */
class TestLock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void idle_locksAfterThePolicysMinutes();
    void keysAndMouse_keepItOpen();
    void batchThatSigns_keepsItOpen();
    void sleep_countsToo();
    void lock_cancelsTheSigningInProgress();
    void lock_duringTheQuestion_closesIt();
    void sameOfficer_comesBackToTheSameVoucher();
    void anotherOfficer_startsAfresh();
    void openDraft_isSavedAndOpenedAgain();
    void lockedScreen_showsNoDataAndTakesNoShortcut();

private:
    static QString openVoucher(Bench& bench)
    {
        auto* document = bench.find<QTextBrowser>("document");
        return document ? document->property("voucher").toString() : QString();
    }
    static void pass(Bench& bench, int minutes)
    {
        bench.desk.clock.now = bench.desk.clock.now.addSecs(60LL * minutes);
        QTest::qWait(1200);
    }
};

void TestLock::idle_locksAfterThePolicysMinutes()
{
    Bench bench;
    bench.desk.session.idleMinutes = 7;
    bench.logIn(domain::Role::Checker);
    pass(bench, 6);
    QCOMPARE(bench.desk.session.current, SessionState::Online);
    pass(bench, 1);
    QVERIFY(isLocked(bench));
}

void TestLock::keysAndMouse_keepItOpen()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    for (int i = 0; i < 3; ++i) {
        bench.desk.clock.now = bench.desk.clock.now.addSecs(14 * 60);
        bench.press(Qt::Key_Down);
    }
    QTest::qWait(1200);
    QCOMPARE(bench.desk.session.current, SessionState::Online);
}

void TestLock::batchThatSigns_keepsItOpen()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    for (int i = 0; i < 3; ++i) {
        bench.desk.clock.now = bench.desk.clock.now.addSecs(14 * 60);
        Q_EMIT bench.desk.batch.progressed({ i, 500, -1 });
    }
    QTest::qWait(1200);
    QCOMPARE(bench.desk.session.current, SessionState::Online);
    pass(bench, 15);
    QVERIFY(isLocked(bench));
}

void TestLock::sleep_countsToo()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.window->lock();
    Bench::settle();
    QVERIFY(isLocked(bench));
    bench.window->lock();
    Bench::settle();
    QVERIFY(isLocked(bench));
}

void TestLock::lock_cancelsTheSigningInProgress()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    bench.click<QPushButton>("certifyNext");
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    bench.desk.certify.held = std::make_shared<QPromise<domain::Result<services::SignedDecision>>>();
    bench.click<QPushButton>("sign");
    const auto before = bench.desk.vouchers;
    bench.window->lock();
    Bench::settle();
    QVERIFY(isLocked(bench));
    QVERIFY(!bench.dialog());
    QVERIFY(bench.desk.certify.held->isCanceled());
    QVERIFY(bench.desk.vouchers == before);
    bench.desk.certify.held->finish();
}

void TestLock::lock_duringTheQuestion_closesIt()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    bench.click<QPushButton>("certifyNext");
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    bench.click<QPushButton>("sign");
    QVERIFY(bench.find<QPushButton>("confirmSignature"));
    bench.window->lock();
    Bench::settle();
    QVERIFY(isLocked(bench));
    QVERIFY(!bench.dialog());
    QCOMPARE(bench.door.asked.size(), 0);
    QCOMPARE(bench.desk.certify.confirmCalls, 0);
}

void TestLock::sameOfficer_comesBackToTheSameVoucher()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_3, Qt::ControlModifier);
    for (int i = 0; i < 4; ++i)
        bench.press(Qt::Key_Down);
    const auto open = openVoucher(bench);
    QVERIFY(!open.isEmpty());
    bench.desk.session.willLogIn = bench.desk.session.who;
    bench.window->lock();
    Bench::settle();
    logBackIn(bench);
    QCOMPARE(bench.desk.session.current, SessionState::Online);
    QVERIFY(bench.find<QTableView>("allTable"));
    QCOMPARE(openVoucher(bench), open);
}

void TestLock::anotherOfficer_startsAfresh()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_3, Qt::ControlModifier);
    for (int i = 0; i < 4; ++i)
        bench.press(Qt::Key_Down);
    const auto open = openVoucher(bench);
    bench.desk.session.willLogIn = bench.desk.session.who;
    bench.window->lock();
    Bench::settle();
    bench.click<QPushButton>("loginAnother");
    QVERIFY(!bench.find<QLabel>("loginLocked"));
    QTest::keyClicks(bench.find<QLineEdit>("loginIc"), QStringLiteral("790202145002"));
    logBackIn(bench);
    QCOMPARE(bench.desk.session.current, SessionState::Online);
    QVERIFY(openVoucher(bench) != open);
}

void TestLock::openDraft_isSavedAndOpenedAgain()
{
    Bench bench;
    bench.logIn(domain::Role::Preparer);
    bench.press(Qt::Key_N, Qt::ControlModifier);
    auto* narration = bench.find<QPlainTextEdit>("field.narration");
    QVERIFY(narration);
    QTest::keyClicks(narration, QStringLiteral("Bekalan alat tulis"));
    bench.desk.session.willLogIn = bench.desk.session.who;
    bench.window->lock();
    QTRY_VERIFY(isLocked(bench));
    QVERIFY(!bench.find<ui::VoucherEditor>("voucherEditor"));
    logBackIn(bench);
    narration = bench.find<QPlainTextEdit>("field.narration");
    QVERIFY(narration);
    QCOMPARE(narration->toPlainText(), QStringLiteral("Bekalan alat tulis"));
}

void TestLock::lockedScreen_showsNoDataAndTakesNoShortcut()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    const auto ic = bench.desk.session.who.ic;
    bench.window->lock();
    Bench::settle();
    QVERIFY(isLocked(bench));
    bench.press(Qt::Key_3, Qt::ControlModifier);
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!bench.find<QTableView>("allTable"));
    QVERIFY(!bench.dialog());
    for (auto* label : bench.window->findChildren<QLabel*>()) {
        if (label->isVisible())
            QVERIFY2(!label->text().contains(ic.digits()) && !label->text().contains(ic.dashed()),
                qPrintable(label->text()));
    }
}

QTEST_MAIN(TestLock)
#include "test_lock.moc"
