#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace peraku::signing::der {

enum Tag : unsigned char {
    Integer = 0x02,
    BitString = 0x03,
    OctetString = 0x04,
    Null = 0x05,
    Oid = 0x06,
    Sequence = 0x30,
    Set = 0x31,
    Context0 = 0xA0,
    Context1 = 0xA1,
    Context2 = 0xA2,
    Context4 = 0xA4
};

/** One element; the views point into the bytes that were read. */
struct Item {
    unsigned char tag = 0;
    QByteArrayView content;
    QByteArrayView whole;
};

/** Reads elements one after the other: definite, shortest lengths and one-byte tags only (X.690, 10.1). */
class Reader {
public:
    explicit Reader(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }
    bool atEnd() const { return m_rest.isEmpty(); }
    /** Tag of the next element, 0 at the end. */
    unsigned char peek() const;
    std::optional<Item> next();
    /** The next element if it has that tag. */
    std::optional<Item> next(unsigned char tag);

private:
    QByteArrayView m_rest;
};

/** The only element of these bytes, with that tag. */
std::optional<Item> single(QByteArrayView bytes, unsigned char tag);

/** One element with the shortest length. */
QByteArray wrap(unsigned char tag, const QByteArray& content);
/** SET OF: elements in the order that DER asks for (X.690, 11.6). */
QByteArray setOf(QList<QByteArray> elements);
bool isSorted(const QList<QByteArrayView>& elements);

} // namespace peraku::signing::der
