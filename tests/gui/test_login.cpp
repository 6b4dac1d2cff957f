#include "bench.h"

#include <ui/secretedit.h>

#include <QCryptographicHash>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace peraku;
using guitest::Bench;

class TestLogin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ic_typedWithoutDashes_getsThemAsItIsTyped();
    void ic_impossibleDate_isRefusedBesideTheField();
    void password_typedWithKeys_reachesTheServiceAndLeavesTheField();
    void password_wrong_keepsThePageAndSaysWhy();
    void language_switchedAtAClick_changesTextAndIsRemembered();
    void mustChange_afterLogIn_asksForANewPasswordFirst();
    void mustChange_rules_areListedUntilMet();
    void logOut_fromTheWorkspace_returnsToTheLogInAndDropsTheOfficersPages();
};

void TestLogin::ic_typedWithoutDashes_getsThemAsItIsTyped()
{
    Bench bench;
    auto* ic = bench.find<QLineEdit>("loginIc");
    QTest::keyClicks(ic, QStringLiteral("820731085127"));
    QCOMPARE(ic->text(), QStringLiteral("820731-08-5127"));
    QTest::keyClick(ic, Qt::Key_Backspace);
    QCOMPARE(ic->text(), QStringLiteral("820731-08-512"));
}

void TestLogin::ic_impossibleDate_isRefusedBesideTheField()
{
    Bench bench;
    QTest::keyClicks(bench.find<QLineEdit>("loginIc"), QStringLiteral("821331085127"));
    bench.click<QPushButton>("logIn");
    auto* error = bench.find<QLabel>("loginIcError");
    QVERIFY(error);
    QVERIFY(!error->text().isEmpty());
    QCOMPARE(bench.desk.session.state(), services::SessionState::LoggedOut);
}

void TestLogin::password_typedWithKeys_reachesTheServiceAndLeavesTheField()
{
    Bench bench;
    bench.desk.session.willLogIn = bench.desk.officer(domain::Role::Checker);
    QTest::keyClicks(bench.find<QLineEdit>("loginIc"), QStringLiteral("820731085127"));
    auto* password = bench.find<ui::SecretEdit>("loginPassword");
    QTest::keyClicks(password, QStringLiteral("Rahsia#2026x"));
    QCOMPARE(password->characterCount(), 12);
    QTest::keyClick(password, Qt::Key_Return);
    Bench::settle();
    QCOMPARE(bench.desk.session.lastPasswordHash,
        QCryptographicHash::hash("Rahsia#2026x", QCryptographicHash::Sha256));
    QVERIFY(password->isEmpty());
    QVERIFY(bench.find<QWidget>("workspace"));
}

void TestLogin::password_wrong_keepsThePageAndSaysWhy()
{
    Bench bench;
    bench.desk.session.refuse = domain::Error { domain::ErrorCode::WrongPassword, {}, {}, false, 0 };
    QTest::keyClicks(bench.find<QLineEdit>("loginIc"), QStringLiteral("820731085127"));
    QTest::keyClicks(bench.find<ui::SecretEdit>("loginPassword"), QStringLiteral("salah"));
    bench.click<QPushButton>("logIn");
    QVERIFY(bench.find<QLabel>("loginError"));
    QVERIFY(bench.find<ui::SecretEdit>("loginPassword")->isEmpty());
    QVERIFY(bench.find<QPushButton>("logIn")->isEnabled());
}

void TestLogin::language_switchedAtAClick_changesTextAndIsRemembered()
{
    Bench bench;
    bench.click<QPushButton>("loginLanguage");
    QCOMPARE(bench.settings.value(QStringLiteral("language")).toString(), QStringLiteral("ms"));
    QCOMPARE(bench.find<QPushButton>("loginLanguage")->text(), QStringLiteral("&English"));
    bench.click<QPushButton>("loginLanguage");
    QCOMPARE(bench.settings.value(QStringLiteral("language")).toString(), QStringLiteral("en"));
    QCOMPARE(bench.find<QPushButton>("logIn")->text(), QStringLiteral("&Log in"));
}

void TestLogin::mustChange_afterLogIn_asksForANewPasswordFirst()
{
    Bench bench;
    bench.desk.session.mustChange = true;
    bench.logIn(domain::Role::Checker);
    QVERIFY(bench.find<QWidget>("passwordPage"));
    QVERIFY(!bench.find<QWidget>("workspace"));
    QTest::keyClicks(bench.find<ui::SecretEdit>("passwordCurrent"), QStringLiteral("Sementara#1"));
    QTest::keyClicks(bench.find<ui::SecretEdit>("passwordNew"), QStringLiteral("Rahsia#2026x"));
    QTest::keyClicks(bench.find<ui::SecretEdit>("passwordRepeat"), QStringLiteral("Rahsia#2026x"));
    bench.click<QPushButton>("changePassword");
    QVERIFY(bench.find<QWidget>("workspace"));
}

void TestLogin::mustChange_rules_areListedUntilMet()
{
    Bench bench;
    bench.desk.session.mustChange = true;
    bench.logIn(domain::Role::Checker);
    auto* send = bench.find<QPushButton>("changePassword");
    QTest::keyClicks(bench.find<ui::SecretEdit>("passwordCurrent"), QStringLiteral("lama"));
    QTest::keyClicks(bench.find<ui::SecretEdit>("passwordNew"), QStringLiteral("rahsia2026xx"));
    QTest::keyClicks(bench.find<ui::SecretEdit>("passwordRepeat"), QStringLiteral("rahsia2026xx"));
    QVERIFY(!send->isEnabled());
    const QString rules = bench.find<QLabel>("passwordRules")->text();
    QVERIFY2(rules.contains(QStringLiteral("capital")) && rules.contains(QStringLiteral("special")),
        qPrintable(rules));
    QVERIFY2(!rules.contains(QStringLiteral("digit")), qPrintable(rules));
}

void TestLogin::logOut_fromTheWorkspace_returnsToTheLogInAndDropsTheOfficersPages()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    QTest::mouseClick(bench.find<QAbstractButton>("logOut"), Qt::LeftButton);
    Bench::settle();
    QVERIFY(bench.find<QLineEdit>("loginIc"));
    QVERIFY(bench.window->findChildren<QWidget*>(QStringLiteral("workspace")).isEmpty());
}

QTEST_MAIN(TestLogin)
#include "test_login.moc"
