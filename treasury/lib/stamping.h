#pragma once

#include <signing/truststore.h>
#include <treasury/treasury.h>

namespace peraku::treasury {

/** What the treasury's own signatures and timestamps are checked against, by what its authority publishes. */
domain::Result<std::shared_ptr<const signing::TrustStore>> ownTrust(PkiEndpoints& pki);

/** The signature with a timestamp of the treasury's authority; the errors of signing::attachTimestamp(). */
domain::Result<QByteArray> timestamped(
    const QByteArray& cms, const signing::TrustStore& trust, const Ports& ports, const QDateTime& now);

/** A detached signature over `bytes` by the treasury's seal, with a timestamp. NotFound without a seal. */
domain::Result<QByteArray> sealed(const QByteArray& bytes, const Ports& ports, const QDateTime& now);

} // namespace peraku::treasury
