#pragma once

#include <domain/ports.h>
#include <signing/truststore.h>

#include <QByteArray>
#include <QDateTime>

namespace peraku::signing {

/** An RFC 3161 request for a timestamp over the signature value of a CAdES signature. */
struct TimestampQuery {
    QByteArray der; ///< Body of the POST, application/timestamp-query.
    QByteArray nonce; ///< DER INTEGER of the nonce that the reply must repeat.
};

/** SignatureMalformed if `cms` is none. The request asks for the authority's certificate. */
domain::Result<TimestampQuery> timestampQuery(const QByteArray& cms, domain::Rng& rng);

/**
 * Checks an authority's reply (status, imprint, nonce, signature, path, time not after `now`) and puts the
 * token into the signature as an unsigned attribute (CAdES-T). SignatureMalformed for an unreadable reply,
 * SignatureInvalid, NotAllowed for a refusal by the authority, WrongState if the signature has a timestamp,
 * and the errors of checkCertificate().
 */
domain::Result<QByteArray> attachTimestamp(const QByteArray& cms, const TimestampQuery& query,
    const QByteArray& reply, const TrustStore& trust, const PathPolicy& policy, const QDateTime& now);

/** The verified time of the timestamp in a signature; NotFound without one. */
domain::Result<QDateTime> timestampOf(
    const QByteArray& cms, const TrustStore& trust, const PathPolicy& policy, const QDateTime& now);

} // namespace peraku::signing
