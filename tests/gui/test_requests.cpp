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

/** Requests about certificates, as officers send them and administrators decide on them. */
class TestRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void application_isCheckedBesideItsFields();
    void application_isSentAndListed();
    void application_leftWithText_asksFirst();
    void incident_namesATokenThatIsNotPluggedIn();
    void incident_ofAChosenCertificate_isAboutThatOne_data();
    void incident_ofAChosenCertificate_isAboutThatOne();
    void incident_ofAnotherOfficer_isReportedByIc();
    void requests_officerCannotDecide();
    void list_changed_keepsTheChosenRequest();
    void administrator_confirms();
    void administrator_isWarnedOfAnotherAddress_data();
    void administrator_isWarnedOfAnotherAddress();
    void unconfirmedApplication_isSentAgain();
    void administrator_refusesOnlyWithAReason();
    void administrator_cannotDecideOnTheirOwn();
    void addMedium_marksTheCellThatIsWrong();
    void addMedium_isHiddenFromOfficers();
    void language_switched_translatesPageAndDialogs();

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
    static void trigger(Bench& bench, const char* step)
    {
        auto* action = bench.window->findChild<QAction*>(QString::fromLatin1(step));
        QVERIFY2(action && action->isVisible(), step);
        action->trigger();
        Bench::settle();
    }
    static void fill(Bench& bench, const char* field, const char* text)
    {
        auto* line = bench.find<QLineEdit>(field);
        QVERIFY2(line, field);
        line->setText(QString::fromLatin1(text));
    }
    static domain::MediumRequest request(Bench& bench, domain::Role applicant, domain::RequestState state)
    {
        domain::MediumRequest request;
        request.kind = domain::RequestKind::Cancellation;
        request.medium = domain::SigningMedium::Token;
        request.explanation = QStringLiteral("Bertukar jabatan");
        request.id = domain::RequestId(QString(32, QLatin1Char('a')));
        request.state = state;
        request.applicant = bench.desk.officer(applicant).ref();
        request.createdAt = bench.desk.clock.now;
        return request;
    }
};

void TestRequests::application_isCheckedBesideItsFields()
{
    Bench bench;
    open(bench, domain::Role::Checker);
    trigger(bench, "stepApplyRoaming");
    QVERIFY(!bench.find<QLabel>("finding.phone"));
    bench.click<QPushButton>("requestSend");
    for (const auto* field : { "finding.officeAddress", "finding.phone", "finding.securityQuestion",
             "finding.securityAnswer", "finding.declared" })
        QVERIFY2(bench.find<QLabel>(field), field);
    fill(bench, "field.phone", "03-1234 5678");
    QVERIFY(!bench.find<QLabel>("finding.phone"));
    QVERIFY(bench.desk.requests.list.isEmpty());
}

void TestRequests::application_isSentAndListed()
{
    Bench bench;
    open(bench, domain::Role::Checker);
    trigger(bench, "stepApplyRoaming");
    fill(bench, "field.email", "aminah@contoh.my");
    fill(bench, "field.officeAddress", "Aras 3, Wisma Contoh");
    fill(bench, "field.phone", "03-1234 5678");
    fill(bench, "field.securityQuestion", "Nama sekolah rendah");
    type(bench, "field.securityAnswer", "SK Contoh");
    bench.find<QCheckBox>("field.declared")->setChecked(true);
    bench.click<QPushButton>("requestSend");
    // The PIN is still missing; nothing is sent without it.
    QVERIFY(bench.desk.requests.list.isEmpty());
    type(bench, "pinNew", "271829");
    type(bench, "pinRepeat", "271829");
    bench.click<QPushButton>("requestSend");
    QCOMPARE(bench.desk.requests.list.size(), 1);
    QVERIFY(!bench.dialog());
    const auto row = bench.find<QListWidget>("requestList")->item(0)->text();
    QVERIFY2(row.contains(QStringLiteral("New certificate")), qPrintable(row));
    QVERIFY2(row.contains(QStringLiteral("e-mail address")), qPrintable(row));
}

void TestRequests::application_leftWithText_asksFirst()
{
    Bench bench;
    open(bench, domain::Role::Checker);
    trigger(bench, "stepApplyRoaming");
    fill(bench, "field.officeAddress", "Aras 3");
    QTest::keyClick(bench.dialog(), Qt::Key_Escape);
    QCOMPARE(bench.door.asked.size(), 1);
    QVERIFY(bench.dialog());
    bench.door.accept = true;
    QTest::keyClick(bench.dialog(), Qt::Key_Escape);
    Bench::settle();
    QVERIFY(!bench.dialog());
}

void TestRequests::incident_namesATokenThatIsNotPluggedIn()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.desk.certify.inventory = {};
    domain::HeldCertificate held;
    held.sha256 = domain::Sha256Hex(QString(64, QLatin1Char('c')));
    held.serialHex = QStringLiteral("1A2B3C4D");
    held.notAfter = bench.desk.clock.now.addDays(200);
    bench.desk.requests.held = { held };
    bench.press(Qt::Key_5, Qt::ControlModifier);
    trigger(bench, "stepReport");
    auto* certificates = bench.find<QComboBox>("field.certificates");
    QVERIFY(certificates);
    QCOMPARE(certificates->count(), 2);
    QVERIFY(certificates->itemText(1).contains(QStringLiteral("1A2B 3C4D")));
    certificates->setCurrentIndex(1);
    bench.click<QPushButton>("requestSend");
    QVERIFY(bench.find<QLabel>("finding.explanation"));
    bench.find<QPlainTextEdit>("field.explanation")->setPlainText(QStringLiteral("Tercicir di kereta api"));
    bench.click<QPushButton>("requestSend");
    QCOMPARE(bench.desk.requests.list.size(), 1);
    QCOMPARE(bench.desk.requests.list.first().certificates, QList { held.sha256 });
}

void TestRequests::incident_ofAChosenCertificate_isAboutThatOne_data()
{
    QTest::addColumn<bool>("listComes");
    QTest::newRow("the treasury's list names others") << true;
    QTest::newRow("the list cannot be had") << false;
}

void TestRequests::incident_ofAChosenCertificate_isAboutThatOne()
{
    QFETCH(bool, listComes);
    Bench bench;
    bench.logIn(domain::Role::Checker);
    if (!listComes)
        bench.desk.requests.heldTrouble = domain::Error { domain::ErrorCode::Offline, {}, {}, true, 0 };
    bench.press(Qt::Key_5, Qt::ControlModifier);
    trigger(bench, "stepReport");
    const auto chosen = bench.desk.certify.inventory.credentials.first();
    auto* certificates = bench.find<QComboBox>("field.certificates");
    QCOMPARE(certificates->currentData().toString(), chosen.certificate.sha256.value());
    bench.find<QPlainTextEdit>("field.explanation")->setPlainText(QStringLiteral("Tercicir di kereta api"));
    bench.click<QPushButton>("requestSend");
    QCOMPARE(bench.desk.requests.list.size(), 1);
    QCOMPARE(bench.desk.requests.list.first().certificates, QList { chosen.certificate.sha256 });
}

void TestRequests::incident_ofAnotherOfficer_isReportedByIc()
{
    Bench bench;
    open(bench, domain::Role::Administrator);
    trigger(bench, "stepReportOther");
    auto* holder = bench.find<QLineEdit>("field.holder");
    QVERIFY(holder);
    QVERIFY(holder->hasFocus());
    QVERIFY(!bench.find<QComboBox>("field.certificates"));
    bench.find<QPlainTextEdit>("field.explanation")->setPlainText(QStringLiteral("Token ditemui di kaunter"));
    holder->setText(QStringLiteral("820731-08-51"));
    bench.click<QPushButton>("requestSend");
    QVERIFY(bench.find<QLabel>("finding.holder"));
    QVERIFY(bench.desk.requests.list.isEmpty());
    const auto checker = bench.desk.officer(domain::Role::Checker);
    holder->setText(checker.ic.dashed());
    bench.click<QPushButton>("requestSend");
    QCOMPARE(bench.desk.requests.list.size(), 1);
    QCOMPARE(bench.desk.requests.list.first().holder, checker.ref());
    const auto row = bench.find<QListWidget>("requestList")->item(0)->text();
    QVERIFY2(row.contains(checker.name) && row.contains(QStringLiteral("Reported by")), qPrintable(row));
    // Who reported it does not decide on it.
    bench.click<QPushButton>("requestOpen");
    QVERIFY(!bench.find<QPushButton>("decisionConfirm")->isEnabled());
}

void TestRequests::requests_officerCannotDecide()
{
    Bench bench;
    bench.desk.requests.list = { request(bench, domain::Role::Checker, domain::RequestState::Submitted) };
    open(bench, domain::Role::Checker);
    QCOMPARE(bench.find<QListWidget>("requestList")->count(), 1);
    QVERIFY(!bench.find<QPushButton>("requestOpen"));
    bench.find<QListWidget>("requestList")->setFocus();
    bench.press(Qt::Key_Return);
    QVERIFY(!bench.dialog());
}

void TestRequests::list_changed_keepsTheChosenRequest()
{
    Bench bench;
    auto first = request(bench, domain::Role::Checker, domain::RequestState::Submitted);
    auto second = first;
    second.id = domain::RequestId(QString(32, QLatin1Char('b')));
    second.explanation = QStringLiteral("Bersara");
    bench.desk.requests.list = { first, second };
    open(bench, domain::Role::Administrator);
    auto* list = bench.find<QListWidget>("requestList");
    list->setCurrentRow(1);
    // A newer one comes in above while the administrator makes up their mind.
    first.id = domain::RequestId(QString(32, QLatin1Char('c')));
    bench.desk.requests.list.prepend(first);
    Q_EMIT bench.desk.requests.changed();
    Bench::settle();
    QCOMPARE(list->currentRow(), 2);
    bench.click<QPushButton>("requestOpen");
    QVERIFY(bench.find<QLabel>("decisionFacts")->text().contains(QStringLiteral("Bersara")));
    bench.dialog()->reject();
    bench.desk.requests.list.removeLast();
    Q_EMIT bench.desk.requests.changed();
    Bench::settle();
    QCOMPARE(list->currentRow(), 1);
}

void TestRequests::administrator_confirms()
{
    Bench bench;
    bench.desk.requests.list = { request(bench, domain::Role::Checker, domain::RequestState::Submitted) };
    open(bench, domain::Role::Administrator);
    bench.click<QPushButton>("requestOpen");
    QVERIFY(bench.find<QLabel>("decisionFacts")->text().contains(QStringLiteral("Bertukar jabatan")));
    bench.click<QPushButton>("decisionConfirm");
    QCOMPARE(bench.desk.requests.list.first().state, domain::RequestState::Done);
    QVERIFY(!bench.dialog());
}

void TestRequests::administrator_isWarnedOfAnotherAddress_data()
{
    QTest::addColumn<QString>("registered");
    QTest::newRow("the registered address") << QString();
    QTest::newRow("another") << QStringLiteral("nora@contoh.my");
}

void TestRequests::administrator_isWarnedOfAnotherAddress()
{
    QFETCH(QString, registered);
    Bench bench;
    auto asked = request(bench, domain::Role::Checker, domain::RequestState::Submitted);
    asked.registeredEmail = registered;
    bench.desk.requests.list = { asked };
    open(bench, domain::Role::Administrator);
    bench.click<QPushButton>("requestOpen");
    const auto* warning = bench.find<QLabel>("decisionWarning");
    QCOMPARE(warning != nullptr, !registered.isEmpty());
    if (warning)
        QVERIFY(warning->text().contains(registered));
}

void TestRequests::unconfirmedApplication_isSentAgain()
{
    Bench bench;
    auto waiting = request(bench, domain::Role::Checker, domain::RequestState::AwaitingEmail);
    bench.desk.requests.list = { waiting };
    open(bench, domain::Role::Checker);
    bench.click<QPushButton>("requestAgain");
    QCOMPARE(bench.desk.requests.sentAgain, 1);
    bench.desk.requests.list.first().state = domain::RequestState::Submitted;
    Q_EMIT bench.desk.requests.changed();
    QTRY_VERIFY(!bench.find<QPushButton>("requestAgain"));
}

void TestRequests::administrator_refusesOnlyWithAReason()
{
    Bench bench;
    bench.desk.requests.list = { request(bench, domain::Role::Checker, domain::RequestState::Submitted) };
    open(bench, domain::Role::Administrator);
    bench.click<QPushButton>("requestOpen");
    bench.click<QPushButton>("decisionRefuse");
    QVERIFY(!bench.find<QLabel>("decisionProblem")->text().isEmpty());
    QCOMPARE(bench.desk.requests.list.first().state, domain::RequestState::Submitted);
    bench.find<QPlainTextEdit>("decisionReason")->setPlainText(QStringLiteral("Sijil masih diperlukan"));
    bench.click<QPushButton>("decisionRefuse");
    QCOMPARE(bench.desk.requests.list.first().state, domain::RequestState::Refused);
    QCOMPARE(bench.desk.requests.list.first().refusal, QStringLiteral("Sijil masih diperlukan"));
}

void TestRequests::administrator_cannotDecideOnTheirOwn()
{
    Bench bench;
    bench.desk.requests.list
        = { request(bench, domain::Role::Administrator, domain::RequestState::Submitted) };
    open(bench, domain::Role::Administrator);
    bench.click<QPushButton>("requestOpen");
    QVERIFY(!bench.find<QPushButton>("decisionConfirm")->isEnabled());
    QVERIFY(!bench.find<QPushButton>("decisionRefuse")->isEnabled());
}

void TestRequests::addMedium_marksTheCellThatIsWrong()
{
    Bench bench;
    open(bench, domain::Role::Administrator);
    trigger(bench, "stepAddMedium");
    auto* table = bench.find<QTableWidget>("officerTable");
    QVERIFY(table);
    const char* texts[]
        = { "850312-14-5678", "Nurul Aina", "bukan-emel", "Jabatan Contoh", "Pejabat A", "Peraku" };
    for (int column = 0; column < 6; ++column)
        table->item(0, column)->setText(QString::fromLatin1(texts[column]));
    bench.click<QPushButton>("requestSend");
    QCOMPARE(table->currentColumn(), 2);
    QVERIFY(bench.find<QLabel>("officerProblem")->text().contains(QStringLiteral("name@office")));
    QVERIFY(bench.desk.requests.list.isEmpty());
    table->item(0, 2)->setText(QStringLiteral("aina@contoh.my"));
    bench.click<QPushButton>("officerAdd");
    QCOMPARE(table->item(1, 4)->text(), QStringLiteral("Pejabat A"));
    bench.click<QPushButton>("officerRemove");
    bench.click<QPushButton>("requestSend");
    QCOMPARE(bench.desk.requests.list.size(), 1);
    QCOMPARE(bench.desk.requests.list.first().officers.size(), 1);
}

void TestRequests::addMedium_isHiddenFromOfficers()
{
    Bench bench;
    open(bench, domain::Role::Checker);
    for (const auto* step : { "stepAddMedium", "stepReportOther" })
        QVERIFY2(!bench.window->findChild<QAction*>(QLatin1String(step))->isVisible(), step);
}

void TestRequests::language_switched_translatesPageAndDialogs()
{
    Bench bench;
    open(bench, domain::Role::Administrator);
    trigger(bench, "stepApplyRoaming");
    const auto english = bench.find<QPushButton>("requestSend")->text();
    bench.language_.use(translations::Language::Malay);
    Bench::settle();
    QVERIFY(bench.find<QPushButton>("requestSend")->text() != english);
}

QTEST_MAIN(TestRequests)
#include "test_requests.moc"
