#pragma once

#include <domain/verification.h>
#include <signing/evidence.h>

#include <QString>

namespace peraku::services {

/** Writes DIR/STEP/{statement.json, signature.p7s, chain.pem, crl.pem, ca.pem}; the folder's path. Refuses a
 * STEP folder that holds anything. */
domain::Result<QString> writeEvidence(
    const QString& directory, const domain::SignatureRecord& record, const signing::EvidenceFiles& files);

/** Reads such a folder back; what is missing or oversized is InvalidInput with the file's name. */
domain::Result<signing::EvidenceFiles> readEvidence(const QString& folder);

} // namespace peraku::services
