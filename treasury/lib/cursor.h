#pragma once

#include <domain/ic.h>
#include <domain/result.h>

#include <QByteArray>

namespace peraku::treasury {

/** Where an officer's reading of the change feed stands. */
struct FeedPosition {
    quint64 feedEpoch = 0; ///< Of the database; a restored backup gets another.
    quint32 officerEpoch = 0; ///< Grows whenever what the officer may see changes.
    qint64 sequence = 0; ///< Last position read.
    bool operator==(const FeedPosition&) const = default;
};

/** Opaque and bound to its officer by an HMAC, so that no one can compose one or use another's. */
QByteArray encodeCursor(const FeedPosition& position, const domain::Ic& officer, const QByteArray& key);
/** CursorGone for anything that encodeCursor() did not make for this officer and key. */
domain::Result<FeedPosition> decodeCursor(
    const QByteArray& cursor, const domain::Ic& officer, const QByteArray& key);

} // namespace peraku::treasury
