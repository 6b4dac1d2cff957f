#pragma once

#include "lockedwork.h"

#include <ui/context.h>

#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace peraku::ui {

class SecretEdit;

/** IC and password; every error stands beside its field and the page stays usable. */
class LoginPage final : public QWidget {
    Q_OBJECT
public:
    explicit LoginPage(Context& context, QWidget* parent = nullptr);
    void start(); ///< Empties the fields and takes the focus.
    /** As start(), after a lock: says so, and the officer has only the password to type. */
    void startLocked(const domain::Ic& officer, const LockedWork& work);

Q_SIGNALS:
    void anotherWanted(); ///< Not the officer whom the lock waits for.
    void verifyWanted(); ///< Evidence shall be checked without a log-in.
    void diagnosisWanted(); ///< It does not work; the help desk asks why.

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showOfficer(const domain::Ic& officer);
    QString lockedText() const;
    void formatIc();
    void showError(const domain::Error& error);
    void logIn();
    /** The treasury let the officer go with work that it never received. */
    void askToGiveUp(int unsent);
    void setBusy(bool busy);

    Context& m_context;
    bool m_busy = false;
    domain::Ic m_officer; ///< Who locked the desk; empty = whoever types an IC.
    LockedWork m_work;
    QLabel* m_mark;
    QLabel* m_title;
    QLabel* m_subtitle;
    QLabel* m_locked;
    QPushButton* m_another;
    QLabel* m_icLabel;
    QLineEdit* m_ic;
    QLabel* m_icError;
    QLabel* m_passwordLabel;
    SecretEdit* m_password;
    QLabel* m_capsLock;
    QLabel* m_passwordError;
    QLabel* m_treasury;
    QProgressBar* m_progress;
    QPushButton* m_logIn;
    QPushButton* m_verify;
    QPushButton* m_diagnosis;
    QPushButton* m_language;
    QPushButton* m_theme;
};

} // namespace peraku::ui
