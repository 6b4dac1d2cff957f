#pragma once

#include <domain/ports.h>
#include <domain/result.h>
#include <secret/securebuffer.h>

#include <QByteArray>

namespace peraku::treasury {

/** Salted scrypt as "scrypt$<log2 N>$<r>$<p>$<salt>$<key>", base64 in the last two. */
domain::Result<QByteArray> scryptHash(const secret::SecureBuffer& password, int logN, domain::Rng& rng);
/** False for a wrong password and for a hash that cannot be read. Takes as long as making the hash did. */
bool scryptMatches(const QByteArray& hash, const secret::SecureBuffer& password);

} // namespace peraku::treasury
