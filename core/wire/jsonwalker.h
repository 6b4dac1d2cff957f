#pragma once

#include <optional>
#include <string_view>

namespace peraku::wire {

/** Walks over the outermost members of JSON text without copying any value; what a value holds is not judged
 * here. */
class JsonWalker {
public:
    explicit JsonWalker(std::string_view text)
        : m_text(text)
    {
    }
    bool take(char c)
    {
        skipSpace();
        if (m_at == m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    bool atEnd()
    {
        skipSpace();
        return m_at == m_text.size();
    }
    /** The text between the quotes; nullopt if there is no complete string here. */
    std::optional<std::string_view> string()
    {
        if (!take('"'))
            return std::nullopt;
        const auto begin = m_at;
        for (auto quote = m_text.find('"', begin); quote != std::string_view::npos;
             quote = m_text.find('"', quote + 1)) {
            auto plain = quote;
            while (plain > begin && m_text[plain - 1] == '\\')
                --plain;
            // An odd number of backslashes before it makes the quote part of the text.
            if ((quote - plain) % 2 == 0) {
                m_at = quote + 1;
                return m_text.substr(begin, quote - begin);
            }
        }
        return std::nullopt;
    }
    /** The raw text of any value, without the space around it. */
    std::optional<std::string_view> value()
    {
        skipSpace();
        const auto begin = m_at;
        int depth = 0;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            const bool closes = c == '}' || c == ']';
            if (depth == 0 && m_at > begin && (c == ',' || closes || isSpace(c)))
                break;
            if (c == '"') {
                if (!string())
                    return std::nullopt;
                continue;
            }
            if (depth == 0 && (closes || c == ','))
                return std::nullopt;
            ++m_at;
            depth += c == '{' || c == '[' ? 1 : closes ? -1 : 0;
            if (depth == 0 && closes)
                break;
        }
        if (m_at == begin || depth != 0)
            return std::nullopt;
        return m_text.substr(begin, m_at - begin);
    }

private:
    static bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }
    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace peraku::wire
