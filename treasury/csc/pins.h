#pragma once

#include <domain/ports.h>
#include <domain/result.h>
#include <hsm/module.h>

namespace peraku::csc {

/**
 * What is kept of PINs and codes instead of themselves. Both go through a MAC by a pepper key that never
 * leaves the HSM, so that a stolen file alone lets nobody try PINs. Thread-safe.
 */
class PinKeeper {
public:
    PinKeeper(hsm::Token token, int scryptLogN, domain::Rng& rng)
        : m_token(std::move(token))
        , m_logN(scryptLogN)
        , m_rng(&rng)
    {
    }
    /** "scrypt$<log2 N>$8$1$<salt>$<MAC of the stretched PIN>", base64 in the last two. */
    domain::Result<QByteArray> record(const secret::SecureBuffer& pin) const;
    /** Takes as long for a wrong PIN as for the right one. StorageCorrupt for a record that cannot be read.
     */
    domain::Result<bool> matches(const QByteArray& record, const secret::SecureBuffer& pin) const;
    static bool isRecord(const QByteArray& record);

    /** MAC over a code and all that it is bound to. */
    domain::Result<QByteArray> codeRecord(const secret::SecureBuffer& code, const QString& credential,
        const QString& nonce, const QByteArray& hashes) const;

private:
    domain::Result<QByteArray> stretched(
        const secret::SecureBuffer& pin, const QByteArray& salt, int logN) const;
    mutable hsm::Token m_token;
    int m_logN;
    domain::Rng* m_rng;
};

/** Comparison in time that depends on the length only. */
bool equal(const QByteArray& a, const QByteArray& b);

} // namespace peraku::csc
