#include <secret/securebuffer.h>

#include "harden.h"

#include <openssl/crypto.h>

#include <cstring>
#include <new>
#include <utility>

namespace peraku::secret {

namespace {

    constexpr std::size_t secureHeapBytes = 1024 * 1024;
    constexpr std::size_t smallestBlock = 16;

    std::byte* allocate(std::size_t size)
    {
        if (size == 0)
            return nullptr;
        auto* memory = static_cast<std::byte*>(OPENSSL_secure_zalloc(size));
        if (!memory)
            throw std::bad_alloc();
        return memory;
    }

} // namespace

SecureBuffer::SecureBuffer(std::size_t size)
    : m_data(allocate(size))
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
        clear();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecureBuffer::~SecureBuffer() { clear(); }

SecureBuffer SecureBuffer::copyOf(std::span<const std::byte> bytes)
{
    SecureBuffer copy(bytes.size());
    if (!bytes.empty())
        std::memcpy(copy.m_data, bytes.data(), bytes.size());
    return copy;
}

SecureBuffer SecureBuffer::copyOf(std::string_view bytes) { return copyOf(std::as_bytes(std::span(bytes.data(), bytes.size()))); }

SecureBuffer SecureBuffer::clone() const { return copyOf(view()); }

void SecureBuffer::insert(std::size_t position, std::byte value)
{
    SecureBuffer grown(m_size + 1);
    if (position > 0)
        std::memcpy(grown.m_data, m_data, position);
    grown.m_data[position] = value;
    if (position < m_size)
        std::memcpy(grown.m_data + position + 1, m_data + position, m_size - position);
    *this = std::move(grown);
}

void SecureBuffer::remove(std::size_t position, std::size_t count)
{
    SecureBuffer shrunk(m_size - count);
    if (position > 0)
        std::memcpy(shrunk.m_data, m_data, position);
    if (position + count < m_size)
        std::memcpy(shrunk.m_data + position, m_data + position + count, m_size - position - count);
    *this = std::move(shrunk);
}

void SecureBuffer::clear()
{
    if (m_data)
        OPENSSL_secure_clear_free(m_data, m_size);
    m_data = nullptr;
    m_size = 0;
}

bool equalConstantTime(const SecureBuffer& a, const SecureBuffer& b)
{
    if (a.m_size != b.m_size)
        return false;
    return a.m_size == 0 || CRYPTO_memcmp(a.m_data, b.m_data, a.m_size) == 0;
}

void hardenProcess()
{
    if (CRYPTO_secure_malloc_initialized() == 0)
        CRYPTO_secure_malloc_init(secureHeapBytes, smallestBlock);
    forbidCoreDumps();
}

void wipe(void* data, std::size_t size) { OPENSSL_cleanse(data, size); }

} // namespace peraku::secret
