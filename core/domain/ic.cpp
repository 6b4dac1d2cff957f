#include <domain/ic.h>

namespace peraku::domain {

namespace {

bool allDigits(const QString& text)
{
    for (const auto c : text) {
        if (c < QLatin1Char('0') || c > QLatin1Char('9'))
            return false;
    }
    return true;
}

/** A day that exists in the 1900s or the 2000s; 29 February needs one of them to be a leap year. */
bool isRealDate(const QString& digits)
{
    const auto pair = [&](qsizetype at) {
        return (digits.at(at).unicode() - u'0') * 10 + (digits.at(at + 1).unicode() - u'0');
    };
    const int year = pair(0);
    return QDate::isValid(1900 + year, pair(2), pair(4)) || QDate::isValid(2000 + year, pair(2), pair(4));
}

/** Codes of states and countries that the registration department assigns. */
bool isAssignedPlace(int code)
{
    if (code >= 1 && code <= 16)
        return true;
    if (code >= 21 && code <= 68)
        return true;
    if (code == 71 || code == 72 || (code >= 74 && code <= 79))
        return true;
    return (code >= 82 && code <= 93) || code == 98 || code == 99;
}

} // namespace

std::optional<Ic> Ic::parse(const QString& text)
{
    const auto trimmed = text.trimmed();
    QString digits = trimmed;
    if (trimmed.size() == 14) {
        const auto first = trimmed.at(6);
        if ((first != QLatin1Char('-') && first != QLatin1Char(' ')) || trimmed.at(9) != first)
            return std::nullopt;
        digits = trimmed.left(6) + trimmed.mid(7, 2) + trimmed.mid(10);
    }
    if (digits.size() != 12 || !allDigits(digits) || !isRealDate(digits))
        return std::nullopt;
    return Ic(digits);
}

QString Ic::dashed() const
{
    return isEmpty()
        ? QString()
        : m_digits.left(6) + QLatin1Char('-') + m_digits.mid(6, 2) + QLatin1Char('-') + m_digits.mid(8);
}

QString Ic::masked() const
{
    return isEmpty() ? QString() : m_digits.left(6) + QStringLiteral("-**-**") + m_digits.mid(10);
}

QDate Ic::birthDate(QDate today) const
{
    if (isEmpty())
        return {};
    const int year = m_digits.left(2).toInt();
    const int century = year > today.year() % 100 ? 1900 : 2000;
    const int month = m_digits.mid(2, 2).toInt();
    const int day = m_digits.mid(4, 2).toInt();
    const QDate date(century + year, month, day);
    return date.isValid() ? date : QDate(century == 2000 ? 1900 + year : 2000 + year, month, day);
}

bool Ic::hasKnownPlaceOfBirth() const
{
    return !isEmpty() && isAssignedPlace(m_digits.mid(6, 2).toInt());
}

} // namespace peraku::domain
