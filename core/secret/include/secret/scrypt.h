#pragma once

#include <secret/securebuffer.h>

namespace peraku::secret {

/**
 * scrypt (RFC 7914) with N = 2^logN, r = 8, p = 1: needs 2^logN KiB of memory for the time of the call. Empty
 * if OpenSSL refuses. Thread-safe.
 */
SecureBuffer scrypt(
    const SecureBuffer& password, std::span<const std::byte> salt, int logN, std::size_t keyBytes);

} // namespace peraku::secret
