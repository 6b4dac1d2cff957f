#include "aead.h"

#include <algorithm>
#include <openssl/evp.h>

namespace peraku::store {

namespace {

const unsigned char* bytesOf(const QByteArray& data)
{
    return reinterpret_cast<const unsigned char*>(data.constData());
}

EVP_CIPHER_CTX* keyed(const secret::SecureBuffer& key, int encrypting)
{
    auto* context = EVP_CIPHER_CTX_new();
    if (context
        && EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nullptr, key.bytes(), nullptr, encrypting) == 1)
        return context;
    EVP_CIPHER_CTX_free(context);
    return nullptr;
}

} // namespace

EVP_CIPHER_CTX* encryptionContext(const secret::SecureBuffer& key)
{
    return keyed(key, 1);
}

EVP_CIPHER_CTX* decryptionContext(const secret::SecureBuffer& key)
{
    return keyed(key, 0);
}

void freeContext(EVP_CIPHER_CTX* context)
{
    EVP_CIPHER_CTX_free(context);
}

bool encrypt(EVP_CIPHER_CTX* context, const QByteArray& nonce, const unsigned char* plain, int size,
    const QByteArray& place, QByteArray& blob)
{
    blob.resize(headSize + size);
    auto* out = reinterpret_cast<unsigned char*>(blob.data());
    std::copy_n(bytesOf(nonce), nonceSize, out);
    int written = 0;
    return context && EVP_EncryptInit_ex(context, nullptr, nullptr, nullptr, out) == 1
        && EVP_EncryptUpdate(context, nullptr, &written, bytesOf(place), int(place.size())) == 1
        && (size == 0 || EVP_EncryptUpdate(context, out + headSize, &written, plain, size) == 1)
        && EVP_EncryptFinal_ex(context, out + headSize + size, &written) == 1
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, tagSize, out + nonceSize) == 1;
}

bool decrypt(EVP_CIPHER_CTX* context, const QByteArray& blob, const QByteArray& place, unsigned char* plain)
{
    if (blob.size() < headSize)
        return false;
    const auto* in = bytesOf(blob);
    const int size = int(blob.size()) - headSize;
    unsigned char tag[tagSize];
    std::copy_n(in + nonceSize, tagSize, tag);
    int written = 0;
    return context && EVP_DecryptInit_ex(context, nullptr, nullptr, nullptr, in) == 1
        && EVP_DecryptUpdate(context, nullptr, &written, bytesOf(place), int(place.size())) == 1
        && (size == 0 || EVP_DecryptUpdate(context, plain, &written, in + headSize, size) == 1)
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, tagSize, tag) == 1
        && EVP_DecryptFinal_ex(context, plain + size, &written) == 1;
}

} // namespace peraku::store
