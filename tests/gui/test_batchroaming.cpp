#include "batchbench.h"

#include <domain/messages.h>
#include <ui/secretedit.h>

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace peraku;
using namespace guitest;
using domain::ErrorCode;

/** Many vouchers by PIN and one-time codes: a key that signs so many under one authorisation. */
class TestBatchRoaming : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeWay_byKeyboardAlone_takesOnePinAndACodeForEachPart();
    void pin_afterWhateverEndsTheBatch_isAskedAgain_data();
    void pin_afterWhateverEndsTheBatch_isAskedAgain();
    void codeOfThePartBefore_isRefused_andKeepsWhatIsDone();
    void sendAgain_countsDown_andOnlyTheLatestCodeServes();
    void codeRunsOut_onlyANewOneHelps();
    void wrongPin_stopsTheBatch_andUsesTheCodeUp();
    void wrongCode_inALaterPart_leavesTheRestToBeTriedAlone();
    void refusedSending_inALaterPart_saysWhyAndCounts();
    void stop_inTheMiddle_keepsWhatIsDone_andTheRestTakesANewCode();
    void oneVoucherFails_isTriedAgainAlone();
    void leaving_whileACodeIsAskedFor_cancelsIt();
    void voucherLeftOut_afterTheCode_takesANewCode();
    void backAndForth_keepsALivingCode();
    void slowService_showsThatItWorks_untilTheFirstSignature();

private:
    static constexpr int part = 8;
    /** The review of everything that waits, for a key that signs `part` under one code. */
    static void toReview(Bench& bench);
    static void toSigning(Bench& bench)
    {
        toReview(bench);
        bench.click<QPushButton>("batchNext");
    }
    static void type(Bench& bench, const QByteArray& pin, const QByteArray& code)
    {
        // Asked for once; whatever stops a batch has it asked for again.
        if (auto* field = bench.find<ui::SecretEdit>("pin"))
            QTest::keyClicks(field, QString::fromLatin1(pin));
        else
            QVERIFY(bench.find<QLabel>("pinKept"));
        auto* otp = bench.find<ui::SecretEdit>("otp");
        // The code of a next part is asked for when the part before ends.
        QTRY_VERIFY(otp->isEnabled());
        QTest::keyClicks(otp, QString::fromLatin1(code));
    }
    /** Signs a part with what is right, and waits for what comes of it. */
    static void signPart(Bench& bench)
    {
        type(bench, "123456", bench.desk.batch.code);
        const int before = bench.desk.batch.signCalls;
        bench.click<QPushButton>("batchSign");
        QCOMPARE(bench.desk.batch.signCalls, before + 1);
        QTRY_VERIFY(bench.find<QPushButton>("batchSign") || bench.find<QLabel>("batchResult"));
    }
    static void pass(Bench& bench, int seconds)
    {
        bench.desk.clock.now = bench.desk.clock.now.addSecs(seconds);
        QTest::qWait(350);
    }
    static QString status(Bench& bench) { return bench.find<QLabel>("otpStatus")->text(); }
    static QString header(Bench& bench) { return bench.find<QLineEdit>("dataHeader")->text(); }
};

void TestBatchRoaming::toReview(Bench& bench)
{
    bench.logIn(domain::Role::Checker);
    auto& credential = bench.desk.certify.inventory.credentials.first();
    credential.medium = domain::SigningMedium::RoamingOtp;
    credential.needsOtp = true;
    credential.provider = QStringLiteral("treasury.example");
    credential.multisign = part;
    Q_EMIT bench.desk.certify.mediaChanged();
    openAll(bench);
    QVERIFY(waiting(bench) > 2 * part);
}

void TestBatchRoaming::wholeWay_byKeyboardAlone_takesOnePinAndACodeForEachPart()
{
    Bench bench;
    toReview(bench);
    const int all = waiting(bench);
    const int parts = (all + part - 1) / part;
    press(bench, Qt::Key_Return);
    QByteArrayList codes;
    for (int i = 1; i <= parts; ++i) {
        const auto place = QStringLiteral("part %1 of %2").arg(i).arg(parts);
        QVERIFY(header(bench).contains(place));
        QCOMPARE(bench.desk.batch.otpCalls, i);
        QVERIFY(!codes.contains(bench.desk.batch.code));
        codes.append(bench.desk.batch.code);
        auto* pin = bench.find<ui::SecretEdit>("pin");
        auto* code = bench.find<ui::SecretEdit>("otp");
        QVERIFY(code && code->isEmpty() && code->accessibleName().contains(place));
        QTRY_VERIFY(code->isEnabled());
        QVERIFY(status(bench).contains(QStringLiteral("p***k@contoh.my")));
        QCOMPARE(bench.find<QLabel>("otpClock")->text(), QStringLiteral("5:00"));
        if (i == 1) {
            QVERIFY(pin && pin->hasFocus() && pin->isEmpty());
            QTest::keyClicks(pin, QStringLiteral("123456"));
            QVERIFY(!bench.find<QPushButton>("batchSign")->isEnabled());
            press(bench, Qt::Key_Return);
        }
        QCOMPARE(pin == nullptr, i > 1);
        QCOMPARE(bench.find<QLabel>("pinKept") != nullptr, i > 1);
        QVERIFY(code->hasFocus());
        QTest::keyClicks(code, QString::fromLatin1(codes.last()));
        press(bench, Qt::Key_Return);
        QCOMPARE(bench.desk.batch.signCalls, i - 1);
        press(bench, Qt::Key_Space);
        QCOMPARE(bench.desk.batch.signCalls, i);
        QTRY_VERIFY(bench.find<ui::SecretEdit>("otp") || bench.find<QLabel>("batchResult"));
        QCOMPARE(certified(bench), std::min(all, i * part));
    }
    untilResult(bench);
    QCOMPARE(waiting(bench), 0);
    QVERIFY(!bench.find<QPushButton>("batchRetry"));
}

void TestBatchRoaming::pin_afterWhateverEndsTheBatch_isAskedAgain_data()
{
    QTest::addColumn<QString>("end");
    for (const auto* end : { "wrong code", "stopped while it signs", "left at the code", "token gone" })
        QTest::newRow(end) << QString::fromLatin1(end);
}

void TestBatchRoaming::pin_afterWhateverEndsTheBatch_isAskedAgain()
{
    QFETCH(QString, end);
    Bench bench;
    toSigning(bench);
    signPart(bench);
    QVERIFY(!bench.find<ui::SecretEdit>("pin"));
    if (end == QLatin1String("wrong code")) {
        type(bench, {}, "000000");
        bench.click<QPushButton>("batchSign");
    } else if (end == QLatin1String("stopped while it signs")) {
        type(bench, {}, bench.desk.batch.code);
        QTest::mouseClick(bench.find<QPushButton>("batchSign"), Qt::LeftButton);
        QTRY_VERIFY(certified(bench) > part);
        QTest::mouseClick(bench.find<QPushButton>("batchClose"), Qt::LeftButton);
        untilResult(bench);
    } else if (end == QLatin1String("left at the code")) {
        bench.click<QPushButton>("batchClose");
        untilResult(bench);
    } else {
        bench.desk.batch.stopAfter = 2;
        type(bench, {}, bench.desk.batch.code);
        bench.click<QPushButton>("batchSign");
        untilResult(bench);
    }
    if (bench.find<QLabel>("batchResult")) {
        bench.click<QPushButton>("batchRetry");
        bench.click<QPushButton>("batchNext");
    }
    auto* pin = bench.find<ui::SecretEdit>("pin");
    QVERIFY(pin && pin->isEmpty());
    QVERIFY(!bench.find<QLabel>("pinKept"));
    // The code alone no longer opens the key.
    bench.desk.clock.now = bench.desk.clock.now.addSecs(30);
    if (!bench.find<ui::SecretEdit>("otp")->isEnabled()) {
        pass(bench, 0);
        bench.click<QPushButton>("otpAgain");
    }
    QTest::keyClicks(bench.find<ui::SecretEdit>("otp"), QString::fromLatin1(bench.desk.batch.code));
    QVERIFY(!bench.find<QPushButton>("batchSign")->isEnabled());
}

void TestBatchRoaming::codeOfThePartBefore_isRefused_andKeepsWhatIsDone()
{
    Bench bench;
    toSigning(bench);
    const auto first = bench.desk.batch.code;
    signPart(bench);
    QCOMPARE(certified(bench), part);
    type(bench, "123456", first);
    bench.click<QPushButton>("batchSign");
    QVERIFY(bench.find<QLabel>("pinError"));
    QVERIFY(status(bench).contains(QStringLiteral("used up")));
    QCOMPARE(certified(bench), part);
    pass(bench, 30);
    bench.click<QPushButton>("otpAgain");
    signPart(bench);
    QCOMPARE(certified(bench), 2 * part);
}

void TestBatchRoaming::sendAgain_countsDown_andOnlyTheLatestCodeServes()
{
    Bench bench;
    toSigning(bench);
    const auto first = bench.desk.batch.code;
    auto* again = bench.find<QPushButton>("otpAgain");
    QVERIFY(!again->isEnabled());
    QVERIFY2(again->text().contains(QStringLiteral("0:30")), qPrintable(again->text()));
    pass(bench, 18);
    QVERIFY2(again->text().contains(QStringLiteral("0:12")), qPrintable(again->text()));
    QCOMPARE(bench.find<QLabel>("otpClock")->text(), QStringLiteral("4:42"));
    pass(bench, 12);
    bench.click<QPushButton>("otpAgain");
    QCOMPARE(bench.desk.batch.otpCalls, 2);
    type(bench, "123456", first);
    bench.click<QPushButton>("batchSign");
    QCOMPARE(bench.find<QLabel>("pinError")->text(),
        domain::errorSentence({ ErrorCode::AuthorisationRefused, {}, {}, false, 0 }));
    QCOMPARE(certified(bench), 0);
}

void TestBatchRoaming::codeRunsOut_onlyANewOneHelps()
{
    Bench bench;
    toSigning(bench);
    signPart(bench);
    type(bench, "123456", bench.desk.batch.code);
    QVERIFY(bench.find<QPushButton>("batchSign")->isEnabled());
    pass(bench, 300);
    QVERIFY(!bench.find<QPushButton>("batchSign")->isEnabled());
    QVERIFY(bench.find<ui::SecretEdit>("otp")->isEmpty());
    QVERIFY(status(bench).contains(QStringLiteral("over")));
    bench.click<QPushButton>("otpAgain");
    // The PIN was typed already and stands.
    QTest::keyClicks(bench.find<ui::SecretEdit>("otp"), QString::fromLatin1(bench.desk.batch.code));
    bench.click<QPushButton>("batchSign");
    QTRY_COMPARE(certified(bench), 2 * part);
}

void TestBatchRoaming::wrongPin_stopsTheBatch_andUsesTheCodeUp()
{
    Bench bench;
    toSigning(bench);
    type(bench, "999999", bench.desk.batch.code);
    bench.click<QPushButton>("batchSign");
    QCOMPARE(bench.desk.batch.signCalls, 1);
    QCOMPARE(certified(bench), 0);
    QVERIFY(bench.find<QLabel>("pinError"));
    QVERIFY(bench.find<ui::SecretEdit>("pin")->isEmpty());
    QVERIFY(!bench.find<ui::SecretEdit>("otp")->isEnabled());
    QVERIFY(!bench.find<QPushButton>("batchSign")->isEnabled());
    // No code is sent that nobody asked for.
    QCOMPARE(bench.desk.batch.otpCalls, 1);
    pass(bench, 30);
    bench.click<QPushButton>("otpAgain");
    signPart(bench);
    QCOMPARE(certified(bench), part);
}

void TestBatchRoaming::wrongCode_inALaterPart_leavesTheRestToBeTriedAlone()
{
    Bench bench;
    toSigning(bench);
    const int all = waiting(bench);
    signPart(bench);
    type(bench, "123456", "000000");
    bench.click<QPushButton>("batchSign");
    QVERIFY(bench.find<QLabel>("pinError"));
    bench.click<QPushButton>("batchClose");
    untilResult(bench);
    QCOMPARE(certified(bench), part);
    QVERIFY(bench.find<QLabel>("batchResult")->text().contains(QString::number(all - part)));
    bench.click<QPushButton>("batchRetry");
    QCOMPARE(bench.find<QTableView>("batchItems")->model()->rowCount(), all - part);
    bench.click<QPushButton>("batchNext");
    while (!bench.find<QLabel>("batchResult") && !QTest::currentTestFailed())
        signPart(bench);
    QCOMPARE(certified(bench), all);
}

void TestBatchRoaming::refusedSending_inALaterPart_saysWhyAndCounts()
{
    Bench bench;
    toSigning(bench);
    bench.desk.batch.refuseOtp = domain::Error { ErrorCode::ServerBusy, {}, {}, true, 20 };
    signPart(bench);
    QTRY_VERIFY(status(bench).startsWith(QStringLiteral("No code can be sent now")));
    QVERIFY(!bench.find<QPushButton>("otpAgain")->isEnabled());
    pass(bench, 20);
    bench.desk.batch.refuseOtp.reset();
    bench.click<QPushButton>("otpAgain");
    signPart(bench);
    QCOMPARE(certified(bench), 2 * part);
}

void TestBatchRoaming::stop_inTheMiddle_keepsWhatIsDone_andTheRestTakesANewCode()
{
    Bench bench;
    toSigning(bench);
    const int all = waiting(bench);
    signPart(bench);
    type(bench, "123456", bench.desk.batch.code);
    QTest::mouseClick(bench.find<QPushButton>("batchSign"), Qt::LeftButton);
    QTRY_VERIFY(certified(bench) > part);
    QTest::mouseClick(bench.find<QPushButton>("batchClose"), Qt::LeftButton);
    untilResult(bench);
    const int done = certified(bench);
    QVERIFY2(done > part && done < 2 * part, qPrintable(QString::number(done)));
    const int codes = bench.desk.batch.otpCalls;
    bench.click<QPushButton>("batchRetry");
    QCOMPARE(bench.find<QTableView>("batchItems")->model()->rowCount(), all - done);
    bench.click<QPushButton>("batchNext");
    QCOMPARE(bench.desk.batch.otpCalls, codes + 1);
    while (!bench.find<QLabel>("batchResult") && !QTest::currentTestFailed())
        signPart(bench);
    QCOMPARE(certified(bench), all);
}

void TestBatchRoaming::oneVoucherFails_isTriedAgainAlone()
{
    Bench bench;
    toSigning(bench);
    const int all = waiting(bench);
    bench.desk.batch.changed = bench.desk.waiting();
    while (!bench.find<QLabel>("batchResult") && !QTest::currentTestFailed())
        signPart(bench);
    QCOMPARE(certified(bench), all - 1);
    bench.click<QPushButton>("batchRetry");
    QCOMPARE(bench.find<QTableView>("batchItems")->model()->rowCount(), 1);
    bench.click<QPushButton>("batchNext");
    signPart(bench);
    QCOMPARE(certified(bench), all);
}

void TestBatchRoaming::leaving_whileACodeIsAskedFor_cancelsIt()
{
    Bench bench;
    auto asked = std::make_shared<QPromise<domain::Result<domain::OtpDelivery>>>();
    bench.desk.batch.heldOtp = asked;
    toSigning(bench);
    QVERIFY(!bench.find<ui::SecretEdit>("otp")->isEnabled());
    QVERIFY(!bench.find<QPushButton>("otpAgain")->isEnabled());
    bench.click<QPushButton>("batchClose");
    QVERIFY(!bench.dialog());
    QTRY_VERIFY(asked->isCanceled());
    asked->finish();
    QCOMPARE(bench.desk.batch.signCalls, 0);
}

void TestBatchRoaming::voucherLeftOut_afterTheCode_takesANewCode()
{
    Bench bench;
    auto late = std::make_shared<QPromise<domain::Result<domain::OtpDelivery>>>();
    bench.desk.batch.heldOtp = late;
    toSigning(bench);
    bench.click<QPushButton>("batchBack");
    bench.click<QPushButton>("batchLeaveOut");
    bench.desk.batch.heldOtp.reset();
    bench.click<QPushButton>("batchNext");
    QCOMPARE(bench.desk.batch.otpCalls, 2);
    // The answer to the question that nobody waits for any more is for other documents.
    late->addResult(tl::make_unexpected(domain::Error { ErrorCode::Timeout, {}, {}, true, 0 }));
    late->finish();
    Bench::settle();
    QVERIFY(status(bench).contains(QStringLiteral("p***k@contoh.my")));
    signPart(bench);
    QCOMPARE(certified(bench), part);
}

void TestBatchRoaming::backAndForth_keepsALivingCode()
{
    Bench bench;
    toSigning(bench);
    bench.click<QPushButton>("batchBack");
    bench.click<QPushButton>("batchNext");
    QCOMPARE(bench.desk.batch.otpCalls, 1);
    signPart(bench);
    QCOMPARE(certified(bench), part);
}

void TestBatchRoaming::slowService_showsThatItWorks_untilTheFirstSignature()
{
    Bench bench;
    toSigning(bench);
    type(bench, "123456", bench.desk.batch.code);
    QTest::mouseClick(bench.find<QPushButton>("batchSign"), Qt::LeftButton);
    // As a provider that signs in the background would.
    Q_EMIT bench.desk.certify.serviceWaiting(7);
    auto* text = bench.find<QLabel>("batchProgressText");
    QVERIFY(text);
    QVERIFY2(text->text().contains(QLatin1Char('7')), qPrintable(text->text()));
    QTRY_VERIFY(!text->text().contains(QStringLiteral("still at work")));
    QTRY_COMPARE(certified(bench), part);
}

QTEST_MAIN(TestBatchRoaming)
#include "test_batchroaming.moc"
