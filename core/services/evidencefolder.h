#pragma once

#include <domain/verification.h>
#include <signing/evidence.h>

#include <QString>

namespace peraku::services {

inline constexpr char statementName[] = "statement.json";

/** Writes DIR/STEP/{statement.json, signature.p7s, chain.pem, crl.pem, ca.pem}; the folder's path. Refuses a
 * STEP folder that holds anything. */
domain::Result<QString> writeEvidence(
    const QString& directory, const domain::SignatureRecord& record, const signing::EvidenceFiles& files);

/** Writes DIR/NUMBER-STEP.asics, an ASiC-S of each signature; the paths. Refuses a file that is there. */
domain::Result<QStringList> writeContainers(
    const QString& directory, const QList<domain::SignatureRecord>& records);
/** Writes the treasury's container of the record's voucher as DIR/NUMBER.asice; ProtocolError if it is none.
 */
domain::Result<QString> writeSealed(
    const QString& directory, const domain::SignatureRecord& record, const QByteArray& container);

/** Reads such a folder back; what is missing or oversized is InvalidInput with the file's name. */
domain::Result<signing::EvidenceFiles> readEvidence(const QString& folder);

} // namespace peraku::services
