#include "actions.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

namespace peraku::ui {

DeskActions::DeskActions(QWidget& window, const QList<ActionSpec>& table, QObject* parent)
    : QObject(parent)
{
    for (const auto& spec : table) {
        auto* action = new QAction(this);
        action->setObjectName(QString::fromLatin1(spec.id));
        action->setShortcut(spec.shortcut);
        action->setShortcutContext(Qt::WindowShortcut);
        connect(action, &QAction::triggered, this, [command = spec.command] { command(); });
        window.addAction(action);
        m_rows.append({ spec, action });
    }
    retranslate();
    update(NeedsNothing);
}

void DeskActions::update(unsigned holding)
{
    for (const auto& row : m_rows)
        row.action->setEnabled((row.spec.needs & ~holding) == 0);
}

void DeskActions::retranslate()
{
    for (const auto& row : m_rows)
        row.action->setText(QCoreApplication::translate("DeskActions", row.spec.text));
}

QAction* DeskActions::find(const char* id) const
{
    for (const auto& row : m_rows)
        if (qstrcmp(row.spec.id, id) == 0)
            return row.action;
    return nullptr;
}

} // namespace peraku::ui
