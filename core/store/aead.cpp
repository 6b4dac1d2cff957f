#include "aead.h"

#include <algorithm>
#include <memory>
#include <openssl/evp.h>

namespace peraku::store {

namespace {

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char* bytesOf(const QByteArray& data)
{
    return reinterpret_cast<const unsigned char*>(data.constData());
}

} // namespace

bool encrypt(const secret::SecureBuffer& key, const QByteArray& nonce, const unsigned char* plain, int size,
    const QByteArray& place, QByteArray& blob)
{
    blob.resize(headSize + size);
    auto* out = reinterpret_cast<unsigned char*>(blob.data());
    std::copy_n(bytesOf(nonce), nonceSize, out);
    int written = 0;
    const Context context(EVP_CIPHER_CTX_new());
    return context && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.bytes(), out) == 1
        && EVP_EncryptUpdate(context.get(), nullptr, &written, bytesOf(place), int(place.size())) == 1
        && (size == 0 || EVP_EncryptUpdate(context.get(), out + headSize, &written, plain, size) == 1)
        && EVP_EncryptFinal_ex(context.get(), out + headSize + size, &written) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tagSize, out + nonceSize) == 1;
}

bool decrypt(
    const secret::SecureBuffer& key, const QByteArray& blob, const QByteArray& place, unsigned char* plain)
{
    if (blob.size() < headSize)
        return false;
    const auto* in = bytesOf(blob);
    const int size = int(blob.size()) - headSize;
    unsigned char tag[tagSize];
    std::copy_n(in + nonceSize, tagSize, tag);
    int written = 0;
    const Context context(EVP_CIPHER_CTX_new());
    return context && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.bytes(), in) == 1
        && EVP_DecryptUpdate(context.get(), nullptr, &written, bytesOf(place), int(place.size())) == 1
        && (size == 0 || EVP_DecryptUpdate(context.get(), plain, &written, in + headSize, size) == 1)
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tagSize, tag) == 1
        && EVP_DecryptFinal_ex(context.get(), plain + size, &written) == 1;
}

} // namespace peraku::store
