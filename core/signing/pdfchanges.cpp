#include "pdfchanges.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace peraku::signing::pdf {

namespace {

using Names = QList<QByteArray>;

// What an invisible signature field and a signature say; anything else could act or be drawn.
const Names fieldNamesAllowed { "AP", "Border", "DA", "F", "FT", "Ff", "Lock", "P", "Rect", "SV", "Subtype",
    "T", "TU", "Type", "V" };
const Names signatureNamesAllowed { "ByteRange", "Cert", "Changes", "ContactInfo", "Contents", "Filter",
    "Location", "M", "Name", "Prop_AuthTime", "Prop_AuthType", "Prop_Build", "R", "Reason", "Reference",
    "SubFilter", "Type", "V" };

bool saysOnly(const Value& dictionary, const Names& names)
{
    return std::all_of(dictionary.entries.begin(), dictionary.entries.end(),
        [&](const auto& entry) { return names.contains(entry.first); });
}

/** Whether all other entries are the same. */
bool differsOnlyIn(const Value& was, const Value& is, const Names& names)
{
    const auto coveredBy = [&](const Value& one, const Value& other) {
        return std::all_of(one.entries.begin(), one.entries.end(), [&](const auto& entry) {
            return names.contains(entry.first) || sameValue(entry.second, other[entry.first]);
        });
    };
    return coveredBy(was, is) && coveredBy(is, was);
}

bool isEmptyRectangle(const Value& rectangle)
{
    const auto& sides = rectangle.items;
    return rectangle.kind == Value::Kind::Null
        || (sides.size() == 4 && (sides[0].raw == sides[2].raw || sides[1].raw == sides[3].raw));
}

Reference referenceOf(int number, const Place& place)
{
    return { number, place.kind == Place::Kind::Offset ? place.second : 0 };
}

bool isHeld(const Document& document, int number)
{
    const auto place = document.places().find(number);
    return place != document.places().end() && place->second.kind != Place::Kind::Free;
}

/** What the earlier revision refers to, wherever. */
class References {
public:
    /** False where the revision cannot be read as a whole. */
    bool read(const Document& document)
    {
        for (const auto& [number, place] : document.places()) {
            const auto object = place.kind == Place::Kind::Free ? domain::Result<Value>(Value {})
                                                                : document.object(referenceOf(number, place));
            if (!object)
                return false;
            collect(*object);
            if ((*object)["Type"].isName("Page") && (*object)["Annots"].isReference())
                annotations.insert((*object)["Annots"].reference.number);
        }
        return true;
    }
    QSet<int> all;
    QSet<int> annotations; ///< Arrays of pages that are objects of their own.

private:
    void collect(const Value& value)
    {
        if (value.isReference())
            all.insert(value.reference.number);
        for (const auto& item : value.items)
            collect(item);
        for (const auto& [name, entry] : value.entries)
            collect(entry);
    }
};

class Comparison {
public:
    Comparison(const Document& before, const Document& after)
        : m_before(before)
        , m_after(after)
    {
    }

    PdfChanges result()
    {
        if (!(m_before.trailer()["Root"].reference == m_after.trailer()["Root"].reference))
            return PdfChanges::Other;
        for (const auto& [number, place] : m_before.places()) {
            if (place.kind != Place::Kind::Free && !isUnchanged(number, place) && !mayBe(number, place))
                return PdfChanges::Other;
        }
        // An object that came behind the signature may fill a gap that the signed part left.
        for (const auto& [number, place] : m_after.places()) {
            if (place.kind != Place::Kind::Free && !isHeld(m_before, number) && !m_explained.contains(number)
                && !isContainer(number, place))
                return PdfChanges::Other;
        }
        return m_after.newestSection() == m_before.newestSection() ? PdfChanges::None
                                                                   : PdfChanges::FurtherSignatures;
    }

private:
    bool isUnchanged(int number, const Place& place)
    {
        const auto now = m_after.places().find(number);
        if (now == m_after.places().end())
            return false;
        if (now->second == place)
            return place.kind != Place::Kind::InStream || isStreamUnchanged(int(place.at));
        return sameObject(referenceOf(number, place));
    }

    bool isStreamUnchanged(int number)
    {
        const auto known = m_streams.constFind(number);
        if (known != m_streams.constEnd())
            return *known;
        return *m_streams.insert(number, sameObject({ number, 0 }));
    }

    bool sameObject(const Reference& reference) const
    {
        const auto was = m_before.object(reference);
        const auto is = m_after.object(reference);
        return was && is && sameValue(*was, *is);
    }

    bool mayBe(int number, const Place& place)
    {
        const auto reference = referenceOf(number, place);
        const auto was = m_before.object(reference);
        const auto is = m_after.object(reference);
        if (!was || !is || was->stream || is->stream)
            return false;
        if (was->isArray())
            return (isFormsArray(number) || isPagesArray(number)) && growsBySignatures(*was, *is);
        if (!was->isDictionary() || !is->isDictionary())
            return false;
        if (reference == m_before.trailer()["Root"].reference)
            return differsOnlyIn(*was, *is, { "AcroForm" })
                && formMayBe((*was)["AcroForm"], (*is)["AcroForm"]);
        if ((*was)["Type"].isName("Page"))
            return differsOnlyIn(*was, *is, { "Annots" }) && arrayMayBe((*was)["Annots"], (*is)["Annots"]);
        if ((*was)["FT"].isName("Sig") && (*was)["V"].kind == Value::Kind::Null)
            return differsOnlyIn(*was, *is, { "V", "AP" }) && isSigned(*is)
                && (sameValue((*was)["AP"], (*is)["AP"]) || showsNothing(*is));
        const auto form = formReference();
        return form && *form == reference && formMayBe(*was, *is);
    }

    std::optional<Reference> formReference() const
    {
        const auto catalog = m_before.catalog();
        return catalog && (*catalog)["AcroForm"].isReference()
            ? std::optional((*catalog)["AcroForm"].reference)
            : std::nullopt;
    }

    bool isFormsArray(int number) const
    {
        const auto catalog = m_before.catalog();
        const auto form = catalog ? m_before.resolve((*catalog)["AcroForm"]) : catalog;
        return form && (*form)["Fields"].isReference() && (*form)["Fields"].reference.number == number;
    }

    bool isPagesArray(int number) { return readReferences() && m_references.annotations.contains(number); }

    bool readReferences()
    {
        if (!m_referencesRead)
            m_referencesRead = m_references.read(m_before);
        return *m_referencesRead;
    }

    bool formMayBe(const Value& was, const Value& is)
    {
        const auto before = m_before.resolve(was);
        const auto after = m_after.resolve(is);
        explain(is);
        return before && after && after->isDictionary()
            && (before->isDictionary() || before->kind == Value::Kind::Null)
            && differsOnlyIn(*before, *after, { "Fields", "SigFlags" })
            && arrayMayBe((*before)["Fields"], (*after)["Fields"]);
    }

    bool arrayMayBe(const Value& was, const Value& is)
    {
        const auto before = m_before.resolve(was);
        const auto after = m_after.resolve(is);
        explain(is);
        return before && after && growsBySignatures(*before, *after);
    }

    /** Whether only new signature fields came behind the items that were there. */
    bool growsBySignatures(const Value& was, const Value& is)
    {
        if (is.kind == Value::Kind::Null)
            return was.kind == Value::Kind::Null;
        if (!is.isArray() || (!was.isArray() && was.kind != Value::Kind::Null)
            || is.items.size() < was.items.size()
            || !std::equal(was.items.begin(), was.items.end(), is.items.begin(), sameValue))
            return false;
        return std::all_of(is.items.begin() + was.items.size(), is.items.end(),
            [this](const Value& item) { return isNewField(item); });
    }

    bool isNewField(const Value& item)
    {
        const auto field = newDictionary(item);
        if (!field || !saysOnly(*field, fieldNamesAllowed) || !(*field)["FT"].isName("Sig")
            || !isEmptyRectangle((*field)["Rect"]))
            return false;
        const auto& type = (*field)["Subtype"];
        return (type.kind == Value::Kind::Null || type.isName("Widget")) && isSigned(*field)
            && showsNothing(*field);
    }

    bool isSigned(const Value& field)
    {
        const auto signature = newDictionary(field["V"]);
        return signature && saysOnly(*signature, signatureNamesAllowed)
            && (*signature)["ByteRange"].isArray();
    }

    /** No picture, or the empty one that some programs give an invisible field. */
    bool showsNothing(const Value& field)
    {
        const auto& pictures = field["AP"];
        if (pictures.kind == Value::Kind::Null)
            return true;
        const auto& normal = pictures["N"];
        if (!pictures.isDictionary() || pictures.entries.size() != 1 || !normal.isReference()
            || !isEmptyRectangle(field["Rect"]))
            return false;
        const auto picture = m_after.object(normal.reference);
        explain(normal);
        return picture && picture->stream && picture->stream->isEmpty();
    }

    /** The dictionary that is a new object, which it explains. */
    std::optional<Value> newDictionary(const Value& value)
    {
        if (!value.isReference() || isHeld(m_before, value.reference.number))
            return std::nullopt;
        auto object = m_after.object(value.reference);
        if (!object || !object->isDictionary() || object->stream)
            return std::nullopt;
        explain(value);
        return std::move(*object);
    }

    void explain(const Value& value)
    {
        if (value.isReference())
            m_explained.insert(value.reference.number);
    }

    /** A cross-reference stream or a stream of objects, of which nothing that was signed makes another use.
     */
    bool isContainer(int number, const Place& place)
    {
        const auto object = m_after.object(referenceOf(number, place));
        return object && object->stream
            && ((*object)["Type"].isName("XRef") || (*object)["Type"].isName("ObjStm")) && readReferences()
            && !m_references.all.contains(number);
    }

    const Document& m_before;
    const Document& m_after;
    QHash<int, bool> m_streams; ///< Streams of objects: whether they are the same.
    QSet<int> m_explained; ///< New objects with a place in what may come behind a signature.
    References m_references;
    std::optional<bool> m_referencesRead;
};

} // namespace

PdfChanges changesBetween(const Document& before, const Document& after)
{
    return Comparison(before, after).result();
}

} // namespace peraku::signing::pdf
