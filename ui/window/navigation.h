#pragma once

#include <ui/context.h>

#include <QWidget>

class QAction;
class QLabel;
class QListWidget;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace peraku::ui {

enum class Place {
    Inbox,
    Drafts,
    All,
    Outbox,
    Certificate,
    Account,
    Verify,
    Editor
}; ///< Not in the list; stands while a voucher is being prepared.

/** The column on the left: where one can go, who is logged in, language, look and log-out. */
class Navigation final : public QWidget {
    Q_OBJECT
public:
    explicit Navigation(Context& context, QWidget* parent = nullptr);
    void setPlace(Place place);
    void setCompact(bool compact);
    void setNewActions(QAction* payment, QAction* journal, bool mayPrepare);
    void refresh(); ///< Counts and officer.

Q_SIGNALS:
    /** The officer came to a place by the arrow keys; the focus stays in the navigation. */
    void wanted(peraku::ui::Place place);
    /** A place was clicked, or chosen with Enter: the focus goes there too. */
    void entered(peraku::ui::Place place);
    void logOutWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* tool(const char* name, const char* picture);
    void retranslate();

    Context& m_context;
    bool m_compact = false;
    QVBoxLayout* m_column;
    QLabel* m_mark;
    QLabel* m_title;
    QPushButton* m_new;
    QListWidget* m_list;
    QLabel* m_officer;
    QLabel* m_post;
    QToolButton* m_language;
    QToolButton* m_theme;
    QToolButton* m_logOut;
};

} // namespace peraku::ui
