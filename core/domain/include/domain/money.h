#pragma once

#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace peraku::domain {

/** An amount of ringgit as 64-bit sen; arithmetic that would overflow yields nullopt, never a wrapped value.
 */
class Money {
public:
    constexpr Money() = default;
    static constexpr Money fromSen(std::int64_t sen) { return Money(sen); }

    /** Reads what an officer types: "1,234.50", "1234.5", "RM 1,234", "(12.00)", "-12"; refuses "1.234,50"
     * and a third decimal. */
    static std::optional<Money> parse(const QString& text);
    /** Reads the wire form only: optional '-', digits without leading zeros, '.', two digits. */
    static std::optional<Money> fromDecimal(QStringView text);

    constexpr std::int64_t sen() const { return m_sen; }
    constexpr bool isZero() const { return m_sen == 0; }
    constexpr bool isNegative() const { return m_sen < 0; }

    /** Wire and canonical form: "-1234.50". */
    QString toDecimal() const;
    /** Screen form: "RM1,234.50", negative "(RM1,234.50)". */
    QString display() const;
    /** Screen form without the currency, for columns: "1,234.50". */
    QString displayPlain() const;

    std::optional<Money> plus(Money other) const;
    std::optional<Money> minus(Money other) const;
    std::optional<Money> negated() const;

    constexpr auto operator<=>(const Money&) const = default;

private:
    explicit constexpr Money(std::int64_t sen)
        : m_sen(sen)
    {
    }
    std::int64_t m_sen = 0;
};

/** "Ringgit Malaysia Satu Ribu Dua Ratus ... dan Sen Lima Puluh sahaja"; for 0 .. 10^12 ringgit, empty beyond
 * and for negatives. */
QString amountInWordsMalay(Money amount);
/** "Ringgit Malaysia One Thousand ... and Cents Fifty only". */
QString amountInWordsEnglish(Money amount);

} // namespace peraku::domain
