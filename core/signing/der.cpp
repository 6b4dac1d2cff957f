#include "der.h"

#include <algorithm>

namespace peraku::signing::der {

namespace {

bool before(QByteArrayView a, QByteArrayView b)
{
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
        [](char x, char y) { return static_cast<unsigned char>(x) < static_cast<unsigned char>(y); });
}

} // namespace

unsigned char Reader::peek() const
{
    return m_rest.isEmpty() ? 0 : static_cast<unsigned char>(m_rest.front());
}

std::optional<Item> Reader::next()
{
    const auto byte = [this](qsizetype at) { return static_cast<unsigned char>(m_rest[at]); };
    if (m_rest.size() < 2)
        return std::nullopt;
    const unsigned char tag = byte(0);
    if ((tag & 0x1F) == 0x1F)
        return std::nullopt;
    qsizetype header = 2;
    qsizetype length = byte(1);
    if (length >= 0x80) {
        const int count = int(length & 0x7F);
        if (count == 0 || count > 4 || m_rest.size() < 2 + count || byte(2) == 0)
            return std::nullopt;
        length = 0;
        for (int i = 0; i < count; ++i)
            length = (length << 8) | byte(2 + i);
        if (length < 0x80)
            return std::nullopt;
        header += count;
    }
    if (length > m_rest.size() - header)
        return std::nullopt;
    const Item item { tag, m_rest.sliced(header, length), m_rest.first(header + length) };
    m_rest = m_rest.sliced(header + length);
    return item;
}

std::optional<Item> Reader::next(unsigned char tag)
{
    if (peek() != tag)
        return std::nullopt;
    return next();
}

std::optional<Item> single(QByteArrayView bytes, unsigned char tag)
{
    Reader reader(bytes);
    auto item = reader.next(tag);
    if (!item || !reader.atEnd())
        return std::nullopt;
    return item;
}

QByteArray wrap(unsigned char tag, const QByteArray& content)
{
    QByteArray out;
    out.reserve(content.size() + 6);
    out.append(char(tag));
    if (content.size() < 0x80) {
        out.append(char(content.size()));
    } else {
        QByteArray length;
        for (auto rest = content.size(); rest > 0; rest >>= 8)
            length.prepend(char(rest & 0xFF));
        out.append(char(0x80 | length.size()));
        out.append(length);
    }
    out.append(content);
    return out;
}

QByteArray setOf(QList<QByteArray> elements)
{
    std::sort(elements.begin(), elements.end(), [](const auto& a, const auto& b) { return before(a, b); });
    QByteArray content;
    for (const auto& element : elements)
        content += element;
    return wrap(Set, content);
}

bool isSorted(const QList<QByteArrayView>& elements)
{
    return std::is_sorted(elements.begin(), elements.end(), before);
}

} // namespace peraku::signing::der
