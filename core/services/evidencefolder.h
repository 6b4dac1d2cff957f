#pragma once

#include "trust.h"

#include <domain/verification.h>

#include <QString>

namespace peraku::services {

/** The files of one signature, read back. */
struct EvidenceFiles {
    QByteArray statement;
    QByteArray cms;
    QList<QByteArray> chain; ///< DER, the issuing authorities.
    QList<QByteArray> crls; ///< DER
};

/** Writes DIR/STEP/{statement.json, signature.p7s, chain.pem, crl.pem, ca.pem}; the folder's path. Refuses a STEP folder that holds anything. */
domain::Result<QString> writeEvidence(const QString& directory, const domain::SignatureRecord& record, const TrustMaterial& trust);

/** Reads such a folder; files that are missing, oversized or not PEM are InvalidInput with the file's name. */
domain::Result<EvidenceFiles> readEvidence(const QString& folder);

} // namespace peraku::services
