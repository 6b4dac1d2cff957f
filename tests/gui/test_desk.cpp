#include "bench.h"

#include <ui/vouchertablemodel.h>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTextBrowser>

using namespace peraku;
using guitest::Bench;

class TestDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readingPane_showsHostileTextAsText();
    void readingPane_referenceArrivingLater_namesTheOffice();
    void readingPane_forbiddenActions_sayWhy();
    void everyPage_isReachedByItsShortcut_data();
    void everyPage_isReachedByItsShortcut();
    void language_switchedInTheWorkspace_translatesEveryOpenPage();
    void query_withShortText_cannotBeSent();
    void query_withReason_returnsTheVoucher();
    void query_leftWithText_asksFirst();
    void prepare_ctrlN_opensTheEditorOnlyForPreparers();
    void prepare_leavingTheEditor_savesFirst();
    void prepare_savingFails_keepsTheEditor();
    void outbox_discard_saysWhatIsLostAndAsks();
    void status_offline_tellsSinceWhen();
    void expiry_within30Days_warnsAndSaysWhatToDo();
    void clockOff_byADay_warnsWithTheTreasurysTime();
    void storage_restoredFromABackup_staysOnScreenInBothLanguages();
    void history_verifyAndSave_showReportAndFolder();
    void print_postedVoucher_sealIsCheckedBeforeSaving();
    void print_beforePosting_isNotOffered();
};

void TestDesk::readingPane_showsHostileTextAsText()
{
    Bench bench;
    for (auto& voucher : bench.desk.vouchers) {
        voucher.content.narration
            = QStringLiteral("<b>tebal</b> \u202Efdp.exe <img src='file:///etc/passwd'>");
        if (auto* payment = voucher.content.payment())
            payment->payee.name = QStringLiteral("<script>x</script>");
    }
    bench.logIn(domain::Role::Checker);
    auto* document = bench.find<QTextBrowser>("document");
    QVERIFY(document);
    const QString text = document->toPlainText();
    QVERIFY(text.contains(QStringLiteral("<b>tebal</b>")));
    QVERIFY(text.contains(QStringLiteral("202E")));
    QVERIFY(!text.contains(QChar(0x202E)));
    QVERIFY(!document->toHtml().contains(QStringLiteral("<img")));
}

void TestDesk::readingPane_referenceArrivingLater_namesTheOffice()
{
    Bench bench;
    const auto offices = std::exchange(bench.desk.reference.data.offices, {});
    bench.logIn(domain::Role::Checker);
    auto* document = bench.find<QTextBrowser>("document");
    QVERIFY(document);
    QVERIFY(!document->toPlainText().contains(offices.first().name));
    bench.desk.reference.data.offices = offices;
    Q_EMIT bench.desk.reference.referenceChanged();
    QVERIFY(document->toPlainText().contains(offices.first().name));
}

void TestDesk::readingPane_forbiddenActions_sayWhy()
{
    Bench bench;
    bench.logIn(domain::Role::Auditor);
    bench.press(Qt::Key_3, Qt::ControlModifier);
    auto* table = bench.find<QTableView>("allTable");
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        table->setCurrentIndex(table->model()->index(row, 0));
        Bench::settle();
        if (table->currentIndex().data(ui::VoucherTableModel::StateRole).toInt()
            == int(domain::VoucherState::Submitted))
            break;
    }
    auto* certify = bench.find<QPushButton>("certify");
    QVERIFY(certify);
    QVERIFY(!certify->isEnabled());
    QVERIFY(certify->toolTip().size() > 20);
    QVERIFY(bench.find<QLabel>("whyNot")->text().contains(certify->toolTip()));
}

void TestDesk::everyPage_isReachedByItsShortcut_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QString>("page");
    QTest::newRow("inbox") << int(Qt::Key_1) << QStringLiteral("inboxPage");
    QTest::newRow("drafts") << int(Qt::Key_2) << QStringLiteral("draftsPage");
    QTest::newRow("all") << int(Qt::Key_3) << QStringLiteral("allPage");
    QTest::newRow("outbox") << int(Qt::Key_4) << QStringLiteral("outboxPage");
    QTest::newRow("certificate") << int(Qt::Key_5) << QStringLiteral("certificatePage");
    QTest::newRow("verify") << int(Qt::Key_7) << QStringLiteral("verifyPage");
}

void TestDesk::everyPage_isReachedByItsShortcut()
{
    QFETCH(int, key);
    QFETCH(QString, page);
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_4, Qt::ControlModifier);
    bench.press(Qt::Key(key), Qt::ControlModifier);
    QVERIFY(bench.find<QWidget>(qPrintable(page)));
}

void TestDesk::language_switchedInTheWorkspace_translatesEveryOpenPage()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    for (const auto key : { Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_1 })
        bench.press(key, Qt::ControlModifier);
    const auto texts = [&] {
        QStringList all;
        for (auto* list : bench.window->findChildren<QListWidget*>(QStringLiteral("navigation")))
            for (int row = 0; row < list->count(); ++row)
                all << list->item(row)->text();
        return all;
    };
    const auto english = texts();
    bench.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(bench.context.language.isMalay());
    bench.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(texts(), english);
}

void TestDesk::query_withShortText_cannotBeSent()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(bench.dialog());
    bench.find<QComboBox>("reasonCode")->setCurrentIndex(1);
    QTest::keyClicks(bench.find<QPlainTextEdit>("reasonText"), QStringLiteral("abcd"));
    QVERIFY(!bench.find<QPushButton>("sendReason")->isEnabled());
    QTest::keyClicks(bench.find<QPlainTextEdit>("reasonText"), QStringLiteral("e"));
    QVERIFY(bench.find<QPushButton>("sendReason")->isEnabled());
}

void TestDesk::query_withReason_returnsTheVoucher()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    const auto id = domain::VoucherId(bench.find<QTextBrowser>("document")->property("voucher").toString());
    bench.press(Qt::Key_K, Qt::ControlModifier);
    bench.find<QComboBox>("reasonCode")->setCurrentIndex(1);
    QTest::keyClicks(bench.find<QPlainTextEdit>("reasonText"), QStringLiteral("Lampirkan invois asal."));
    bench.click<QPushButton>("sendReason");
    QCOMPARE(bench.desk.find(id)->state, domain::VoucherState::Queried);
    QCOMPARE(bench.desk.find(id)->history.last().reasonText, QStringLiteral("Lampirkan invois asal."));
    QVERIFY(!bench.dialog());
}

void TestDesk::query_leftWithText_asksFirst()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_K, Qt::ControlModifier);
    auto* text = bench.find<QPlainTextEdit>("reasonText");
    QTest::keyClicks(text, QStringLiteral("belum siap"));
    QTest::keyClick(text, Qt::Key_Escape);
    Bench::settle();
    QCOMPARE(bench.door.asked.size(), 1);
    QVERIFY(bench.dialog());
    QCOMPARE(text->toPlainText(), QStringLiteral("belum siap"));
}

void TestDesk::prepare_ctrlN_opensTheEditorOnlyForPreparers()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!bench.find<QWidget>("voucherEditor"));
    bench.desk.session.logOut();
    Bench::settle();
    bench.logIn(domain::Role::Preparer);
    bench.press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(bench.find<QWidget>("voucherEditor"));
}

void TestDesk::prepare_leavingTheEditor_savesFirst()
{
    Bench bench;
    bench.logIn(domain::Role::Preparer);
    const auto before = bench.desk.vouchers.size();
    bench.press(Qt::Key_N, Qt::ControlModifier);
    QTest::keyClicks(bench.window->findChild<QPlainTextEdit*>(), QStringLiteral("Bekalan kertas"));
    bench.press(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(bench.find<QWidget>("inboxPage"));
    QCOMPARE(bench.desk.vouchers.size(), before + 1);
    QCOMPARE(bench.desk.vouchers.last().content.narration, QStringLiteral("Bekalan kertas"));
}

void TestDesk::prepare_savingFails_keepsTheEditor()
{
    Bench bench;
    bench.logIn(domain::Role::Preparer);
    bench.press(Qt::Key_N, Qt::ControlModifier);
    bench.desk.drafts.refuse = domain::Error { domain::ErrorCode::StorageFull, {}, {}, false, 0 };
    QTest::keyClicks(bench.window->findChild<QPlainTextEdit*>(), QStringLiteral("Bekalan kertas"));
    bench.press(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(bench.find<QWidget>("voucherEditor"));
    bench.window->close();
    Bench::settle();
    QVERIFY(bench.window->isVisible());
}

void TestDesk::outbox_discard_saysWhatIsLostAndAsks()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.desk.outbox.list = { { 7, bench.desk.waiting(), QStringLiteral("BB/1"),
        services::OutboxOperation::Decide, domain::Action::Certify, services::OutboxState::Conflict,
        bench.desk.clock.now, 1, domain::Error { domain::ErrorCode::Conflict, {}, {}, false, 0 } } };
    Q_EMIT bench.desk.outbox.changed();
    bench.press(Qt::Key_4, Qt::ControlModifier);
    QVERIFY(!bench.find<QLabel>("outboxReason")->text().isEmpty());
    bench.click<QPushButton>("outboxDiscard");
    QCOMPARE(bench.door.asked.size(), 1);
    QVERIFY(bench.door.asked.first().text.contains(QStringLiteral("signature")));
    QCOMPARE(bench.desk.outbox.list.size(), 1);
    bench.door.accept = true;
    bench.click<QPushButton>("outboxDiscard");
    QCOMPARE(bench.desk.outbox.list.size(), 0);
}

void TestDesk::status_offline_tellsSinceWhen()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    QCOMPARE(bench.find<QLabel>("statusConnection")->text(), QStringLiteral("Online"));
    bench.desk.sync.current.online = false;
    bench.desk.sync.current.offlineSince = bench.desk.clock.now;
    Q_EMIT bench.desk.sync.statusChanged();
    QVERIFY(bench.find<QLabel>("statusConnection")
                ->text()
                .contains(bench.desk.clock.now.toLocalTime().toString(QStringLiteral("dd/MM/yyyy HH:mm"))));
}

void TestDesk::expiry_within30Days_warnsAndSaysWhatToDo()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    QVERIFY(!bench.find<QWidget>("certificateWarning"));
    bench.desk.certify.inventory.credentials.first().certificate.notAfter = bench.desk.clock.now.addDays(30);
    Q_EMIT bench.desk.certify.mediaChanged();
    Bench::settle();
    auto* warning = bench.find<QWidget>("certificateWarning");
    QVERIFY(warning);
    QVERIFY(warning->accessibleName().contains(QStringLiteral("30")));
    QVERIFY(warning->accessibleName().contains(QStringLiteral("Class 2")));
    bench.desk.certify.inventory.credentials.first().certificate.notAfter = bench.desk.clock.now.addDays(31);
    Q_EMIT bench.desk.certify.mediaChanged();
    Bench::settle();
    QVERIFY(!bench.find<QWidget>("certificateWarning"));
}

void TestDesk::clockOff_byADay_warnsWithTheTreasurysTime()
{
    Bench bench;
    bench.logIn(domain::Role::Preparer);
    QVERIFY(!bench.find<QWidget>("certificateWarning"));
    bench.desk.session.offsetMs = -24 * 3'600'000;
    Q_EMIT bench.desk.sync.statusChanged();
    auto* warning = bench.find<QWidget>("certificateWarning");
    QVERIFY(warning);
    const auto there
        = bench.desk.clock.now.addDays(-1).toLocalTime().toString(QStringLiteral("dd/MM/yyyy HH:mm"));
    QVERIFY2(warning->accessibleName().contains(there), qPrintable(warning->accessibleName()));
    QVERIFY(warning->accessibleName().contains(QStringLiteral("ahead")));
    bench.desk.session.offsetMs = 4 * 60'000;
    Q_EMIT bench.desk.sync.statusChanged();
    QVERIFY(!bench.find<QWidget>("certificateWarning"));
}

void TestDesk::storage_restoredFromABackup_staysOnScreenInBothLanguages()
{
    Bench bench;
    bench.desk.session.notices
        = { { domain::ErrorCode::StorageRestored, {}, { QStringLiteral("02/03/2026 09:00") }, false, 0 } };
    bench.logIn(domain::Role::Checker);
    auto* notice = bench.find<QWidget>("storageNotice");
    QVERIFY(notice);
    const auto english = notice->accessibleName();
    QVERIFY(english.contains(QStringLiteral("02/03/2026 09:00")));
    bench.press(Qt::Key_Escape);
    QVERIFY(bench.find<QWidget>("storageNotice"));
    bench.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(notice->accessibleName() != english);
    QVERIFY(notice->accessibleName().contains(QStringLiteral("02/03/2026 09:00")));
}

void TestDesk::history_verifyAndSave_showReportAndFolder()
{
    Bench bench;
    bench.logIn(domain::Role::Approver);
    bench.door.folder = bench.home.path();
    bench.press(Qt::Key_H, Qt::ControlModifier);
    QVERIFY(bench.dialog());
    QCOMPARE(bench.find<QListWidget>("signatures")->count(), 1);
    bench.desk.evidence.bad = true;
    bench.click<QPushButton>("verifySignature");
    QVERIFY(bench.find<QLabel>("verdict")->text().contains(QStringLiteral("NOT")));
    const auto looks = [list = bench.find<QListWidget>("signatures")] {
        return list->item(0)->icon().pixmap(24).toImage();
    };
    const auto refuted = looks();
    bench.desk.evidence.bad = false;
    bench.click<QPushButton>("verifySignature");
    QVERIFY(looks() != refuted);
    bench.click<QPushButton>("saveEvidence");
    QCOMPARE(bench.desk.evidence.savedTo, bench.home.path());
}

void TestDesk::print_postedVoucher_sealIsCheckedBeforeSaving()
{
    Bench bench;
    for (auto& voucher : bench.desk.vouchers)
        voucher.state = domain::VoucherState::Posted;
    bench.logIn(domain::Role::Approver);
    bench.door.saveTo = bench.home.filePath(QStringLiteral("borang.pdf"));
    bench.press(Qt::Key_3, Qt::ControlModifier);
    bench.press(Qt::Key_Down);
    bench.press(Qt::Key_P, Qt::ControlModifier);
    QVERIFY(bench.dialog());
    QVERIFY(!bench.find<QPushButton>("openPrintForm")->isEnabled());
    QVERIFY(!bench.find<QFrame>("printBanner"));
    bench.click<QPushButton>("savePrintForm");
    QCOMPARE(bench.desk.print.savedTo, bench.door.saveTo);
    bench.click<QPushButton>("openPrintForm");
    QCOMPARE(bench.door.shown, QStringList { bench.door.saveTo });
    bench.click<QPushButton>("printClose");

    bench.desk.print.timestamped = false;
    bench.press(Qt::Key_P, Qt::ControlModifier);
    QStringList said;
    for (const auto* label : bench.find<QFrame>("printBanner")->findChildren<QLabel*>())
        said += label->text();
    QVERIFY(said.join(QString()).contains(QStringLiteral("Timestamp pending")));
    QVERIFY(bench.find<QPushButton>("savePrintForm")->isEnabled());
    bench.click<QPushButton>("printClose");

    bench.desk.print.sealHolds = false;
    bench.press(Qt::Key_P, Qt::ControlModifier);
    QVERIFY(!bench.find<QPushButton>("savePrintForm")->isEnabled());
    QVERIFY(bench.find<QLabel>("verdict")->text().contains(QStringLiteral("NOT")));
}

void TestDesk::print_beforePosting_isNotOffered()
{
    Bench bench;
    bench.logIn(domain::Role::Approver);
    QVERIFY(bench.find<QPushButton>("history"));
    QVERIFY(!bench.find<QPushButton>("printForm"));
    bench.press(Qt::Key_P, Qt::ControlModifier);
    QVERIFY(!bench.dialog());
}

QTEST_MAIN(TestDesk)
#include "test_desk.moc"
