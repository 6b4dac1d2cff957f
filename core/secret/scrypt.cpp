#include <secret/scrypt.h>

#include <cstdint>
#include <openssl/evp.h>

namespace peraku::secret {

SecureBuffer scrypt(
    const SecureBuffer& password, std::span<const std::byte> salt, int logN, std::size_t keyBytes)
{
    constexpr std::uint64_t blockSize = 8;
    constexpr std::uint64_t slack = 1024 * 1024;
    const auto cost = std::uint64_t(1) << logN;
    SecureBuffer key(keyBytes);
    if (EVP_PBE_scrypt(reinterpret_cast<const char*>(password.bytes()), password.size(),
            reinterpret_cast<const unsigned char*>(salt.data()), salt.size(), cost, blockSize, 1,
            128 * blockSize * cost + slack, key.bytes(), key.size())
        != 1)
        return {};
    return key;
}

} // namespace peraku::secret
