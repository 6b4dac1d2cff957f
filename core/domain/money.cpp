#include <domain/money.h>

#include <QRegularExpression>

#include <limits>

namespace peraku::domain {

namespace {

using Limits = std::numeric_limits<std::int64_t>;

/** Digits of ringgit and two of sen to sen; nullopt on overflow. */
std::optional<std::int64_t> senOf(QStringView ringgit, QStringView sen, bool negative)
{
    std::int64_t value = 0;
    for (const auto part : { ringgit, sen }) {
        for (const auto c : part) {
            const std::int64_t digit = c.unicode() - u'0';
            // Built up negatively: the smallest amount has no positive counterpart.
            if (value < (Limits::min() + digit) / 10)
                return std::nullopt;
            value = value * 10 - digit;
        }
    }
    if (negative)
        return value;
    if (value == Limits::min())
        return std::nullopt;
    return -value;
}

bool allDigits(QStringView text)
{
    for (const auto c : text) {
        if (c < QLatin1Char('0') || c > QLatin1Char('9'))
            return false;
    }
    return true;
}

QString digitsOf(std::int64_t sen, bool grouped, bool sign = false)
{
    // From the end, by hand: a page of vouchers holds thousands of amounts.
    char text[40];
    char* const end = text + sizeof text;
    char* at = end;
    auto rest = sen < 0 ? std::uint64_t(0) - std::uint64_t(sen) : std::uint64_t(sen);
    for (int digits = 0; digits < 3 || rest > 0; ++digits) {
        if (digits == 2)
            *--at = '.';
        else if (grouped && digits > 2 && (digits - 2) % 3 == 0)
            *--at = ',';
        *--at = char('0' + rest % 10);
        rest /= 10;
    }
    if (sign && sen < 0)
        *--at = '-';
    return QString::fromLatin1(at, end - at);
}

} // namespace

std::optional<Money> Money::parse(const QString& text)
{
    static const QRegularExpression shape(
        QStringLiteral("\\A(\\()?(-)?\\s*(?:RM)?\\s*(-)?\\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.([0-9]{1,"
                       "2}))?\\s*(\\))?\\z"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = shape.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const bool opened = match.capturedLength(1) > 0;
    const bool closed = match.capturedLength(6) > 0;
    const int signs = int(match.capturedLength(2) > 0) + int(match.capturedLength(3) > 0) + int(opened);
    if (opened != closed || signs > 1)
        return std::nullopt;
    const auto sen = senOf(match.captured(4).remove(QLatin1Char(',')),
        match.captured(5).leftJustified(2, QLatin1Char('0')), signs == 1);
    return sen ? std::optional<Money>(Money(*sen)) : std::nullopt;
}

std::optional<Money> Money::fromDecimal(QStringView text)
{
    // By hand: a page of vouchers holds thousands of amounts.
    const bool negative = text.startsWith(QLatin1Char('-'));
    const auto unsignedText = text.mid(negative ? 1 : 0);
    const auto point = unsignedText.size() - 3;
    if (point < 1 || unsignedText.at(point) != QLatin1Char('.')
        || (point > 1 && unsignedText.front() == QLatin1Char('0')))
        return std::nullopt;
    const auto ringgit = unsignedText.left(point);
    const auto cents = unsignedText.mid(point + 1);
    if (!allDigits(ringgit) || !allDigits(cents))
        return std::nullopt;
    const auto sen = senOf(ringgit, cents, negative);
    // "-0.00" would be a second spelling of zero.
    if (!sen || (negative && *sen == 0))
        return std::nullopt;
    return Money(*sen);
}

QString Money::toDecimal() const
{
    return digitsOf(m_sen, false, true);
}

QString Money::display() const
{
    const auto text = QStringLiteral("RM") + digitsOf(m_sen, true);
    return isNegative() ? QLatin1Char('(') + text + QLatin1Char(')') : text;
}

QString Money::displayPlain() const
{
    const auto text = digitsOf(m_sen, true);
    return isNegative() ? QLatin1Char('(') + text + QLatin1Char(')') : text;
}

std::optional<Money> Money::plus(Money other) const
{
    if ((other.m_sen > 0 && m_sen > Limits::max() - other.m_sen)
        || (other.m_sen < 0 && m_sen < Limits::min() - other.m_sen))
        return std::nullopt;
    return Money(m_sen + other.m_sen);
}

std::optional<Money> Money::minus(Money other) const
{
    if ((other.m_sen < 0 && m_sen > Limits::max() + other.m_sen)
        || (other.m_sen > 0 && m_sen < Limits::min() + other.m_sen))
        return std::nullopt;
    return Money(m_sen - other.m_sen);
}

std::optional<Money> Money::negated() const
{
    return m_sen == Limits::min() ? std::nullopt : std::optional<Money>(Money(-m_sen));
}

} // namespace peraku::domain
