#include "bench.h"

#include <QLabel>
#include <QToolButton>

using namespace peraku;
using guitest::Bench;

class TestGuiSync : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firstPull_showsHowFarItIs_alsoOnASmallScreen();
    void stoppedPull_saysHowToGoOn();
    void whatWaitingDoesNotMend_isSaidInABanner_data();
    void whatWaitingDoesNotMend_isSaidInABanner();
    void window_tellsWhetherTheOfficerIsThere();
};

void TestGuiSync::firstPull_showsHowFarItIs_alsoOnASmallScreen()
{
    Bench bench;
    bench.window->resize(683, 370);
    bench.logIn(domain::Role::Checker);
    bench.desk.sync.current.running = true;
    bench.desk.sync.current.received = 12'500;
    Q_EMIT bench.desk.sync.statusChanged();
    Bench::settle();
    auto* progress = bench.find<QLabel>("statusSync");
    QVERIFY(progress);
    QVERIFY(progress->text().contains(QStringLiteral("12")));
    auto* stop = bench.find<QToolButton>("statusStop");
    QVERIFY(stop);
    QVERIFY(stop->focusPolicy() & Qt::TabFocus);
    QTest::mouseClick(stop, Qt::LeftButton);
    QVERIFY(bench.desk.sync.cancelled);
    // The list is there to work with meanwhile.
    QVERIFY(bench.find<QWidget>("inboxTable"));
}

void TestGuiSync::stoppedPull_saysHowToGoOn()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.desk.sync.current.stopped = true;
    bench.desk.sync.current.received = 500;
    Q_EMIT bench.desk.sync.statusChanged();
    QVERIFY(bench.find<QLabel>("statusSync")->text().contains(QStringLiteral("F5")));
    QVERIFY(!bench.find<QToolButton>("statusStop"));
}

void TestGuiSync::whatWaitingDoesNotMend_isSaidInABanner_data()
{
    using domain::ErrorCode;
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("word");
    QTest::newRow("newer treasury") << ErrorCode::VersionTooOld << QStringLiteral("newer");
    QTest::newRow("older treasury") << ErrorCode::TreasuryTooOld << QStringLiteral("older");
    QTest::newRow("sign-in page") << ErrorCode::NotATreasury << QStringLiteral("sign-in page");
    QTest::newRow("proxy") << ErrorCode::ProxyLoginNeeded << QStringLiteral("proxy");
}

void TestGuiSync::whatWaitingDoesNotMend_isSaidInABanner()
{
    QFETCH(domain::ErrorCode, code);
    QFETCH(QString, word);
    Bench bench;
    bench.logIn(domain::Role::Preparer);
    QVERIFY(!bench.find<QWidget>("certificateWarning"));
    bench.desk.sync.current.lastError = domain::Error { code, {}, {}, false, 0 };
    Q_EMIT bench.desk.sync.statusChanged();
    auto* warning = bench.find<QWidget>("certificateWarning");
    QVERIFY(warning);
    const auto english = warning->accessibleName();
    QVERIFY2(english.contains(word), qPrintable(english));
    bench.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(warning->accessibleName() != english);
    bench.desk.sync.current.lastError = domain::Error { domain::ErrorCode::Offline, {}, {}, true, 0 };
    Q_EMIT bench.desk.sync.statusChanged();
    QVERIFY(!bench.find<QWidget>("certificateWarning"));
}

void TestGuiSync::window_tellsWhetherTheOfficerIsThere()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    Q_EMIT qGuiApp->applicationStateChanged(Qt::ApplicationInactive);
    QVERIFY(!bench.desk.sync.attended);
    Q_EMIT qGuiApp->applicationStateChanged(Qt::ApplicationActive);
    QVERIFY(bench.desk.sync.attended);
}

QTEST_MAIN(TestGuiSync)
#include "test_sync.moc"
