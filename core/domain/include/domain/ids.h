#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <optional>

namespace peraku::domain {

/** An opaque identifier that cannot be mixed up with another kind. */
template <typename Tag> class StrongId {
public:
    StrongId() = default;
    explicit StrongId(QString value)
        : m_value(std::move(value))
    {
    }
    const QString& value() const { return m_value; }
    bool isEmpty() const { return m_value.isEmpty(); }
    bool operator==(const StrongId&) const = default;
    auto operator<=>(const StrongId& other) const { return m_value.compare(other.m_value) <=> 0; }
    friend size_t qHash(const StrongId& id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    QString m_value;
};

/** The value of a stable wire word; nullopt for an unknown one. Specialised beside each enumeration. */
template <typename E> std::optional<E> fromWire(QStringView word);

using VoucherId = StrongId<struct VoucherTag>; ///< 32 lower-case hex digits, made at the desk, kept for life.
using OfficeCode = StrongId<struct OfficeTag>; ///< PTJ code, 8 characters.
using IdempotencyKey = StrongId<struct IdempotencyTag>; ///< 128 random bits as 32 hex digits.
using Sha256Hex
    = StrongId<struct Sha256Tag>; ///< 64 lower-case hex digits; names an attachment or a certificate.
using FeedCursor
    = StrongId<struct CursorTag>; ///< Opaque position in the treasury's change feed; empty = from the start.

} // namespace peraku::domain
