#include "idlewatch.h"
#include "locked.h"
#include "login/loginpage.h"

#include <QDialog>
#include <QStackedWidget>
#include <QTimer>

#include <utility>

namespace peraku::ui {

namespace {
/** A draft that cannot be saved in this time does not keep the desk open. */
constexpr int savingMs = 3'000;
} // namespace

void MainWindow::lock()
{
    auto& session = m_context.desk.session;
    if (m_locked || session.state() == services::SessionState::LoggedOut)
        return;
    m_locked = std::make_unique<Locked>();
    m_locked->officer = session.officer().ic;
    if (m_workspace)
        m_locked->there = m_workspace->whereabouts();
    m_idle->watch(0);
    // done() and not reject(): nobody is there to be asked whether a signature may be discarded.
    const auto dialogs = findChildren<QDialog*>();
    for (auto* dialog : dialogs)
        dialog->done(QDialog::Rejected);
    m_stage->setCurrentWidget(m_login);
    m_login->startLocked(m_locked->officer);
    m_login->setEnabled(false);
    updateActions();
    QTimer::singleShot(savingMs, this, &MainWindow::leaveLocked);
    if (m_workspace)
        m_workspace->leaveEditor([this] { leaveLocked(); });
    else
        leaveLocked();
}

void MainWindow::leaveLocked()
{
    if (!m_locked || std::exchange(m_locked->leaving, true))
        return;
    domain::onFinished<domain::Done>(
        m_context.desk.session.logOut(), this, [this](const domain::Result<domain::Done>&) {
            m_login->setEnabled(true);
            followSession();
        });
}

} // namespace peraku::ui
