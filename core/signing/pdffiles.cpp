#include "pdfforms.h"

#include <signing/pades.h>

#include <QSet>

namespace peraku::signing {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int maxNodes = 10'000;
constexpr int maxFiles = 1000;

auto malformed()
{
    return fail(ErrorCode::EvidenceMalformed, QStringLiteral("embedded files of a PDF"));
}

Result<PdfFile> readFile(const pdf::Document& document, const pdf::Value& item)
{
    const auto specification = document.resolve(item);
    const auto files = specification ? document.resolve((*specification)["EF"]) : specification;
    const auto stream = files ? document.resolve((*files)["F"]) : files;
    if (!stream)
        return fail(stream.error());
    if (!stream->stream)
        return malformed();
    const auto unicode = pdf::textOf((*specification)["UF"]);
    auto bytes = document.decoded(*stream);
    if (!bytes)
        return fail(bytes.error());
    return PdfFile { unicode.isEmpty() ? pdf::textOf((*specification)["F"]) : unicode, std::move(*bytes) };
}

/** Depth first, without recursion: the nodes still to look at, the next one last. */
Result<QList<PdfFile>> readTree(const pdf::Document& document, const pdf::Value& root)
{
    QList<PdfFile> found;
    QSet<int> visited;
    QList<pdf::Value> ahead { root };
    while (!ahead.isEmpty()) {
        const auto next = ahead.takeLast();
        if (visited.size() == maxNodes || (next.isReference() && visited.contains(next.reference.number)))
            return malformed();
        // A node that stands inside its parent cannot come again.
        visited.insert(next.isReference() ? next.reference.number : -int(visited.size()) - 1);
        const auto node = document.resolve(next);
        const auto names = node ? document.resolve((*node)["Names"]) : node;
        const auto kids = names ? document.resolve((*node)["Kids"]) : names;
        if (!kids)
            return fail(kids.error());
        if (found.size() + names->items.size() / 2 > maxFiles || names->items.size() % 2 != 0)
            return malformed();
        for (qsizetype i = 1; i < names->items.size(); i += 2) {
            auto file = readFile(document, names->items.at(i));
            if (!file)
                return fail(file.error());
            found.append(std::move(*file));
        }
        for (auto kid = kids->items.rbegin(); kid != kids->items.rend(); ++kid)
            ahead.append(*kid);
    }
    return found;
}

} // namespace

Result<QList<PdfFile>> pdfFiles(const QByteArray& pdf)
{
    const auto document = pdf::Document::read(pdf);
    const auto catalog = document ? document->catalog() : fail(document.error());
    const auto names = catalog ? document->resolve((*catalog)["Names"]) : catalog;
    if (!names)
        return fail(names.error());
    return readTree(*document, (*names)["EmbeddedFiles"]);
}

} // namespace peraku::signing
