#include <store/sealer.h>

#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;

namespace {

constexpr int nonceSize = 12;
constexpr int tagSize = 16;
constexpr int headSize = nonceSize + tagSize;

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char* bytesOf(const QByteArray& data)
{
    return reinterpret_cast<const unsigned char*>(data.constData());
}
unsigned char* bytesOf(QByteArray& data)
{
    return reinterpret_cast<unsigned char*>(data.data());
}

bool encrypt(const secret::SecureBuffer& key, const unsigned char* plain, int size, const QByteArray& place,
    QByteArray& blob)
{
    blob.resize(headSize + size);
    auto* out = bytesOf(blob);
    int written = 0;
    const Context context(EVP_CIPHER_CTX_new());
    return context && RAND_bytes(out, nonceSize) == 1
        && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.bytes(), out) == 1
        && EVP_EncryptUpdate(context.get(), nullptr, &written, bytesOf(place), int(place.size())) == 1
        && (size == 0 || EVP_EncryptUpdate(context.get(), out + headSize, &written, plain, size) == 1)
        && EVP_EncryptFinal_ex(context.get(), out + headSize + size, &written) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tagSize, out + nonceSize) == 1;
}

bool decrypt(
    const secret::SecureBuffer& key, const QByteArray& blob, const QByteArray& place, unsigned char* plain)
{
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

tl::unexpected<domain::Error> broken()
{
    return fail(ErrorCode::SealBroken, QStringLiteral("seal"));
}

} // namespace

domain::Result<QByteArray> Sealer::seal(const QByteArray& plain, const QByteArray& place) const
{
    QByteArray blob;
    if (!encrypt(m_key, bytesOf(plain), int(plain.size()), place, blob))
        return fail(ErrorCode::Internal, QStringLiteral("AES-256-GCM"));
    return blob;
}

domain::Result<QByteArray> Sealer::open(const QByteArray& blob, const QByteArray& place) const
{
    if (blob.size() < headSize)
        return broken();
    QByteArray plain(blob.size() - headSize, Qt::Uninitialized);
    if (!decrypt(m_key, blob, place, bytesOf(plain)))
        return broken();
    return plain;
}

domain::Result<QByteArray> Sealer::sealSecret(
    const secret::SecureBuffer& plain, const QByteArray& place) const
{
    QByteArray blob;
    if (!encrypt(m_key, plain.bytes(), int(plain.size()), place, blob))
        return fail(ErrorCode::Internal, QStringLiteral("AES-256-GCM"));
    return blob;
}

domain::Result<secret::SecureBuffer> Sealer::openSecret(const QByteArray& blob, const QByteArray& place) const
{
    if (blob.size() < headSize)
        return broken();
    secret::SecureBuffer plain(std::size_t(blob.size() - headSize));
    if (!decrypt(m_key, blob, place, plain.bytes()))
        return broken();
    return plain;
}

} // namespace peraku::store
