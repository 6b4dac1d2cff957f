#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace peraku::secret {

/**
 * A move-only buffer for a PIN, one-time code, password or key, on OpenSSL's secure heap (locked, never
 * dumped where the platform allows it) and wiped before it is released. Not thread-safe; hand it over by
 * move.
 */
class SecureBuffer {
public:
    SecureBuffer() = default;
    /** Zero-filled buffer of `size` bytes. */
    explicit SecureBuffer(std::size_t size);
    SecureBuffer(const SecureBuffer&) = delete;
    SecureBuffer& operator=(const SecureBuffer&) = delete;
    SecureBuffer(SecureBuffer&& other) noexcept;
    SecureBuffer& operator=(SecureBuffer&& other) noexcept;
    ~SecureBuffer();

    /** Copies bytes that live elsewhere; the caller wipes its own copy. */
    static SecureBuffer copyOf(std::span<const std::byte> bytes);
    static SecureBuffer copyOf(std::string_view bytes);

    /** A second buffer with the same bytes; spelt out because copies of secrets must be deliberate. */
    SecureBuffer clone() const;

    std::byte* data() { return m_data; }
    const std::byte* data() const { return m_data; }
    unsigned char* bytes() { return reinterpret_cast<unsigned char*>(m_data); }
    const unsigned char* bytes() const { return reinterpret_cast<const unsigned char*>(m_data); }
    std::size_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    std::span<const std::byte> view() const { return { m_data, m_size }; }

    /** Inserts one byte at `position` (0..size()); the old storage is wiped. */
    void insert(std::size_t position, std::byte value);
    /** Removes `count` bytes from `position`; the old storage is wiped. */
    void remove(std::size_t position, std::size_t count);
    /** Wipes and empties the buffer. */
    void clear();

    /** Comparison in time that depends on the length only. */
    friend bool equalConstantTime(const SecureBuffer& a, const SecureBuffer& b);

private:
    std::byte* m_data = nullptr;
    std::size_t m_size = 0;
};

bool equalConstantTime(const SecureBuffer& a, const SecureBuffer& b);

/** Sets the secure heap up (1 MiB), forbids core dumps of this process where the platform can and keeps
 * libraries of the current folder out. Call once, first in main(). */
void hardenProcess();

/** Wipes memory that the caller owns, in a way that the compiler does not remove. */
void wipe(void* data, std::size_t size);

} // namespace peraku::secret
