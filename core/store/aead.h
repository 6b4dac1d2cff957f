#pragma once

#include <secret/securebuffer.h>

#include <QByteArray>

namespace peraku::store {

inline constexpr int nonceSize = 12;
inline constexpr int tagSize = 16;
inline constexpr int headSize = nonceSize + tagSize;

/** AES-256-GCM; `blob` becomes the nonce, the tag and the ciphertext. False if OpenSSL refuses. */
bool encrypt(const secret::SecureBuffer& key, const QByteArray& nonce, const unsigned char* plain, int size,
    const QByteArray& place, QByteArray& blob);
/** `plain` has room for blob.size() - headSize bytes. False if the blob does not authenticate. */
bool decrypt(
    const secret::SecureBuffer& key, const QByteArray& blob, const QByteArray& place, unsigned char* plain);

} // namespace peraku::store
