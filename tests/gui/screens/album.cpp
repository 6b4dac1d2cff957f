#include "album.h"

#include <ui/secretedit.h>

#include <QApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace peraku::screens {

namespace {

QDialog* topDialog(QWidget& window)
{
    for (auto* dialog : window.findChildren<QDialog*>())
        if (dialog->isVisible())
            return dialog;
    return nullptr;
}

/** As an officer would, in Qt's own file dialog. */
void choosePdf(QDialog* dialog, const QString& path)
{
    QFile letter(path);
    if (!letter.open(QIODevice::WriteOnly) || letter.write("%PDF-1.7 memo") < 0)
        qWarning("no letter");
    letter.close();
    dialog->findChild<QPushButton*>(QStringLiteral("choosePdf"))->click();
    QTest::qWait(200);
    if (auto* files = dialog->findChild<QFileDialog*>()) {
        files->findChild<QLineEdit*>()->setText(path);
        QMetaObject::invokeMethod(files, "accept");
    }
    QTest::qWait(200);
}

} // namespace

Album::Album(QApplication& application, QString folder)
    : m_application(application)
    , m_folder(std::move(folder))
{
}

int Album::stay(translations::Language language, domain::Role role)
{
    QTemporaryDir home;
    QSettings settings(home.filePath(QStringLiteral("desk.ini")), QSettings::IniFormat);
    settings.setValue(QStringLiteral("language"), translations::languageCode(language));
    fake::FakeDesk desk;
    ui::DesktopDoor door;
    ui::Theme theme(m_application);
    ui::Language tongue;
    services::Desk services = desk.desk();
    ui::Context context { services, door, theme, tongue, settings, QStringLiteral("treasury.example") };
    desk.session.willLogIn = desk.officer(role);
    desk.certify.inventory.credentials = { desk.credential(desk.officer(role)) };
    ui::MainWindow window(context);
    window.show();
    return QApplication::exec();
}

void Album::take(translations::Language language, bool dark, QSize size)
{
    QTemporaryDir home;
    QSettings settings(home.filePath(QStringLiteral("desk.ini")), QSettings::IniFormat);
    settings.setValue(QStringLiteral("language"), translations::languageCode(language));
    settings.setValue(QStringLiteral("appearance"), dark ? QStringLiteral("dark") : QStringLiteral("light"));
    fake::FakeDesk desk;
    ui::DesktopDoor door;
    ui::Theme theme(m_application);
    ui::Language tongue;
    services::Desk services = desk.desk();
    using services::SettingOrigin;
    ui::Context context {
        services, door, theme, tongue, settings, QStringLiteral("treasury.example"),
        { { "treasury/server", { QStringLiteral("https://treasury.example") },
              SettingOrigin::ComputerPolicy },
            { "treasury/ca", { QStringLiteral("C:\\ProgramData\\Peraku\\ca.pem") }, SettingOrigin::Computer },
            { "token/module", {}, SettingOrigin::Default },
            { "desk/language", { translations::languageCode(language) }, SettingOrigin::UserPolicy },
            { "network/proxy", { QStringLiteral("http://proxy.example:8080") }, SettingOrigin::Environment } }
    };
    m_prefix = QStringLiteral("%1-%2-%3x%4")
                   .arg(translations::languageCode(language),
                       dark ? QStringLiteral("dark") : QStringLiteral("light"))
                   .arg(size.width())
                   .arg(size.height());
    ui::MainWindow window(context);
    window.resize(size);
    window.show();
    shot(window, QStringLiteral("login"));
    window.findChild<QLineEdit*>(QStringLiteral("loginIc"))->setText(QStringLiteral("820731-08-512"));
    QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("logIn")), Qt::LeftButton);
    shot(window, QStringLiteral("login-error"));
    press(window, Qt::Key_7, Qt::ControlModifier);
    shot(window, QStringLiteral("verify-logged-out"));
    press(window, Qt::Key_Escape);
    desk.session.mustChange = true;
    desk.logIn(domain::Role::Checker);
    shot(window, QStringLiteral("password"));
    desk.session.mustChange = false;
    desk.logIn(domain::Role::Checker);
    settle();
    press(window, Qt::Key_Down);
    shot(window, QStringLiteral("inbox"));
    if (auto* toggle = window.findChild<QAbstractButton*>(QStringLiteral("filterToggle")))
        toggle->click();
    press(window, Qt::Key_3, Qt::ControlModifier);
    settle();
    press(window, Qt::Key_Down);
    shot(window, QStringLiteral("all"));
    desk.outbox.list
        = { { 1, desk.waiting(), QStringLiteral("BB/10010101/2026/000107"), services::OutboxOperation::Decide,
                domain::Action::Certify, services::OutboxState::Queued, desk.clock.now, 0, std::nullopt },
              { 2, desk.waiting(), QStringLiteral("BJ/10010101/2026/000108"),
                  services::OutboxOperation::Submit, domain::Action::Submit, services::OutboxState::Conflict,
                  desk.clock.now, 2, domain::Error { domain::ErrorCode::Conflict, {}, {}, false, 0 } } };
    Q_EMIT desk.outbox.changed();
    desk.sync.current.online = false;
    desk.sync.current.offlineSince = desk.clock.now.addSecs(-3600);
    Q_EMIT desk.sync.statusChanged();
    press(window, Qt::Key_4, Qt::ControlModifier);
    shot(window, QStringLiteral("outbox"));
    auto old = desk.credential(desk.officer(domain::Role::Checker));
    old.certificate.notAfter = desk.clock.now.addDays(12);
    auto other = desk.credential(desk.officer(domain::Role::Approver));
    other.unusable = domain::Error { domain::ErrorCode::CertificateWrongOfficer, {}, {}, false, 0 };
    desk.certify.inventory.credentials = { old, other };
    press(window, Qt::Key_5, Qt::ControlModifier);
    shot(window, QStringLiteral("certificate"));
    desk.media.signing.phones = { { QStringLiteral("0011223344556677"), QStringLiteral("Telefon biru"),
        desk.clock.now.addDays(-9), desk.clock.now } };
    desk.media.general.roamingOnlyProcesses = { 22, 34 };
    press(window, Qt::Key_6, Qt::ControlModifier);
    shot(window, QStringLiteral("account"));
    press(window, Qt::Key_Comma, Qt::ControlModifier);
    shotDialog(window, QStringLiteral("settings"));
    closeDialog(window);
    press(window, Qt::Key_F12);
    shotDialog(window, QStringLiteral("diagnosis"));
    closeDialog(window);
    window.findChild<QPushButton*>(QStringLiteral("enrolPhone"))->click();
    shotDialog(window, QStringLiteral("phone"));
    closeDialog(window);
    desk.certify.inventory.credentials = { desk.credential(desk.officer(domain::Role::Checker)) };
    Q_EMIT desk.certify.mediaChanged();
    settle();
    certifyMany(window, desk);
    decide(window, desk);
    roam(window, desk);
    verify(window, desk);
    requests(window, desk);
    evidence(window, desk);
    administer(window, desk);
    window.lock();
    shot(window, QStringLiteral("locked"));
    desk.session.logOut();
    settle();
    desk.logIn(domain::Role::Preparer);
    settle();
    press(window, Qt::Key_2, Qt::ControlModifier);
    shot(window, QStringLiteral("drafts"));
    press(window, Qt::Key_N, Qt::ControlModifier);
    shot(window, QStringLiteral("editor-payment"));
    press(window, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    shot(window, QStringLiteral("editor-journal"));
    conflicts(window, desk);
}

/** Two versions of a draft, from the outbox; then one that went its way elsewhere, and a decision too late.
 */
void Album::conflicts(ui::MainWindow& window, fake::FakeDesk& desk)
{
    using services::OutboxOperation;
    const auto open = [&](const QString& name) {
        press(window, Qt::Key_4, Qt::ControlModifier);
        settle();
        window.findChild<QPushButton*>(QStringLiteral("outboxCompare"))->click();
        shotDialog(window, name);
    };
    desk.conflicts.collide(OutboxOperation::SaveDraft, domain::Action::Edit);
    press(window, Qt::Key_2, Qt::ControlModifier);
    settle();
    shot(window, QStringLiteral("draft-in-conflict"));
    open(QStringLiteral("conflict"));
    if (auto* mine = window.findChild<QPushButton*>(QStringLiteral("allMine")))
        mine->click();
    shotDialog(window, QStringLiteral("conflict-chosen"));
    closeDialog(window);
    shot(window, QStringLiteral("outbox-conflict"));
    desk.conflicts.known.editable = false;
    desk.conflicts.known.theirs->state = domain::VoucherState::Submitted;
    open(QStringLiteral("conflict-late"));
    closeDialog(window);
    desk.conflicts.known.theirs.reset();
    open(QStringLiteral("conflict-gone"));
    closeDialog(window);
    desk.session.logOut();
    settle();
    desk.logIn(domain::Role::Checker);
    settle();
    desk.conflicts.collide(OutboxOperation::Decide, domain::Action::Certify);
    open(QStringLiteral("conflict-signed"));
    closeDialog(window);
}

/** Many at once, with one beyond the officer's limit and one that changes meanwhile. */
void Album::certifyMany(ui::MainWindow& window, fake::FakeDesk& desk)
{
    desk.find(desk.waiting())->content.lines.first().amount = domain::Money::fromSen(90'000'000'000);
    press(window, Qt::Key_1, Qt::ControlModifier);
    settle();
    press(window, Qt::Key_A, Qt::ControlModifier);
    shot(window, QStringLiteral("inbox-selected"));
    press(window, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    settle();
    auto* dialog = window.findChild<QDialog*>(QStringLiteral("batchDialog"));
    if (!dialog) {
        qWarning("no batch dialog");
        return;
    }
    shotDialog(window, QStringLiteral("batch-review"));
    dialog->findChild<QPushButton*>(QStringLiteral("batchNext"))->click();
    shotDialog(window, QStringLiteral("batch-sign"));
    QTest::keyClicks(dialog->findChild<ui::SecretEdit*>(QStringLiteral("pin")), QStringLiteral("123456"));
    desk.batch.stopAfter = 9;
    desk.batch.changed = desk.vouchers.at(5).id;
    bool seen = false;
    QObject::connect(&desk.batch, &services::BatchService::progressed, dialog, [&] {
        if (!std::exchange(seen, true))
            dialog->grab().save(QStringLiteral("%1/%2-batch-progress.png").arg(m_folder, m_prefix));
    });
    dialog->findChild<QPushButton*>(QStringLiteral("batchSign"))->click();
    shotDialog(window, QStringLiteral("batch-result"));
    closeDialog(window);
}

void Album::decide(ui::MainWindow& window, fake::FakeDesk& desk)
{
    press(window, Qt::Key_1, Qt::ControlModifier);
    settle();
    press(window, Qt::Key_Down);
    settle();
    press(window, Qt::Key_K, Qt::ControlModifier);
    shotDialog(window, QStringLiteral("query"));
    closeDialog(window);
    press(window, Qt::Key_Return, Qt::ControlModifier);
    settle();
    auto* dialog = window.findChild<QDialog*>(QStringLiteral("certifyDialog"));
    if (!dialog) {
        qWarning("no certify dialog");
        return;
    }
    shotDialog(window, QStringLiteral("certify-review"));
    const QTemporaryDir letters;
    choosePdf(dialog, letters.filePath(QStringLiteral("memo-kelulusan.pdf")));
    shotDialog(window, QStringLiteral("certify-review-pdf"));
    dialog->findChild<QPushButton*>(QStringLiteral("certifyNext"))->click();
    shotDialog(window, QStringLiteral("certify-sign"));
    auto* pin = dialog->findChild<ui::SecretEdit*>(QStringLiteral("pin"));
    QTest::keyClicks(pin, QStringLiteral("000000"));
    dialog->findChild<QPushButton*>(QStringLiteral("sign"))->click();
    shotDialog(window, QStringLiteral("certify-wrong-pin"));
    QTest::keyClicks(pin, QStringLiteral("123456"));
    dialog->findChild<QPushButton*>(QStringLiteral("sign"))->click();
    shotDialog(window, QStringLiteral("certify-confirm"));
    dialog->findChild<QPushButton*>(QStringLiteral("confirmSignature"))->click();
    shotDialog(window, QStringLiteral("certify-done"));
    closeDialog(window);
    auto credential = desk.credential(desk.session.who);
    auto second = desk.credential(desk.officer(domain::Role::Approver));
    credential.id = QStringLiteral("other");
    second.unusable = domain::Error { domain::ErrorCode::CertificateWrongOfficer, {}, {}, false, 0 };
    desk.certify.inventory.credentials = { desk.credential(desk.session.who), credential, second };
    press(window, Qt::Key_1, Qt::ControlModifier);
    press(window, Qt::Key_Down);
    settle();
    press(window, Qt::Key_Return, Qt::ControlModifier);
    shotDialog(window, QStringLiteral("certify-choose"));
    closeDialog(window);
}

void Album::settle()
{
    QTest::qWait(150);
}

void Album::press(ui::MainWindow& window, Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    // A window manager takes its time.
    window.activateWindow();
    (void)QTest::qWaitForWindowActive(&window, 1000);
    QTest::keyClick(window.focusWidget() ? window.focusWidget() : &window, key, modifiers);
}

void Album::go(ui::MainWindow& window, Qt::Key page)
{
    press(window, page, Qt::ControlModifier);
    settle();
}

void Album::shot(QWidget& widget, const QString& name)
{
    settle();
    widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(m_folder, m_prefix, name));
}

void Album::shotDialog(QWidget& window, const QString& name)
{
    settle();
    if (auto* dialog = topDialog(window))
        shot(*dialog, name);
    else
        qWarning("no dialog for %s", qPrintable(name));
}

void Album::closeDialog(QWidget& window)
{
    if (auto* dialog = topDialog(window)) {
        dialog->QDialog::reject();
        settle();
        window.activateWindow();
        settle();
    }
}

} // namespace peraku::screens
