#include "reconcile.h"

namespace peraku::services {

using domain::VoucherId;

CachePlan reconcile(const QHash<VoucherId, int>& held, wire::ChangesPage page)
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
            plan.upserts.append(std::move(change));
        }
    }
    return plan;
}

} // namespace peraku::services
