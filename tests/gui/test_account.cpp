#include "bench.h"

#include <ui/secretedit.h>

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>

using namespace peraku;
using guitest::Bench;

class TestAccount : public QObject {
    Q_OBJECT
private:
    static void openAccount(Bench& bench)
    {
        bench.desk.media.signing.phones = { { QStringLiteral("0011223344556677"),
            QStringLiteral("Telefon biru"), bench.desk.clock.now.addDays(-9), bench.desk.clock.now } };
        bench.logIn(domain::Role::Checker);
        bench.press(Qt::Key_6, Qt::ControlModifier);
    }
    static QString bannerText(const Bench& bench, const char* name)
    {
        QStringList texts;
        for (auto* label : bench.find<QWidget>(name)->findChildren<QLabel*>())
            texts << label->text();
        return texts.join(QString());
    }

private Q_SLOTS:
    void channel_chosenByKeyboard_isSetAtTheTreasury()
    {
        Bench bench;
        openAccount(bench);
        auto* byEmail = bench.find<QRadioButton>("channelEmail");
        QVERIFY(byEmail && byEmail->isChecked());
        QVERIFY(byEmail->text().contains(bench.desk.media.signing.maskedEmail));
        QVERIFY(byEmail->hasFocus());
        bench.press(Qt::Key_Down);
        bench.press(Qt::Key_Space);
        QCOMPARE(bench.desk.media.signing.channel, domain::OtpChannel::App);
        QVERIFY(bench.find<QRadioButton>("channelApp")->isChecked());
    }

    void channel_refused_staysAndSaysWhy()
    {
        Bench bench;
        openAccount(bench);
        bench.desk.media.refuse = domain::Error { domain::ErrorCode::Offline, {}, {}, true, 0 };
        bench.find<QRadioButton>("channelApp")->click();
        Bench::settle();
        QVERIFY(bench.find<QRadioButton>("channelEmail")->isChecked());
        QVERIFY(bannerText(bench, "accountBanner").contains(QStringLiteral("cannot be reached")));
    }

    void phone_enrolled_asksForThePasswordAndTellsWhereTheCodeWent()
    {
        Bench bench;
        openAccount(bench);
        bench.click<QPushButton>("enrolPhone");
        QVERIFY(bench.dialog());
        QVERIFY(!bench.find<QPushButton>("phoneSend")->isEnabled());
        QTest::keyClicks(bench.find<QLineEdit>("phoneName"), QStringLiteral("Telefon merah"));
        QTest::keyClick(bench.find<QLineEdit>("phoneName"), Qt::Key_Return);
        QTest::keyClicks(bench.find<ui::SecretEdit>("phonePassword"), QStringLiteral("salah"));
        bench.click<QPushButton>("phoneSend");
        QVERIFY(bench.desk.media.enrolling.isEmpty());
        QVERIFY(bench.find<ui::SecretEdit>("phonePassword")->isEmpty());
        QTest::keyClicks(
            bench.find<ui::SecretEdit>("phonePassword"), QLatin1String(fake::FakeMedia::password));
        QTest::keyClick(bench.find<ui::SecretEdit>("phonePassword"), Qt::Key_Return);
        Bench::settle();
        QCOMPARE(bench.desk.media.enrolling, QStringLiteral("Telefon merah"));
        QVERIFY(
            bench.find<QLabel>("phoneExplanation")->text().contains(bench.desk.media.signing.maskedEmail));
        // The phone used the code meanwhile: it stands in the list as soon as the dialog is closed.
        bench.desk.media.signing.phones.append({ QStringLiteral("8899aabbccddeeff"),
            QStringLiteral("Telefon merah"), bench.desk.clock.now, bench.desk.clock.now });
        bench.click<QPushButton>("phoneBack");
        QVERIFY(!bench.dialog());
        QCOMPARE(bench.find<QListWidget>("phoneList")->count(), 2);
    }

    void lateAnswer_doesNotTurnTheChoiceBack()
    {
        Bench bench;
        openAccount(bench);
        auto* app = bench.find<QRadioButton>("channelApp");
        auto* email = bench.find<QRadioButton>("channelEmail");
        const auto late = std::make_shared<QPromise<domain::Result<domain::SigningProfile>>>();
        late->start();
        bench.desk.media.held = late;
        const auto before = bench.desk.media.signing;
        auto* chosen = before.channel == domain::OtpChannel::App ? email : app;
        bench.click<QPushButton>("accountRefresh");
        QTest::mouseClick(chosen, Qt::LeftButton, {}, QPoint(8, chosen->height() / 2));
        Bench::settle();
        QVERIFY(chosen->isChecked());
        late->addResult(domain::Result<domain::SigningProfile>(before));
        late->finish();
        Bench::settle();
        QVERIFY(chosen->isChecked());
        QVERIFY(chosen->isEnabled());
    }

    void phone_removed_asksForThePassword()
    {
        Bench bench;
        openAccount(bench);
        auto* list = bench.find<QListWidget>("phoneList");
        QVERIFY(!bench.find<QPushButton>("removePhone")->isEnabled());
        list->setFocus();
        bench.press(Qt::Key_Down);
        bench.click<QPushButton>("removePhone");
        QVERIFY(bench.dialog());
        QVERIFY(!bench.find<QLineEdit>("phoneName"));
        QTest::keyClicks(
            bench.find<ui::SecretEdit>("phonePassword"), QLatin1String(fake::FakeMedia::password));
        bench.click<QPushButton>("phoneSend");
        QVERIFY(!bench.dialog());
        QVERIFY(bench.desk.media.signing.phones.isEmpty());
        QCOMPARE(list->count(), 0);
    }

    void policy_switchedWhileLoggedIn_showsOnPageAndDesk()
    {
        Bench bench;
        openAccount(bench);
        auto* policy = bench.find<QLabel>("mediaPolicy");
        QVERIFY(
            policy->text().contains(QStringLiteral("USB token: accepted; you have a certificate on it.")));
        auto& general = bench.desk.media.general;
        general.grants[0].allowed = false;
        general.grants[0].reason = domain::Error { domain::ErrorCode::MediumSwitchedOff, {}, {}, false, 0 };
        general.roamingOnlyProcesses = { 22 };
        bench.desk.media.announce();
        Bench::settle();
        QVERIFY(policy->text().contains(QStringLiteral("USB token: no longer accepted.")));
        QVERIFY(policy->text().contains(QStringLiteral("Only with Roaming + OTP: 22 ")));
        QVERIFY(bannerText(bench, "certificateWarning").contains(QStringLiteral("Apply for Roaming + OTP")));
        general.grants[3].held = true;
        bench.desk.media.announce();
        Bench::settle();
        QVERIFY(bannerText(bench, "certificateWarning").contains(QStringLiteral("Sign with Roaming + OTP.")));
    }
};

QTEST_MAIN(TestAccount)
#include "test_account.moc"
