#pragma once

#include <ui/context.h>

#include <QMainWindow>

#include <functional>
#include <memory>

class QStackedWidget;

namespace peraku::ui {

class DeskActions;
class DeskNotices;
class IdleWatch;
class LoginPage;
class MediaWatch;
class PasswordPage;
class StatusStrip;
class VerifyPage;
class Workspace;

/** The desk's one window: log-in, forced password change, then the workspace. Follows the session by itself.
 * GUI thread. */
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    /** Everything in `context` outlives the window. Takes language and scheme from the settings. */
    explicit MainWindow(Context& context, QWidget* parent = nullptr);
    ~MainWindow() override;
    /** What is typed and does not stand in the store yet. */
    bool hasUnsavedWork() const;
    /** Starts saving it, for a session that ends. */
    void saveWork();
    /**
     * Locks the desk: covered at once, dialogs closed (what was being signed is cancelled), drafts saved,
     * then logged out, so that keys and tokens are gone. The same officer comes back to the same place. Also
     * when the computer's session locks or it goes to sleep.
     */
    void lock();
    /** "Verify a file", of these if there are any; nothing while a password must change or a lock still
     * saves. */
    void verifyFiles(const QStringList& paths = {});
    /** Brings the window to the front, for a second start of the program. */
    void raiseToFront();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makeActions();
    void followSession();
    void updateActions();
    void leaveVerify();
    void makeNotices();
    void letAnotherLogIn();
    /** Runs `then` once the officer accepts that what a lock kept is lost. */
    void askToLoseTyped(const QString& text, const QString& accept, std::function<void()> then);
    void logOut();
    void saveState();

    Context& m_context;
    MediaWatch* m_media
        = nullptr; ///< Made at log-in and gone at log-out, so that no token is asked for before.
    QStackedWidget* m_stage;
    LoginPage* m_login;
    PasswordPage* m_password = nullptr;
    VerifyPage* m_verify = nullptr; ///< While somebody verifies without a log-in.
    Workspace* m_workspace = nullptr;
    StatusStrip* m_status = nullptr;
    std::unique_ptr<DeskNotices> m_notices; ///< While somebody is logged in and the desk is not locked.
    DeskActions* m_actions = nullptr;
    void leaveLocked(const domain::Error* trouble = nullptr);

    IdleWatch* m_idle;
    struct Locked;
    std::unique_ptr<Locked> m_locked; ///< Set from the lock until somebody has logged in.
    bool m_started = false;
};

} // namespace peraku::ui
