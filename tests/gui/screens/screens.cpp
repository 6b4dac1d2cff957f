// Renders every screen into a folder, so that people can look at them: screens DIR. Scale comes from
// QT_SCALE_FACTOR.

#include "fakedesk.h"

#include <ui/mainwindow.h>
#include <ui/secretedit.h>

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace peraku;

namespace {

class Album {
public:
    Album(QApplication& application, QString folder)
        : m_application(application)
        , m_folder(std::move(folder))
    {
    }

    void take(translations::Language language, bool dark, QSize size)
    {
        QTemporaryDir home;
        QSettings settings(home.filePath(QStringLiteral("desk.ini")), QSettings::IniFormat);
        settings.setValue(QStringLiteral("language"), translations::languageCode(language));
        settings.setValue(QStringLiteral("scheme"), int(dark ? ui::Scheme::Dark : ui::Scheme::Light));
        fake::FakeDesk desk;
        ui::DesktopDoor door;
        ui::Theme theme(m_application);
        ui::Language tongue;
        services::Desk services = desk.desk();
        ui::Context context { services, door, theme, tongue, settings, QStringLiteral("treasury.example") };
        m_prefix = QStringLiteral("%1-%2-%3x%4")
                       .arg(translations::languageCode(language),
                           dark ? QStringLiteral("dark") : QStringLiteral("light"))
                       .arg(size.width())
                       .arg(size.height());
        ui::MainWindow window(context);
        window.resize(size);
        window.show();
        shot(window, "login");
        window.findChild<QLineEdit*>(QStringLiteral("loginIc"))->setText(QStringLiteral("820731-08-512"));
        QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("logIn")), Qt::LeftButton);
        shot(window, "login-error");
        desk.session.mustChange = true;
        desk.logIn(domain::Role::Checker);
        shot(window, "password");
        desk.session.mustChange = false;
        desk.logIn(domain::Role::Checker);
        settle();
        QTest::keyClick(window.focusWidget(), Qt::Key_Down);
        shot(window, "inbox");
        if (auto* toggle = window.findChild<QAbstractButton*>(QStringLiteral("filterToggle")))
            toggle->click();
        QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
        settle();
        QTest::keyClick(window.focusWidget(), Qt::Key_Down);
        shot(window, "all");
        desk.outbox.list = { { 1, desk.waiting(), QStringLiteral("BB/10010101/2026/000107"),
                                 services::OutboxOperation::Decide, domain::Action::Certify,
                                 services::OutboxState::Queued, desk.clock.now, 0, std::nullopt },
            { 2, desk.waiting(), QStringLiteral("BJ/10010101/2026/000108"), services::OutboxOperation::Submit,
                domain::Action::Submit, services::OutboxState::Conflict, desk.clock.now, 2,
                domain::Error { domain::ErrorCode::Conflict, {}, {}, false, 0 } } };
        Q_EMIT desk.outbox.changed();
        desk.sync.current.online = false;
        desk.sync.current.offlineSince = desk.clock.now.addSecs(-3600);
        Q_EMIT desk.sync.statusChanged();
        QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
        shot(window, "outbox");
        auto old = desk.credential(desk.officer(domain::Role::Checker));
        old.certificate.notAfter = desk.clock.now.addDays(12);
        auto other = desk.credential(desk.officer(domain::Role::Approver));
        other.unusable = domain::Error { domain::ErrorCode::CertificateWrongOfficer, {}, {}, false, 0 };
        desk.certify.inventory.credentials = { old, other };
        QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
        shot(window, "certificate");
        desk.media.signing.phones = { { QStringLiteral("0011223344556677"), QStringLiteral("Telefon biru"),
            desk.clock.now.addDays(-9), desk.clock.now } };
        desk.media.general.roamingOnlyProcesses = { 22, 34 };
        QTest::keyClick(&window, Qt::Key_6, Qt::ControlModifier);
        shot(window, "account");
        window.findChild<QPushButton*>(QStringLiteral("enrolPhone"))->click();
        shotDialog(window, "phone");
        closeDialog(window);
        desk.certify.inventory.credentials = { desk.credential(desk.officer(domain::Role::Checker)) };
        Q_EMIT desk.certify.mediaChanged();
        settle();
        certifyMany(window, desk);
        decide(window, desk);
        roam(window, desk);
        desk.logIn(domain::Role::Preparer);
        desk.session.logOut();
        settle();
        desk.logIn(domain::Role::Preparer);
        settle();
        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        shot(window, "drafts");
        QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier);
        shot(window, "editor-payment");
        QTest::keyClick(&window, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        shot(window, "editor-journal");
    }

private:
    /** Many at once, with one beyond the officer's limit and one that changes meanwhile. */
    void certifyMany(ui::MainWindow& window, fake::FakeDesk& desk)
    {
        desk.find(desk.waiting())->content.lines.first().amount = domain::Money::fromSen(90'000'000'000);
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        settle();
        QTest::keyClick(window.focusWidget(), Qt::Key_A, Qt::ControlModifier);
        shot(window, "inbox-selected");
        QTest::keyClick(&window, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        settle();
        auto* dialog = window.findChild<QDialog*>(QStringLiteral("batchDialog"));
        if (!dialog) {
            qWarning("no batch dialog");
            return;
        }
        shotDialog(window, "batch-review");
        dialog->findChild<QPushButton*>(QStringLiteral("batchNext"))->click();
        shotDialog(window, "batch-sign");
        QTest::keyClicks(dialog->findChild<ui::SecretEdit*>(QStringLiteral("pin")), QStringLiteral("123456"));
        desk.batch.stopAfter = 9;
        desk.batch.changed = desk.vouchers.at(5).id;
        bool seen = false;
        QObject::connect(&desk.batch, &services::BatchService::progressed, dialog, [&] {
            if (!std::exchange(seen, true))
                dialog->grab().save(QStringLiteral("%1/%2-batch-progress.png").arg(m_folder, m_prefix));
        });
        dialog->findChild<QPushButton*>(QStringLiteral("batchSign"))->click();
        shotDialog(window, "batch-result");
        closeDialog(window);
    }

    void decide(ui::MainWindow& window, fake::FakeDesk& desk)
    {
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        settle();
        QTest::keyClick(window.focusWidget(), Qt::Key_Down);
        settle();
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        shotDialog(window, "query");
        closeDialog(window);
        QTest::keyClick(&window, Qt::Key_Return, Qt::ControlModifier);
        settle();
        auto* dialog = window.findChild<QDialog*>(QStringLiteral("certifyDialog"));
        if (!dialog) {
            qWarning("no certify dialog");
            return;
        }
        shotDialog(window, "certify-review");
        dialog->findChild<QPushButton*>(QStringLiteral("certifyNext"))->click();
        shotDialog(window, "certify-sign");
        auto* pin = dialog->findChild<ui::SecretEdit*>(QStringLiteral("pin"));
        QTest::keyClicks(pin, QStringLiteral("000000"));
        dialog->findChild<QPushButton*>(QStringLiteral("sign"))->click();
        shotDialog(window, "certify-wrong-pin");
        QTest::keyClicks(pin, QStringLiteral("123456"));
        dialog->findChild<QPushButton*>(QStringLiteral("sign"))->click();
        shotDialog(window, "certify-confirm");
        dialog->findChild<QPushButton*>(QStringLiteral("confirmSignature"))->click();
        shotDialog(window, "certify-done");
        closeDialog(window);
        auto credential = desk.credential(desk.session.who);
        auto second = desk.credential(desk.officer(domain::Role::Approver));
        credential.id = QStringLiteral("other");
        second.unusable = domain::Error { domain::ErrorCode::CertificateWrongOfficer, {}, {}, false, 0 };
        desk.certify.inventory.credentials = { desk.credential(desk.session.who), credential, second };
        QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
        QTest::keyClick(window.focusWidget(), Qt::Key_Down);
        settle();
        QTest::keyClick(&window, Qt::Key_Return, Qt::ControlModifier);
        shotDialog(window, "certify-choose");
        closeDialog(window);
        QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
        settle();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(window.focusWidget(), Qt::Key_Down);
        settle();
        QTest::keyClick(&window, Qt::Key_H, Qt::ControlModifier);
        settle();
        if (auto* history = window.findChild<QDialog*>(QStringLiteral("historyDialog")))
            history->findChild<QPushButton*>(QStringLiteral("verifySignature"))->click();
        shotDialog(window, "history");
        closeDialog(window);
    }

    void roam(ui::MainWindow& window, fake::FakeDesk& desk)
    {
        auto credential = desk.credential(desk.session.who);
        credential.medium = domain::SigningMedium::RoamingOtp;
        credential.needsOtp = true;
        credential.provider = credential.mediumLabel = QStringLiteral("treasury.example");
        desk.certify.inventory.credentials = { credential };
        Q_EMIT desk.certify.mediaChanged();
        for (const bool foreign : { false, true }) {
            desk.certify.inventory.credentials.first().describesDocuments = !foreign;
            QTest::keyClick(&window, Qt::Key_1, Qt::ControlModifier);
            QTest::keyClick(window.focusWidget(), Qt::Key_Down);
            settle();
            QTest::keyClick(&window, Qt::Key_Return, Qt::ControlModifier);
            settle();
            auto* dialog = window.findChild<QDialog*>(QStringLiteral("certifyDialog"));
            if (!dialog) {
                qWarning("no certify dialog");
                return;
            }
            dialog->findChild<QPushButton*>(QStringLiteral("certifyNext"))->click();
            settle();
            shotDialog(window, foreign ? "roaming-foreign" : "roaming-sign");
            QTest::keyClicks(
                dialog->findChild<ui::SecretEdit*>(QStringLiteral("pin")), QStringLiteral("000000"));
            QTest::keyClicks(
                dialog->findChild<ui::SecretEdit*>(QStringLiteral("otp")), QStringLiteral("314159"));
            dialog->findChild<QPushButton*>(QStringLiteral("sign"))->click();
            shotDialog(window, foreign ? "roaming-foreign-refused" : "roaming-refused");
            closeDialog(window);
        }
        window.lock();
        shot(window, "locked");
    }

    static void settle() { QTest::qWait(200); }
    void shot(QWidget& widget, const char* name)
    {
        settle();
        widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(m_folder, m_prefix, QString::fromLatin1(name)));
    }
    QDialog* topDialog(QWidget& window) const
    {
        for (auto* dialog : window.findChildren<QDialog*>())
            if (dialog->isVisible())
                return dialog;
        return nullptr;
    }
    void shotDialog(QWidget& window, const char* name)
    {
        settle();
        if (auto* dialog = topDialog(window))
            shot(*dialog, name);
        else
            qWarning("no dialog for %s", name);
    }
    void closeDialog(QWidget& window)
    {
        if (auto* dialog = topDialog(window)) {
            dialog->reject();
            settle();
            window.activateWindow();
            settle();
        }
    }

    QApplication& m_application;
    QString m_folder;
    QString m_prefix;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const auto arguments = application.arguments();
    if (arguments.size() < 2) {
        qWarning("usage: screens DIR [WIDTHxHEIGHT]");
        return 2;
    }
    QDir().mkpath(arguments.at(1));
    const auto size = arguments.value(2, QStringLiteral("1366x768")).split(QLatin1Char('x'));
    Album album(application, arguments.at(1));
    for (const auto language : { translations::Language::English, translations::Language::Malay })
        for (const bool dark : { false, true })
            album.take(language, dark, QSize(size.value(0).toInt(), size.value(1).toInt()));
    return 0;
}
