#pragma once

#include "workspace.h"

namespace peraku::services {

/** True while the preparer may change the content. */
bool isWithPreparer(domain::VoucherState state);

/** The voucher as the officer last left it: the draft if there is one and the voucher is still with its
 * preparer, else what the cache holds. NotFound without either. */
Async<domain::Voucher> readVoucher(Workspace& workspace, const domain::VoucherId& id, QObject* context);

/** The voucher as the treasury last told it; decisions are made on this alone. */
Async<domain::Voucher> readTreasuryVoucher(Workspace& workspace, const domain::VoucherId& id);

} // namespace peraku::services
