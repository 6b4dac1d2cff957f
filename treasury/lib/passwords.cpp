#include "passwords.h"

#include <secret/scrypt.h>
#include <treasury/admin.h>

#include <algorithm>
#include <cctype>
#include <openssl/crypto.h>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using secret::SecureBuffer;

namespace {

constexpr int saltBytes = 16;
constexpr int keyBytes = 32;
constexpr int largestLogN = 20;
constexpr std::size_t passwordMin = 12;
constexpr std::size_t passwordMax = 256;

SecureBuffer stretch(const SecureBuffer& password, const QByteArray& salt, int logN)
{
    return secret::scrypt(
        password, std::as_bytes(std::span(salt.constData(), std::size_t(salt.size()))), logN, keyBytes);
}

} // namespace

Result<QByteArray> scryptHash(const SecureBuffer& password, int logN, domain::Rng& rng)
{
    const auto salt = rng.bytes(saltBytes);
    const auto key = stretch(password, salt, logN);
    if (key.isEmpty())
        return fail(ErrorCode::Internal, QStringLiteral("scrypt"));
    const QByteArray raw(reinterpret_cast<const char*>(key.bytes()), keyBytes);
    return "scrypt$" + QByteArray::number(logN) + "$8$1$" + salt.toBase64() + '$' + raw.toBase64();
}

bool scryptMatches(const QByteArray& hash, const SecureBuffer& password)
{
    const auto parts = hash.split('$');
    if (parts.size() != 6 || parts[0] != "scrypt" || parts[2] != "8" || parts[3] != "1")
        return false;
    const int logN = parts[1].toInt();
    const auto expected = QByteArray::fromBase64(parts[5]);
    if (logN < 1 || logN > largestLogN || expected.size() != keyBytes)
        return false;
    const auto key = stretch(password, QByteArray::fromBase64(parts[4]), logN);
    return !key.isEmpty() && CRYPTO_memcmp(key.bytes(), expected.constData(), keyBytes) == 0;
}

QStringList passwordFindings(const SecureBuffer& password)
{
    const auto has
        = [&](auto rule) { return std::any_of(password.bytes(), password.bytes() + password.size(), rule); };
    QStringList findings;
    if (password.size() < passwordMin || password.size() > passwordMax)
        findings += QStringLiteral("finding.password-length");
    if (!has([](unsigned char c) { return c >= 'a' && c <= 'z'; }))
        findings += QStringLiteral("finding.password-lower");
    if (!has([](unsigned char c) { return c >= 'A' && c <= 'Z'; }))
        findings += QStringLiteral("finding.password-upper");
    if (!has([](unsigned char c) { return c >= '0' && c <= '9'; }))
        findings += QStringLiteral("finding.password-digit");
    if (!has([](unsigned char c) { return c > ' ' && c < 0x7f && !isalnum(c); }))
        findings += QStringLiteral("finding.password-special");
    return findings;
}

} // namespace peraku::treasury
