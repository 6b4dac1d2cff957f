#include "account/diagnosticsdialog.h"
#include "account/settingsdialog.h"
#include "actions.h"
#include "base/choices.h"
#include "certificate/mediawatch.h"
#include "desknotices.h"
#include "idlewatch.h"
#include "locked.h"
#include "login/loginpage.h"
#include "login/passwordpage.h"
#include "statusstrip.h"
#include "verify/verifypage.h"
#include "workspace.h"

#include <ui/icons.h>
#include <ui/mainwindow.h>
#include <ui/secretedit.h>

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QStackedWidget>

namespace peraku::ui {

MainWindow::MainWindow(Context& context, QWidget* parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_stage(new QStackedWidget(this))
    , m_idle(new IdleWatch(context.desk.clock, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    installSecretEditAccessibility();
    applyChoices(m_context);
    setWindowIcon(QIcon(iconPixmap(QStringLiteral("peraku"), {}, 64, 1.0)));
    setWindowTitle(QStringLiteral("Peraku"));
    m_login = new LoginPage(context, this);
    m_stage->addWidget(m_login);
    setCentralWidget(m_stage);
    makeActions();
    setMinimumSize(640, 420);
    // Less what a title bar and a frame take, so that the status line is on the screen from the first start.
    resize(QSize(1280, 800).boundedTo(screen()->availableSize() - QSize(16, 48)));
    restoreGeometry(m_context.settings.value(QStringLiteral("window/geometry")).toByteArray());
    connect(
        &m_context.desk.session, &services::SessionService::stateChanged, this, &MainWindow::followSession);
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        m_context.desk.sync.setAttended(state == Qt::ApplicationActive);
    });
    connect(&m_context.theme, &Theme::changed, this, [this] { keepChoice(m_context, Choice::Appearance); });
    connect(
        &m_context.language, &Language::changed, this, [this] { keepChoice(m_context, Choice::Language); });
    connect(m_login, &LoginPage::verifyWanted, this, [this] { verifyFiles(); });
    connect(m_login, &LoginPage::diagnosisWanted, this,
        [this] { m_actions->find("actionDiagnosis")->trigger(); });
    connect(m_login, &LoginPage::anotherWanted, this, &MainWindow::letAnotherLogIn);
    connect(m_idle, &IdleWatch::idle, this, &MainWindow::lock);
    // A long batch that signs, or a PIN typed at a reader, is the officer's work too.
    connect(&context.desk.batch, &services::BatchService::progressed, m_idle, &IdleWatch::touched);
    connect(&context.desk.certify, &services::CertifyService::pinPadCountdown, m_idle, &IdleWatch::touched);
    followSession();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeActions()
{
    const auto go = [this](Place place) { return [this, place] { m_workspace->go(place); }; };
    const auto prepare
        = [this](domain::VoucherKind kind) { return [this, kind] { m_workspace->prepare(kind); }; };
    const auto deed = [this](ReadingPane::Deed what) { return [this, what] { m_workspace->deed(what); }; };
    const QList<ActionSpec> table {
        { "actionSync", QT_TRANSLATE_NOOP("DeskActions", "Synchronise now"), QKeySequence(Qt::Key_F5),
            NeedsLogin,
            [this] {
                // The status line tells how it goes and what went wrong.
                domain::onFinished<domain::Done>(m_context.desk.sync.syncNow(), this,
                    [this](const domain::Result<domain::Done>&) { m_status->refresh(); });
                m_media->refresh();
            } },
        { "actionNewPayment", QT_TRANSLATE_NOOP("DeskActions", "Payment voucher (baucar bayaran)"),
            QKeySequence(Qt::CTRL | Qt::Key_N), NeedsLogin | NeedsPreparer,
            prepare(domain::VoucherKind::Payment) },
        { "actionNewJournal", QT_TRANSLATE_NOOP("DeskActions", "Journal voucher (baucar jurnal)"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), NeedsLogin | NeedsPreparer,
            prepare(domain::VoucherKind::Journal) },
        { "actionFind", QT_TRANSLATE_NOOP("DeskActions", "Search"), QKeySequence(Qt::CTRL | Qt::Key_F),
            NeedsLogin, [this] { m_workspace->find(); } },
        { "actionInbox", QT_TRANSLATE_NOOP("DeskActions", "Inbox"), QKeySequence(Qt::CTRL | Qt::Key_1),
            NeedsLogin, go(Place::Inbox) },
        { "actionDrafts", QT_TRANSLATE_NOOP("DeskActions", "My drafts"), QKeySequence(Qt::CTRL | Qt::Key_2),
            NeedsLogin, go(Place::Drafts) },
        { "actionAll", QT_TRANSLATE_NOOP("DeskActions", "All vouchers"), QKeySequence(Qt::CTRL | Qt::Key_3),
            NeedsLogin, go(Place::All) },
        { "actionOutbox", QT_TRANSLATE_NOOP("DeskActions", "Outbox"), QKeySequence(Qt::CTRL | Qt::Key_4),
            NeedsLogin, go(Place::Outbox) },
        { "actionCertificate", QT_TRANSLATE_NOOP("DeskActions", "Certificate & token"),
            QKeySequence(Qt::CTRL | Qt::Key_5), NeedsLogin, go(Place::Certificate) },
        { "actionAccount", QT_TRANSLATE_NOOP("DeskActions", "Account"), QKeySequence(Qt::CTRL | Qt::Key_6),
            NeedsLogin, go(Place::Account) },
        { "actionVerify", QT_TRANSLATE_NOOP("DeskActions", "Verify a file"),
            QKeySequence(Qt::CTRL | Qt::Key_7), NeedsNothing, [this] { verifyFiles(); } },
        { "actionCertify", QT_TRANSLATE_NOOP("DeskActions", "Certify"),
            QKeySequence(Qt::CTRL | Qt::Key_Return), NeedsLogin | NeedsVoucher,
            deed(ReadingPane::Deed::Certify) },
        { "actionSignSelected", QT_TRANSLATE_NOOP("DeskActions", "Sign selected vouchers"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), NeedsLogin | NeedsSelection,
            [this] { m_workspace->signSelected(); } },
        { "actionQuery", QT_TRANSLATE_NOOP("DeskActions", "Return with query"),
            QKeySequence(Qt::CTRL | Qt::Key_K), NeedsLogin | NeedsVoucher, deed(ReadingPane::Deed::Query) },
        { "actionEdit", QT_TRANSLATE_NOOP("DeskActions", "Edit"), QKeySequence(Qt::CTRL | Qt::Key_E),
            NeedsLogin | NeedsVoucher, deed(ReadingPane::Deed::Edit) },
        { "actionHistory", QT_TRANSLATE_NOOP("DeskActions", "Signatures"), QKeySequence(Qt::CTRL | Qt::Key_H),
            NeedsLogin | NeedsVoucher, deed(ReadingPane::Deed::History) },
        { "actionPrint", QT_TRANSLATE_NOOP("DeskActions", "Print form"), QKeySequence(Qt::CTRL | Qt::Key_P),
            NeedsLogin | NeedsVoucher, deed(ReadingPane::Deed::Print) },
        { "actionLanguage", QT_TRANSLATE_NOOP("DeskActions", "Switch language"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), NeedsNothing,
            [this] { switchChoice(m_context, Choice::Language); } },
        { "actionScheme", QT_TRANSLATE_NOOP("DeskActions", "Light or dark"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), NeedsNothing,
            [this] { switchChoice(m_context, Choice::Appearance); } },
        { "actionSettings", QT_TRANSLATE_NOOP("DeskActions", "Settings of this desk"),
            QKeySequence(Qt::CTRL | Qt::Key_Comma), NeedsNothing,
            [this] { m_context.door.open(new SettingsDialog(m_context, this)); } },
        { "actionDiagnosis", QT_TRANSLATE_NOOP("DeskActions", "Diagnosis"), QKeySequence(Qt::Key_F12),
            NeedsNothing, [this] { m_context.door.open(new DiagnosticsDialog(m_context, this)); } },
        { "actionEscape", QT_TRANSLATE_NOOP("DeskActions", "Back"), QKeySequence(Qt::Key_Escape), NeedsLogin,
            [this] { m_workspace->escape(); } },
    };
    m_actions = new DeskActions(*this, table, this);
}

void MainWindow::followSession()
{
    auto& session = m_context.desk.session;
    const bool loggedIn = session.state() != services::SessionState::LoggedOut;
    if (loggedIn)
        leaveVerify();
    if (loggedIn && session.passwordMustChange()) {
        if (!m_password) {
            m_password = new PasswordPage(m_context, this);
            m_stage->addWidget(m_password);
            connect(m_password, &PasswordPage::changed, this, &MainWindow::followSession);
        }
        if (m_stage->currentWidget() != m_password) {
            m_stage->setCurrentWidget(m_password);
            m_password->start();
        }
    } else if (loggedIn) {
        if (!m_workspace) {
            m_media = new MediaWatch(m_context.desk.certify, m_context.desk.clock, this);
            m_workspace = new Workspace(m_context, *m_media, this);
            m_status = new StatusStrip(m_context, *m_media, this);
            setStatusBar(m_status);
            m_stage->addWidget(m_workspace);
            connect(m_workspace, &Workspace::stateChanged, this, &MainWindow::updateActions);
            auto& navigation = m_workspace->navigation();
            connect(&navigation, &Navigation::logOutWanted, this, &MainWindow::logOut);
            navigation.setNewActions(m_actions->find("actionNewPayment"), m_actions->find("actionNewJournal"),
                session.officer().has(domain::Role::Preparer));
            const int kept
                = m_context.settings.value(QStringLiteral("window/place"), int(Place::Inbox)).toInt();
            const auto place = kept >= 0 && kept <= int(Place::Verify) ? Place(kept) : Place::Inbox;
            // Before it is shown: a list that gets the focus without a current row would choose its first.
            navigation.setPlace(place);
            m_stage->setCurrentWidget(m_workspace);
            if (m_locked && m_locked->officer == session.officer().ic)
                m_workspace->resume(m_locked->there);
            else
                m_workspace->go(place);
            m_locked.reset();
            makeNotices();
            m_media->refresh();
            m_context.desk.sync.start();
        } else if (!m_locked) {
            m_stage->setCurrentWidget(m_workspace); // From the page of a password that had to change.
        }
        m_workspace->navigation().refresh();
    } else {
        if (m_workspace) {
            saveState();
            m_notices.reset();
            // The next officer starts with nothing of this one's. Later, since a button of theirs may have
            // asked for it.
            setStatusBar(nullptr);
            m_stage->removeWidget(m_workspace);
            m_workspace->hide();
            std::exchange(m_workspace, nullptr)->deleteLater();
            std::exchange(m_media, nullptr)->deleteLater();
            m_status = nullptr;
        }
        if (m_verify)
            return;
        m_stage->setCurrentWidget(m_login);
        if (m_locked)
            m_login->startLocked(m_locked->officer, m_locked->work);
        else if (std::exchange(m_started, true) || isVisible())
            m_login->start();
    }
    m_idle->watch(loggedIn && !m_locked ? session.idleLockMinutes() : 0);
    updateActions();
}

void MainWindow::makeNotices()
{
    if (!m_context.tray)
        return;
    m_notices = std::make_unique<DeskNotices>(m_context, *m_media, *m_context.tray);
    connect(m_notices.get(), &DeskNotices::wanted, this, [this](std::optional<Place> place) {
        raiseToFront();
        // What is being signed or typed in a dialog is not left by a click elsewhere.
        if (place && !QApplication::activeModalWidget() && m_stage->currentWidget() == m_workspace)
            m_workspace->go(*place);
    });
}

void MainWindow::updateActions()
{
    unsigned holding = NeedsNothing;
    if (m_workspace && m_stage->currentWidget() == m_workspace) {
        holding |= NeedsLogin;
        if (m_context.desk.session.officer().has(domain::Role::Preparer))
            holding |= NeedsPreparer;
        if (m_workspace->hasOpenVoucher())
            holding |= NeedsVoucher;
        if (m_workspace->hasSelection())
            holding |= NeedsSelection;
    }
    m_actions->update(holding);
}

void MainWindow::verifyFiles(const QStringList& paths)
{
    if (m_workspace && m_stage->currentWidget() == m_workspace)
        return m_workspace->verifyFiles(paths);
    if (m_verify && m_stage->currentWidget() == m_verify)
        return m_verify->verify(paths);
    // Nobody passes a password that must change, nor a lock that still saves.
    if (m_stage->currentWidget() != m_login || !m_login->isEnabled())
        return;
    m_verify = new VerifyPage(m_context, this);
    m_verify->offerBack();
    connect(m_verify, &VerifyPage::backWanted, this, [this] {
        leaveVerify();
        followSession();
    });
    m_stage->addWidget(m_verify);
    m_stage->setCurrentWidget(m_verify);
    m_verify->setFocus();
    if (!paths.isEmpty())
        m_verify->verify(paths);
}

void MainWindow::leaveVerify()
{
    // Whoever comes next sees nothing of what was verified. Later, since its own button asked for it.
    if (auto* page = std::exchange(m_verify, nullptr)) {
        m_stage->removeWidget(page);
        page->deleteLater();
    }
}

void MainWindow::logOut()
{
    m_workspace->leaveEditor([this] {
        domain::onFinished<domain::Done>(m_context.desk.session.logOut(), this,
            [this](const domain::Result<domain::Done>&) { followSession(); });
    });
}

bool MainWindow::hasUnsavedWork() const
{
    return m_workspace && m_workspace->hasUnsavedChanges();
}

void MainWindow::saveWork()
{
    saveState();
    if (m_workspace)
        m_workspace->saveEditor();
}

void MainWindow::raiseToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::saveState()
{
    m_context.settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    if (m_workspace)
        m_workspace->saveState();
}

void MainWindow::askToLoseTyped(const QString& text, const QString& accept, std::function<void()> then)
{
    m_context.door.ask(this, { tr("Lose what was typed?"), text, accept, tr("Keep it"), true },
        [then = std::move(then)](bool accepted) {
            if (accepted)
                then();
        });
}

void MainWindow::letAnotherLogIn()
{
    if (!m_locked || !m_locked->there.keepsTyped())
        return m_login->start();
    askToLoseTyped(
        tr("What was typed before the desk locked is kept until the same officer logs in. The log-in of "
           "another officer loses it."),
        tr("Let another officer log in"), [this] { m_login->start(); });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_locked && m_locked->there.keepsTyped()) {
        event->ignore();
        return askToLoseTyped(
            tr("What was typed before the desk locked is kept in this window only. Closing the program "
               "loses it."),
            tr("Close and lose it"), [this] {
                if (!m_locked)
                    return;
                m_locked->there = {};
                QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
            });
    }
    if (hasUnsavedWork()) {
        event->ignore();
        m_workspace->leaveEditor([this] { close(); });
        return;
    }
    saveState();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_actions)
        m_actions->retranslate();
}

} // namespace peraku::ui
