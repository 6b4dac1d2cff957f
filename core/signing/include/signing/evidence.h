#pragma once

#include <signing/truststore.h>

#include <QByteArray>
#include <QList>

namespace peraku::signing {

/** The files of an evidence folder, with which anyone verifies a signature by `openssl cms -verify -cades`.
 */
struct EvidenceFiles {
    QByteArray statement; ///< statement.json: the signed bytes.
    QByteArray signature; ///< signature.p7s: DER.
    QByteArray chain; ///< chain.pem: signer's certificate first, then its authorities up to below the root.
    QByteArray crl; ///< crl.pem: the CRL of every authority in the path, issuing authority first.
    QByteArray ca; ///< ca.pem: the pinned root of the path.
    bool operator==(const EvidenceFiles&) const = default;
};

/**
 * Picks from the trust material what belongs to the signer's path. `crl` (DER, may be empty) is the CRL that
 * was checked at the time; it goes before any other CRL of the same authority. CertificateUntrusted without a
 * path, CrlMissing if an authority has no CRL.
 */
domain::Result<EvidenceFiles> evidenceFiles(
    const QByteArray& statement, const QByteArray& cms, const TrustStore& trust, const QByteArray& crl = {});

/** Trust material from an evidence folder, with roots of the checker's own: a folder never brings its own
 * trust. */
domain::Result<TrustMaterial> trustFromEvidence(const EvidenceFiles& files, const QList<QByteArray>& roots);

} // namespace peraku::signing
