#include "batchbench.h"

#include <ui/secretedit.h>

#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QTextBrowser>

using namespace peraku;
using domain::ErrorCode;
using namespace guitest;

class TestBatchDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeWay_byKeyboardAlone_certifiesAllThatWait();
    void selection_byShiftAndControl_isCountedAndAdded();
    void selection_ofMany_survivesAChangeOfTheList();
    void review_pagesThroughTheFrozenDocuments();
    void review_voucherLeftOut_isNotSigned();
    void review_exceptions_standAsideWithTheirReasons();
    void nothingToSign_cannotGoOn();
    void enterInThePin_neverSigns();
    void wrongPin_leavesTheReviewForAnotherTry();
    void tokenPulledInTheMiddle_tellsEachAndTriesTheRestAgain();
    void stop_inTheMiddle_keepsWhatIsDone();
    void severalChunks_askForThePinOnce();
    void pinPad_asksAtTheReader();
    void fiveHundred_areCertifiedInOneGo();

private:
    static void typePin(Bench& bench, const char* pin = "123456");
};

void TestBatchDialog::typePin(Bench& bench, const char* pin)
{
    bench.click<QPushButton>("batchNext");
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QString::fromLatin1(pin));
    bench.click<QPushButton>("batchSign");
}

void TestBatchDialog::wholeWay_byKeyboardAlone_certifiesAllThatWait()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    openAll(bench);
    const int all = waiting(bench);
    QVERIFY(all > 5);
    QVERIFY(bench.find<QLabel>("batchTotal")->text().startsWith(QString::number(all)));
    QCOMPARE(bench.find<QTableView>("batchItems")->model()->rowCount(), all);
    press(bench, Qt::Key_Return);
    auto* pin = bench.find<ui::SecretEdit>("pin");
    QVERIFY(pin && pin->hasFocus());
    QVERIFY(bench.find<QLabel>("statements"));
    QTest::keyClicks(pin, QStringLiteral("123456"));
    // Enter moves on to the button, and only Space presses it.
    press(bench, Qt::Key_Return);
    press(bench, Qt::Key_Space);
    untilResult(bench);
    QCOMPARE(certified(bench), all);
    QCOMPARE(waiting(bench), 0);
    QCOMPARE(bench.find<QTableView>("batchResults")->model()->rowCount(), all);
    QVERIFY(!bench.find<QPushButton>("batchRetry"));
    press(bench, Qt::Key_Escape);
    QVERIFY(!bench.dialog());
}

void TestBatchDialog::selection_byShiftAndControl_isCountedAndAdded()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_Down, Qt::ShiftModifier);
    bench.press(Qt::Key_Down, Qt::ControlModifier);
    bench.press(Qt::Key_Down, Qt::ControlModifier);
    bench.press(Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(bench.find<QTableView>("inboxTable")->selectionModel()->selectedRows().size(), 3);
    QVERIFY(bench.find<QLabel>("selectionText")->text().startsWith(QStringLiteral("3 ")));
    bench.click<QPushButton>("signSelected");
    QTRY_VERIFY(bench.find<QTableView>("batchItems"));
    QCOMPARE(bench.find<QTableView>("batchItems")->model()->rowCount(), 3);
    const auto text = bench.find<QLabel>("batchTotal")->text();
    QVERIFY2(text.contains(QStringLiteral("RM")), qPrintable(text));
}

void TestBatchDialog::selection_ofMany_survivesAChangeOfTheList()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_Down, Qt::ShiftModifier);
    bench.press(Qt::Key_Down, Qt::ShiftModifier);
    auto* table = bench.find<QTableView>("inboxTable");
    QCOMPARE(table->selectionModel()->selectedRows().size(), 3);
    bench.desk.vouchers.removeLast();
    bench.desk.changed(bench.desk.vouchers.first().id);
    Bench::settle();
    QCOMPARE(table->selectionModel()->selectedRows().size(), 3);
}

void TestBatchDialog::review_pagesThroughTheFrozenDocuments()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    openAll(bench);
    auto* items = bench.find<QTableView>("batchItems");
    auto* document = bench.find<QTextBrowser>("batchDocument");
    QVERIFY(!bench.find<QPushButton>("batchPrevious")->isEnabled());
    for (int row = 0; row < items->model()->rowCount(); ++row) {
        QCOMPARE(items->currentIndex().row(), row);
        const auto number = items->model()->index(row, 0).data().toString();
        QVERIFY2(document->toPlainText().contains(number), qPrintable(number));
        press(bench, Qt::Key_Down);
    }
    QVERIFY(!bench.find<QPushButton>("batchFollowing")->isEnabled());
    // A later edit is not what is signed.
    press(bench, Qt::Key_Home);
    press(bench, Qt::Key_Up);
    for (auto& voucher : bench.desk.vouchers)
        voucher.content.narration = QStringLiteral("ditukar kemudian");
    press(bench, Qt::Key_Down);
    QVERIFY(!document->toPlainText().contains(QStringLiteral("ditukar kemudian")));
}

void TestBatchDialog::review_voucherLeftOut_isNotSigned()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    openAll(bench);
    const int all = waiting(bench);
    const auto number = bench.find<QTableView>("batchItems")->model()->index(0, 0).data().toString();
    bench.click<QPushButton>("batchLeaveOut");
    QCOMPARE(bench.find<QTableView>("batchItems")->model()->rowCount(), all - 1);
    QCOMPARE(bench.find<QTableView>("batchAside")->model()->index(0, 0).data().toString(), number);
    typePin(bench);
    untilResult(bench);
    QCOMPARE(certified(bench), all - 1);
    QCOMPARE(waiting(bench), 1);
}

void TestBatchDialog::review_exceptions_standAsideWithTheirReasons()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    // One of them is beyond what this officer may approve.
    auto* voucher = bench.desk.find(bench.desk.waiting());
    voucher->content.lines.first().amount = domain::Money::fromSen(90'000'000'000);
    openAll(bench);
    auto* aside = bench.find<QTableView>("batchAside");
    QVERIFY(aside);
    QCOMPARE(aside->model()->rowCount(), 1);
    QCOMPARE(aside->model()->index(0, 0).data().toString(), voucher->number);
    const auto reason = aside->model()->index(0, 3).data().toString();
    QVERIFY2(reason.contains(QLatin1Char(' ')) && reason.size() > 20, qPrintable(reason));
    typePin(bench);
    untilResult(bench);
    QVERIFY(bench.desk.find(voucher->id)->certifiedSteps == 0);
}

void TestBatchDialog::nothingToSign_cannotGoOn()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.desk.session.who.limit = domain::Money::fromSen(1);
    openAll(bench);
    QVERIFY(!bench.find<QPushButton>("batchNext")->isEnabled());
}

void TestBatchDialog::enterInThePin_neverSigns()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    openAll(bench);
    bench.click<QPushButton>("batchNext");
    auto* pin = bench.find<ui::SecretEdit>("pin");
    QTest::keyClicks(pin, QStringLiteral("123456"));
    QTest::keyClick(pin, Qt::Key_Return);
    QTest::keyClick(bench.find<QPushButton>("batchSign"), Qt::Key_Return);
    Bench::settle();
    QCOMPARE(bench.desk.batch.signCalls, 0);
}

void TestBatchDialog::wrongPin_leavesTheReviewForAnotherTry()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    openAll(bench);
    const int all = waiting(bench);
    typePin(bench, "999999");
    QVERIFY(bench.find<QLabel>("pinError"));
    QVERIFY(bench.find<ui::SecretEdit>("pin")->isEmpty());
    QCOMPARE(certified(bench), 0);
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    bench.click<QPushButton>("batchSign");
    untilResult(bench);
    QCOMPARE(certified(bench), all);
    QCOMPARE(bench.desk.batch.signCalls, 2);
}

void TestBatchDialog::tokenPulledInTheMiddle_tellsEachAndTriesTheRestAgain()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    openAll(bench);
    const int all = waiting(bench);
    bench.desk.batch.stopAfter = 4;
    const auto first = bench.find<QTableView>("batchItems")->model()->index(0, 0).data().toString();
    for (const auto& voucher : bench.desk.vouchers) {
        if (voucher.number == first)
            bench.desk.batch.changed = voucher.id;
    }
    typePin(bench);
    untilResult(bench);
    QCOMPARE(certified(bench), 3);
    auto* results = bench.find<QTableView>("batchResults");
    QCOMPARE(results->model()->rowCount(), all);
    // What needs the officer comes first, with its sentence.
    QVERIFY(results->model()->index(0, 3).data().toString().size() > 20);
    bench.click<QPushButton>("batchRetry");
    QCOMPARE(bench.find<QTableView>("batchItems")->model()->rowCount(), all - 3);
    typePin(bench);
    untilResult(bench);
    QCOMPARE(certified(bench), all);
    QVERIFY(!bench.find<QPushButton>("batchRetry"));
}

void TestBatchDialog::stop_inTheMiddle_keepsWhatIsDone()
{
    Bench bench(QStringLiteral("en"), 300);
    bench.desk.batch.paceMs = 40;
    bench.logIn(domain::Role::Checker);
    openAll(bench);
    bench.click<QPushButton>("batchNext");
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    QTest::mouseClick(bench.find<QPushButton>("batchSign"), Qt::LeftButton);
    auto* progress = bench.find<QProgressBar>("batchProgress");
    QVERIFY(progress);
    QTRY_VERIFY(progress->value() >= 5);
    QVERIFY(bench.find<QLabel>("batchProgressText")->text().contains(QStringLiteral("left")));
    QTest::mouseClick(bench.find<QPushButton>("batchClose"), Qt::LeftButton);
    untilResult(bench);
    const int done = certified(bench);
    QVERIFY(done >= 5 && waiting(bench) > 0);
    QVERIFY(bench.find<QPushButton>("batchRetry"));
}

void TestBatchDialog::severalChunks_askForThePinOnce()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.desk.certify.inventory.credentials.first().multisign = 8;
    Q_EMIT bench.desk.certify.mediaChanged();
    openAll(bench);
    const int all = waiting(bench);
    QVERIFY(all > 8 && all <= 24);
    typePin(bench);
    QTRY_VERIFY(bench.find<QPushButton>("batchSign"));
    while (!bench.find<QLabel>("batchResult")) {
        QVERIFY(!bench.find<ui::SecretEdit>("pin"));
        bench.click<QPushButton>("batchSign");
        QTRY_VERIFY(bench.find<QPushButton>("batchSign") || bench.find<QLabel>("batchResult"));
    }
    QCOMPARE(certified(bench), all);
    QCOMPARE(bench.desk.batch.signCalls, (all + 7) / 8);
}

void TestBatchDialog::pinPad_asksAtTheReader()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.desk.certify.inventory.credentials.first().pinPad = true;
    Q_EMIT bench.desk.certify.mediaChanged();
    openAll(bench);
    const int all = waiting(bench);
    bench.click<QPushButton>("batchNext");
    QVERIFY(!bench.find<ui::SecretEdit>("pin"));
    bench.click<QPushButton>("batchSign");
    untilResult(bench);
    QCOMPARE(certified(bench), all);
}

void TestBatchDialog::fiveHundred_areCertifiedInOneGo()
{
    Bench bench(QStringLiteral("en"), 800);
    bench.logIn(domain::Role::Checker);
    bench.desk.session.who.limit = domain::Money::fromSen(1'000'000'000'000);
    bench.desk.changed(bench.desk.vouchers.first().id);
    openAll(bench);
    const int all = waiting(bench);
    QVERIFY(all >= 500);
    QCOMPARE(bench.find<QTableView>("batchItems")->model()->rowCount(), all);
    typePin(bench);
    untilResult(bench);
    QCOMPARE(certified(bench), all);
    QCOMPARE(bench.desk.batch.signCalls, 1);
}

QTEST_MAIN(TestBatchDialog)
#include "test_batch.moc"
