#include "pemkey.h"

#include "ssl.h"

#include <QFile>
#include <QSaveFile>

#include <openssl/pem.h>

namespace peraku::pki {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr qint64 maxSecretBytes = 4096;

Result<Done> writeWhole(const QString& path, const char* bytes, qint64 size, bool ownerOnly)
{
    QSaveFile file(path);
    auto permissions = QFile::ReadOwner | QFile::WriteOwner;
    if (!ownerOnly)
        permissions |= QFile::ReadGroup | QFile::ReadOther;
    // The mode is set before the first byte is in.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(permissions)
        || file.write(bytes, size) != size || !file.commit())
        return fail(ErrorCode::StorageFailed, path + QStringLiteral(": ") + file.errorString());
    return Done {};
}

int givePassphrase(char* buffer, int size, int, void* data)
{
    const auto* passphrase = static_cast<const secret::SecureBuffer*>(data);
    if (!passphrase || int(passphrase->size()) > size)
        return -1;
    std::copy_n(reinterpret_cast<const char*>(passphrase->bytes()), passphrase->size(), buffer);
    return int(passphrase->size());
}

} // namespace

Result<PrivateKey> readKey(const QString& path, const secret::SecureBuffer* passphrase)
{
    auto bytes = readSecretFile(path);
    if (!bytes)
        return fail(bytes.error());
    const BioPtr in(BIO_new_mem_buf(bytes->bytes(), int(bytes->size())));
    auto* key = in ? PEM_read_bio_PrivateKey(
                    in.get(), nullptr, givePassphrase, const_cast<secret::SecureBuffer*>(passphrase))
                   : nullptr;
    if (!key)
        return fail(sslError(ErrorCode::KeyMissing, "private key file"));
    return PrivateKey(key, EVP_PKEY_free);
}

Result<Done> writeKey(const QString& path, EVP_PKEY* key, const secret::SecureBuffer* passphrase)
{
    const BioPtr out(BIO_new(BIO_s_secmem()));
    const int written = out
        ? PEM_write_bio_PKCS8PrivateKey(out.get(), key, passphrase ? EVP_aes_256_cbc() : nullptr, nullptr, 0,
            passphrase ? givePassphrase : nullptr, const_cast<secret::SecureBuffer*>(passphrase))
        : 0;
    if (written != 1)
        return fail(sslError(ErrorCode::Internal, "private key file"));
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(out.get(), &bytes);
    return writeWhole(path, bytes, size, true);
}

Result<Done> writeFile(const QString& path, const QByteArray& bytes, bool ownerOnly)
{
    return writeWhole(path, bytes.constData(), bytes.size(), ownerOnly);
}

Result<Done> writeSecretFile(const QString& path, const secret::SecureBuffer& bytes)
{
    return writeWhole(path, reinterpret_cast<const char*>(bytes.bytes()), qint64(bytes.size()), true);
}

Result<secret::SecureBuffer> readSecretFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorCode::StorageFailed, path + QStringLiteral(": ") + file.errorString());
    if (file.size() > maxSecretBytes)
        return fail(ErrorCode::TooLarge, path);
    secret::SecureBuffer bytes(std::size_t(file.size()));
    if (file.read(reinterpret_cast<char*>(bytes.bytes()), qint64(bytes.size())) != qint64(bytes.size()))
        return fail(ErrorCode::StorageFailed, path);
    return bytes;
}

} // namespace peraku::pki
