#include "voucherreader.h"

namespace peraku::services {

using domain::ErrorCode;
using domain::Voucher;
using domain::VoucherId;

Async<Voucher> readTreasuryVoucher(Workspace& workspace, const VoucherId& id)
{
    if (!workspace.isOpen())
        return domain::readyError<Voucher>(
            { ErrorCode::SessionExpired, QStringLiteral("nobody is logged in"), {}, false, 0 });
    return workspace.vault().voucher(id);
}

Async<Voucher> readVoucher(Workspace& workspace, const VoucherId& id, QObject* context)
{
    return domain::then<Voucher>(readTreasuryVoucher(workspace, id), context,
        [&workspace, id](Result<Voucher> held) -> Result<Voucher> {
            const auto draft = workspace.drafts().constFind(id);
            if (draft == workspace.drafts().constEnd())
                return held;
            if (!held)
                return draft->voucher;
            if (!isWithPreparer(held->state))
                return held; // what was typed waits in the outbox
            auto merged = std::move(*held);
            merged.content = draft->voucher.content;
            // What is shown is the draft, so whoever builds upon it builds upon what it began with.
            merged.revision = draft->voucher.revision;
            return merged;
        });
}

bool isWithPreparer(domain::VoucherState state)
{
    return state == domain::VoucherState::Draft || state == domain::VoucherState::Queried;
}

} // namespace peraku::services
