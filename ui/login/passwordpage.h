#pragma once

#include <ui/context.h>

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace peraku::ui {

class SecretEdit;

/** The password that a first log-in or a reset asks to change; rules that are not met yet are listed as one
 * types. */
class PasswordPage final : public QWidget {
    Q_OBJECT
public:
    explicit PasswordPage(Context& context, QWidget* parent = nullptr);
    void start();

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QStringList unmetRules() const;
    void judge();
    void send();

    Context& m_context;
    bool m_busy = false;
    QLabel* m_title;
    QLabel* m_advice;
    QLabel* m_labels[3];
    SecretEdit* m_fields[3]; ///< Current, new, repeated.
    QLabel* m_rules;
    QLabel* m_error;
    QProgressBar* m_progress;
    QPushButton* m_send;
    QPushButton* m_logOut;
};

} // namespace peraku::ui
