#include "bench.h"

#include <ui/forms/vouchereditor.h>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace peraku;
using guitest::Bench;

/** The clerk's forms, filled as a clerk fills them: by keyboard, with the focus deciding where a key goes. */
class TestForms : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void newVoucher_opens_withTheFirstFieldFocused();
    void tab_throughTheForm_followsTheEye_data();
    void tab_throughTheForm_followsTheEye();
    void enter_inAField_goesToTheNext();
    void grid_enterAfterTyping_goesOneCellOn();
    void grid_findingsArrivingWhileTyping_keepWhatIsTyped();
    void grid_enterOnAChoice_takesItAndGoesOn();
    void grid_partOfAName_takesTheOnlyChoice();
    void grid_newLine_beginsAfterWhatIsFilledByItself();
    void grid_emptyLastLine_letsEnterOut();
    void grid_clickElsewhereWhileEditing_staysWhereClicked();
    void grid_editor_fillsItsCell();
    void journal_atOrdinaryWidth_showsDebitAndCredit();
    void navigation_reachedByTab_keepsTheForm();
    void save_failedThenWorking_staysInTheForm();
    void discard_asksAndDeletesTheDraft();
    void discard_ofAnUntouchedForm_justLeaves();
    void draft_inTheReadingPane_isDiscardedNotCancelled();
    void returnedVoucher_isCancelledNotDiscarded();
    void sessionEnd_savesWhatIsTyped();

private:
    static QTableView* grid(Bench& bench) { return bench.find<QTableView>("lineGrid"); }
    static void open(Bench& bench, bool journal = false);
    static QWidget* target(Bench& bench);
    static void keys(Bench& bench, const QString& text);
    static void key(Bench& bench, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    static void waitForFindings() { QTest::qWait(250); }
};

void TestForms::open(Bench& bench, bool journal)
{
    bench.logIn(domain::Role::Preparer);
    bench.press(Qt::Key_N, journal ? Qt::ControlModifier | Qt::ShiftModifier : Qt::ControlModifier);
}

QWidget* TestForms::target(Bench& bench)
{
    // An open list of completions takes the keys, as it does on a screen.
    if (auto* list = QApplication::activePopupWidget())
        return list;
    return bench.window->focusWidget();
}

void TestForms::keys(Bench& bench, const QString& text)
{
    for (const auto character : text)
        QTest::keyClick(target(bench), character.toLatin1());
}

void TestForms::key(Bench& bench, Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(target(bench), key, modifiers);
    QTest::qWait(30);
}

void TestForms::newVoucher_opens_withTheFirstFieldFocused()
{
    Bench bench;
    open(bench);
    QCOMPARE(bench.window->focusWidget()->objectName(), QStringLiteral("field.processNo"));
}

void TestForms::tab_throughTheForm_followsTheEye_data()
{
    QTest::addColumn<bool>("journal");
    QTest::newRow("payment") << false;
    QTest::newRow("journal") << true;
}

void TestForms::tab_throughTheForm_followsTheEye()
{
    QFETCH(bool, journal);
    Bench bench;
    open(bench, journal);
    QPoint before(-1, -1);
    QWidget* last = nullptr;
    QStringList seen;
    while (bench.window->focusWidget()->objectName() != QLatin1String("lineGrid")) {
        auto* now = bench.window->focusWidget();
        QVERIFY2(seen.size() < 40, qPrintable(seen.join(QLatin1Char(' '))));
        if (now != last) {
            const QPoint at = now->mapTo(bench.window.get(), QPoint());
            // Findings below the fields may push a row of fields down a little while we walk.
            const bool later = at.y() > before.y() + 12 || (at.y() > before.y() - 12 && at.x() > before.x());
            QVERIFY2(later, qPrintable(now->objectName()));
            before = at;
            last = now;
        }
        seen << now->objectName();
        key(bench, Qt::Key_Tab);
    }
    QVERIFY2(seen.contains(journal ? QStringLiteral("field.reason") : QStringLiteral("field.payee.name")),
        qPrintable(seen.join(QLatin1Char(' '))));
}

void TestForms::enter_inAField_goesToTheNext()
{
    Bench bench;
    open(bench);
    key(bench, Qt::Key_Return);
    QCOMPARE(bench.window->focusWidget()->objectName(), QStringLiteral("field.date"));
    key(bench, Qt::Key_Return);
    QCOMPARE(bench.window->focusWidget()->objectName(), QStringLiteral("field.type"));
}

void TestForms::grid_enterAfterTyping_goesOneCellOn()
{
    Bench bench;
    open(bench);
    grid(bench)->setFocus();
    grid(bench)->setCurrentIndex(grid(bench)->model()->index(0, 2));
    keys(bench, QStringLiteral("B27"));
    key(bench, Qt::Key_Return);
    QCOMPARE(grid(bench)->currentIndex().column(), 3);
    QCOMPARE(grid(bench)->model()->index(0, 2).data().toString(), QStringLiteral("B27"));
    keys(bench, QStringLiteral("010100"));
    key(bench, Qt::Key_Tab);
    QCOMPARE(grid(bench)->currentIndex().column(), 4);
}

void TestForms::grid_findingsArrivingWhileTyping_keepWhatIsTyped()
{
    Bench bench;
    open(bench);
    grid(bench)->setFocus();
    grid(bench)->setCurrentIndex(grid(bench)->model()->index(0, 2));
    keys(bench, QStringLiteral("B27"));
    key(bench, Qt::Key_Return);
    keys(bench, QStringLiteral("0101"));
    waitForFindings();
    keys(bench, QStringLiteral("00"));
    key(bench, Qt::Key_Return);
    QCOMPARE(grid(bench)->model()->index(0, 3).data().toString(), QStringLiteral("010100"));
}

void TestForms::grid_enterOnAChoice_takesItAndGoesOn()
{
    Bench bench;
    open(bench);
    grid(bench)->setFocus();
    grid(bench)->setCurrentIndex(grid(bench)->model()->index(0, 7));
    keys(bench, QStringLiteral("B02"));
    QVERIFY(QApplication::activePopupWidget());
    key(bench, Qt::Key_Down);
    key(bench, Qt::Key_Down);
    key(bench, Qt::Key_Return);
    QCOMPARE(grid(bench)->model()->index(0, 7).data().toString(), QStringLiteral("B0224102"));
    QCOMPARE(grid(bench)->currentIndex().column(), 8);
    keys(bench, QStringLiteral("12.50"));
    key(bench, Qt::Key_Return);
    QCOMPARE(grid(bench)->model()->index(0, 8).data().toString(), QStringLiteral("12.50"));
}

void TestForms::grid_partOfAName_takesTheOnlyChoice()
{
    Bench bench;
    open(bench);
    grid(bench)->setFocus();
    grid(bench)->setCurrentIndex(grid(bench)->model()->index(0, 7));
    keys(bench, QStringLiteral("bekalan"));
    key(bench, Qt::Key_Return);
    QCOMPARE(grid(bench)->model()->index(0, 7).data().toString(), QStringLiteral("B0224102"));
    QCOMPARE(grid(bench)->currentIndex().column(), 8);
}

void TestForms::grid_newLine_beginsAfterWhatIsFilledByItself()
{
    Bench bench;
    open(bench);
    QCOMPARE(grid(bench)->currentIndex().column(), 2);
    grid(bench)->setFocus();
    grid(bench)->setCurrentIndex(grid(bench)->model()->index(0, 8));
    keys(bench, QStringLiteral("10"));
    key(bench, Qt::Key_Return);
    QCOMPARE(grid(bench)->currentIndex(), grid(bench)->model()->index(1, 2));
    QCOMPARE(grid(bench)->model()->index(0, 1).data().toString(), QStringLiteral("10010101"));
}

void TestForms::grid_emptyLastLine_letsEnterOut()
{
    Bench bench;
    open(bench);
    grid(bench)->setFocus();
    grid(bench)->setCurrentIndex(grid(bench)->model()->index(0, 8));
    keys(bench, QStringLiteral("10"));
    key(bench, Qt::Key_Return);
    key(bench, Qt::Key_Return);
    QCOMPARE(bench.window->focusWidget()->objectName(), QStringLiteral("addAttachment"));
}

void TestForms::grid_clickElsewhereWhileEditing_staysWhereClicked()
{
    Bench bench;
    open(bench);
    auto* view = grid(bench);
    view->setFocus();
    view->setCurrentIndex(view->model()->index(0, 8));
    keys(bench, QStringLiteral("10"));
    key(bench, Qt::Key_Return);
    view->setCurrentIndex(view->model()->index(0, 8));
    keys(bench, QStringLiteral("11"));
    const auto other = view->model()->index(1, 3);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(other).center());
    QTest::qWait(50);
    QCOMPARE(view->currentIndex(), other);
    QCOMPARE(view->model()->index(0, 8).data().toString(), QStringLiteral("11.00"));
}

void TestForms::grid_editor_fillsItsCell()
{
    Bench bench;
    open(bench);
    auto* view = grid(bench);
    const auto cell = view->model()->index(0, 2);
    view->setCurrentIndex(cell);
    view->edit(cell);
    QCOMPARE(view->indexWidget(cell)->geometry(), view->visualRect(cell));
}

void TestForms::journal_atOrdinaryWidth_showsDebitAndCredit()
{
    Bench bench;
    bench.window->resize(1280, 800);
    open(bench, true);
    auto* view = grid(bench);
    const auto credit = view->model()->index(0, view->model()->columnCount() - 1);
    QVERIFY(view->visualRect(credit).right() <= view->viewport()->width());
}

void TestForms::navigation_reachedByTab_keepsTheForm()
{
    Bench bench;
    open(bench);
    bench.find<QListWidget>("navigation")->setFocus(Qt::TabFocusReason);
    Bench::settle();
    QVERIFY(bench.find<QWidget>("voucherEditor"));
}

void TestForms::save_failedThenWorking_staysInTheForm()
{
    Bench bench;
    open(bench);
    bench.desk.drafts.refuse = domain::Error { domain::ErrorCode::StorageFull, {}, {}, false, 0 };
    auto* narration = bench.find<QPlainTextEdit>("field.narration");
    QTest::keyClicks(narration, QStringLiteral("Bekalan kertas"));
    bench.press(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(bench.find<QWidget>("voucherEditor"));
    bench.desk.drafts.refuse.reset();
    bench.click<QPushButton>("saveDraft");
    QVERIFY(bench.find<QWidget>("voucherEditor"));
}

void TestForms::discard_asksAndDeletesTheDraft()
{
    Bench bench;
    open(bench);
    const auto before = bench.desk.vouchers.size();
    QTest::keyClicks(bench.find<QPlainTextEdit>("field.narration"), QStringLiteral("Bekalan kertas"));
    bench.click<QPushButton>("discardDraft");
    QCOMPARE(bench.door.asked.size(), 1);
    QVERIFY(bench.door.asked.first().destructive);
    QVERIFY(bench.find<QWidget>("voucherEditor"));
    bench.door.accept = true;
    bench.click<QPushButton>("discardDraft");
    QVERIFY(!bench.find<QWidget>("voucherEditor"));
    QCOMPARE(bench.desk.vouchers.size(), before);
}

void TestForms::discard_ofAnUntouchedForm_justLeaves()
{
    Bench bench;
    open(bench);
    bench.door.accept = true;
    bench.click<QPushButton>("discardDraft");
    QVERIFY(!bench.find<QWidget>("voucherEditor"));
}

void TestForms::draft_inTheReadingPane_isDiscardedNotCancelled()
{
    Bench bench;
    bench.logIn(domain::Role::Preparer);
    bench.press(Qt::Key_2, Qt::ControlModifier);
    bench.press(Qt::Key_Home);
    auto* table = bench.find<QTableView>("draftsTable");
    for (int row = 0; row < table->model()->rowCount() && !bench.find<QPushButton>("discardDraftFromPane");
         ++row) {
        table->setCurrentIndex(table->model()->index(row, 0));
        Bench::settle();
    }
    const auto before = bench.desk.vouchers.size();
    QVERIFY(!bench.find<QPushButton>("cancelVoucher"));
    bench.door.accept = true;
    bench.click<QPushButton>("discardDraftFromPane");
    QCOMPARE(bench.desk.vouchers.size(), before - 1);
}

void TestForms::returnedVoucher_isCancelledNotDiscarded()
{
    Bench bench;
    bench.logIn(domain::Role::Preparer);
    bench.press(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(bench.find<QPushButton>("cancelVoucher"));
    QVERIFY(bench.find<QPushButton>("cancelVoucher")->isEnabled());
    QVERIFY(!bench.find<QPushButton>("discardDraftFromPane"));
}

void TestForms::sessionEnd_savesWhatIsTyped()
{
    Bench bench;
    open(bench);
    QTest::keyClicks(bench.find<QPlainTextEdit>("field.narration"), QStringLiteral("Bekalan kertas"));
    QVERIFY(bench.window->hasUnsavedWork());
    bench.window->saveWork();
    QCoreApplication::sendPostedEvents();
    QVERIFY(!bench.window->hasUnsavedWork());
    QCOMPARE(bench.desk.vouchers.last().content.narration, QStringLiteral("Bekalan kertas"));
}

QTEST_MAIN(TestForms)
#include "test_forms.moc"
