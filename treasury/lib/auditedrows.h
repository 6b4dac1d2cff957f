#pragma once

#include "ledger.h"
#include "sql.h"

#include <domain/requests.h>

#include <functional>

namespace peraku::treasury {

/**
 * Rows that the audit covers whole: whoever changes one writes a row of the audit with the digest of all
 * columns as they then stand. `signature.timestamp_next` alone is left out, which only schedules work.
 */
struct SignatureKey {
    QString voucher;
    qint64 contentRevision = 0;
    qint64 step = 0;
};
/** Writes the audit row `entry` about the signature as it now stands; fills in its subject and digest. */
Result<Done> auditSignature(Connection& connection, const SignatureKey& key, AuditEntry entry);
/** The same about a request for a medium. */
Result<Done> auditRequest(Connection& connection, const domain::RequestId& id, AuditEntry entry);

/** From this row of the audit on, every covered row has one of its own. */
inline constexpr auto coverageAction = "audit.rows-covered";
/** Takes rows that were written before there was such coverage into the audit, once. */
Result<Done> coverRows(Connection& connection, const QDateTime& now);

/** What a covered row is called in the audit, and what it must look like. */
struct CoveredRow {
    const char* what; ///< "signature" or "request": the audit's actions begin with it.
    QString subject;
    QByteArray digest; ///< SHA-256
};
Result<Done> eachCoveredRow(Connection& connection, const std::function<void(const CoveredRow&)>& take);

} // namespace peraku::treasury
