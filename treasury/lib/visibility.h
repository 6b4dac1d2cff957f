#pragma once

#include <domain/officer.h>
#include <domain/voucher.h>

namespace peraku::treasury {

/** Whether the treasury shows a voucher to an officer: a draft only to its preparer and office, all else by
 * Workflow::maySee. */
bool isVisible(const domain::Voucher& voucher, const domain::Officer& officer);

} // namespace peraku::treasury
