#include "cursor.h"

#include "digest.h"

#include <QtEndian>

#include <openssl/crypto.h>

namespace peraku::treasury {

namespace {

constexpr qsizetype payloadBytes = 8 + 4 + 8;
constexpr qsizetype tagBytes = 16;

QByteArray tagOf(const QByteArray& payload, const domain::Ic& officer, const QByteArray& key)
{
    return hmacSha256(key, payload + officer.digits().toLatin1()).left(tagBytes);
}

} // namespace

QByteArray encodeCursor(const FeedPosition& position, const domain::Ic& officer, const QByteArray& key)
{
    QByteArray payload(payloadBytes, Qt::Uninitialized);
    qToBigEndian(position.feedEpoch, payload.data());
    qToBigEndian(position.officerEpoch, payload.data() + 8);
    qToBigEndian(position.sequence, payload.data() + 12);
    return (payload + tagOf(payload, officer, key))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

domain::Result<FeedPosition> decodeCursor(
    const QByteArray& cursor, const domain::Ic& officer, const QByteArray& key)
{
    const auto raw = QByteArray::fromBase64Encoding(
        cursor, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors)
                         .decoded;
    if (raw.size() != payloadBytes + tagBytes)
        return domain::fail(domain::ErrorCode::CursorGone, QStringLiteral("not a cursor"));
    const auto payload = raw.left(payloadBytes);
    const auto expected = tagOf(payload, officer, key);
    if (CRYPTO_memcmp(expected.constData(), raw.constData() + payloadBytes, size_t(tagBytes)) != 0)
        return domain::fail(domain::ErrorCode::CursorGone, QStringLiteral("made elsewhere"));
    return FeedPosition { qFromBigEndian<quint64>(payload.constData()),
        qFromBigEndian<quint32>(payload.constData() + 8), qFromBigEndian<qint64>(payload.constData() + 12) };
}

} // namespace peraku::treasury
