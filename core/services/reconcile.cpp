#include "reconcile.h"

namespace peraku::services {

using domain::VoucherId;

domain::VoucherSummary summaryFor(
    const domain::Voucher& voucher, const domain::Officer& officer, const domain::Workflow& workflow)
{
    auto summary = domain::summaryOf(voucher);
    const bool open
        = voucher.state == domain::VoucherState::Draft || voucher.state == domain::VoucherState::Queried;
    summary.waitsForMe = open ? voucher.preparer.ic == officer.ic : workflow.waitsFor(voucher, officer);
    return summary;
}

CachePlan reconcile(const QHash<VoucherId, int>& held, wire::ChangesPage page, const domain::Officer& officer,
    const domain::Workflow& workflow)
{
    QHash<VoucherId, qsizetype> newest;
    for (qsizetype i = 0; i < page.changes.size(); ++i) {
        const auto& change = page.changes.at(i);
        const auto known = newest.constFind(change.id);
        if (known == newest.constEnd() || page.changes.at(*known).revision <= change.revision)
            newest.insert(change.id, i);
    }
    CachePlan plan;
    plan.next = std::move(page.next);
    for (qsizetype i = 0; i < page.changes.size(); ++i) {
        auto& change = page.changes[i];
        if (newest.value(change.id) != i)
            continue;
        if (change.deleted) {
            if (held.contains(change.id))
                plan.deletions.append(change.id);
        } else if (held.value(change.id) < change.revision) {
            auto summary = summaryFor(change.voucher, officer, workflow);
            plan.upserts.append({ std::move(change), std::move(summary) });
        }
    }
    return plan;
}

} // namespace peraku::services
