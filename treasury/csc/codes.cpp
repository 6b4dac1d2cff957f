#include "codes.h"

#include <cstdint>

namespace peraku::csc {

using secret::SecureBuffer;

SecureBuffer newCode(domain::Rng& rng)
{
    constexpr std::uint32_t codes = 1'000'000;
    constexpr std::size_t digits = 6;
    // Numbers beyond the last whole multiple would make low codes likelier.
    constexpr std::uint32_t fair = UINT32_MAX - UINT32_MAX % codes;
    std::uint32_t number = 0;
    do {
        rng.fill(&number, sizeof number);
    } while (number >= fair);
    number %= codes;
    SecureBuffer code(digits);
    for (std::size_t i = digits; i > 0; --i) {
        code.bytes()[i - 1] = static_cast<unsigned char>('0' + number % 10);
        number /= 10;
    }
    return code;
}

SecureBuffer newSad(domain::Rng& rng)
{
    constexpr std::size_t bytes = 32;
    constexpr auto hex = "0123456789abcdef";
    SecureBuffer raw(bytes);
    rng.fill(raw.bytes(), qsizetype(bytes));
    SecureBuffer text(2 * bytes);
    for (std::size_t i = 0; i < bytes; ++i) {
        text.bytes()[2 * i] = static_cast<unsigned char>(hex[raw.bytes()[i] >> 4]);
        text.bytes()[2 * i + 1] = static_cast<unsigned char>(hex[raw.bytes()[i] & 15]);
    }
    return text;
}

} // namespace peraku::csc
