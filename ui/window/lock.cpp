#include "desknotices.h"
#include "idlewatch.h"
#include "locked.h"
#include "login/loginpage.h"

#include <domain/messages.h>

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
    if (m_workspace) {
        m_locked->there = m_workspace->whereabouts();
        m_locked->work.form = m_locked->there.form.form != Interrupted::Form::None;
        if (m_locked->there.editing)
            m_locked->work.draft
                = m_workspace->hasUnsavedChanges() ? LockedWork::Draft::Saving : LockedWork::Draft::Saved;
    }
    m_idle->watch(0);
    m_notices.reset();
    // done() and not reject(): nobody is there to be asked whether a signature may be discarded.
    const auto dialogs = findChildren<QDialog*>();
    for (auto* dialog : dialogs)
        dialog->done(QDialog::Rejected);
    m_stage->setCurrentWidget(m_login);
    m_login->startLocked(m_locked->officer, m_locked->work);
    m_login->setEnabled(false);
    updateActions();
    if (!m_workspace)
        return leaveLocked();
    QTimer::singleShot(savingMs, m_workspace, [this] { leaveLocked(); });
    m_workspace->leaveEditor(
        [this] { leaveLocked(); }, [this](const domain::Error& why) { leaveLocked(&why); });
}

void MainWindow::leaveLocked(const domain::Error* trouble)
{
    if (!m_locked || std::exchange(m_locked->leaving, true))
        return;
    if (m_workspace && m_workspace->hasUnsavedChanges()) {
        // What the store did not take is kept for the officer who comes back.
        m_locked->there.unsaved = m_workspace->typed();
        m_locked->work.draft = LockedWork::Draft::Unsaved;
        m_locked->work.why = trouble ? domain::errorSentence(*trouble) : QString();
    } else if (m_locked->work.draft == LockedWork::Draft::Saving) {
        m_locked->work.draft = LockedWork::Draft::Saved;
    }
    domain::onFinished<domain::Done>(
        m_context.desk.session.logOut(), this, [this](const domain::Result<domain::Done>&) {
            m_login->setEnabled(true);
            followSession();
        });
}

} // namespace peraku::ui
