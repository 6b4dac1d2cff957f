#pragma once

#include "workspace.h"

namespace peraku::services {

/** The voucher as the officer last left it: the draft if there is one, else what the cache holds. NotFound
 * without either. */
Async<domain::Voucher> readVoucher(Workspace& workspace, const domain::VoucherId& id, QObject* context);

/** The voucher as the treasury last told it; decisions are made on this alone. */
Async<domain::Voucher> readTreasuryVoucher(Workspace& workspace, const domain::VoucherId& id);

} // namespace peraku::services
