#pragma once

#include "connection.h"

#include <domain/ports.h>
#include <domain/result.h>

namespace peraku::treasury {

using domain::Done;
using domain::Result;

/** What a treasury's database knows of itself. */
struct Metadata {
    quint64 feedEpoch = 0; ///< Random; another one tells every desk to read the feed anew.
    QByteArray cursorKey; ///< 32 bytes
    QByteArray referenceBody; ///< Empty before reference data was set.
};

Result<Metadata> readMetadata(Connection& connection);
/** Draws epoch and key for a new database; leaves those of an existing one. */
Result<Done> initialiseMetadata(Connection& connection, domain::Rng& rng);
/** Replaces the reference data; the version is the hash of its content. */
Result<Done> writeReference(Connection& connection, const QString& version, const QByteArray& body);

} // namespace peraku::treasury
