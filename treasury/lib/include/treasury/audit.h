#pragma once

#include <domain/result.h>

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace peraku::treasury {

/** The end of the audit chain at some time; kept outside the database, it proves that nothing before it was
 * cut off. */
struct AuditHead {
    qint64 sequence = 0; ///< Number of the last row; 0 = empty.
    QByteArray hash; ///< SHA-256, 32 bytes.
    QDateTime at; ///< UTC

    QByteArray toJson() const;
    static domain::Result<AuditHead> fromJson(const QByteArray& json);
    bool operator==(const AuditHead&) const = default;
};

/** What a verification of the chain found; faults are sentences in English for the operator. */
struct AuditReport {
    qint64 rows = 0;
    AuditHead head;
    QStringList faults; ///< Empty = the chain is whole.
};

/**
 * Recomputes the whole chain: finds a changed, removed, added or reordered row, a cut tail (against
 * `knownHeads`), and a voucher, signature or request for a medium whose row is not the one that was audited.
 * Opens the database read-only.
 */
domain::Result<AuditReport> verifyAudit(const QString& databasePath, const QList<AuditHead>& knownHeads);

/** The present end of the chain. */
domain::Result<AuditHead> auditHead(const QString& databasePath);

} // namespace peraku::treasury
