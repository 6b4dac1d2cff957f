#include "pdfchanges.h"

#include <algorithm>

namespace peraku::signing::pdf {

namespace {

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
        // Arrays and forms that are objects of their own are judged where their owner is.
        for (const auto& [number, place] : m_before.places()) {
            if (!isUnchanged(number, place) && !mayBe(number, place))
                return PdfChanges::Other;
        }
        return m_after.newestSection() == m_before.newestSection() ? PdfChanges::None
                                                                   : PdfChanges::FurtherSignatures;
    }

private:
    bool isUnchanged(int number, const Place& place) const
    {
        const auto now = m_after.places().find(number);
        if (now == m_after.places().end())
            return false;
        if (now->second == place)
            return place.kind != Place::Kind::InStream || sameObject({ int(place.at), 0 });
        return place.kind == Place::Kind::Free || sameObject(referenceOf(number, place));
    }

    static Reference referenceOf(int number, const Place& place)
    {
        return { number, place.kind == Place::Kind::Offset ? place.second : 0 };
    }

    bool sameObject(const Reference& reference) const
    {
        const auto was = m_before.object(reference);
        const auto is = m_after.object(reference);
        return was && is && sameValue(*was, *is);
    }

    bool mayBe(int number, const Place& place) const
    {
        const auto reference = referenceOf(number, place);
        const auto was = m_before.object(reference);
        const auto is = m_after.object(reference);
        if (!was || !is)
            return false;
        if (was->isArray())
            return growsBySignatures(*was, *is);
        if (!was->isDictionary() || !is->isDictionary() || was->stream || is->stream)
            return false;
        if (reference == m_before.trailer()["Root"].reference)
            return differsIn(*was, *is, { "AcroForm" }) && formMayBe((*was)["AcroForm"], (*is)["AcroForm"]);
        if ((*was)["Type"].isName("Page"))
            return differsIn(*was, *is, { "Annots" }) && arrayMayBe((*was)["Annots"], (*is)["Annots"]);
        if ((*was)["FT"].isName("Sig") && (*was)["V"].kind == Value::Kind::Null)
            return differsIn(*was, *is, { "V", "AP" });
        return (*is)["Fields"].kind != Value::Kind::Null && formMayBe(*was, *is);
    }

    /** Whether all other entries are the same. */
    static bool differsIn(const Value& was, const Value& is, const QList<QByteArray>& names)
    {
        const auto coveredBy = [&](const Value& one, const Value& other) {
            return std::all_of(one.entries.begin(), one.entries.end(), [&](const auto& entry) {
                return names.contains(entry.first) || sameValue(entry.second, other[entry.first]);
            });
        };
        return coveredBy(was, is) && coveredBy(is, was);
    }

    bool formMayBe(const Value& was, const Value& is) const
    {
        const auto before = m_before.resolve(was);
        const auto after = m_after.resolve(is);
        return before && after && after->isDictionary()
            && (before->isDictionary() || before->kind == Value::Kind::Null)
            && differsIn(*before, *after, { "Fields", "SigFlags" })
            && arrayMayBe((*before)["Fields"], (*after)["Fields"]);
    }

    bool arrayMayBe(const Value& was, const Value& is) const
    {
        const auto before = m_before.resolve(was);
        const auto after = m_after.resolve(is);
        return before && after && growsBySignatures(*before, *after);
    }

    /** Whether only new signature fields came behind the items that were there. */
    bool growsBySignatures(const Value& was, const Value& is) const
    {
        if (is.kind == Value::Kind::Null)
            return was.kind == Value::Kind::Null;
        if (!is.isArray() || (!was.isArray() && was.kind != Value::Kind::Null)
            || is.items.size() < was.items.size()
            || !std::equal(was.items.begin(), was.items.end(), is.items.begin(), sameValue))
            return false;
        return std::all_of(is.items.begin() + was.items.size(), is.items.end(), [this](const Value& item) {
            if (!item.isReference() || isKnown(item.reference.number))
                return false;
            const auto field = m_after.object(item.reference);
            return field && (*field)["FT"].isName("Sig")
                && ((*field)["Subtype"].kind == Value::Kind::Null || (*field)["Subtype"].isName("Widget"));
        });
    }

    bool isKnown(int number) const
    {
        const auto place = m_before.places().find(number);
        return place != m_before.places().end() && place->second.kind != Place::Kind::Free;
    }

    const Document& m_before;
    const Document& m_after;
};

} // namespace

PdfChanges changesBetween(const Document& before, const Document& after)
{
    return Comparison(before, after).result();
}

} // namespace peraku::signing::pdf
