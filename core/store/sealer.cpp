#include "aead.h"

#include <store/sealer.h>

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;

void Sealer::FreeContext::operator()(evp_cipher_ctx_st* context) const
{
    freeContext(context);
}

Sealer::Sealer(std::shared_ptr<const DataKey> key, QByteArray database, domain::Rng& rng)
    : m_key(std::move(key))
    , m_scope('|' + database + '|' + m_key->id)
    , m_rng(&rng)
    , m_encrypt(encryptionContext(m_key->bytes))
    , m_decrypt(decryptionContext(m_key->bytes))
{
}

Sealer::~Sealer() = default;
Sealer::Sealer(Sealer&&) noexcept = default;
Sealer& Sealer::operator=(Sealer&&) noexcept = default;

domain::Result<QByteArray> Sealer::seal(const QByteArray& plain, const QByteArray& place)
{
    QByteArray blob;
    const auto* bytes = reinterpret_cast<const unsigned char*>(plain.constData());
    if (!encrypt(m_encrypt.get(), m_rng->bytes(nonceSize), bytes, int(plain.size()), place + m_scope, blob))
        return fail(ErrorCode::Internal, QStringLiteral("AES-256-GCM"));
    return blob;
}

domain::Result<QByteArray> Sealer::open(const QByteArray& blob, const QByteArray& place)
{
    if (blob.size() < headSize)
        return fail(ErrorCode::SealBroken, QStringLiteral("size"));
    QByteArray plain(blob.size() - headSize, Qt::Uninitialized);
    if (!decrypt(m_decrypt.get(), blob, place + m_scope, reinterpret_cast<unsigned char*>(plain.data())))
        return fail(ErrorCode::SealBroken, QString::fromUtf8(place.left(place.indexOf('|'))));
    return plain;
}

} // namespace peraku::store
