#include "pins.h"

#include <secret/scrypt.h>

#include <openssl/crypto.h>
#include <span>

namespace peraku::csc {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using secret::SecureBuffer;

namespace {

constexpr auto pepper = "peraku-roaming-pepper";
constexpr int saltBytes = 16;
constexpr int keyBytes = 32;
constexpr int largestLogN = 20;

struct Record {
    int logN = 0;
    QByteArray salt;
    QByteArray mac;
};
std::optional<Record> parse(const QByteArray& record)
{
    const auto parts = record.split('$');
    if (parts.size() != 6 || parts.at(0) != "scrypt" || parts.at(2) != "8" || parts.at(3) != "1")
        return std::nullopt;
    Record read { parts.at(1).toInt(), QByteArray::fromBase64(parts.at(4)),
        QByteArray::fromBase64(parts.at(5)) };
    if (read.logN < 1 || read.logN > largestLogN || read.salt.size() != saltBytes
        || read.mac.size() != keyBytes)
        return std::nullopt;
    return read;
}

/** `purpose` keeps a MAC of one kind from ever being one of another. */
SecureBuffer joined(std::string_view purpose, std::initializer_list<std::span<const std::byte>> parts)
{
    std::size_t size = purpose.size() + 1;
    for (const auto part : parts)
        size += part.size();
    SecureBuffer message(size);
    auto* at = std::ranges::copy(std::as_bytes(std::span(purpose)), message.data()).out + 1;
    for (const auto part : parts)
        at = std::ranges::copy(part, at).out;
    return message;
}

std::span<const std::byte> bytesOf(const QByteArray& bytes)
{
    return std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size())));
}

} // namespace

bool equal(const QByteArray& a, const QByteArray& b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.constData(), b.constData(), std::size_t(a.size())) == 0;
}

bool PinKeeper::isRecord(const QByteArray& record)
{
    return parse(record).has_value();
}

Result<QByteArray> PinKeeper::stretched(const SecureBuffer& pin, const QByteArray& salt, int logN) const
{
    const auto key = secret::scrypt(pin, bytesOf(salt), logN, keyBytes);
    if (key.isEmpty())
        return fail(ErrorCode::Internal, QStringLiteral("scrypt"));
    return m_token.hmac(QString::fromLatin1(pepper), joined("pin", { key.view() }));
}

Result<QByteArray> PinKeeper::record(const SecureBuffer& pin) const
{
    const auto salt = m_rng->bytes(saltBytes);
    return stretched(pin, salt, m_logN).map([&](const QByteArray& mac) {
        return "scrypt$" + QByteArray::number(m_logN) + "$8$1$" + salt.toBase64() + '$' + mac.toBase64();
    });
}

Result<bool> PinKeeper::matches(const QByteArray& record, const SecureBuffer& pin) const
{
    const auto expected = parse(record);
    if (!expected)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("PIN record"));
    return stretched(pin, expected->salt, expected->logN).map([&](const QByteArray& mac) {
        return equal(mac, expected->mac);
    });
}

Result<QByteArray> PinKeeper::codeRecord(
    const SecureBuffer& code, const QString& credential, const QString& nonce, const QByteArray& hashes) const
{
    // Everything but the code has a fixed length, so no two inputs make the same message.
    return m_token.hmac(QString::fromLatin1(pepper),
        joined("code",
            { bytesOf(credential.toLatin1()), bytesOf(nonce.toLatin1()), bytesOf(hashes), code.view() }));
}

} // namespace peraku::csc
