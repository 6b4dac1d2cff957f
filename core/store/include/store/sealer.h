#pragma once

#include <domain/ports.h>
#include <domain/result.h>
#include <secret/securebuffer.h>

#include <QByteArray>

#include <memory>

struct evp_cipher_ctx_st;

namespace peraku::store {

/** An officer's data key with its public name; shared by everything that seals with it. */
struct DataKey {
    secret::SecureBuffer bytes; ///< Sealer::keyBytes
    QByteArray id; ///< Hex; part of what every seal is bound to.
};

/**
 * AES-256-GCM (NIST SP 800-38D) over bodies and personal fields: a fresh 96-bit nonce each time, and
 * associated data that names the place of the record, the database and the key, so that no record can stand
 * in for another. A blob is nonce, tag, ciphertext. One thread at a time.
 */
class Sealer {
public:
    static constexpr std::size_t keyBytes = 32;
    /** `database` is the random id of the file that the records stand in; `rng` outlives the sealer. */
    Sealer(std::shared_ptr<const DataKey> key, QByteArray database, domain::Rng& rng);
    ~Sealer();
    Sealer(Sealer&&) noexcept;
    Sealer& operator=(Sealer&&) noexcept;

    domain::Result<QByteArray> seal(const QByteArray& plain, const QByteArray& place);
    /** SealBroken if the blob is not what was sealed for this place. */
    domain::Result<QByteArray> open(const QByteArray& blob, const QByteArray& place);
    const std::shared_ptr<const DataKey>& key() const { return m_key; }
    domain::Rng& rng() const { return *m_rng; }

private:
    struct FreeContext {
        void operator()(evp_cipher_ctx_st* context) const;
    };
    using Context = std::unique_ptr<evp_cipher_ctx_st, FreeContext>;

    std::shared_ptr<const DataKey> m_key;
    QByteArray m_scope;
    domain::Rng* m_rng;
    // The key schedule costs more than sealing a small record, so each direction keeps its own.
    Context m_encrypt;
    Context m_decrypt;
};

/** log2 of scrypt's N for the password slot, with r = 8 and p = 1: about 0.1 s and 32 MiB by design. The slot
 * carries its own, so that it can rise. */
inline constexpr int passwordLogN = 15;

/** The data key wrapped by the officer's password: the offline log-in. */
domain::Result<QByteArray> wrapForPassword(const secret::SecureBuffer& key,
    const secret::SecureBuffer& password, domain::Rng& rng, int logN = passwordLogN);
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
