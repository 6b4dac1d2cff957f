#include "base/dialog.h"
#include "batch/batchdialog.h"
#include "certificate/certificatepage.h"
#include "decide/reasondialog.h"
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
    for (const auto* dialog : findChildren<QDialog*>()) {
        if (const auto* batch = qobject_cast<const BatchDialog*>(dialog))
            here.batch = batch->remains();
        else if (const auto* form = dynamic_cast<const Dialog*>(dialog);
                 form && here.form.form == Interrupted::Form::None)
            here.form = form->interrupted();
    }
    return here;
}

void Workspace::resume(const Whereabouts& there)
{
    go(there.place);
    if (there.batch) {
        auto* dialog = new BatchDialog(m_context, m_media, {}, this);
        dialog->resume(*there.batch);
        openBatch(dialog);
    }
    resumeForm(there.form);
    if (there.voucher.isEmpty())
        return;
    if (there.unsaved) {
        openEditor(*there.unsaved);
        return m_editor->restore(*there.unsaved);
    }
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

void Workspace::resumeForm(const Interrupted& form)
{
    switch (form.form) {
    case Interrupted::Form::None:
        return;
    case Interrupted::Form::Request:
    case Interrupted::Form::Officers:
    case Interrupted::Form::Decision:
        return static_cast<CertificatePage*>(pageOf(Place::Certificate))->resume(form);
    case Interrupted::Form::Reason:
        domain::onFinished<domain::Voucher>(m_context.desk.vouchers.voucher(form.voucher), this,
            [this, form](domain::Result<domain::Voucher> voucher) {
                if (voucher)
                    askForReason(*voucher, form.action)->setReason(form.reason);
            });
    }
}

} // namespace peraku::ui
