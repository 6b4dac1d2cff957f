#pragma once

#include <secret/securebuffer.h>

#include <string_view>

namespace peraku::secret {

/** Builds text around secrets in wiped memory that was sized beforehand; more than `capacity` is never put.
 */
class Writer {
public:
    explicit Writer(std::size_t capacity)
        : m_buffer(capacity)
    {
    }
    void put(char c)
    {
        if (m_used < m_buffer.size())
            m_buffer.data()[m_used++] = static_cast<std::byte>(c);
    }
    void put(std::string_view text)
    {
        for (const char c : text)
            put(c);
    }
    SecureBuffer finish()
    {
        if (m_used < m_buffer.size())
            m_buffer.remove(m_used, m_buffer.size() - m_used);
        return std::move(m_buffer);
    }

private:
    SecureBuffer m_buffer;
    std::size_t m_used = 0;
};

/** The bytes as characters, for as long as the buffer lives. */
inline std::string_view textOf(const SecureBuffer& buffer)
{
    return { reinterpret_cast<const char*>(buffer.bytes()), buffer.size() };
}

} // namespace peraku::secret
