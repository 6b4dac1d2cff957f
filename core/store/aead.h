#pragma once

#include <secret/securebuffer.h>

#include <QByteArray>

struct evp_cipher_ctx_st;

namespace peraku::store {

inline constexpr int nonceSize = 12;
inline constexpr int tagSize = 16;
inline constexpr int headSize = nonceSize + tagSize;

/** AES-256-GCM contexts with their key set; null if OpenSSL refuses. The caller frees them. */
evp_cipher_ctx_st* encryptionContext(const secret::SecureBuffer& key);
evp_cipher_ctx_st* decryptionContext(const secret::SecureBuffer& key);
void freeContext(evp_cipher_ctx_st* context);

/** `blob` becomes the nonce, the tag and the ciphertext. False if OpenSSL refuses. */
bool encrypt(evp_cipher_ctx_st* context, const QByteArray& nonce, const unsigned char* plain, int size,
    const QByteArray& place, QByteArray& blob);
/** `plain` has room for blob.size() - headSize bytes. False if the blob does not authenticate. */
bool decrypt(
    evp_cipher_ctx_st* context, const QByteArray& blob, const QByteArray& place, unsigned char* plain);

} // namespace peraku::store
