#pragma once

#include <domain/ports.h>
#include <domain/result.h>
#include <secret/securebuffer.h>

#include <QByteArray>

namespace peraku::store {

/**
 * AES-256-GCM (NIST SP 800-38D) over bodies and personal fields: a fresh 96-bit nonce each time, and
 * associated data that says where the blob belongs, so that rows cannot be swapped. A blob is nonce, tag,
 * ciphertext. Thread-safe if the Rng is.
 */
class Sealer {
public:
    static constexpr std::size_t keyBytes = 32;
    /** `key` has keyBytes; `rng` outlives the sealer. */
    Sealer(secret::SecureBuffer key, domain::Rng& rng)
        : m_key(std::move(key))
        , m_rng(&rng)
    {
    }
    domain::Result<QByteArray> seal(const QByteArray& plain, const QByteArray& place) const;
    /** SealBroken if the blob is not what was sealed for this place. */
    domain::Result<QByteArray> open(const QByteArray& blob, const QByteArray& place) const;
    const secret::SecureBuffer& key() const { return m_key; }
    domain::Rng& rng() const { return *m_rng; }

private:
    secret::SecureBuffer m_key;
    domain::Rng* m_rng;
};

/** The data key wrapped by the officer's password (scrypt, N = 2^15, r = 8, p = 1): the offline log-in; about
 * 0.1 s of work by design. */
domain::Result<QByteArray> wrapForPassword(
    const secret::SecureBuffer& key, const secret::SecureBuffer& password, domain::Rng& rng);
/** Wrapped by the secret that the treasury gives after an online log-in (HKDF-SHA-256), so that a password
 * reset loses no draft. */
domain::Result<QByteArray> wrapForRecovery(
    const secret::SecureBuffer& key, const secret::SecureBuffer& recovery, domain::Rng& rng);
/** WrongPassword if it does not open the slot. */
domain::Result<secret::SecureBuffer> unwrapByPassword(
    const QByteArray& slot, const secret::SecureBuffer& password);
/** SealBroken if it does not open the slot. */
domain::Result<secret::SecureBuffer> unwrapByRecovery(
    const QByteArray& slot, const secret::SecureBuffer& recovery);

} // namespace peraku::store
