#pragma once

#include <QDate>
#include <QHashFunctions>
#include <QString>

#include <optional>

namespace peraku::domain {

/** A MyKad number: 12 digits YYMMDD-PB-###G, kept as digits. */
class Ic {
public:
    Ic() = default;
    /** Accepts 12 digits, or with dashes/spaces at 6-2-4; the date must exist; otherwise nullopt. */
    static std::optional<Ic> parse(const QString& text);

    const QString& digits() const { return m_digits; }
    QString dashed() const; ///< "800101-14-5001"
    QString masked() const; ///< "800101-**-**01", for logs of last resort and shared screens
    /** Two-digit years after that of `today` are taken for the 1900s. */
    QDate birthDate(QDate today) const;
    /** False for a place-of-birth code that the registration department has not assigned: a warning, not an
     * error. */
    bool hasKnownPlaceOfBirth() const;
    bool isEmpty() const { return m_digits.isEmpty(); }

    bool operator==(const Ic&) const = default;
    auto operator<=>(const Ic& other) const { return m_digits.compare(other.m_digits) <=> 0; }
    friend size_t qHash(const Ic& ic, size_t seed = 0) { return ::qHash(ic.m_digits, seed); }

private:
    explicit Ic(QString digits)
        : m_digits(std::move(digits))
    {
    }
    QString m_digits;
};

} // namespace peraku::domain
