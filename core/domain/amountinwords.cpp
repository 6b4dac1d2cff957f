#include <domain/money.h>

#include <QStringList>

#include <array>

namespace peraku::domain {

namespace {

constexpr std::int64_t largestRinggit = 1'000'000'000'000;

struct Tongue {
    std::array<const char*, 20> small; ///< 0 .. 19
    std::array<const char*, 10> tens; ///< 20 .. 90 from index 2
    const char* hundred;
    std::array<const char*, 4> scales; ///< thousand, million, billion, trillion
};
constexpr Tongue malay { { "Kosong", "Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Lapan",
                             "Sembilan", "Sepuluh", "Sebelas", "Dua Belas", "Tiga Belas", "Empat Belas",
                             "Lima Belas", "Enam Belas", "Tujuh Belas", "Lapan Belas", "Sembilan Belas" },
    { "", "", "Dua Puluh", "Tiga Puluh", "Empat Puluh", "Lima Puluh", "Enam Puluh", "Tujuh Puluh",
        "Lapan Puluh", "Sembilan Puluh" },
    "Ratus", { "Ribu", "Juta", "Bilion", "Trilion" } };
constexpr Tongue english { { "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine",
                               "Ten", "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen",
                               "Seventeen", "Eighteen", "Nineteen" },
    { "", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety" }, "Hundred",
    { "Thousand", "Million", "Billion", "Trillion" } };

QString belowHundred(std::int64_t value, const Tongue& tongue)
{
    if (value < 20)
        return QLatin1String(tongue.small.at(std::size_t(value)));
    auto words = QString::fromLatin1(tongue.tens.at(std::size_t(value / 10)));
    if (value % 10 > 0)
        words += QLatin1Char(' ') + QLatin1String(tongue.small.at(std::size_t(value % 10)));
    return words;
}

QString belowThousand(std::int64_t value, const Tongue& tongue)
{
    QStringList words;
    if (value >= 100)
        words += QLatin1String(tongue.small.at(std::size_t(value / 100))) + QLatin1Char(' ')
            + QLatin1String(tongue.hundred);
    if (value % 100 > 0)
        words += belowHundred(value % 100, tongue);
    return words.join(QLatin1Char(' '));
}

QString wordsOf(std::int64_t value, const Tongue& tongue)
{
    if (value == 0)
        return QLatin1String(tongue.small.front());
    QStringList words;
    std::int64_t scale = 1'000'000'000'000;
    for (std::size_t i = tongue.scales.size(); i-- > 0; scale /= 1000) {
        if (const auto part = value / scale; part > 0)
            words += belowThousand(part, tongue) + QLatin1Char(' ') + QLatin1String(tongue.scales.at(i));
        value %= scale;
    }
    if (value > 0)
        words += belowThousand(value, tongue);
    return words.join(QLatin1Char(' '));
}

bool isSpoken(Money amount)
{
    return !amount.isNegative() && amount.sen() / 100 <= largestRinggit;
}

} // namespace

QString amountInWordsMalay(Money amount)
{
    if (!isSpoken(amount))
        return {};
    auto text = QStringLiteral("Ringgit Malaysia ") + wordsOf(amount.sen() / 100, malay);
    if (const auto sen = amount.sen() % 100; sen > 0)
        text += QStringLiteral(" dan Sen ") + belowHundred(sen, malay);
    return text + QStringLiteral(" sahaja");
}

QString amountInWordsEnglish(Money amount)
{
    if (!isSpoken(amount))
        return {};
    auto text = QStringLiteral("Ringgit Malaysia ") + wordsOf(amount.sen() / 100, english);
    if (const auto sen = amount.sen() % 100; sen > 0)
        text += QStringLiteral(" and Cents ") + belowHundred(sen, english);
    return text + QStringLiteral(" only");
}

} // namespace peraku::domain
