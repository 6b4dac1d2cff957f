#include "base/banner.h"
#include "conflict/conflictdialog.h"
#include "workspace.h"

#include <domain/messages.h>
#include <ui/forms/vouchereditor.h>

namespace peraku::ui {

void Workspace::editVoucher(const domain::VoucherId& id)
{
    domain::onFinished<domain::Voucher>(
        m_context.desk.vouchers.voucher(id), this, [this, id](domain::Result<domain::Voucher> answer) {
            if (!answer)
                return m_notice->tell(Banner::Kind::Bad, domain::errorSentence(answer.error()));
            // What went its way meanwhile can be read, but not amended.
            if (!m_context.desk.decisions.check(*answer, domain::Action::Edit))
                return showVoucher(id);
            openEditor(*answer);
        });
}

void Workspace::compare(qint64 row)
{
    auto* dialog = new ConflictDialog(m_context, row, this);
    connect(dialog, &ConflictDialog::reviewWanted, this, &Workspace::showVoucher);
    connect(dialog, &ConflictDialog::settled, this, [this](const domain::VoucherId& id) {
        // The form still shows what stood before the choice, and must not save it again.
        if (m_editor) {
            closeEditor(Place::Drafts);
            editVoucher(id);
        }
    });
    m_context.door.open(dialog);
}

void Workspace::compareTyped(qint64 row)
{
    leaveEditor([this, row] { compare(row); });
}

} // namespace peraku::ui
