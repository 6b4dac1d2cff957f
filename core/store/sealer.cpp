#include "aead.h"

#include <store/sealer.h>

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;

domain::Result<QByteArray> Sealer::seal(const QByteArray& plain, const QByteArray& place) const
{
    QByteArray blob;
    const auto* bytes = reinterpret_cast<const unsigned char*>(plain.constData());
    if (!encrypt(m_key, m_rng->bytes(nonceSize), bytes, int(plain.size()), place, blob))
        return fail(ErrorCode::Internal, QStringLiteral("AES-256-GCM"));
    return blob;
}

domain::Result<QByteArray> Sealer::open(const QByteArray& blob, const QByteArray& place) const
{
    if (blob.size() < headSize)
        return fail(ErrorCode::SealBroken, QStringLiteral("size"));
    QByteArray plain(blob.size() - headSize, Qt::Uninitialized);
    if (!decrypt(m_key, blob, place, reinterpret_cast<unsigned char*>(plain.data())))
        return fail(ErrorCode::SealBroken, QString::fromUtf8(place.left(place.lastIndexOf('|'))));
    return plain;
}

} // namespace peraku::store
