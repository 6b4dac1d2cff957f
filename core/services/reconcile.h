#pragma once

#include "vault.h"

namespace peraku::services {

/**
 * What a page of the feed means for the cache: the newest entry of each voucher counts, and nothing older than what the cache holds.
 * Pure; drafts and the outbox are never touched by the feed.
 */
CachePlan reconcile(const QHash<domain::VoucherId, int>& held, wire::ChangesPage page);

} // namespace peraku::services
