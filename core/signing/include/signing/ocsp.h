#pragma once

#include <domain/ports.h>
#include <signing/truststore.h>

#include <QByteArray>
#include <QDateTime>

namespace peraku::signing {

/** An RFC 6960 request about one certificate. */
struct OcspQuery {
    QByteArray der; ///< Body of the POST, application/ocsp-request.
    QByteArray certificate; ///< DER
    QByteArray issuer; ///< DER
};
domain::Result<OcspQuery> ocspQuery(
    const QByteArray& certificate, const QByteArray& issuer, domain::Rng& rng);

struct OcspAnswer {
    bool revoked = false;
    QDateTime revokedAt; ///< UTC, invalid unless revoked.
    QDateTime producedAt; ///< UTC
    QDateTime thisUpdate; ///< UTC
    QDateTime nextUpdate; ///< UTC, may be invalid.
    bool operator==(const OcspAnswer&) const = default;
};
/**
 * Checks a responder's answer: signed by the issuer or its delegate, our nonce, our certificate, produced at
 * most `maxAgeSeconds` ago. ServerBusy (tryLater), CertificateUntrusted (unknown certificate, wrong signer),
 * CrlStale (too old), ProtocolError (unreadable, refused), SignatureInvalid (nonce). A revoked certificate is
 * an answer, not an error.
 */
domain::Result<OcspAnswer> checkOcsp(const QByteArray& response, const OcspQuery& query,
    const TrustStore& trust, const QDateTime& now, int maxAgeSeconds = 15 * 60);

} // namespace peraku::signing
