#include "list/listpage.h"
#include "workspace.h"

#include <domain/task.h>
#include <ui/forms/vouchereditor.h>

namespace peraku::ui {

void Workspace::saveState()
{
    for (const auto& [place, page] : m_pages)
        if (auto* list = qobject_cast<ListPage*>(page))
            list->saveState();
}

Workspace::Whereabouts Workspace::whereabouts() const
{
    Whereabouts here { m_place == Place::Editor ? m_before : m_place, {}, m_editor != nullptr };
    if (m_editor)
        here.voucher = m_editor->voucher().id;
    else if (auto* list = currentList(); list && list->reading().voucher())
        here.voucher = list->reading().voucher()->id;
    return here;
}

void Workspace::resume(const Whereabouts& there)
{
    go(there.place);
    if (there.voucher.isEmpty())
        return;
    if (!there.editing) {
        auto* list = currentList();
        if (list && !list->select(there.voucher))
            connect(
                &m_context.desk.vouchers, &services::VoucherList::indexBecameReady, list,
                [list, id = there.voucher] { list->select(id); }, Qt::SingleShotConnection);
        return;
    }
    domain::onFinished<domain::Voucher>(
        m_context.desk.vouchers.voucher(there.voucher), this, [this](domain::Result<domain::Voucher> draft) {
            // A draft that nothing was typed into was never kept; its list is the place to be then.
            if (draft && !m_editor)
                openEditor(*draft);
        });
}

} // namespace peraku::ui
