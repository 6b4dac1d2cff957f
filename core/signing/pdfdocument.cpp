#include "pdfdocument.h"

#include <signing/pades.h>

#include <QSet>

namespace peraku::signing::pdf {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int maxSections = 256;
constexpr int maxObjects = 500'000;
constexpr int maxGeneration = 65535;
constexpr int maxResolveDepth = 16;
// What one value is worth of other work.
constexpr int inflatedBytesPerUnit = 64;
constexpr int entriesPerUnit = 4;
constexpr qsizetype tailBytes = 1024;

auto malformed(const char* part)
{
    return fail(ErrorCode::EvidenceMalformed, QLatin1String(part));
}

} // namespace

Result<Document> Document::read(const QByteArray& bytes)
{
    if (bytes.size() > maxPdfBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("PDF"));
    if (!bytes.startsWith("%PDF-"))
        return malformed("no PDF header");
    Document document(bytes);
    if (auto read = document.readSections(); !read)
        return fail(read.error());
    if (document.m_trailer["Encrypt"].kind != Value::Kind::Null)
        return malformed(pdfEncrypted);
    if (const auto catalog = document.catalog(); !catalog)
        return fail(catalog.error());
    return document;
}

Result<Done> Document::readSections()
{
    const auto tailStart = std::max<qsizetype>(0, m_bytes.size() - tailBytes);
    const auto marker = m_bytes.lastIndexOf("startxref");
    if (marker < tailStart)
        return malformed("PDF without startxref");
    Parser tail(m_bytes, marker, *m_budget);
    tail.keyword("startxref");
    const auto start = tail.unsignedInteger();
    if (!start || *start >= m_bytes.size() || !m_bytes.mid(tail.position()).contains("%%EOF"))
        return malformed("PDF startxref");
    m_newestSection = *start;

    QSet<qint64> visited;
    for (std::optional<qint64> at = start; at;) {
        if (visited.contains(*at) || visited.size() == maxSections)
            return malformed("PDF cross-reference chain");
        visited.insert(*at);
        auto section = readSection(*at);
        if (!section)
            return fail(section.error());
        m_places.merge(section->places);
        const auto& previous = section->dictionary["Prev"];
        at = previous.integerWithin(1, m_bytes.size() - 1);
        if (previous.kind != Value::Kind::Null && !at)
            return malformed("PDF cross-reference chain");
        if (visited.size() == 1) {
            m_trailer = std::move(section->dictionary);
            m_newestIsStream = section->isStream;
        }
    }
    if (!m_trailer["Size"].integerWithin(1, maxObjects) || !m_trailer["Root"].isReference())
        return malformed("PDF trailer");
    return Done {};
}

Result<Document::Section> Document::readSection(qint64 at) const
{
    Parser parser(m_bytes, at, *m_budget);
    if (!parser.keyword("xref"))
        return readCrossReferenceStream(at);
    auto section = readTable(parser.position());
    if (!section)
        return section;
    const auto& hybrid = section->dictionary["XRefStm"];
    if (hybrid.kind == Value::Kind::Null)
        return section;
    const auto streamAt = hybrid.integerWithin(1, m_bytes.size() - 1);
    auto hidden = streamAt ? readCrossReferenceStream(*streamAt) : malformed("PDF hybrid cross-reference");
    if (!hidden)
        return hidden;
    // What the table calls free for old readers, the stream may place (ISO 32000-1, 7.5.8.4).
    std::erase_if(section->places, [&](const auto& each) {
        return each.second.kind == Place::Kind::Free && hidden->places.contains(each.first);
    });
    section->places.merge(hidden->places);
    return section;
}

Result<Document::Section> Document::readTable(qint64 at) const
{
    Section section;
    Parser parser(m_bytes, at, *m_budget);
    while (!parser.keyword("trailer")) {
        const auto first = parser.unsignedInteger();
        const auto count = parser.unsignedInteger();
        if (!first || !count || *first > maxObjects || *count > maxObjects || *first + *count > maxObjects)
            return malformed("PDF cross-reference table");
        for (qint64 i = 0; i < *count; ++i) {
            const auto offset = parser.unsignedInteger();
            const auto generation = parser.unsignedInteger();
            const bool used = parser.keyword("n");
            if (!offset || !generation || *generation > maxGeneration || (!used && !parser.keyword("f")))
                return malformed("PDF cross-reference table");
            const Place place { used ? Place::Kind::Offset : Place::Kind::Free, used ? *offset : 0,
                int(*generation) };
            if (!section.places.emplace(int(*first + i), place).second)
                return malformed("PDF cross-reference table");
        }
    }
    auto dictionary = parser.value();
    if (!dictionary || !dictionary->isDictionary())
        return malformed("PDF trailer");
    section.dictionary = std::move(*dictionary);
    return section;
}

Result<Document::Section> Document::readCrossReferenceStream(qint64 at) const
{
    Parser header(m_bytes, at, *m_budget);
    const auto number = header.unsignedInteger();
    const auto generation = header.unsignedInteger();
    if (!number || !generation || *number > maxObjects || *generation > maxGeneration)
        return malformed("PDF cross-reference");
    auto object = objectAt(at, { int(*number), int(*generation) }, true);
    if (!object)
        return fail(object.error());
    const auto& widths = (*object)["W"];
    if (!(*object)["Type"].isName("XRef") || widths.items.size() != 3)
        return malformed("PDF cross-reference stream");
    const auto bytes = decoded(*object);
    if (!bytes)
        return fail(bytes.error());
    qint64 entryBytes = 0;
    for (const auto& width : widths.items) {
        if (!width.integerWithin(0, 7))
            return malformed("PDF cross-reference stream");
        entryBytes += width.integer;
    }
    QList<qint64> index;
    for (const auto& value : (*object)["Index"].items)
        index.append(value.integerWithin(0, maxObjects).value_or(maxObjects + 1));
    if (index.isEmpty())
        index = { 0, (*object)["Size"].integerWithin(0, maxObjects).value_or(maxObjects + 1) };

    Section section;
    section.isStream = true;
    qsizetype next = 0;
    const auto field = [&](int which, qint64 usual) {
        const auto width = widths.items[which].integer;
        qint64 read = width == 0 ? usual : 0;
        for (qint64 i = 0; i < width; ++i)
            read = (read << 8) | static_cast<unsigned char>((*bytes)[next++]);
        return read;
    };
    for (qsizetype pair = 0; pair < index.size(); pair += 2) {
        const auto first = index[pair];
        const auto count = pair + 1 < index.size() ? index[pair + 1] : maxObjects + 1;
        *m_budget -= int(std::min<qint64>(count, maxObjects) / entriesPerUnit);
        if (*m_budget < 0 || first + count > maxObjects || entryBytes == 0
            || count > (bytes->size() - next) / entryBytes)
            return malformed("PDF cross-reference stream");
        for (qint64 i = 0; i < count; ++i) {
            const auto kind = field(0, 1);
            const auto second = field(1, 0);
            const auto third = field(2, 0);
            // Unknown kinds are references to nothing (ISO 32000-1, table 18).
            Place place;
            if (kind == 1)
                place = { Place::Kind::Offset, second, int(std::min<qint64>(third, maxGeneration + 1)) };
            else if (kind == 2)
                place = { Place::Kind::InStream, second, int(std::min<qint64>(third, maxObjects)) };
            if (!section.places.emplace(int(first + i), place).second)
                return malformed("PDF cross-reference stream");
        }
    }
    section.dictionary = std::move(*object);
    return section;
}

Result<Value> Document::objectAt(qint64 at, const Reference& expected, bool directLength) const
{
    if (at <= 0 || at >= m_bytes.size())
        return malformed("PDF object outside the file");
    Parser parser(m_bytes, at, *m_budget);
    if (parser.unsignedInteger() != expected.number || parser.unsignedInteger() != expected.generation
        || !parser.keyword("obj"))
        return malformed("PDF object is not where the cross-reference says");
    auto value = parser.value();
    if (!value)
        return malformed("PDF object");
    if (parser.keyword("endobj"))
        return std::move(*value);
    if (!value->isDictionary() || !parser.keyword("stream"))
        return malformed("PDF object without an end");
    return withStream(std::move(*value), parser.position(), directLength);
}

Result<Value> Document::withStream(Value value, qsizetype at, bool directLength) const
{
    const auto& stated = value["Length"];
    if (directLength && stated.isReference())
        return malformed("PDF stream length");
    const auto length = resolve(stated);
    if (!length)
        return length;
    const QByteArrayView rest = QByteArrayView(m_bytes).sliced(at);
    const qsizetype lineEnd = rest.startsWith("\r\n") ? 2 : rest.startsWith('\n') ? 1 : 0;
    const auto size = length->integerWithin(0, rest.size() - lineEnd);
    if (lineEnd == 0 || !size)
        return malformed("PDF stream length");
    Parser end(m_bytes, at + lineEnd + *size, *m_budget);
    if (!end.keyword("endstream"))
        return malformed("PDF stream length");
    value.stream = rest.sliced(lineEnd, *size);
    return value;
}

Result<Value> Document::object(const Reference& reference) const
{
    const auto found = m_places.find(reference.number);
    if (found == m_places.end() || found->second.kind == Place::Kind::Free)
        return Value {};
    const auto& place = found->second;
    if (place.kind == Place::Kind::InStream)
        return reference.generation == 0 ? objectInStream(place, reference) : Value {};
    if (place.second != reference.generation)
        return Value {};
    if (m_depth == maxResolveDepth)
        return malformed("PDF objects refer to each other in a circle");
    ++m_depth;
    auto value = objectAt(place.at, reference, false);
    --m_depth;
    return value;
}

Result<Value> Document::objectInStream(const Place& place, const Reference& reference) const
{
    const auto stream = objectStream(int(std::min<qint64>(place.at, maxObjects)));
    if (!stream)
        return fail(stream.error());
    const auto& objects = (*stream)->objects;
    if (place.second >= objects.size() || objects[place.second].first != reference.number)
        return malformed("PDF object stream");
    Parser parser((*stream)->bytes, objects[place.second].second, *m_budget);
    auto value = parser.value();
    if (!value)
        return malformed("PDF object stream");
    return std::move(*value);
}

Result<const Document::ObjectStream*> Document::objectStream(int number) const
{
    if (const auto known = m_objectStreams.find(number); known != m_objectStreams.end())
        return &known->second;
    const auto place = m_places.find(number);
    if (place == m_places.end() || place->second.kind != Place::Kind::Offset)
        return malformed("PDF object stream");
    const auto object = this->object({ number, place->second.second });
    if (!object)
        return fail(object.error());
    auto bytes = decoded(*object);
    if (!bytes)
        return fail(bytes.error());
    const auto count = (*object)["N"].integerWithin(0, maxObjects);
    const auto first = (*object)["First"].integerWithin(0, bytes->size());
    if (!(*object)["Type"].isName("ObjStm") || !count || !first)
        return malformed("PDF object stream");
    ObjectStream stream { std::move(*bytes), {} };
    Parser parser(stream.bytes, 0, *m_budget);
    for (qint64 i = 0; i < *count; ++i) {
        const auto objectNumber = parser.unsignedInteger();
        const auto offset = parser.unsignedInteger();
        if (!objectNumber || *objectNumber > maxObjects || !offset || *offset > stream.bytes.size() - *first)
            return malformed("PDF object stream");
        stream.objects.append({ int(*objectNumber), *first + *offset });
    }
    return &m_objectStreams.emplace(number, std::move(stream)).first->second;
}

Result<QByteArray> Document::decoded(const Value& stream) const
{
    auto bytes = decodedStream(stream);
    if (bytes)
        *m_budget -= int(bytes->size() / inflatedBytesPerUnit);
    if (bytes && *m_budget < 0)
        return malformed("PDF streams are too large");
    return bytes;
}

Result<Value> Document::resolve(const Value& value) const
{
    auto found = value.isReference() ? object(value.reference) : Result<Value>(value);
    // An object that is itself a reference is of no use to anyone (ISO 32000-1, 7.3.10).
    if (found && found->isReference())
        return malformed("PDF object");
    return found;
}

Result<Value> Document::dictionary(const Value& parent, QByteArrayView name) const
{
    auto found = resolve(parent[name]);
    if (found && !found->isDictionary())
        return fail(ErrorCode::EvidenceMalformed,
            QStringLiteral("PDF has no %1 dictionary").arg(QLatin1String(name.data(), name.size())));
    return found;
}

} // namespace peraku::signing::pdf
