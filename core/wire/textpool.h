#pragma once

#include <QString>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace peraku::wire {

/**
 * Gives short ASCII texts that come again and again (names, codes, segment keys) the same QString, which
 * costs a fraction of a new one. A new text drives out whichever stood in its place.
 */
class TextPool {
public:
    /** Null for a text that is empty, long or not ASCII: the caller makes those. */
    const QString* of(std::string_view text)
    {
        if (text.empty() || text.size() > longest)
            return nullptr;
        std::uint64_t hash = text.size();
        std::uint64_t seen = 0;
        for (std::size_t at = 0; at < text.size(); at += sizeof hash) {
            std::uint64_t part = 0;
            std::memcpy(&part, text.data() + at, std::min(sizeof part, text.size() - at));
            seen |= part;
            hash = (hash ^ part) * 0x9E3779B97F4A7C15ULL;
        }
        if (seen & 0x8080808080808080ULL)
            return nullptr;
        auto& place = m_places[(hash >> 32) % m_places.size()];
        const QLatin1String latin1(text.data(), qsizetype(text.size()));
        if (place != latin1)
            place = latin1;
        return &place;
    }

private:
    static constexpr std::size_t longest = 48;
    std::array<QString, 1024> m_places;
};

} // namespace peraku::wire
