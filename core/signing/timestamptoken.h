#pragma once

#include "verdictcache.h"

#include <QDateTime>

namespace peraku::signing {

/** A verified timestamp token. */
struct Timestamp {
    QDateTime time; ///< UTC
    QString authority; ///< Readable subject.
    QByteArray nonce; ///< DER INTEGER; empty without one.
};

/**
 * Checks an RFC 3161 token (DER ContentInfo) over `stamped`: imprint, signature, the authority's path and
 * usage at the time that it gives, that time not after `now`.
 */
domain::Result<Timestamp> checkTimestamp(const QByteArray& token, QByteArrayView stamped,
    const ChainSource& chains, const PathPolicy& policy, const QDateTime& now);

} // namespace peraku::signing
