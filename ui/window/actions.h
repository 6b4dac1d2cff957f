#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>

class QAction;
class QWidget;

namespace peraku::ui {

/** What must hold before an action is offered. */
enum Need : unsigned {
    NeedsNothing = 0,
    NeedsLogin = 1,
    NeedsPreparer = 2,
    NeedsSelection = 4, ///< Vouchers are chosen that may be signed together.
    NeedsVoucher = 8
}; ///< One of them is open.

/** One row of the table of everything the window can do by keyboard. */
struct ActionSpec {
    const char* id;
    const char* text; ///< Source text in the context "DeskActions".
    QKeySequence shortcut;
    unsigned needs;
    std::function<void()> command;
};

/** Makes the table's rows usable in one window and keeps them in step with what holds. */
class DeskActions final : public QObject {
    Q_OBJECT
public:
    DeskActions(QWidget& window, const QList<ActionSpec>& table, QObject* parent = nullptr);
    void update(unsigned holding);
    void retranslate();
    QAction* find(const char* id) const;

private:
    struct Row {
        ActionSpec spec;
        QAction* action;
    };
    QList<Row> m_rows;
};

} // namespace peraku::ui
