#include "visibility.h"

#include <domain/workflow.h>

namespace peraku::treasury {

bool isVisible(const domain::Voucher& voucher, const domain::Officer& officer)
{
    if (voucher.state == domain::VoucherState::Draft)
        return voucher.preparer.ic == officer.ic || voucher.content.office == officer.office;
    return domain::Workflow::maySee(voucher, officer);
}

} // namespace peraku::treasury
