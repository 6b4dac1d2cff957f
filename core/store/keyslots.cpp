#include "aead.h"

#include <secret/scrypt.h>
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

Result<SecureBuffer> stretch(const SecureBuffer& password, const QByteArray& salt, int logN)
{
    constexpr int weakest = 10;
    constexpr int strongest = 18;
    if (logN < weakest || logN > strongest)
        return fail(ErrorCode::SealBroken, QStringLiteral("cost of the key slot"));
    auto key = secret::scrypt(password, std::as_bytes(std::span(salt.constData(), std::size_t(salt.size()))),
        logN, Sealer::keyBytes);
    if (key.isEmpty())
        return fail(ErrorCode::Internal, QStringLiteral("scrypt"));
    return key;
}

Result<SecureBuffer> derive(const SecureBuffer& recovery, const QByteArray& salt)
{
    const std::unique_ptr<EVP_KDF, void (*)(EVP_KDF*)> kdf(
        EVP_KDF_fetch(nullptr, "HKDF", nullptr), EVP_KDF_free);
    const std::unique_ptr<EVP_KDF_CTX, void (*)(EVP_KDF_CTX*)> context(
        kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr, EVP_KDF_CTX_free);
    SecureBuffer material = recovery.clone();
    auto spice = salt;
    SecureBuffer key(Sealer::keyBytes);
    char digest[] = "SHA256";
    char info[] = "peraku recovery slot";
    const OSSL_PARAM parameters[] = { OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, material.bytes(), material.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, spice.data(), std::size_t(spice.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info, sizeof info - 1),
        OSSL_PARAM_construct_end() };
    if (recovery.isEmpty() || !context
        || EVP_KDF_derive(context.get(), key.bytes(), key.size(), parameters) != 1)
        return fail(ErrorCode::Internal, QStringLiteral("HKDF"));
    return key;
}

using Context = std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)>;

Result<QByteArray> wrap(
    const Result<SecureBuffer>& wrapping, const SecureBuffer& key, const QByteArray& place, domain::Rng& rng)
{
    if (!wrapping)
        return fail(wrapping.error());
    const Context context(encryptionContext(*wrapping), freeContext);
    QByteArray blob;
    if (!encrypt(context.get(), rng.bytes(nonceSize), key.bytes(), int(key.size()), place, blob))
        return fail(ErrorCode::Internal, QStringLiteral("key slot"));
    return blob;
}

Result<SecureBuffer> unwrap(
    const Result<SecureBuffer>& wrapping, const QByteArray& blob, const QByteArray& place)
{
    if (!wrapping)
        return fail(wrapping.error());
    const Context context(decryptionContext(*wrapping), freeContext);
    SecureBuffer key(Sealer::keyBytes);
    if (blob.size() != headSize + qsizetype(key.size()) || !decrypt(context.get(), blob, place, key.bytes()))
        return fail(ErrorCode::SealBroken, QString::fromUtf8(place));
    return key;
}

} // namespace

// A password slot is the cost, the salt and the wrapped key; a recovery slot has no cost.

Result<QByteArray> wrapForPassword(
    const SecureBuffer& key, const SecureBuffer& password, domain::Rng& rng, int logN)
{
    const QByteArray salt = rng.bytes(saltSize);
    return wrap(stretch(password, salt, logN), key, passwordPlace, rng).map([&](const QByteArray& blob) {
        return char(logN) + salt + blob;
    });
}

Result<QByteArray> wrapForRecovery(const SecureBuffer& key, const SecureBuffer& recovery, domain::Rng& rng)
{
    const QByteArray salt = rng.bytes(saltSize);
    return wrap(derive(recovery, salt), key, recoveryPlace, rng).map([&](const QByteArray& blob) {
        return salt + blob;
    });
}

Result<SecureBuffer> unwrapByPassword(const QByteArray& slot, const SecureBuffer& password)
{
    const int logN = slot.isEmpty() ? 0 : slot.at(0);
    auto key = unwrap(stretch(password, slot.mid(1, saltSize), logN), slot.mid(1 + saltSize), passwordPlace);
    if (!key && key.error().code == ErrorCode::SealBroken)
        return fail(ErrorCode::WrongPassword);
    return key;
}

Result<SecureBuffer> unwrapByRecovery(const QByteArray& slot, const SecureBuffer& recovery)
{
    return unwrap(derive(recovery, slot.left(saltSize)), slot.mid(saltSize), recoveryPlace);
}

} // namespace peraku::store
