#include "pdfincrement.h"

#include <signing/digest.h>

#include <QStringEncoder>

#include <algorithm>

namespace peraku::signing::pdf {

namespace {

/** Widths of the three fields of a cross-reference stream's entry. */
constexpr int kindBytes = 1;
constexpr int offsetBytes = 5;
constexpr int generationBytes = 2;

QByteArray nameText(const QByteArray& name)
{
    QByteArray text("/");
    for (const char c : name) {
        if (c > '!' && c < '\x7f' && !QByteArrayView("#()<>[]{}/%").contains(c))
            text += c;
        else
            text += '#' + QByteArray(1, c).toHex();
    }
    return text;
}

QByteArray bigEndian(qint64 number, int bytes)
{
    QByteArray out;
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        out.append(char((number >> shift) & 0xFF));
    return out;
}

QByteArray padded(qint64 number, int digits)
{
    return QByteArray::number(number).rightJustified(digits, '0');
}

QByteArray dictionaryText(const Entries& entries)
{
    QByteArray text("<<");
    for (const auto& [name, value] : entries)
        text += ' ' + nameText(name) + ' ' + value;
    return text + " >>";
}

} // namespace

QByteArray withEntries(const Value& dictionary, const Entries& entries)
{
    Entries all;
    for (const auto& [name, value] : dictionary.entries) {
        const auto same = [&name = name](const auto& each) { return each.first == name; };
        if (std::none_of(entries.begin(), entries.end(), same))
            all.emplaceBack(name, value.raw.toByteArray());
    }
    return dictionaryText(all + entries);
}

QByteArray withItem(const Value& array, const QByteArray& item)
{
    QByteArray text("[");
    for (const auto& each : array.items)
        text += each.raw.toByteArray() + ' ';
    return text + item + ']';
}

QByteArray text(const Reference& reference)
{
    return QByteArray::number(reference.number) + ' ' + QByteArray::number(reference.generation) + " R";
}

QByteArray stringText(const QString& string)
{
    const bool plain
        = std::all_of(string.begin(), string.end(), [](QChar c) { return c >= u' ' && c < u'\x7f'; });
    if (!plain) {
        QStringEncoder utf16(QStringConverter::Utf16BE, QStringConverter::Flag::WriteBom);
        return '<' + QByteArray(utf16(string)).toHex() + '>';
    }
    auto text = string.toLatin1();
    text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    return '(' + text + ')';
}

Increment::Increment(const Document& document)
    : m_document(document)
    , m_size(int(document.trailer()["Size"].integer))
    , m_bytes(document.bytes())
{
    // Some writers state a size that is too small; a number in use must never be given again.
    if (!document.places().empty())
        m_size = std::max(m_size, document.places().rbegin()->first + 1);
    if (!m_bytes.endsWith('\n'))
        m_bytes += '\n';
}

Reference Increment::newReference()
{
    return { m_size++, 0 };
}

void Increment::put(const Reference& reference, const QByteArray& text)
{
    m_offsets[reference.number] = { reference.generation, m_bytes.size() };
    m_bytes += QByteArray::number(reference.number) + ' ' + QByteArray::number(reference.generation)
        + " obj\n" + text + "\nendobj\n";
}

QByteArray Increment::finished()
{
    const auto at = m_bytes.size();
    const auto& old = m_document.trailer();
    Entries trailer;
    for (const auto* name : { "Root", "Info" }) {
        if (old[name].isReference())
            trailer.emplaceBack(name, old[name].raw.toByteArray());
    }
    // The first half names the file, the second this revision of it (ISO 32000-1, 14.4).
    const auto revision = sha256(m_bytes).left(16).toHex();
    const auto& id = old["ID"];
    const auto file = id.items.size() == 2 && id.items[0].kind == Value::Kind::String
        ? id.items[0].text.toHex()
        : revision;
    trailer.emplaceBack("ID", "[<" + file + "><" + revision + ">]");
    trailer.emplaceBack("Prev", QByteArray::number(m_document.newestSection()));
    return m_bytes + (m_document.newestIsStream() ? stream(trailer, at) : table(trailer)) + "startxref\n"
        + QByteArray::number(at) + "\n%%EOF\n";
}

QByteArray Increment::table(const Entries& trailer) const
{
    QByteArray out("xref\n");
    for (const auto& [number, place] : m_offsets)
        out += QByteArray::number(number) + " 1\n" + padded(place.second, 10) + ' ' + padded(place.first, 5)
            + " n\r\n";
    const Entries size { { "Size", QByteArray::number(m_size) } };
    return out + "trailer\n" + dictionaryText(size + trailer) + '\n';
}

QByteArray Increment::stream(const Entries& trailer, qint64 at)
{
    const auto own = newReference();
    m_offsets[own.number] = { 0, at };
    QByteArray index, entries;
    for (const auto& [number, place] : m_offsets) {
        index += QByteArray::number(number) + " 1 ";
        entries += bigEndian(1, kindBytes) + bigEndian(place.second, offsetBytes)
            + bigEndian(place.first, generationBytes);
    }
    const Entries form { { "Type", "/XRef" }, { "Size", QByteArray::number(m_size) },
        { "W",
            '[' + QByteArray::number(kindBytes) + ' ' + QByteArray::number(offsetBytes) + ' '
                + QByteArray::number(generationBytes) + ']' },
        { "Index", '[' + index.trimmed() + ']' }, { "Length", QByteArray::number(entries.size()) } };
    return QByteArray::number(own.number) + " 0 obj\n" + dictionaryText(form + trailer) + "\nstream\n"
        + entries + "\nendstream\nendobj\n";
}

} // namespace peraku::signing::pdf
