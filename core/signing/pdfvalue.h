#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <utility>

namespace peraku::signing::pdf {

/** Names an object: "7 0 R". */
struct Reference {
    int number = 0;
    int generation = 0;
    bool operator==(const Reference&) const = default;
};

/** A PDF object (ISO 32000-1, 7.3). `raw` is its text as it stands, which points into the bytes that were
 * parsed. */
struct Value {
    enum class Kind { Null, Boolean, Integer, Real, Name, String, Array, Dictionary, Reference };
    Kind kind = Kind::Null;
    QByteArrayView raw;
    qint64 integer = 0; ///< Also 1 for true.
    Reference reference;
    QByteArray text; ///< Decoded name without its slash, or decoded string.
    QList<Value> items;
    QList<std::pair<QByteArray, Value>> entries; ///< By name, each once.
    std::optional<QByteArrayView> stream; ///< Still encoded.

    bool isDictionary() const { return kind == Kind::Dictionary; }
    bool isArray() const { return kind == Kind::Array; }
    bool isReference() const { return kind == Kind::Reference; }
    bool isName(QByteArrayView name) const { return kind == Kind::Name && text == name; }
    /** Entry of a dictionary, Null without one. */
    const Value& operator[](QByteArrayView name) const;
    /** The value of an Integer within these bounds. */
    std::optional<qint64> integerWithin(qint64 least, qint64 most) const;
};

/** The same object, however it is written. */
bool sameValue(const Value& a, const Value& b);

/** Reads objects one after the other; refuses duplicate keys, 64 levels, and more values than `budget` has
 * left. Long blanks and texts cost as many values as they have blocks, so that no object is worth reading
 * over and over. */
class Parser {
public:
    Parser(QByteArrayView bytes, qsizetype at, int& budget)
        : m_bytes(bytes)
        , m_at(at)
        , m_budget(&budget)
    {
    }
    std::optional<Value> value() { return value(0); }
    /** The next word if it is that one. */
    bool keyword(QByteArrayView word);
    std::optional<qint64> unsignedInteger();
    /** Past white space and comments. */
    void skipSpace();
    qsizetype position() const { return m_at; }

private:
    std::optional<Value> value(int depth);
    bool readItems(Value& value, int depth);
    bool readEntries(Value& value, int depth);
    bool readName(QByteArray& name);
    bool readLiteral(QByteArray& text);
    bool readHex(QByteArray& text);
    bool readNumber(Value& value);
    int peek(qsizetype ahead = 0) const;
    void charge(qsizetype bytes) { *m_budget -= int(bytes / bytesPerUnit); }

    static constexpr qsizetype bytesPerUnit = 64;

    QByteArrayView m_bytes;
    qsizetype m_at;
    int* m_budget;
};

} // namespace peraku::signing::pdf
