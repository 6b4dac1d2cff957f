#pragma once

#include <ui/context.h>

#include <QMainWindow>

#include <memory>

class QStackedWidget;

namespace peraku::ui {

class DeskActions;
class LoginPage;
class MediaWatch;
class PasswordPage;
class StatusStrip;
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
    /** Brings the window to the front, for a second start of the program. */
    void raiseToFront();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makeActions();
    void followSession();
    void updateActions();
    void switchLanguage();
    void switchScheme();
    void logOut();
    void saveState();

    Context& m_context;
    MediaWatch* m_media
        = nullptr; ///< Made at log-in and gone at log-out, so that no token is asked for before.
    QStackedWidget* m_stage;
    LoginPage* m_login;
    PasswordPage* m_password = nullptr;
    Workspace* m_workspace = nullptr;
    StatusStrip* m_status = nullptr;
    DeskActions* m_actions = nullptr;
    bool m_started = false;
};

} // namespace peraku::ui
