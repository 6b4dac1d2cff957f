#include "bench.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

using namespace peraku;
using guitest::Bench;
using services::SettingOrigin;

class TestSettings : public QObject {
    Q_OBJECT
private:
    static void start(Bench& bench, const QList<services::SettingInForce>& settings)
    {
        bench.context.settingsInForce = settings;
        bench.window.reset();
        bench.open();
    }

private Q_SLOTS:
    void choice_fixedByPolicy_isLockedEverywhereAndSaysWhoFixedIt_data()
    {
        QTest::addColumn<SettingOrigin>("origin");
        QTest::addColumn<QString>("who");
        QTest::newRow("computer") << SettingOrigin::ComputerPolicy
                                  << QStringLiteral("policy for this computer");
        QTest::newRow("user") << SettingOrigin::UserPolicy << QStringLiteral("policy for you");
    }
    void choice_fixedByPolicy_isLockedEverywhereAndSaysWhoFixedIt()
    {
        QFETCH(SettingOrigin, origin);
        QFETCH(QString, who);
        Bench bench(QStringLiteral("ms")); // the officer once chose Malay and light
        start(bench,
            { { "desk/language", { QStringLiteral("en") }, origin },
                { "desk/appearance", { QStringLiteral("dark") }, origin } });
        QVERIFY(!bench.language_.isMalay());
        QVERIFY(bench.theme.isDark());
        for (const auto* name : { "loginLanguage", "loginTheme" }) {
            const auto* button = bench.find<QPushButton>(name);
            QVERIFY2(button && !button->isEnabled(), name);
            QVERIFY2(button->toolTip().contains(who), qPrintable(button->toolTip()));
            QCOMPARE(button->accessibleDescription(), button->toolTip());
        }
        bench.logIn(domain::Role::Checker);
        for (const auto* name : { "language", "theme" }) {
            const auto* button = bench.find<QToolButton>(name);
            QVERIFY2(button && !button->isEnabled(), name);
            QVERIFY2(button->toolTip().contains(who), qPrintable(button->toolTip()));
        }
        bench.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        bench.press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!bench.language_.isMalay());
        QVERIFY(bench.theme.isDark());
        // What the officer chose comes back when the policy goes.
        start(bench, {});
        QVERIFY(bench.language_.isMalay());
        QVERIFY(!bench.theme.isDark());
    }

    void language_proposedByTheComputer_isTakenUntilTheOfficerChooses()
    {
        Bench bench;
        bench.settings.remove(QStringLiteral("language"));
        const QList<services::SettingInForce> proposed { { "desk/language", { QStringLiteral("en") },
            SettingOrigin::Computer } };
        start(bench, proposed);
        QVERIFY(!bench.language_.isMalay());
        bench.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(bench.language_.isMalay());
        start(bench, proposed);
        QVERIFY(bench.language_.isMalay());
    }

    void appearance_thatFollowsTheSystem_isNotKeptAsTheOfficersChoice()
    {
        Bench bench;
        bench.settings.remove(QStringLiteral("appearance"));
        start(bench, {});
        bench.theme.apply(ui::Scheme::System); // As when the system turns dark.
        QVERIFY(!bench.settings.contains(QStringLiteral("appearance")));
        bench.press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(bench.settings.value(QStringLiteral("appearance")).toString(), QStringLiteral("dark"));
    }

    void settings_openedByKeyboardBeforeLogIn_showEachWithItsOrigin()
    {
        Bench bench;
        start(bench,
            { { "treasury/server", { QStringLiteral("https://treasury.example") },
                  SettingOrigin::ComputerPolicy },
                { "token/module", { QStringLiteral("/a.so"), QStringLiteral("/b.so") }, SettingOrigin::User },
                { "network/proxy", {}, SettingOrigin::Default } });
        bench.press(Qt::Key_Comma, Qt::ControlModifier);
        auto* dialog = bench.dialog();
        QVERIFY(dialog);
        auto* table = dialog->findChild<QTreeWidget*>(QStringLiteral("settingsTable"));
        QCOMPARE(table->topLevelItemCount(), 3);
        QCOMPARE(table->topLevelItem(0)->text(1), QStringLiteral("https://treasury.example"));
        QVERIFY(table->topLevelItem(0)->text(2).contains(QStringLiteral("policy for this computer")));
        QCOMPARE(table->topLevelItem(1)->text(1), QStringLiteral("/a.so; /b.so"));
        QCOMPARE(table->topLevelItem(2)->text(1), QStringLiteral("not set"));
        QVERIFY(table->hasFocus());
        QTest::keyClick(dialog, Qt::Key_C, Qt::AltModifier);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(
            QStringLiteral("Treasury: https://treasury.example (")));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!bench.dialog());
    }

    void settings_fromTheAccountPage_openTheSame()
    {
        Bench bench;
        bench.logIn(domain::Role::Checker);
        bench.press(Qt::Key_6, Qt::ControlModifier);
        bench.click<QPushButton>("showSettings");
        QVERIFY(bench.dialog() && bench.dialog()->objectName() == QStringLiteral("settingsDialog"));
    }

    void diagnosis_isReadThenCopiedOrSaved_beforeAnyLogIn()
    {
        Bench bench;
        start(bench,
            { { "desk/data-dir", { QDir::homePath() + QStringLiteral("/desk") }, SettingOrigin::User },
                { "roaming/server", { QStringLiteral("https://desk:word@csp.example/csc?key=1") },
                    SettingOrigin::User } });
        bench.press(Qt::Key_F12);
        auto* dialog = bench.dialog();
        QVERIFY(dialog);
        QCOMPARE(dialog->objectName(), QStringLiteral("diagnosticsDialog"));
        QCOMPARE(bench.desk.diagnostics.examined, 1);
        const auto text = bench.find<QPlainTextEdit>("diagnosticsText")->toPlainText();
        for (const auto* told :
            { "Server treasury.example", "issued by Web Filter", "tls-failed", "outbox, queued: 3",
                "work.db: 1", "…5678", "a wrong PIN was given", "desk/data-dir: …/desk (your settings)",
                "roaming/server: https://csp.example/csc (your settings)", "/v1/changes" })
            QVERIFY2(text.contains(QString::fromUtf8(told)), qPrintable(text));
        // Whose token it is, and who works at this computer, is nobody else's to know.
        for (const auto& kept : { QStringLiteral("Aminah"), QStringLiteral("AB12345678"), QDir::homePath() })
            QVERIFY2(!text.contains(kept), qPrintable(kept));
        bench.click<QPushButton>("diagnosticsCopy");
        QCOMPARE(QGuiApplication::clipboard()->text(), text);
        bench.door.saveTo = QStringLiteral("report.txt");
        bench.click<QPushButton>("diagnosticsSave");
        QCOMPARE(bench.desk.diagnostics.saved, text);
        bench.click<QPushButton>("diagnosticsAgain");
        QCOMPARE(bench.desk.diagnostics.examined, 2);
        dialog->close();
        bench.settle();
        bench.click<QPushButton>("loginDiagnosis");
        QVERIFY(bench.dialog());
    }
};

QTEST_MAIN(TestSettings)
#include "test_settings.moc"
