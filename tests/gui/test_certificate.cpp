#include "bench.h"

#include <ui/secretedit.h>

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QCryptographicHash>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>

using namespace peraku;
using guitest::Bench;

/** The certificate page and PINs: what is held, what to do next; by keyboard and by pointer. */
class TestCertificate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCredential_isListedWithMediumStateAndDays();
    void nextStep_followsTheState_data();
    void nextStep_followsTheState();
    void tab_goesFromTheCertificateToWhatCanBeDone();
    void expiry_bannerLeadsToTheRenewal();
    void pin_rulesAreListedAsOneTypes();
    void pin_rightOne_isChanged();
    void pin_wrongOne_isToldAndAskedAgain();
    void pin_locked_leadsToAnUnblockRequestOnly();

private:
    static void open(Bench& bench, domain::Role role)
    {
        bench.logIn(role);
        bench.press(Qt::Key_5, Qt::ControlModifier);
    }
    static void type(Bench& bench, const char* field, const char* text)
    {
        auto* edit = bench.find<ui::SecretEdit>(field);
        QVERIFY2(edit, field);
        edit->setFocus();
        QTest::keyClicks(edit, QString::fromLatin1(text));
    }
};

void TestCertificate::everyCredential_isListedWithMediumStateAndDays()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    auto roaming = bench.desk.credential(bench.desk.officer(domain::Role::Checker));
    roaming.id = QStringLiteral("roaming");
    roaming.medium = domain::SigningMedium::RoamingOtp;
    roaming.provider = QStringLiteral("perbendaharaan.example");
    roaming.unusable = domain::Error { domain::ErrorCode::CredentialLocked, {}, {}, false, 0 };
    bench.desk.certify.inventory.credentials.append(roaming);
    bench.press(Qt::Key_5, Qt::ControlModifier);
    auto* list = bench.find<QListWidget>("certificateList");
    QVERIFY(list);
    QCOMPARE(list->count(), 2);
    list->setCurrentRow(1);
    Bench::settle();
    const auto state = bench.find<QLabel>("certificateState")->text();
    QVERIFY2(state.contains(QStringLiteral("Roaming + OTP")), qPrintable(state));
    QVERIFY2(state.contains(QStringLiteral("perbendaharaan.example")), qPrintable(state));
    QVERIFY2(state.contains(roaming.certificate.ic->dashed()), qPrintable(state));
    QVERIFY2(state.contains(QStringLiteral("Not usable")), qPrintable(state));
}

void TestCertificate::nextStep_followsTheState_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("medium");
    QTest::addColumn<QString>("text");
    const auto token = int(domain::SigningMedium::Token);
    QTest::newRow("all well") << -1 << 400 << token << "Change the PIN…";
    QTest::newRow("29 days left") << -1 << 29 << token << "Apply for renewal…";
    QTest::newRow("expired") << int(domain::ErrorCode::CertificateExpired) << -1 << token
                             << "Apply for renewal…";
    QTest::newRow("PIN locked") << int(domain::ErrorCode::PinLocked) << 400 << token
                                << "Ask for it to be unblocked…";
    QTest::newRow("PIN must change") << int(domain::ErrorCode::PinMustChange) << 400 << token
                                     << "Change the PIN…";
    QTest::newRow("softcert") << int(domain::ErrorCode::MediumUnsupported) << 400
                              << int(domain::SigningMedium::Softcert) << "Apply for a roaming certificate…";
}

void TestCertificate::nextStep_followsTheState()
{
    QFETCH(int, code);
    QFETCH(int, days);
    QFETCH(int, medium);
    QFETCH(QString, text);
    Bench bench;
    bench.logIn(domain::Role::Checker);
    auto& credential = bench.desk.certify.inventory.credentials.first();
    credential.medium = domain::SigningMedium(medium);
    credential.certificate.notAfter = bench.desk.clock.now.addDays(days);
    if (code >= 0)
        credential.unusable = domain::Error { domain::ErrorCode(code), {}, {}, false, 0 };
    bench.press(Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(bench.find<QPushButton>("nextStep")->text().remove(QLatin1Char('&')), text);
}

void TestCertificate::tab_goesFromTheCertificateToWhatCanBeDone()
{
    Bench bench;
    open(bench, domain::Role::Checker);
    // The page itself takes the focus, and whoever came by keyboard sees where they are.
    QVERIFY(bench.find<QListWidget>("certificateList")->hasFocus());
    for (const auto* name : { "nextStep", "moreSteps", "slotList", "certificateRefresh" }) {
        bench.press(Qt::Key_Tab);
        QVERIFY2(bench.find<QWidget>(name)->hasFocus(), name);
    }
    bench.press(Qt::Key_P, Qt::AltModifier);
    QTRY_VERIFY(bench.dialog());
    QCOMPARE(bench.dialog()->objectName(), QStringLiteral("pinDialog"));
}

void TestCertificate::expiry_bannerLeadsToTheRenewal()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.desk.certify.inventory.credentials.first().certificate.notAfter = bench.desk.clock.now.addDays(31);
    Q_EMIT bench.desk.certify.mediaChanged();
    Bench::settle();
    QVERIFY(!bench.find<QPushButton>("bannerOffer"));
    bench.desk.certify.inventory.credentials.first().certificate.notAfter = bench.desk.clock.now.addDays(30);
    Q_EMIT bench.desk.certify.mediaChanged();
    Bench::settle();
    bench.click<QPushButton>("bannerOffer");
    QVERIFY(bench.dialog());
    QCOMPARE(bench.dialog()->objectName(), QStringLiteral("requestDialog"));
    QVERIFY(bench.find<QLineEdit>("field.officeAddress"));
}

void TestCertificate::pin_rulesAreListedAsOneTypes()
{
    Bench bench;
    open(bench, domain::Role::Checker);
    bench.click<QPushButton>("nextStep");
    auto* send = bench.find<QPushButton>("pinChange");
    type(bench, "pinCurrent", "123456");
    type(bench, "pinNew", "123456");
    const auto rules = bench.find<QLabel>("pinRules")->text();
    QVERIFY2(rules.contains(QStringLiteral("12345")), qPrintable(rules));
    QVERIFY2(rules.contains(QStringLiteral("Different from the present PIN")), qPrintable(rules));
    QVERIFY2(rules.contains(QStringLiteral("same in both")), qPrintable(rules));
    QVERIFY(!send->isEnabled());
    bench.find<ui::SecretEdit>("pinNew")->clear();
    type(bench, "pinNew", "271829");
    QVERIFY(!send->isEnabled());
    type(bench, "pinRepeat", "271829");
    QVERIFY(send->isEnabled());
    QCOMPARE(bench.desk.requests.pinChanges, 0);
}

void TestCertificate::pin_rightOne_isChanged()
{
    Bench bench;
    open(bench, domain::Role::Checker);
    bench.click<QPushButton>("nextStep");
    // By keyboard alone: Enter walks from field to field and sends.
    for (const auto* digits : { "123456", "271829", "271829" }) {
        QVERIFY(bench.dialog() && bench.dialog()->focusWidget());
        QTest::keyClicks(bench.dialog()->focusWidget(), QString::fromLatin1(digits));
        QTest::keyClick(bench.dialog()->focusWidget(), Qt::Key_Return);
    }
    Bench::settle();
    QCOMPARE(bench.desk.requests.pinChanges, 1);
    QCOMPARE(bench.desk.requests.lastPinHash, QCryptographicHash::hash("271829", QCryptographicHash::Sha256));
    QVERIFY(!bench.dialog());
}

void TestCertificate::pin_wrongOne_isToldAndAskedAgain()
{
    Bench bench;
    open(bench, domain::Role::Checker);
    bench.click<QPushButton>("nextStep");
    type(bench, "pinCurrent", "999111");
    type(bench, "pinNew", "271829");
    type(bench, "pinRepeat", "271829");
    bench.click<QPushButton>("pinChange");
    QVERIFY(bench.dialog());
    QVERIFY(bench.find<ui::SecretEdit>("pinCurrent")->isEmpty());
    QVERIFY(bench.find<ui::SecretEdit>("pinNew")->isEmpty());
    QVERIFY(!bench.find<QPushButton>("pinUnblock"));
    QCOMPARE(bench.desk.requests.pinChanges, 1);
}

void TestCertificate::pin_locked_leadsToAnUnblockRequestOnly()
{
    Bench bench;
    open(bench, domain::Role::Checker);
    bench.click<QPushButton>("nextStep");
    bench.desk.requests.refuse = domain::Error { domain::ErrorCode::PinLocked, {}, {}, false, 0 };
    type(bench, "pinCurrent", "999111");
    type(bench, "pinNew", "271829");
    type(bench, "pinRepeat", "271829");
    bench.click<QPushButton>("pinChange");
    QVERIFY(!bench.find<ui::SecretEdit>("pinCurrent")->isEnabled());
    QVERIFY(!bench.find<QPushButton>("pinChange")->isEnabled());
    bench.desk.requests.refuse.reset();
    bench.click<QPushButton>("pinUnblock");
    auto* text = bench.find<QPlainTextEdit>("field.explanation");
    QVERIFY(text);
    text->setPlainText(QStringLiteral("PIN disekat selepas tiga cubaan"));
    bench.click<QPushButton>("requestSend");
    QCOMPARE(bench.desk.requests.list.size(), 1);
    QCOMPARE(bench.desk.requests.list.first().kind, domain::RequestKind::Unblock);
    QCOMPARE(bench.desk.requests.list.first().certificates.size(), 1);
}

QTEST_MAIN(TestCertificate)
#include "test_certificate.moc"
