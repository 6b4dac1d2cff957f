#include "bench.h"

#include <QAccessible>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTextBrowser>

using namespace peraku;
using guitest::Bench;
using services::OutboxOperation;

namespace {

/** A preparer whose first draft is in conflict. */
struct ConflictBench : Bench {
    explicit ConflictBench(const QString& language = QStringLiteral("en"))
        : Bench(language)
    {
        logIn(domain::Role::Preparer);
        desk.conflicts.collide(OutboxOperation::SaveDraft, domain::Action::Edit);
    }
    void openFromOutbox()
    {
        press(Qt::Key_4, Qt::ControlModifier);
        click<QPushButton>("outboxCompare");
    }
    QList<QRadioButton*> buttons(const char* version) const
    {
        QList<QRadioButton*> found;
        for (int number = 0;; ++number) {
            auto* button = find<QRadioButton>(
                qPrintable(QStringLiteral("%1%2").arg(QLatin1String(version)).arg(number)));
            if (!button)
                return found;
            found.append(button);
        }
    }
};

/** Goes down the list until the voucher that is read has something in the outbox. */
QWidget* noticeInList(Bench& bench, const char* list)
{
    auto* table = bench.find<QTableView>(list);
    for (int row = 0; table && row < table->model()->rowCount(); ++row) {
        table->setCurrentIndex(table->model()->index(row, 0));
        Bench::settle();
        if (auto* notice = bench.find<QWidget>("outboxNotice"))
            return notice;
    }
    return nullptr;
}

} // namespace

class TestGuiConflicts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void outbox_offersComparing_insteadOfSendingAgain();
    void comparison_proposesWhatOneSideChanged_andLeavesTheRestOpen();
    void comparison_byKeyboardAlone_savesTheChoice();
    void comparison_allTheirs_isTheTreasurysContent();
    void comparison_withoutAnAncestor_saysSo_andProposesNothing();
    void comparison_isReadAloud();
    void mergedContent_isValidatedAgain();
    void submittedElsewhere_offersACopy();
    void goneElsewhere_showsMine_andAsksBeforeGivingItUp();
    void thrownAwayHere_showsWhatWouldBeLost();
    void signedTooLate_showsWhatChanged_andLeadsToAReview();
    void compareFails_keepsTheDialog_andTriesAgain();
    void readingPane_offersComparing();
    void editor_saysSo_andSavesBeforeComparing();
    void waitingSignature_isNeverCalledCertified();
    void outbox_editsADraft_inItsForm();
};

void TestGuiConflicts::outbox_offersComparing_insteadOfSendingAgain()
{
    ConflictBench bench;
    bench.press(Qt::Key_4, Qt::ControlModifier);
    QVERIFY(!bench.find<QPushButton>("outboxRetry"));
    auto* table = bench.find<QTableView>("outboxTable");
    QVERIFY(table->hasFocus());
    QTest::keyClick(table, Qt::Key_Return);
    Bench::settle();
    QVERIFY(bench.dialog());
    QCOMPARE(bench.dialog()->objectName(), QStringLiteral("conflictDialog"));
    bench.dialog()->reject();
    Bench::settle();
    QCOMPARE(bench.desk.outbox.list.size(), 1);
}

void TestGuiConflicts::comparison_proposesWhatOneSideChanged_andLeavesTheRestOpen()
{
    ConflictBench bench;
    bench.openFromOutbox();
    const auto mine = bench.buttons("mine");
    const auto theirs = bench.buttons("theirs");
    QCOMPARE(mine.size(), 5);
    // Bank account, order number, narration, invoice, line; the narration alone was changed on both sides.
    int open = 0;
    for (qsizetype i = 0; i < mine.size(); ++i)
        open += !mine.at(i)->isChecked() && !theirs.at(i)->isChecked();
    QCOMPARE(open, 1);
    QVERIFY(!bench.find<QPushButton>("conflictAct")->isEnabled());
    QVERIFY(!bench.find<QLabel>("conflictTotals"));
    QVERIFY(!bench.find<QLabel>("conflictBase"));
    QVERIFY(bench.find<QLabel>("conflictHistory")->text().contains(bench.desk.session.who.name));
    for (qsizetype i = 0; i < mine.size(); ++i) {
        if (!mine.at(i)->isChecked() && !theirs.at(i)->isChecked()) {
            QVERIFY(mine.at(i)->hasFocus());
            theirs.at(i)->click();
        }
    }
    QVERIFY(bench.find<QLabel>("conflictTotals")->text().contains(QStringLiteral("RM")));
    bench.click<QPushButton>("conflictAct");
    QVERIFY(!bench.dialog());
    QVERIFY(bench.desk.conflicts.resolved);
    auto expected = bench.desk.conflicts.known.theirs->content;
    expected.payment()->orderNumber = bench.desk.conflicts.known.mine->payment()->orderNumber;
    QVERIFY(*bench.desk.conflicts.resolved == expected);
    QCOMPARE(bench.desk.conflicts.resolvedUpon, bench.desk.conflicts.known.theirs->revision);
}

void TestGuiConflicts::comparison_byKeyboardAlone_savesTheChoice()
{
    ConflictBench bench;
    bench.press(Qt::Key_4, Qt::ControlModifier);
    bench.press(Qt::Key_Return);
    auto* dialog = bench.dialog();
    QVERIFY(dialog);
    QVERIFY(qobject_cast<QRadioButton*>(dialog->focusWidget()));
    // Space chooses mine of what is still open; Tab goes on to saving.
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Space);
    Bench::settle();
    QVERIFY(bench.find<QPushButton>("conflictAct")->isEnabled());
    for (int stops = 0; stops < 40 && dialog->focusWidget()->objectName() != QLatin1String("conflictAct");
         ++stops)
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
    QTest::keyClick(dialog->focusWidget(), Qt::Key_Space);
    Bench::settle();
    QVERIFY(bench.desk.conflicts.resolved);
    QCOMPARE(bench.desk.conflicts.resolved->narration, bench.desk.conflicts.known.mine->narration);
}

void TestGuiConflicts::comparison_allTheirs_isTheTreasurysContent()
{
    ConflictBench bench;
    bench.openFromOutbox();
    bench.click<QPushButton>("allMine");
    QVERIFY(bench.find<QPushButton>("conflictAct")->isEnabled());
    bench.click<QPushButton>("allTheirs");
    bench.click<QPushButton>("conflictAct");
    QVERIFY(*bench.desk.conflicts.resolved == bench.desk.conflicts.known.theirs->content);
}

void TestGuiConflicts::comparison_withoutAnAncestor_saysSo_andProposesNothing()
{
    ConflictBench bench;
    bench.desk.conflicts.known.base.reset();
    bench.openFromOutbox();
    QVERIFY(bench.find<QLabel>("conflictBase"));
    for (const auto* version : { "mine", "theirs" }) {
        for (const auto* button : bench.buttons(version))
            QVERIFY(!button->isChecked());
    }
    bench.click<QPushButton>("allMine");
    bench.click<QPushButton>("conflictAct");
    QVERIFY(*bench.desk.conflicts.resolved == *bench.desk.conflicts.known.mine);
}

void TestGuiConflicts::comparison_isReadAloud()
{
    ConflictBench bench(QStringLiteral("ms"));
    bench.openFromOutbox();
    const auto mine = bench.buttons("mine");
    QVERIFY(!mine.isEmpty());
    for (auto* button : mine) {
        auto* spoken = QAccessible::queryAccessibleInterface(button);
        QVERIFY(spoken);
        QVERIFY2(
            spoken->text(QAccessible::Name).contains(QLatin1Char(':')), qPrintable(button->objectName()));
    }
    QVERIFY(mine.at(1)->accessibleName().contains(QStringLiteral("LO-2026-0117")));
    // The same dialog in the other language, with the choices kept.
    mine.first()->click();
    bench.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(bench.buttons("mine").first()->isChecked());
}

void TestGuiConflicts::mergedContent_isValidatedAgain()
{
    ConflictBench bench;
    // One side's lines with the other side's invoices do not come to the same sum.
    bench.openFromOutbox();
    bench.click<QPushButton>("allTheirs");
    const auto lines = bench.buttons("mine");
    lines.last()->click();
    auto* findings = bench.find<QWidget>("conflictFindings");
    QVERIFY(findings);
    QVERIFY2(findings->accessibleName().contains(QStringLiteral("not submitted yet")),
        qPrintable(findings->accessibleName()));
    QVERIFY(bench.find<QPushButton>("conflictAct")->isEnabled());
}

void TestGuiConflicts::submittedElsewhere_offersACopy()
{
    ConflictBench bench;
    bench.desk.conflicts.known.editable = false;
    bench.desk.conflicts.known.theirs->state = domain::VoucherState::Submitted;
    bench.openFromOutbox();
    QVERIFY(bench.buttons("mine").isEmpty());
    QVERIFY(bench.find<QWidget>("difference0"));
    bench.click<QPushButton>("conflictAct");
    QVERIFY(bench.desk.conflicts.copied);
    QVERIFY(!bench.dialog());
    QVERIFY(bench.desk.outbox.list.isEmpty());
}

void TestGuiConflicts::goneElsewhere_showsMine_andAsksBeforeGivingItUp()
{
    ConflictBench bench;
    const auto narration = bench.desk.conflicts.known.mine->narration;
    bench.desk.conflicts.known.theirs.reset();
    bench.desk.conflicts.known.editable = false;
    bench.openFromOutbox();
    QVERIFY(bench.find<QTextBrowser>("conflictDocument")->toPlainText().contains(narration));
    bench.click<QPushButton>("conflictGiveUp");
    QCOMPARE(bench.door.asked.size(), 1);
    QVERIFY(bench.door.asked.first().destructive);
    QVERIFY(bench.dialog());
    QCOMPARE(bench.desk.outbox.list.size(), 1);
    bench.door.accept = true;
    bench.click<QPushButton>("conflictGiveUp");
    QVERIFY(!bench.dialog());
    QVERIFY(bench.desk.outbox.list.isEmpty());
}

void TestGuiConflicts::thrownAwayHere_showsWhatWouldBeLost()
{
    ConflictBench bench;
    bench.desk.conflicts.collide(OutboxOperation::SaveDraft, domain::Action::Cancel);
    bench.desk.conflicts.known.mine.reset();
    bench.openFromOutbox();
    QVERIFY(bench.find<QTextBrowser>("conflictDocument")
                ->toPlainText()
                .contains(bench.desk.conflicts.known.theirs->content.narration));
    bench.click<QPushButton>("conflictAct");
    QVERIFY(bench.desk.conflicts.discarded);
}

void TestGuiConflicts::signedTooLate_showsWhatChanged_andLeadsToAReview()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.desk.conflicts.collide(OutboxOperation::Decide, domain::Action::Certify);
    const auto id = bench.desk.conflicts.known.row.voucher;
    bench.press(Qt::Key_4, Qt::ControlModifier);
    bench.click<QPushButton>("outboxCompare");
    QVERIFY(bench.find<QLabel>("conflictAdvice")->text().contains(QStringLiteral("nothing is certified")));
    QVERIFY(bench.find<QWidget>("difference0"));
    QVERIFY(bench.find<QLabel>("conflictHistory")->text().contains(QStringLiteral("Invois asal")));
    bench.click<QPushButton>("conflictAct");
    QVERIFY(bench.door.asked.first().text.contains(QStringLiteral("signature")));
    QVERIFY(bench.dialog());
    bench.door.accept = true;
    bench.click<QPushButton>("conflictAct");
    QVERIFY(!bench.dialog());
    QVERIFY(bench.desk.outbox.list.isEmpty());
    QTRY_VERIFY(bench.find<QTextBrowser>("document"));
    QVERIFY(bench.find<QTextBrowser>("document")->toPlainText().contains(bench.desk.find(id)->number));
}

void TestGuiConflicts::compareFails_keepsTheDialog_andTriesAgain()
{
    ConflictBench bench;
    bench.desk.conflicts.refuse = domain::Error { domain::ErrorCode::Offline, {}, {}, true, 0 };
    bench.openFromOutbox();
    auto* banner = bench.find<QWidget>("conflictBanner");
    QVERIFY(banner);
    QVERIFY(!bench.find<QPushButton>("conflictAct"));
    bench.desk.conflicts.refuse.reset();
    QTest::mouseClick(banner->findChild<QPushButton*>(), Qt::LeftButton);
    Bench::settle();
    QVERIFY(bench.find<QPushButton>("conflictAct"));
    // The treasury moved on between showing and choosing.
    bench.click<QPushButton>("allMine");
    bench.desk.conflicts.refuse = domain::Error { domain::ErrorCode::WrongState, {}, {}, false, 0 };
    bench.click<QPushButton>("conflictAct");
    QVERIFY(bench.dialog());
    QVERIFY(bench.find<QWidget>("conflictBanner"));
    QVERIFY(!bench.desk.conflicts.resolved);
}

void TestGuiConflicts::readingPane_offersComparing()
{
    ConflictBench bench;
    bench.press(Qt::Key_2, Qt::ControlModifier);
    auto* notice = noticeInList(bench, "draftsTable");
    QVERIFY(notice);
    QTest::mouseClick(notice->findChild<QPushButton*>(), Qt::LeftButton);
    Bench::settle();
    QVERIFY(bench.dialog());
}

void TestGuiConflicts::editor_saysSo_andSavesBeforeComparing()
{
    ConflictBench bench;
    bench.press(Qt::Key_4, Qt::ControlModifier);
    bench.click<QPushButton>("outboxShow");
    QVERIFY(bench.find<QWidget>("voucherEditor"));
    auto* notice = bench.find<QWidget>("conflictNotice");
    QVERIFY(notice);
    QTest::keyClicks(bench.window->findChild<QPlainTextEdit*>(), QStringLiteral("x"));
    QTest::mouseClick(notice->findChild<QPushButton*>(), Qt::LeftButton);
    Bench::settle();
    QTRY_VERIFY(bench.find<QPushButton>("allTheirs"));
    bench.click<QPushButton>("allTheirs");
    bench.click<QPushButton>("conflictAct");
    QVERIFY(bench.find<QWidget>("voucherEditor"));
    QTRY_VERIFY(!bench.find<QWidget>("conflictNotice"));
}

void TestGuiConflicts::waitingSignature_isNeverCalledCertified()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    const auto id = bench.desk.waiting();
    bench.desk.outbox.list = { { 3, id, bench.desk.find(id)->number, OutboxOperation::Decide,
        domain::Action::Certify, services::OutboxState::Queued, bench.desk.clock.now, 0, std::nullopt } };
    Q_EMIT bench.desk.outbox.changed();
    auto* notice = noticeInList(bench, "inboxTable");
    QVERIFY(notice);
    QVERIFY2(notice->accessibleName().contains(QStringLiteral("not received")),
        qPrintable(notice->accessibleName()));
    bench.press(Qt::Key_4, Qt::ControlModifier);
    auto* table = bench.find<QTableView>("outboxTable");
    QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("Signed, not yet received"));
    QVERIFY(bench.find<QLabel>("outboxReason")->text().contains(QStringLiteral("does not count")));
}

void TestGuiConflicts::outbox_editsADraft_inItsForm()
{
    ConflictBench bench;
    bench.desk.outbox.list.first().state = services::OutboxState::NeedsAttention;
    Q_EMIT bench.desk.outbox.changed();
    bench.press(Qt::Key_4, Qt::ControlModifier);
    QVERIFY(bench.find<QPushButton>("outboxRetry")->isEnabled());
    bench.click<QPushButton>("outboxShow");
    QVERIFY(bench.find<QWidget>("voucherEditor"));
}

QTEST_MAIN(TestGuiConflicts)
#include "test_conflicts.moc"
