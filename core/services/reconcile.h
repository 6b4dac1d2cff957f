#pragma once

#include "vault.h"

namespace peraku::services {

/** The row of a voucher as this officer's lists show it: their own open drafts and what waits for their
 * signature are marked. */
domain::VoucherSummary summaryFor(
    const domain::Voucher& voucher, const domain::Officer& officer, const domain::Workflow& workflow);

/**
 * What a page of the feed means for the cache: the newest entry of each voucher counts, and nothing older
 * than what the cache holds. Pure; drafts and the outbox are never touched by the feed.
 */
CachePlan reconcile(const QHash<domain::VoucherId, int>& held, wire::ChangesPage page,
    const domain::Officer& officer, const domain::Workflow& workflow);

} // namespace peraku::services
