#include "pdfforms.h"

#include <QSet>
#include <QStringDecoder>

namespace peraku::signing::pdf {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int maxDepth = 32;
constexpr int maxFields = 20'000;

auto malformed(const char* part)
{
    return fail(ErrorCode::EvidenceMalformed, QLatin1String(part));
}

/** Walks the fields of a form; each object at most once. */
class FieldWalk {
public:
    explicit FieldWalk(const Document& document)
        : m_document(document)
    {
    }

    Result<Done> walk(const Value& items, const QString& parent, bool signatures, int depth)
    {
        for (const auto& item : items.items) {
            if (auto seen = see(item, parent, signatures, depth); !seen)
                return seen;
        }
        return Done {};
    }
    QList<SignatureField> fields;

private:
    Result<Done> see(const Value& item, const QString& parent, bool signatures, int depth)
    {
        if (!item.isReference() || depth == maxDepth || m_visited.size() == maxFields
            || m_visited.contains(item.reference.number))
            return malformed("PDF form");
        m_visited.insert(item.reference.number);
        const auto field = m_document.resolve(item);
        if (!field)
            return fail(field.error());
        const auto& type = (*field)["FT"];
        const bool isSignature = type.kind == Value::Kind::Null ? signatures : type.isName("Sig");
        const auto partial = textOf((*field)["T"]);
        const auto name
            = parent.isEmpty() || partial.isEmpty() ? parent + partial : parent + QLatin1Char('.') + partial;
        const auto& value = (*field)["V"];
        if (isSignature && value.isReference())
            fields.append({ name, value.reference });
        else if (isSignature && value.kind != Value::Kind::Null)
            return malformed("PDF signature is not an object of its own");
        const auto kids = m_document.resolve((*field)["Kids"]);
        if (!kids)
            return fail(kids.error());
        return walk(*kids, name, isSignature, depth + 1);
    }

    const Document& m_document;
    QSet<int> m_visited;
};

/** Null without a form. */
Result<Value> formOf(const Document& document)
{
    const auto catalog = document.catalog();
    if (!catalog)
        return catalog;
    auto form = document.resolve((*catalog)["AcroForm"]);
    if (form && form->kind != Value::Kind::Null && !form->isDictionary())
        return malformed("PDF form");
    return form;
}

} // namespace

Result<QList<SignatureField>> signatureFields(const Document& document)
{
    const auto form = formOf(document);
    if (!form)
        return fail(form.error());
    const auto fields = document.resolve((*form)["Fields"]);
    if (!fields)
        return fail(fields.error());
    FieldWalk walk(document);
    if (auto walked = walk.walk(*fields, {}, false, 0); !walked)
        return fail(walked.error());
    return walk.fields;
}

Result<QList<QByteArray>> fieldNames(const Document& document)
{
    const auto form = formOf(document);
    const auto fields = form ? document.resolve((*form)["Fields"]) : form;
    if (!fields)
        return fail(fields.error());
    QList<QByteArray> names;
    for (const auto& item : fields->items) {
        const auto field = document.resolve(item);
        if (!field)
            return fail(field.error());
        names.append(textOf((*field)["T"]).toUtf8());
    }
    return names;
}

Result<Reference> firstPage(const Document& document)
{
    const auto catalog = document.catalog();
    if (!catalog)
        return fail(catalog.error());
    // Depth first, without recursion: the nodes still to look at, the next one last.
    QList<Value> ahead { (*catalog)["Pages"] };
    QSet<int> visited;
    while (!ahead.isEmpty()) {
        const auto next = ahead.takeLast();
        if (!next.isReference() || visited.contains(next.reference.number))
            return malformed("PDF page tree");
        visited.insert(next.reference.number);
        const auto node = document.resolve(next);
        if (!node)
            return fail(node.error());
        if ((*node)["Type"].isName("Page"))
            return next.reference;
        const auto kids = document.resolve((*node)["Kids"]);
        if (!kids)
            return fail(kids.error());
        for (auto kid = kids->items.rbegin(); kid != kids->items.rend(); ++kid)
            ahead.append(*kid);
    }
    return malformed("PDF without a page");
}

Result<bool> forbidsChanges(const Document& document)
{
    const auto catalog = document.catalog();
    const auto permissions = catalog ? document.resolve((*catalog)["Perms"]) : catalog;
    const auto signature = permissions ? document.resolve((*permissions)["DocMDP"]) : permissions;
    const auto references = signature ? document.resolve((*signature)["Reference"]) : signature;
    if (!references)
        return fail(references.error());
    for (const auto& item : references->items) {
        const auto reference = document.resolve(item);
        const auto parameters = reference ? document.resolve((*reference)["TransformParams"]) : reference;
        if (!parameters)
            return fail(parameters.error());
        if ((*reference)["TransformMethod"].isName("DocMDP") && (*parameters)["P"].integer == 1)
            return true;
    }
    return false;
}

QString textOf(const Value& string)
{
    if (string.kind != Value::Kind::String)
        return {};
    if (string.text.startsWith("\xFE\xFF"))
        return QStringDecoder(QStringConverter::Utf16BE)(string.text.mid(2));
    if (string.text.startsWith("\xEF\xBB\xBF"))
        return QString::fromUtf8(string.text.mid(3));
    return QString::fromLatin1(string.text);
}

} // namespace peraku::signing::pdf
