#pragma once

#include <domain/result.h>
#include <secret/securebuffer.h>

#include <QByteArray>

namespace peraku::store {

/**
 * AES-256-GCM (NIST SP 800-38D) over bodies and personal fields: a fresh 96-bit nonce each time, and
 * associated data that says where the blob belongs, so that rows cannot be swapped. A blob is nonce, tag,
 * ciphertext. Thread-safe once made.
 */
class Sealer {
public:
    /** `key` has 32 bytes. */
    explicit Sealer(secret::SecureBuffer key)
        : m_key(std::move(key))
    {
    }
    domain::Result<QByteArray> seal(const QByteArray& plain, const QByteArray& place) const;
    /** SealBroken if the blob is not what was sealed for this place. */
    domain::Result<QByteArray> open(const QByteArray& blob, const QByteArray& place) const;
    domain::Result<QByteArray> sealSecret(const secret::SecureBuffer& plain, const QByteArray& place) const;
    domain::Result<secret::SecureBuffer> openSecret(const QByteArray& blob, const QByteArray& place) const;
    const secret::SecureBuffer& key() const { return m_key; }

private:
    secret::SecureBuffer m_key;
};

} // namespace peraku::store
