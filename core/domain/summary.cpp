#include <domain/summary.h>

namespace peraku::domain {

VoucherSummary summaryOf(const Voucher& voucher)
{
    VoucherSummary summary;
    summary.id = voucher.id;
    summary.number = voucher.number;
    summary.kind = voucher.content.kind();
    summary.state = voucher.state;
    summary.certifiedSteps = voucher.certifiedSteps;
    summary.processNo = voucher.content.processNo;
    summary.revision = voucher.revision;
    summary.office = voucher.content.office;
    if (const auto* payment = voucher.content.payment())
        summary.counterparty = payment->payee.name;
    else if (const auto* journal = voucher.content.journal())
        summary.counterparty = journal->reason;
    summary.narration = voucher.content.narration;
    summary.total = voucher.content.total().value_or(Money());
    summary.date = voucher.content.date;
    summary.preparer = voucher.preparer.name;
    summary.submittedAtMs = voucher.submittedAt.isValid() ? voucher.submittedAt.toMSecsSinceEpoch() : 0;
    summary.updatedAtMs = voucher.updatedAt.isValid() ? voucher.updatedAt.toMSecsSinceEpoch() : 0;
    return summary;
}

} // namespace peraku::domain
