#pragma once

#include <pki/keys.h>
#include <secret/securebuffer.h>

#include <QByteArray>

namespace peraku::pki {

/** Reads a PEM private key; `passphrase` null for one in the clear. */
domain::Result<PrivateKey> readKey(const QString& path, const secret::SecureBuffer* passphrase);
/** Writes PKCS#8 PEM with mode 0600, encrypted if there is a passphrase; never replaces half a file. */
domain::Result<domain::Done> writeKey(
    const QString& path, EVP_PKEY* key, const secret::SecureBuffer* passphrase);
/** Writes a small file whole; mode 0600 if `ownerOnly`, else 0644. */
domain::Result<domain::Done> writeFile(const QString& path, const QByteArray& bytes, bool ownerOnly);
domain::Result<domain::Done> writeSecretFile(const QString& path, const secret::SecureBuffer& bytes);
domain::Result<secret::SecureBuffer> readSecretFile(const QString& path);

} // namespace peraku::pki
