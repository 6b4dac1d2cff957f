#include "lockbench.h"

#include <ui/tray.h>

#include <QCheckBox>
#include <QPlainTextEdit>

using namespace peraku;
using namespace guitest;
using domain::Role;
using services::SettingOrigin;

namespace {

class FakeTray final : public ui::Tray {
public:
    bool visible = false;
    QStringList told;
    void setVisible(bool shown) override { visible = shown; }
    void tell(const QString& text) override { told << text; }
};

/** A desk with a tray, whose window the officer can turn away from. */
struct TrayBench {
    explicit TrayBench(const QList<services::SettingInForce>& settings = {})
    {
        bench.context.tray = &tray;
        bench.context.settingsInForce = settings;
        bench.window.reset();
        bench.open();
    }
    ~TrayBench() { bench.window.reset(); }
    void lookElsewhere()
    {
        bench.window->hide();
        QTRY_VERIFY(!QApplication::activeWindow());
    }
    /** One voucher more, or less, waits for the officer. */
    void takeAway()
    {
        away = *bench.desk.find(bench.desk.waiting());
        bench.desk.vouchers.removeIf([this](const domain::Voucher& each) { return each.id == away.id; });
        bench.desk.changed(away.id);
    }
    void bringBack()
    {
        bench.desk.vouchers.append(away);
        bench.desk.changed(away.id);
    }
    void stick(services::OutboxState state)
    {
        services::OutboxRow row;
        row.title = QStringLiteral("BB/01010001/2026/000001 Kedai Alat Tulis");
        row.state = state;
        bench.desk.outbox.list.append(row);
        Q_EMIT bench.desk.outbox.changed();
    }
    static void wait() { QTest::qWait(800); }

    FakeTray tray;
    Bench bench;
    domain::Voucher away;
};

} // namespace

/** The desk says beside the clock what waits, to nobody but the officer who is logged in. */
class TestNotices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void voucherThatComesToWait_isToldAsACount()
    {
        TrayBench desk;
        desk.bench.logIn(Role::Checker);
        desk.takeAway();
        TrayBench::wait();
        desk.lookElsewhere();
        desk.bringBack();
        QTRY_COMPARE(desk.tray.told.size(), 1);
        const auto count = desk.bench.desk.list.inboxCount();
        QCOMPARE(desk.tray.told.first(), QStringLiteral("%1 vouchers wait for your signature.").arg(count));
        // What goes, or changes without more of it, is no news.
        desk.takeAway();
        TrayBench::wait();
        desk.bench.desk.changed(desk.bench.desk.waiting());
        TrayBench::wait();
        QCOMPARE(desk.tray.told.size(), 1);
    }

    void officerAtTheDesk_isNotTold()
    {
        TrayBench desk;
        desk.bench.logIn(Role::Checker);
        desk.takeAway();
        TrayBench::wait();
        desk.bringBack();
        desk.stick(services::OutboxState::Conflict);
        TrayBench::wait();
        QVERIFY(desk.tray.told.isEmpty());
    }

    void syncThatRuns_tellsOnceAtItsEnd()
    {
        TrayBench desk;
        desk.bench.logIn(Role::Checker);
        desk.takeAway();
        TrayBench::wait();
        desk.lookElsewhere();
        desk.bench.desk.sync.current.running = true;
        desk.bringBack();
        TrayBench::wait();
        QVERIFY(desk.tray.told.isEmpty());
        desk.bench.desk.sync.current.running = false;
        Q_EMIT desk.bench.desk.sync.statusChanged();
        QTRY_COMPARE(desk.tray.told.size(), 1);
    }

    void outbox_isToldWhereItWaitsForTheOfficerOnly_andNamesNothing()
    {
        TrayBench desk;
        desk.bench.logIn(Role::Checker);
        desk.lookElsewhere();
        desk.stick(services::OutboxState::Queued);
        TrayBench::wait();
        QVERIFY(desk.tray.told.isEmpty());
        desk.stick(services::OutboxState::NeedsAttention);
        QTRY_COMPARE(desk.tray.told, QStringList { QStringLiteral("1 in the outbox needs your attention.") });
    }

    void certificateNearItsEnd_isToldOnceADay()
    {
        TrayBench desk;
        auto& made = desk.bench.desk;
        made.session.idleMinutes = 0;
        desk.bench.logIn(Role::Checker);
        made.clock.now = made.certify.inventory.credentials.first().certificate.notAfter.addDays(-40);
        desk.lookElsewhere();
        Q_EMIT made.sync.statusChanged();
        TrayBench::wait();
        QVERIFY(desk.tray.told.isEmpty());
        made.clock.now = made.clock.now.addDays(28);
        for (int i = 0; i < 2; ++i) {
            Q_EMIT made.sync.statusChanged();
            TrayBench::wait();
            QCOMPARE(desk.tray.told, QStringList { QStringLiteral("Your certificate ends in 12 days.") });
        }
        made.clock.now = made.clock.now.addDays(13);
        Q_EMIT made.sync.statusChanged();
        QTRY_COMPARE(desk.tray.told.size(), 2);
        QCOMPARE(desk.tray.told.last(), QStringLiteral("Your certificate has expired."));
    }

    void click_bringsTheDeskUpAtTheRightPage()
    {
        TrayBench desk;
        desk.bench.logIn(Role::Checker);
        desk.lookElsewhere();
        desk.stick(services::OutboxState::Conflict);
        QTRY_COMPARE(desk.tray.told.size(), 1);
        Q_EMIT desk.tray.clicked();
        QTRY_VERIFY(desk.bench.window->isVisible());
        QVERIFY(desk.bench.find<QWidget>("outboxPage"));
        // The sign alone leaves the officer where they are.
        desk.bench.press(Qt::Key_1, Qt::ControlModifier);
        desk.lookElsewhere();
        Q_EMIT desk.tray.clicked();
        QTRY_VERIFY(desk.bench.window->isVisible());
        QVERIFY(!desk.bench.find<QWidget>("outboxPage"));
    }

    void lock_thatStillSavesADraft_tellsNothing()
    {
        TrayBench desk;
        desk.bench.logIn(Role::Preparer);
        desk.bench.press(Qt::Key_N, Qt::ControlModifier);
        QTest::keyClicks(desk.bench.find<QPlainTextEdit>("field.narration"), QStringLiteral("Alat tulis"));
        auto& held = desk.bench.desk.drafts.held;
        held = std::make_shared<QPromise<domain::Result<services::DraftSaved>>>();
        held->start();
        desk.lookElsewhere();
        desk.bench.window->lock();
        QCOMPARE(desk.bench.desk.session.current, services::SessionState::Online);
        desk.stick(services::OutboxState::NeedsAttention);
        TrayBench::wait();
        QVERIFY(desk.tray.told.isEmpty());
        QVERIFY(!desk.tray.visible);
        held->addResult(services::DraftSaved {});
        held->finish();
    }

    void lockedDesk_tellsNothingAndHasNoSign()
    {
        TrayBench desk;
        QVERIFY(!desk.tray.visible);
        desk.bench.logIn(Role::Checker);
        QVERIFY(desk.tray.visible);
        desk.takeAway();
        TrayBench::wait();
        desk.lookElsewhere();
        desk.bringBack();
        desk.bench.window->lock();
        QVERIFY(!desk.tray.visible);
        desk.stick(services::OutboxState::NeedsAttention);
        TrayBench::wait();
        QVERIFY(desk.tray.told.isEmpty());
    }

    void switchedOff_tellsNothing_data()
    {
        QTest::addColumn<SettingOrigin>("origin");
        QTest::addColumn<bool>("free");
        QTest::newRow("proposed by the computer") << SettingOrigin::Computer << true;
        QTest::newRow("fixed by policy") << SettingOrigin::ComputerPolicy << false;
    }
    void switchedOff_tellsNothing()
    {
        QFETCH(SettingOrigin, origin);
        QFETCH(bool, free);
        TrayBench desk({ { "desk/notices", { QStringLiteral("off") }, origin } });
        desk.bench.logIn(Role::Checker);
        desk.lookElsewhere();
        desk.stick(services::OutboxState::Conflict);
        TrayBench::wait();
        QVERIFY(desk.tray.told.isEmpty());
        desk.bench.window->show();
        desk.bench.press(Qt::Key_Comma, Qt::ControlModifier);
        auto* choice = desk.bench.find<QCheckBox>("notices");
        QVERIFY(choice && !choice->isChecked());
        QCOMPARE(choice->isEnabled(), free);
        QCOMPARE(choice->toolTip().contains(QStringLiteral("policy for this computer")), !free);
        if (!free)
            return;
        choice->click();
        QTest::keyClick(desk.bench.dialog(), Qt::Key_Escape);
        TrayBench::wait();
        desk.lookElsewhere();
        desk.stick(services::OutboxState::Conflict);
        QTRY_COMPARE(desk.tray.told, QStringList { QStringLiteral("2 in the outbox need your attention.") });
    }
};

QTEST_MAIN(TestNotices)
#include "test_notices.moc"
