#include "aead.h"

#include <store/sealer.h>

#include <memory>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using secret::SecureBuffer;

namespace {

constexpr qsizetype saltSize = 16;
const QByteArray passwordPlace = QByteArrayLiteral("keyslot|password|1");
const QByteArray recoveryPlace = QByteArrayLiteral("keyslot|recovery|1");

Result<SecureBuffer> stretch(const SecureBuffer& password, const QByteArray& salt)
{
    constexpr std::uint64_t cost = 1U << 15;
    constexpr std::uint64_t memory = 64U * 1024 * 1024;
    SecureBuffer key(Sealer::keyBytes);
    if (EVP_PBE_scrypt(reinterpret_cast<const char*>(password.bytes()), password.size(),
            reinterpret_cast<const unsigned char*>(salt.constData()), std::size_t(salt.size()), cost, 8, 1,
            memory, key.bytes(), key.size())
        != 1)
        return fail(ErrorCode::Internal, QStringLiteral("scrypt"));
    return key;
}

Result<SecureBuffer> derive(const SecureBuffer& recovery)
{
    const std::unique_ptr<EVP_KDF, void (*)(EVP_KDF*)> kdf(
        EVP_KDF_fetch(nullptr, "HKDF", nullptr), EVP_KDF_free);
    const std::unique_ptr<EVP_KDF_CTX, void (*)(EVP_KDF_CTX*)> context(
        kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr, EVP_KDF_CTX_free);
    SecureBuffer material = recovery.clone();
    SecureBuffer key(Sealer::keyBytes);
    char digest[] = "SHA256";
    char info[] = "peraku recovery slot";
    const OSSL_PARAM parameters[] = { OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, material.bytes(), material.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info, sizeof info - 1),
        OSSL_PARAM_construct_end() };
    if (recovery.isEmpty() || !context
        || EVP_KDF_derive(context.get(), key.bytes(), key.size(), parameters) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("HKDF"));
    return key;
}

Result<QByteArray> wrap(
    const SecureBuffer& wrapping, const SecureBuffer& key, const QByteArray& nonce, const QByteArray& place)
{
    QByteArray blob;
    if (!encrypt(wrapping, nonce, key.bytes(), int(key.size()), place, blob))
        return fail(ErrorCode::Internal, QStringLiteral("key slot"));
    return blob;
}

Result<SecureBuffer> unwrap(const SecureBuffer& wrapping, const QByteArray& blob, const QByteArray& place)
{
    SecureBuffer key(Sealer::keyBytes);
    if (blob.size() != headSize + qsizetype(key.size()) || !decrypt(wrapping, blob, place, key.bytes()))
        return fail(ErrorCode::SealBroken, QString::fromUtf8(place));
    return key;
}

} // namespace

Result<QByteArray> wrapForPassword(const SecureBuffer& key, const SecureBuffer& password, domain::Rng& rng)
{
    const QByteArray salt = rng.bytes(saltSize);
    auto wrapping = stretch(password, salt);
    if (!wrapping)
        return fail(wrapping.error());
    auto blob = wrap(*wrapping, key, rng.bytes(nonceSize), passwordPlace);
    if (!blob)
        return blob;
    return salt + *blob;
}

Result<QByteArray> wrapForRecovery(const SecureBuffer& key, const SecureBuffer& recovery, domain::Rng& rng)
{
    auto wrapping = derive(recovery);
    if (!wrapping)
        return fail(wrapping.error());
    return wrap(*wrapping, key, rng.bytes(nonceSize), recoveryPlace);
}

Result<SecureBuffer> unwrapByPassword(const QByteArray& slot, const SecureBuffer& password)
{
    auto wrapping = stretch(password, slot.left(saltSize));
    if (!wrapping)
        return fail(wrapping.error());
    auto key = unwrap(*wrapping, slot.mid(saltSize), passwordPlace);
    if (!key)
        return fail(ErrorCode::WrongPassword);
    return key;
}

Result<SecureBuffer> unwrapByRecovery(const QByteArray& slot, const SecureBuffer& recovery)
{
    auto wrapping = derive(recovery);
    if (!wrapping)
        return fail(wrapping.error());
    return unwrap(*wrapping, slot, recoveryPlace);
}

} // namespace peraku::store
