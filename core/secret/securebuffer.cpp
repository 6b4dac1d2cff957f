#include "harden.h"

#include <secret/securebuffer.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <openssl/crypto.h>
#include <utility>

namespace peraku::secret {

namespace {

constexpr std::size_t secureHeapBytes = 1024 * 1024;
constexpr std::size_t secureHeapSmallest = 32;

// OpenSSL falls back to its ordinary heap by itself only while the secure heap does not stand; a full one
// must not lose a secret.
std::byte* acquire(std::size_t size)
{
    if (size == 0)
        return nullptr;
    void* memory = OPENSSL_secure_zalloc(size);
    if (!memory)
        memory = OPENSSL_zalloc(size);
    if (!memory)
        throw std::bad_alloc();
    return static_cast<std::byte*>(memory);
}

void release(std::byte* memory, std::size_t size) noexcept
{
    // Works for both heaps: memory that is not on the secure heap is cleansed over `size` and freed.
    OPENSSL_secure_clear_free(memory, size);
}

} // namespace

SecureBuffer::SecureBuffer(std::size_t size)
    : m_data(acquire(size))
    , m_size(size)
{
}

SecureBuffer::SecureBuffer(SecureBuffer&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
{
}

SecureBuffer& SecureBuffer::operator=(SecureBuffer&& other) noexcept
{
    if (this != &other) {
        release(m_data, m_size);
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecureBuffer::~SecureBuffer()
{
    release(m_data, m_size);
}

SecureBuffer SecureBuffer::copyOf(std::span<const std::byte> bytes)
{
    SecureBuffer copy(bytes.size());
    std::ranges::copy(bytes, copy.m_data);
    return copy;
}

SecureBuffer SecureBuffer::copyOf(std::string_view bytes)
{
    return copyOf(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

SecureBuffer SecureBuffer::clone() const
{
    return copyOf(view());
}

void SecureBuffer::insert(std::size_t position, std::byte value)
{
    position = std::min(position, m_size);
    SecureBuffer grown(m_size + 1);
    std::copy_n(m_data, position, grown.m_data);
    grown.m_data[position] = value;
    std::copy_n(m_data + position, m_size - position, grown.m_data + position + 1);
    *this = std::move(grown);
}

void SecureBuffer::remove(std::size_t position, std::size_t count)
{
    if (position >= m_size || count == 0)
        return;
    count = std::min(count, m_size - position);
    SecureBuffer shrunk(m_size - count);
    std::copy_n(m_data, position, shrunk.m_data);
    std::copy_n(m_data + position + count, m_size - position - count, shrunk.m_data + position);
    *this = std::move(shrunk);
}

void SecureBuffer::clear()
{
    *this = SecureBuffer();
}

bool equalConstantTime(const SecureBuffer& a, const SecureBuffer& b)
{
    return a.m_size == b.m_size && (a.m_size == 0 || CRYPTO_memcmp(a.m_data, b.m_data, a.m_size) == 0);
}

void hardenProcess()
{
    if (!CRYPTO_secure_malloc_initialized())
        CRYPTO_secure_malloc_init(secureHeapBytes, secureHeapSmallest);
    forbidCoreDumps();
    narrowLibrarySearch();
}

void wipe(void* data, std::size_t size)
{
    OPENSSL_cleanse(data, size);
}

} // namespace peraku::secret
