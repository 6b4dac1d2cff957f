#include "bench.h"

#include <domain/messages.h>
#include <ui/secretedit.h>

#include <QAccessible>
#include <QCryptographicHash>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>

using namespace peraku;
using guitest::Bench;

/** PIN and one-time code on one screen, over made-up services. */
class TestRoaming : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeWay_pinThenCodeThenSign_byKeyboard();
    void code_isSentOnEntering_andSaysWhere_data();
    void code_isSentOnEntering_andSaysWhere();
    void again_waitsForItsTime_thenSendsAnew();
    void codeRunsOut_onlyANewOneHelps();
    void wrongTry_usesTheCodeUp();
    void refusedSending_saysWhy_andCanBeTriedAgain();
    void backAndForth_keepsALivingCode();
    void foreignProvider_isToldApart();
    void lateAnswer_ofAnEarlierRequest_isIgnored();
    void slowService_showsThatItWorks();
    void locked_leadsToTheCertificatePage();
    void hostThatCannotBeAsked_doesNotTakeTheScreenAway();
    void token_asksForNoCode();
    void chosenCredential_staysChosen_whenTheMediaStandInAnotherOrder();

private:
    static void toSigning(Bench& bench, bool foreign = false);
    static void type(Bench& bench, const char* field, const char* digits)
    {
        QTest::keyClicks(bench.find<ui::SecretEdit>(field), QString::fromLatin1(digits));
    }
    static void pass(Bench& bench, int seconds)
    {
        bench.desk.clock.now = bench.desk.clock.now.addSecs(seconds);
        QTest::qWait(350);
    }
    static QString status(Bench& bench) { return bench.find<QLabel>("otpStatus")->text(); }
};

void TestRoaming::toSigning(Bench& bench, bool foreign)
{
    bench.logIn(domain::Role::Checker);
    auto& credential = bench.desk.certify.inventory.credentials.first();
    credential.medium = domain::SigningMedium::RoamingOtp;
    credential.needsOtp = true;
    credential.provider = QStringLiteral("treasury.example");
    credential.describesDocuments = !foreign;
    Q_EMIT bench.desk.certify.mediaChanged();
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    bench.click<QPushButton>("certifyNext");
}

void TestRoaming::wholeWay_pinThenCodeThenSign_byKeyboard()
{
    Bench bench;
    toSigning(bench);
    QCOMPARE(bench.desk.certify.otpCalls, 1);
    auto* pin = bench.find<ui::SecretEdit>("pin");
    auto* code = bench.find<ui::SecretEdit>("otp");
    auto* sign = bench.find<QPushButton>("sign");
    QVERIFY(pin && code && sign);
    QVERIFY(pin->hasFocus());
    QTest::keyClicks(pin, QStringLiteral("123456"));
    QVERIFY(!sign->isEnabled());
    QTest::keyClick(pin, Qt::Key_Return);
    QVERIFY(code->hasFocus());
    QTest::keyClicks(code, QStringLiteral("31a4159"));
    QCOMPARE(code->characterCount(), 6);
    QVERIFY(sign->isEnabled());
    QTest::keyClick(code, Qt::Key_Return);
    QVERIFY(sign->hasFocus());
    QCOMPARE(bench.desk.certify.signCalls, 0);
    QTest::keyClick(sign, Qt::Key_Space);
    Bench::settle();
    QCOMPARE(bench.desk.certify.signCalls, 1);
    QCOMPARE(bench.desk.certify.lastOtpHash, QCryptographicHash::hash("314159", QCryptographicHash::Sha256));
    QVERIFY(bench.find<QPushButton>("confirmSignature"));
}

void TestRoaming::code_isSentOnEntering_andSaysWhere_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("en") << QStringLiteral("en");
    QTest::newRow("ms") << QStringLiteral("ms");
}

void TestRoaming::code_isSentOnEntering_andSaysWhere()
{
    QFETCH(QString, language);
    Bench bench(language);
    bench.desk.certify.heldOtp = std::make_shared<QPromise<domain::Result<domain::OtpDelivery>>>();
    toSigning(bench);
    const auto sending = status(bench);
    QVERIFY(!sending.isEmpty());
    QVERIFY(!bench.find<ui::SecretEdit>("otp")->isEnabled());
    QVERIFY(!bench.find<QPushButton>("otpAgain")->isEnabled());
    bench.desk.certify.heldOtp->addResult(domain::OtpDelivery { domain::OtpChannel::App,
        QStringLiteral("Telefon Siti"), QStringLiteral("n"), bench.desk.clock.now.addSecs(120), 30 });
    bench.desk.certify.heldOtp->finish();
    Bench::settle();
    QVERIFY(status(bench).contains(QStringLiteral("Telefon Siti")));
    QVERIFY(status(bench) != sending);
    QCOMPARE(bench.find<QLabel>("otpClock")->text(), QStringLiteral("2:00"));
    QVERIFY(bench.find<QLabel>("otpClock")->accessibleName().endsWith(QStringLiteral(": 2:00")));
    QVERIFY(bench.find<ui::SecretEdit>("otp")->isEnabled());
    auto* accessible = QAccessible::queryAccessibleInterface(bench.find<ui::SecretEdit>("otp"));
    QVERIFY(!accessible->text(QAccessible::Name).isEmpty());
    QVERIFY(accessible->state().passwordEdit);
}

void TestRoaming::again_waitsForItsTime_thenSendsAnew()
{
    Bench bench;
    toSigning(bench);
    auto* again = bench.find<QPushButton>("otpAgain");
    QVERIFY(!again->isEnabled());
    QVERIFY2(again->text().contains(QStringLiteral("0:30")), qPrintable(again->text()));
    type(bench, "otp", "111111");
    pass(bench, 30);
    QVERIFY(again->isEnabled());
    bench.click<QPushButton>("otpAgain");
    QCOMPARE(bench.desk.certify.otpCalls, 2);
    QVERIFY(bench.find<ui::SecretEdit>("otp")->isEmpty());
    QVERIFY(!again->isEnabled());
}

void TestRoaming::codeRunsOut_onlyANewOneHelps()
{
    Bench bench;
    toSigning(bench);
    type(bench, "pin", "123456");
    type(bench, "otp", "314159");
    QVERIFY(bench.find<QPushButton>("sign")->isEnabled());
    pass(bench, 300);
    QVERIFY(!bench.find<QPushButton>("sign")->isEnabled());
    QVERIFY(bench.find<ui::SecretEdit>("otp")->isEmpty());
    QVERIFY(status(bench).contains(QStringLiteral("over")));
    bench.click<QPushButton>("otpAgain");
    type(bench, "otp", "271828");
    QVERIFY(bench.find<QPushButton>("sign")->isEnabled());
}

void TestRoaming::wrongTry_usesTheCodeUp()
{
    Bench bench;
    toSigning(bench);
    const auto before = bench.desk.vouchers;
    bench.desk.certify.refuseSign
        = domain::Error { domain::ErrorCode::AuthorisationRefused, {}, {}, false, 0 };
    type(bench, "pin", "123456");
    type(bench, "otp", "314159");
    bench.click<QPushButton>("sign");
    QCOMPARE(bench.find<QLabel>("pinError")->text(), domain::errorSentence(*bench.desk.certify.refuseSign));
    QVERIFY(bench.find<ui::SecretEdit>("pin")->isEmpty());
    QVERIFY(bench.find<ui::SecretEdit>("otp")->isEmpty());
    QVERIFY(!bench.find<ui::SecretEdit>("otp")->isEnabled());
    QVERIFY(status(bench).contains(QStringLiteral("used up")));
    QVERIFY(bench.desk.vouchers == before);
    bench.desk.certify.refuseSign.reset();
    pass(bench, 30);
    bench.click<QPushButton>("otpAgain");
    type(bench, "pin", "123456");
    type(bench, "otp", "271828");
    bench.click<QPushButton>("sign");
    QVERIFY(bench.find<QPushButton>("confirmSignature"));
}

void TestRoaming::refusedSending_saysWhy_andCanBeTriedAgain()
{
    Bench bench;
    bench.desk.certify.refuseOtp = domain::Error { domain::ErrorCode::ServerBusy, {}, {}, true, 20 };
    toSigning(bench);
    // Not the sentence of work that the desk sends again by itself.
    QVERIFY2(status(bench).startsWith(QStringLiteral("No code can be sent now")), qPrintable(status(bench)));
    QVERIFY(!bench.find<QPushButton>("otpAgain")->isEnabled());
    pass(bench, 20);
    bench.desk.certify.refuseOtp.reset();
    bench.click<QPushButton>("otpAgain");
    QVERIFY(bench.find<ui::SecretEdit>("otp")->isEnabled());
}

void TestRoaming::backAndForth_keepsALivingCode()
{
    Bench bench;
    toSigning(bench);
    bench.click<QPushButton>("certifyBack");
    bench.click<QPushButton>("certifyNext");
    QCOMPARE(bench.desk.certify.otpCalls, 1);
    QVERIFY(bench.find<ui::SecretEdit>("otp")->isEnabled());
    bench.click<QPushButton>("certifyBack");
    pass(bench, 300);
    bench.click<QPushButton>("certifyNext");
    QCOMPARE(bench.desk.certify.otpCalls, 2);
}

void TestRoaming::foreignProvider_isToldApart()
{
    Bench bench;
    toSigning(bench);
    const auto own = bench.find<QLabel>("otpOrigin")->text();
    Bench other;
    toSigning(other, true);
    const auto foreign = other.find<QLabel>("otpOrigin")->text();
    QVERIFY(foreign != own);
    QVERIFY(foreign.contains(QStringLiteral("treasury.example")));
    QVERIFY(foreign.contains(QStringLiteral("cannot name")));
}

void TestRoaming::lateAnswer_ofAnEarlierRequest_isIgnored()
{
    Bench bench;
    auto first = std::make_shared<QPromise<domain::Result<domain::OtpDelivery>>>();
    bench.desk.certify.heldOtp = first;
    toSigning(bench);
    bench.click<QPushButton>("certifyBack");
    bench.desk.certify.heldOtp.reset();
    Bench::settle();
    first->addResult(tl::make_unexpected(domain::Error { domain::ErrorCode::Timeout, {}, {}, true, 0 }));
    first->finish();
    bench.click<QPushButton>("certifyNext");
    bench.click<QPushButton>("otpAgain");
    QVERIFY(status(bench).contains(QStringLiteral("p***k@contoh.my")));
}

void TestRoaming::slowService_showsThatItWorks()
{
    Bench bench;
    toSigning(bench);
    type(bench, "pin", "123456");
    type(bench, "otp", "314159");
    bench.desk.certify.held = std::make_shared<QPromise<domain::Result<services::SignedDecision>>>();
    bench.click<QPushButton>("sign");
    QVERIFY(!bench.find<QLabel>("signWaiting"));
    Q_EMIT bench.desk.certify.serviceWaiting(7);
    QVERIFY(bench.find<QLabel>("signWaiting")->text().contains(QLatin1Char('7')));
    bench.click<QPushButton>("certifyClose");
    QVERIFY(bench.desk.certify.held->isCanceled());
    bench.desk.certify.held->finish();
    Bench::settle();
    QVERIFY(!bench.find<QLabel>("signWaiting"));
    QVERIFY(bench.dialog());
}

void TestRoaming::locked_leadsToTheCertificatePage()
{
    Bench bench;
    toSigning(bench);
    bench.desk.certify.refuseSign = domain::Error { domain::ErrorCode::CredentialLocked, {}, {}, false, 0 };
    type(bench, "pin", "123456");
    type(bench, "otp", "314159");
    bench.desk.certify.inventory.credentials.first().unusable = bench.desk.certify.refuseSign;
    bench.click<QPushButton>("sign");
    QVERIFY(bench.find<QListWidget>("credentials"));
    bench.click<QPushButton>("certifyCertificatePage");
    QVERIFY(!bench.dialog());
    QVERIFY(bench.find<QWidget>("certificatePage"));
}

void TestRoaming::hostThatCannotBeAsked_doesNotTakeTheScreenAway()
{
    Bench bench;
    toSigning(bench);
    auto kept = bench.desk.certify.inventory;
    bench.desk.certify.inventory.credentials.clear();
    bench.desk.certify.inventory.moduleErrors
        = { domain::Error { domain::ErrorCode::Offline, {}, {}, true, 0 } };
    Q_EMIT bench.desk.certify.mediaChanged();
    Bench::settle();
    QVERIFY(bench.find<ui::SecretEdit>("otp"));
    bench.desk.certify.inventory.moduleErrors.clear();
    Q_EMIT bench.desk.certify.mediaChanged();
    Bench::settle();
    QVERIFY(bench.find<QListWidget>("credentials"));
}

void TestRoaming::chosenCredential_staysChosen_whenTheMediaStandInAnotherOrder()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    auto& held = bench.desk.certify.inventory.credentials;
    auto roaming = held.first();
    roaming.id = QStringLiteral("roaming-1");
    roaming.medium = domain::SigningMedium::RoamingOtp;
    roaming.needsOtp = true;
    held.append(roaming);
    Q_EMIT bench.desk.certify.mediaChanged();
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    auto* list = bench.find<QListWidget>("credentials");
    QVERIFY(list);
    list->setCurrentRow(int(held.size()) - 1);
    // What signed last moves to the front while the officer looks at the list.
    held.move(held.size() - 1, 0);
    Q_EMIT bench.desk.certify.mediaChanged();
    QTRY_COMPARE(list->currentRow(), 0);
    bench.click<QPushButton>("certifyNext");
    bench.click<QPushButton>("certifyNext");
    QVERIFY(bench.find<ui::SecretEdit>("otp"));
    QCOMPARE(bench.desk.certify.otpCalls, 1);
}

void TestRoaming::token_asksForNoCode()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    bench.click<QPushButton>("certifyNext");
    QVERIFY(bench.find<ui::SecretEdit>("pin"));
    QVERIFY(!bench.find<ui::SecretEdit>("otp"));
    QCOMPARE(bench.desk.certify.otpCalls, 0);
}

QTEST_MAIN(TestRoaming)
#include "test_roaming.moc"
