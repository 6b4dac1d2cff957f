#include "batchbench.h"
#include "lockbench.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTableWidget>

using namespace peraku;
using namespace guitest;

/** What a lock interrupts is there again for the officer who comes back, and nobody is told otherwise. */
class TestLockedWork : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void batch_lockedBetweenItsParts_comesBackWithWhatWasSigned();
    void batch_lockedWhileItSigns_comesBackWithWhatWasSigned();
    void batch_signatureStoredInTheLastMoment_countsAsSigned();
    void batch_beforeAnythingWasSigned_isNotOpenedAgain();
    void sentence_saysOnlyWhatIsTrue_data();
    void sentence_saysOnlyWhatIsTrue();
    void draftThatCouldNotBeSaved_isInTheEditorAgain();
    void openForm_isOpenedAgainWithWhatWasTyped_data();
    void openForm_isOpenedAgainWithWhatWasTyped();
    void openForm_ofAnotherOfficer_isGone();
    void closing_whileSomethingIsKept_asksFirst();

private:
    static QString sentence(Bench& bench) { return bench.find<QLabel>("loginLocked")->text(); }
    static void trigger(Bench& bench, const char* step)
    {
        bench.press(Qt::Key_5, Qt::ControlModifier);
        auto* action = bench.window->findChild<QAction*>(QString::fromLatin1(step));
        QVERIFY2(action && action->isVisible(), step);
        action->trigger();
        Bench::settle();
    }
    /** A batch of several parts, as far as the PIN. */
    static void toSigning(Bench& bench)
    {
        bench.logIn(domain::Role::Checker);
        bench.desk.certify.inventory.credentials.first().multisign = 8;
        Q_EMIT bench.desk.certify.mediaChanged();
        openAll(bench);
        bench.click<QPushButton>("batchNext");
        QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    }
    static void newDraft(Bench& bench, const QString& narration)
    {
        bench.logIn(domain::Role::Preparer);
        bench.press(Qt::Key_N, Qt::ControlModifier);
        QTest::keyClicks(bench.find<QPlainTextEdit>("field.narration"), narration);
    }
};

void TestLockedWork::batch_lockedBetweenItsParts_comesBackWithWhatWasSigned()
{
    Bench bench;
    toSigning(bench);
    const int all = waiting(bench);
    bench.click<QPushButton>("batchSign");
    QTRY_VERIFY(bench.find<QLabel>("pinKept"));
    lock(bench);
    QVERIFY(!bench.dialog());
    logBackIn(bench);
    untilResult(bench);
    QCOMPARE(bench.find<QLabel>("batchResult")->text(), QStringLiteral("8 certified, %1 not").arg(all - 8));
    QVERIFY(bench.find<QLabel>("batchResultText")->text().contains(QStringLiteral("locked")));
    auto* results = bench.find<QTableView>("batchResults");
    QCOMPARE(results->model()->index(0, 3).data().toString(), QStringLiteral("Not tried."));
    // The rest goes on from here, with a PIN of its own.
    bench.click<QPushButton>("batchRetry");
    QCOMPARE(bench.find<QTableView>("batchItems")->model()->rowCount(), all - 8);
    bench.click<QPushButton>("batchNext");
    QVERIFY(bench.find<ui::SecretEdit>("pin")->isEmpty());
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    while (!bench.find<QLabel>("batchResult")) {
        bench.click<QPushButton>("batchSign");
        QTRY_VERIFY(bench.find<QPushButton>("batchSign") || bench.find<QLabel>("batchResult"));
    }
    QCOMPARE(certified(bench), all);
}

void TestLockedWork::batch_lockedWhileItSigns_comesBackWithWhatWasSigned()
{
    Bench bench;
    bench.desk.batch.paceMs = 40;
    toSigning(bench);
    const int all = waiting(bench);
    QTest::mouseClick(bench.find<QPushButton>("batchSign"), Qt::LeftButton);
    QTRY_VERIFY(certified(bench) >= 2);
    lock(bench);
    const int done = certified(bench);
    QVERIFY(done < 8);
    logBackIn(bench);
    untilResult(bench);
    QCOMPARE(certified(bench), done);
    QCOMPARE(bench.find<QLabel>("batchResult")->text(),
        QStringLiteral("%1 certified, %2 not").arg(done).arg(all - done));
    QVERIFY(bench.find<QPushButton>("batchRetry"));
}

void TestLockedWork::batch_signatureStoredInTheLastMoment_countsAsSigned()
{
    Bench bench;
    bench.desk.batch.paceMs = 40;
    toSigning(bench);
    const int all = waiting(bench);
    const auto last = bench.window->findChild<QTableView*>(QStringLiteral("batchItems"))
                          ->model()
                          ->index(7, 0)
                          .data()
                          .toString();
    QTest::mouseClick(bench.find<QPushButton>("batchSign"), Qt::LeftButton);
    QTRY_VERIFY(certified(bench) >= 2);
    lock(bench);
    const int done = certified(bench);
    services::OutboxRow row;
    for (const auto& voucher : bench.desk.vouchers) {
        if (voucher.number == last)
            row.voucher = voucher.id;
    }
    row.operation = services::OutboxOperation::Decide;
    row.action = domain::Action::Certify;
    bench.desk.outbox.list = { row };
    logBackIn(bench);
    untilResult(bench);
    QCOMPARE(bench.find<QLabel>("batchResult")->text(),
        QStringLiteral("%1 certified, %2 not").arg(done + 1).arg(all - done - 1));
}

void TestLockedWork::batch_beforeAnythingWasSigned_isNotOpenedAgain()
{
    Bench bench;
    toSigning(bench);
    lock(bench);
    logBackIn(bench);
    QVERIFY(bench.find<QTableView>("inboxTable"));
    QVERIFY(!bench.dialog());
}

void TestLockedWork::sentence_saysOnlyWhatIsTrue_data()
{
    QTest::addColumn<QString>("work");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("isSaved");
    QTest::newRow("nothing typed") << "none"
                                   << "not confirmed is not signed" << false;
    QTest::newRow("saved") << "draft"
                           << "What was typed is saved." << true;
    QTest::newRow("refused") << "refused"
                             << "could not be saved: " << false;
    QTest::newRow("slow") << "slow"
                          << "could not be saved in time" << false;
    QTest::newRow("form") << "form"
                          << "was not sent" << false;
}

void TestLockedWork::sentence_saysOnlyWhatIsTrue()
{
    QFETCH(QString, work);
    QFETCH(QString, says);
    QFETCH(bool, isSaved);
    Bench bench;
    if (work == QLatin1String("none") || work == QLatin1String("form"))
        bench.logIn(domain::Role::Checker);
    else
        newDraft(bench, QStringLiteral("Bekalan alat tulis"));
    if (work == QLatin1String("refused"))
        bench.desk.drafts.refuse = domain::Error { domain::ErrorCode::StorageFailed, {}, {}, false, 0 };
    if (work == QLatin1String("slow"))
        bench.desk.drafts.held = std::make_shared<QPromise<domain::Result<services::DraftSaved>>>();
    if (work == QLatin1String("form")) {
        trigger(bench, "stepReport");
        QTest::keyClicks(bench.find<QPlainTextEdit>("field.explanation"), QStringLiteral("Tercicir"));
    }
    bench.window->lock();
    if (work == QLatin1String("slow"))
        QVERIFY(sentence(bench).contains(QStringLiteral("is being saved")));
    QTRY_VERIFY(isLocked(bench));
    const auto text = sentence(bench);
    QVERIFY2(text.contains(says), qPrintable(text));
    QCOMPARE(text.contains(QStringLiteral("typed is saved")), isSaved);
    const bool kept = !isSaved && work != QLatin1String("none");
    QCOMPARE(text.contains(QStringLiteral("in this window only")), kept);
}

void TestLockedWork::draftThatCouldNotBeSaved_isInTheEditorAgain()
{
    Bench bench;
    newDraft(bench, QStringLiteral("Bekalan alat tulis"));
    bench.desk.drafts.refuse = domain::Error { domain::ErrorCode::StorageFailed, {}, {}, false, 0 };
    const auto before = bench.desk.vouchers.size();
    lock(bench);
    QVERIFY(bench.desk.vouchers.size() == before);
    bench.desk.drafts.refuse.reset();
    logBackIn(bench);
    auto* narration = bench.find<QPlainTextEdit>("field.narration");
    QVERIFY(narration);
    QCOMPARE(narration->toPlainText(), QStringLiteral("Bekalan alat tulis"));
    // And by itself it gets to the store at last.
    QTRY_COMPARE(bench.desk.vouchers.size(), before + 1);
    QCOMPARE(bench.desk.vouchers.last().content.narration, QStringLiteral("Bekalan alat tulis"));
}

void TestLockedWork::openForm_isOpenedAgainWithWhatWasTyped_data()
{
    QTest::addColumn<QString>("form");
    for (const auto* form : { "application", "report", "report of another", "officers", "refusal", "query" })
        QTest::newRow(form) << QString::fromLatin1(form);
}

void TestLockedWork::openForm_isOpenedAgainWithWhatWasTyped()
{
    QFETCH(QString, form);
    Bench bench;
    const auto text = QStringLiteral("Tercicir di kereta api");
    const bool officer = form == QLatin1String("application") || form == QLatin1String("report")
        || form == QLatin1String("query");
    domain::MediumRequest asked;
    asked.kind = domain::RequestKind::Cancellation;
    asked.id = domain::RequestId(QString(32, QLatin1Char('a')));
    asked.state = domain::RequestState::Submitted;
    asked.applicant = bench.desk.officer(domain::Role::Checker).ref();
    bench.desk.requests.list = { asked };
    bench.logIn(officer ? domain::Role::Checker : domain::Role::Administrator);
    QString chosen;
    if (form == QLatin1String("application")) {
        trigger(bench, "stepApplyRoaming");
        bench.find<QLineEdit>("field.officeAddress")->setText(text);
        bench.find<QLineEdit>("field.email")->setText(QStringLiteral("lain@contoh.my"));
        QTest::keyClicks(bench.find<ui::SecretEdit>("pinNew"), QStringLiteral("271829"));
    } else if (form == QLatin1String("report")) {
        trigger(bench, "stepReport");
        bench.find<QComboBox>("field.incident")->setCurrentIndex(2);
        chosen = bench.find<QComboBox>("field.certificates")->currentData().toString();
        bench.find<QPlainTextEdit>("field.explanation")->setPlainText(text);
    } else if (form == QLatin1String("report of another")) {
        trigger(bench, "stepReportOther");
        bench.find<QLineEdit>("field.holder")->setText(QStringLiteral("820731-08"));
        bench.find<QPlainTextEdit>("field.explanation")->setPlainText(text);
    } else if (form == QLatin1String("officers")) {
        trigger(bench, "stepAddMedium");
        bench.click<QPushButton>("officerAdd");
        bench.find<QTableWidget>("officerTable")->item(0, 0)->setText(QStringLiteral("850312"));
        bench.find<QTableWidget>("officerTable")->item(1, 1)->setText(text);
    } else if (form == QLatin1String("refusal")) {
        bench.press(Qt::Key_5, Qt::ControlModifier);
        bench.click<QPushButton>("requestOpen");
        bench.find<QPlainTextEdit>("decisionReason")->setPlainText(text);
    } else {
        bench.press(Qt::Key_1, Qt::ControlModifier);
        bench.press(Qt::Key_K, Qt::ControlModifier);
        bench.find<QComboBox>("reasonCode")->setCurrentIndex(1);
        bench.find<QPlainTextEdit>("reasonText")->setPlainText(text);
    }
    lock(bench);
    QVERIFY(!bench.dialog());
    logBackIn(bench);
    QTRY_VERIFY(bench.dialog());
    if (form == QLatin1String("application")) {
        QCOMPARE(bench.find<QLineEdit>("field.officeAddress")->text(), text);
        QCOMPARE(bench.find<QLineEdit>("field.email")->text(), QStringLiteral("lain@contoh.my"));
        QVERIFY(bench.find<ui::SecretEdit>("pinNew")->isEmpty());
    } else if (form.startsWith(QLatin1String("report"))) {
        QCOMPARE(bench.find<QPlainTextEdit>("field.explanation")->toPlainText(), text);
        if (auto* certificates = bench.find<QComboBox>("field.certificates")) {
            QCOMPARE(certificates->currentData().toString(), chosen);
            QCOMPARE(bench.find<QComboBox>("field.incident")->currentIndex(), 2);
        } else {
            QCOMPARE(bench.find<QLineEdit>("field.holder")->text(), QStringLiteral("820731-08"));
        }
    } else if (form == QLatin1String("officers")) {
        QCOMPARE(bench.find<QTableWidget>("officerTable")->rowCount(), 2);
        QCOMPARE(bench.find<QTableWidget>("officerTable")->item(0, 0)->text(), QStringLiteral("850312"));
        QCOMPARE(bench.find<QTableWidget>("officerTable")->item(1, 1)->text(), text);
    } else if (form == QLatin1String("refusal")) {
        QCOMPARE(bench.find<QPlainTextEdit>("decisionReason")->toPlainText(), text);
        bench.click<QPushButton>("decisionRefuse");
        QCOMPARE(bench.desk.requests.list.first().refusal, text);
    } else {
        QCOMPARE(bench.find<QPlainTextEdit>("reasonText")->toPlainText(), text);
        QCOMPARE(bench.find<QComboBox>("reasonCode")->currentIndex(), 1);
        QVERIFY(bench.find<QPushButton>("sendReason")->isEnabled());
    }
}

void TestLockedWork::openForm_ofAnotherOfficer_isGone()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    trigger(bench, "stepReport");
    bench.find<QPlainTextEdit>("field.explanation")->setPlainText(QStringLiteral("Tercicir"));
    lock(bench);
    // Asked first, and the way back leaves everything as it was.
    bench.click<QPushButton>("loginAnother");
    QCOMPARE(bench.door.asked.size(), 1);
    QVERIFY(bench.find<QPushButton>("loginAnother"));
    bench.door.accept = true;
    bench.click<QPushButton>("loginAnother");
    QTest::keyClicks(bench.find<QLineEdit>("loginIc"), QStringLiteral("790202145002"));
    logBackIn(bench);
    QVERIFY(!bench.dialog());
}

void TestLockedWork::closing_whileSomethingIsKept_asksFirst()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    trigger(bench, "stepReport");
    bench.find<QPlainTextEdit>("field.explanation")->setPlainText(QStringLiteral("Tercicir"));
    lock(bench);
    bench.window->close();
    QCOMPARE(bench.door.asked.size(), 1);
    QVERIFY(bench.window->isVisible());
    bench.door.accept = true;
    bench.window->close();
    QTRY_VERIFY(!bench.window->isVisible());
}

QTEST_MAIN(TestLockedWork)
#include "test_lockedwork.moc"
