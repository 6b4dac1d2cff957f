#include "bench.h"

#include <ui/secretedit.h>
#include <ui/vouchertablemodel.h>

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTextBrowser>

using namespace peraku;
using guitest::Bench;

class TestCertify : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeWay_withOneToken_certifiesTheVoucher();
    void review_showsTheFrozenBytes_notALaterEdit();
    void enterInThePin_neverSigns();
    void signingScreen_hasNoDefaultButton();
    void wrongPin_leavesDialogAliveAndVoucherUnchanged();
    void errors_areSentencesAndLeaveTheVoucher_data();
    void errors_areSentencesAndLeaveTheVoucher();
    void pinState_isToldBeforeTyping_data();
    void pinState_isToldBeforeTyping();
    void tokenPulledOnTheSigningScreen_goesBackToTheChoice();
    void pinPad_asksAtTheReaderAndCountsDown();
    void severalTokens_areAsked();
    void unusableToken_cannotBeChosenAndSaysWhy();
    void badReport_cannotBeConfirmed();
    void leavingAfterSigning_asksFirst();
    void confirmRefused_keepsTheSignature();

private:
    static QDialog* begin(Bench& bench);
    static QDialog* toSigning(Bench& bench);
    static domain::Error error(domain::ErrorCode code) { return { code, {}, {}, false, 0 }; }
};

QDialog* TestCertify::begin(Bench& bench)
{
    bench.logIn(domain::Role::Checker);
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    return bench.dialog();
}

QDialog* TestCertify::toSigning(Bench& bench)
{
    auto* dialog = begin(bench);
    if (dialog)
        bench.click<QPushButton>("certifyNext");
    return dialog;
}

void TestCertify::wholeWay_withOneToken_certifiesTheVoucher()
{
    Bench bench;
    auto* dialog = toSigning(bench);
    QVERIFY(dialog);
    const auto id = domain::VoucherId(
        bench.window->findChild<QTextBrowser*>(QStringLiteral("document"))->property("voucher").toString());
    const auto hash = bench.find<QLineEdit>("dataHash")->text();
    QCOMPARE(QByteArray::fromBase64(hash.toLatin1()).size(), 32);
    QVERIFY(bench.find<QLineEdit>("dataHeader")->text().contains(bench.desk.session.who.ic.digits()));
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    bench.click<QPushButton>("sign");
    QCOMPARE(bench.desk.find(id)->certifiedSteps, 0);
    QVERIFY(bench.find<QWidget>("signatureInformation"));
    bench.click<QPushButton>("confirmSignature");
    QCOMPARE(bench.desk.find(id)->certifiedSteps, 1);
    QVERIFY(bench.find<QLabel>("certifyDone"));
    bench.click<QPushButton>("certifyClose");
    // The next voucher is open, and the list shows which one it is.
    auto* table = bench.find<QTableView>("inboxTable");
    const auto next = bench.find<QTextBrowser>("document")->property("voucher").toString();
    QVERIFY(next != id.value());
    QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(
        table->selectionModel()->selectedRows().first().data(ui::VoucherTableModel::IdRole).toString(), next);
}

void TestCertify::review_showsTheFrozenBytes_notALaterEdit()
{
    Bench bench;
    QVERIFY(begin(bench));
    const auto id = domain::VoucherId(
        bench.window->findChild<QTextBrowser*>(QStringLiteral("document"))->property("voucher").toString());
    const QString before = bench.desk.find(id)->content.narration;
    bench.desk.find(id)->content.narration = QStringLiteral("ditukar kemudian");
    bench.desk.changed(id);
    Bench::settle();
    const QString shown = bench.find<QTextBrowser>("reviewDocument")->toPlainText();
    QVERIFY(shown.contains(before));
    QVERIFY(!shown.contains(QStringLiteral("ditukar kemudian")));
}

void TestCertify::enterInThePin_neverSigns()
{
    Bench bench;
    QVERIFY(toSigning(bench));
    auto* pin = bench.find<ui::SecretEdit>("pin");
    QTest::keyClick(pin, Qt::Key_Return);
    QTest::keyClicks(pin, QStringLiteral("123456"));
    QTest::keyClick(pin, Qt::Key_Return);
    auto* sign = bench.find<QPushButton>("sign");
    QTest::keyClick(sign, Qt::Key_Return);
    Bench::settle();
    QCOMPARE(bench.desk.certify.signCalls, 0);
}

void TestCertify::signingScreen_hasNoDefaultButton()
{
    Bench bench;
    auto* dialog = toSigning(bench);
    QVERIFY(dialog);
    for (auto* button : dialog->findChildren<QPushButton*>())
        if (button->isVisible())
            QVERIFY2(!button->isDefault() && !button->autoDefault(), qPrintable(button->objectName()));
}

void TestCertify::wrongPin_leavesDialogAliveAndVoucherUnchanged()
{
    Bench bench;
    QVERIFY(toSigning(bench));
    const auto before = bench.desk.vouchers;
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("999999"));
    bench.click<QPushButton>("sign");
    QVERIFY(bench.find<QLabel>("pinError"));
    QVERIFY(bench.find<ui::SecretEdit>("pin")->isEmpty());
    QVERIFY(bench.desk.vouchers == before);
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    bench.click<QPushButton>("sign");
    QVERIFY(bench.find<QPushButton>("confirmSignature"));
}

void TestCertify::errors_areSentencesAndLeaveTheVoucher_data()
{
    QTest::addColumn<int>("code");
    using domain::ErrorCode;
    for (const auto code :
        { ErrorCode::TokenRemoved, ErrorCode::ModuleCrashed, ErrorCode::ModuleHung, ErrorCode::PinLocked,
            ErrorCode::SignatureFailed, ErrorCode::CertificateExpired, ErrorCode::CertificateRevoked,
            ErrorCode::ClockSkew, ErrorCode::StorageFull, ErrorCode::Timeout })
        QTest::newRow(qPrintable(domain::errorKey(code))) << int(code);
}

void TestCertify::errors_areSentencesAndLeaveTheVoucher()
{
    QFETCH(int, code);
    Bench bench;
    QVERIFY(toSigning(bench));
    const auto before = bench.desk.vouchers;
    bench.desk.certify.refuseSign = error(domain::ErrorCode(code));
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    bench.click<QPushButton>("sign");
    auto* sentence = bench.find<QLabel>("pinError");
    QVERIFY(sentence);
    QVERIFY2(sentence->text().size() > 20 && sentence->text().contains(QLatin1Char(' ')),
        qPrintable(sentence->text()));
    QVERIFY(bench.desk.vouchers == before);
}

void TestCertify::pinState_isToldBeforeTyping_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("warned");
    QTest::addColumn<bool>("typable");
    QTest::newRow("good") << int(domain::PinState::Good) << false << true;
    QTest::newRow("few left") << int(domain::PinState::CountLow) << true << true;
    QTest::newRow("final try") << int(domain::PinState::FinalTry) << true << true;
    QTest::newRow("locked") << int(domain::PinState::Locked) << true << false;
}

void TestCertify::pinState_isToldBeforeTyping()
{
    QFETCH(int, state);
    QFETCH(bool, warned);
    QFETCH(bool, typable);
    Bench bench;
    QVERIFY(toSigning(bench));
    bench.desk.certify.inventory.credentials.first().pinState = domain::PinState(state);
    Q_EMIT bench.desk.certify.mediaChanged();
    Bench::settle();
    QCOMPARE(bench.find<QWidget>("pinState") != nullptr, warned);
    QCOMPARE(bench.find<ui::SecretEdit>("pin")->isEnabled(), typable);
}

void TestCertify::tokenPulledOnTheSigningScreen_goesBackToTheChoice()
{
    Bench bench;
    QVERIFY(toSigning(bench));
    bench.desk.certify.inventory.credentials.clear();
    Q_EMIT bench.desk.certify.mediaChanged();
    Bench::settle();
    QVERIFY(bench.find<QListWidget>("credentials"));
    QVERIFY(!bench.find<QPushButton>("certifyNext")->isEnabled());
    QCOMPARE(bench.desk.certify.signCalls, 0);
}

void TestCertify::pinPad_asksAtTheReaderAndCountsDown()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.desk.certify.inventory.credentials.first().pinPad = true;
    Q_EMIT bench.desk.certify.mediaChanged();
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    bench.click<QPushButton>("certifyNext");
    QVERIFY(!bench.find<ui::SecretEdit>("pin"));
    QVERIFY(bench.find<QLabel>("pinPad")->text().contains(QStringLiteral("keypad")));
    const auto before = bench.desk.vouchers;
    using Held = QPromise<domain::Result<services::SignedDecision>>;
    bench.desk.certify.held = std::make_shared<Held>();
    bench.click<QPushButton>("sign");
    QVERIFY(!bench.find<QPushButton>("sign")->isEnabled());
    Q_EMIT bench.desk.certify.pinPadCountdown(87);
    QVERIFY(bench.find<QLabel>("pinPad")->text().contains(QStringLiteral("87")));
    bench.desk.certify.held->addResult(tl::make_unexpected(error(domain::ErrorCode::TokenRemoved)));
    bench.desk.certify.held->finish();
    Bench::settle();
    QVERIFY(bench.find<QLabel>("pinError")->text().size() > 20);
    QVERIFY(bench.desk.vouchers == before);
    bench.desk.certify.held.reset();
    bench.click<QPushButton>("sign");
    QVERIFY(bench.find<QPushButton>("confirmSignature"));
}

void TestCertify::severalTokens_areAsked()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    auto second = bench.desk.certify.inventory.credentials.first();
    second.id = QStringLiteral("second");
    bench.desk.certify.inventory.credentials << second;
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    auto* list = bench.find<QListWidget>("credentials");
    QVERIFY(list);
    QCOMPARE(list->count(), 2);
    QVERIFY(bench.find<QPushButton>("certifyNext")->isEnabled());
}

void TestCertify::unusableToken_cannotBeChosenAndSaysWhy()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.desk.certify.inventory.credentials.first().unusable = error(domain::ErrorCode::CertificateExpired);
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    auto* list = bench.find<QListWidget>("credentials");
    QVERIFY(list);
    QVERIFY(!(list->item(0)->flags() & Qt::ItemIsEnabled));
    QVERIFY(list->item(0)->text().contains(QStringLiteral("Cannot sign")));
    QVERIFY(!bench.find<QPushButton>("certifyNext")->isEnabled());
}

void TestCertify::badReport_cannotBeConfirmed()
{
    Bench bench;
    QVERIFY(toSigning(bench));
    bench.desk.certify.badReport = true;
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    bench.click<QPushButton>("sign");
    QVERIFY(!bench.find<QPushButton>("confirmSignature")->isEnabled());
    QVERIFY(bench.find<QLabel>("verdict")->text().contains(QStringLiteral("NOT")));
}

void TestCertify::leavingAfterSigning_asksFirst()
{
    Bench bench;
    auto* dialog = toSigning(bench);
    QVERIFY(dialog);
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    bench.click<QPushButton>("sign");
    QTest::keyClick(dialog, Qt::Key_Escape);
    Bench::settle();
    QCOMPARE(bench.door.asked.size(), 1);
    QVERIFY(bench.dialog());
    bench.door.accept = true;
    QTest::keyClick(dialog, Qt::Key_Escape);
    Bench::settle();
    QVERIFY(!bench.dialog());
    QCOMPARE(bench.desk.certify.confirmCalls, 0);
}

void TestCertify::confirmRefused_keepsTheSignature()
{
    Bench bench;
    QVERIFY(toSigning(bench));
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    bench.click<QPushButton>("sign");
    bench.desk.certify.refuseConfirm = error(domain::ErrorCode::StorageFull);
    bench.click<QPushButton>("confirmSignature");
    QVERIFY(bench.find<QWidget>("confirmError"));
    bench.desk.certify.refuseConfirm.reset();
    bench.click<QPushButton>("confirmSignature");
    QCOMPARE(bench.desk.certify.signCalls, 1);
    QVERIFY(bench.find<QLabel>("certifyDone"));
}

QTEST_MAIN(TestCertify)
#include "test_certify.moc"
