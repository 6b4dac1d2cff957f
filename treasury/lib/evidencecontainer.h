#pragma once

#include <domain/verification.h>
#include <treasury/treasury.h>

namespace peraku::treasury {

/**
 * An ASiC-E of a voucher's signatures: an ASiC-S of each, the CRLs and OCSP responses of their receipt, the
 * authorities, and record.json with what the treasury knows of each, all under the treasury's seal.
 */
domain::Result<QByteArray> evidenceContainer(const domain::Voucher& voucher,
    const QList<domain::SignatureRecord>& records, const Ports& ports, const QDateTime& now);

} // namespace peraku::treasury
