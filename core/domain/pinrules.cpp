#include <domain/pinrules.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace peraku::domain {

namespace {

constexpr std::size_t longestRun = 4;
constexpr int fewestDifferent = 3;

std::string_view textOf(const secret::SecureBuffer& pin)
{
    return { reinterpret_cast<const char*>(pin.bytes()), pin.size() };
}

bool allDigits(std::string_view pin)
{
    return std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/** Up or down by one, also from 9 to 0. */
bool hasRun(std::string_view pin)
{
    for (const int step : { 1, 9 }) {
        std::size_t length = 1;
        for (std::size_t i = 1; i < pin.size(); ++i) {
            length = (pin[i] - pin[i - 1] + 10) % 10 == step ? length + 1 : 1;
            if (length > longestRun)
                return true;
        }
    }
    return false;
}

bool repeats(std::string_view pin)
{
    std::array<bool, 10> seen {};
    for (const char c : pin)
        seen.at(std::size_t(c - '0')) = true;
    if (std::count(seen.begin(), seen.end(), true) < fewestDifferent)
        return true;
    for (std::size_t block = 1; block <= pin.size() / 2; ++block) {
        if (pin.size() % block == 0 && pin.substr(block) == pin.substr(0, pin.size() - block))
            return true;
    }
    return false;
}

/** Whether six digits in a row of the PIN stand in a row in the IC, too. */
bool sharesDigits(std::string_view pin, std::string_view ic)
{
    for (std::size_t i = 0; i + pinDigitsMin <= pin.size(); ++i) {
        if (ic.find(pin.substr(i, pinDigitsMin)) != std::string_view::npos)
            return true;
    }
    return false;
}

bool holdsBirthDate(std::string_view pin, const std::string& ic)
{
    const auto year = ic.substr(0, 2);
    const auto month = ic.substr(2, 2);
    const auto day = ic.substr(4, 2);
    for (const auto& date : { day + month + year, month + day + year, day + month + "19" + year,
             day + month + "20" + year, month + day + "19" + year, month + day + "20" + year }) {
        if (pin.find(date) != std::string_view::npos)
            return true;
    }
    return false;
}

} // namespace

QStringList pinFindings(const secret::SecureBuffer& pin, const Ic& officer)
{
    const auto text = textOf(pin);
    if (text.size() < pinDigitsMin || text.size() > pinDigitsMax || !allDigits(text))
        return { QStringLiteral("finding.pin-digits") };
    QStringList findings;
    if (hasRun(text))
        findings += QStringLiteral("finding.pin-run");
    if (repeats(text))
        findings += QStringLiteral("finding.pin-repeat");
    const auto ic = officer.digits().toStdString();
    if (!ic.empty() && (sharesDigits(text, ic) || holdsBirthDate(text, ic)))
        findings += QStringLiteral("finding.pin-personal");
    return findings;
}

} // namespace peraku::domain
