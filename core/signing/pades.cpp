#include "pdfforms.h"
#include "pdfincrement.h"

#include <signing/digest.h>
#include <signing/pades.h>

namespace peraku::signing {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

/** Room for a signature with its chain and a timestamp, in bytes. */
constexpr qsizetype roomBytes = 16 * 1024;
constexpr int offsetDigits = 10;
/** Invisible fields are hidden from print and locked (ISO 32000-1, table 165). */
constexpr auto widgetFlags = "132";

const QByteArray rangePlaceholder = "[0 " + QByteArray(offsetDigits, '0') + ' '
    + QByteArray(offsetDigits, '0') + ' ' + QByteArray(offsetDigits, '0') + ']';

QByteArray dateText(const QDateTime& time)
{
    return "(D:" + time.toUTC().toString(QStringLiteral("yyyyMMddHHmmss")).toLatin1() + "Z)";
}

QByteArray signatureText(const PadesRequest& request)
{
    QByteArray text = "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange "
        + rangePlaceholder + " /Contents <" + QByteArray(roomBytes * 2, '0') + "> /M "
        + dateText(request.signingTime);
    if (!request.signerName.isEmpty())
        text += " /Name " + pdf::stringText(request.signerName);
    if (!request.reason.isEmpty())
        text += " /Reason " + pdf::stringText(request.reason);
    return text + " >>";
}

Result<QByteArray> freeFieldName(const pdf::Document& document)
{
    const auto names = pdf::fieldNames(document);
    if (!names)
        return fail(names.error());
    for (int i = 1;; ++i) {
        const auto name = "Signature" + QByteArray::number(i);
        if (!names->contains(name))
            return name;
    }
}

/** Appends to an array entry of a dictionary; replaces the array where it is an object of its own, and gives
 * the entry to set where it is not. */
Result<pdf::Entries> appended(pdf::Increment& increment, const pdf::Document& document,
    const pdf::Value& parent, const QByteArray& name, const QByteArray& item)
{
    const auto& entry = parent[name];
    const auto array = document.resolve(entry);
    if (!array)
        return fail(array.error());
    if (array->kind != pdf::Value::Kind::Null && !array->isArray())
        return fail(ErrorCode::EvidenceMalformed, QStringLiteral("PDF form"));
    const auto text = pdf::withItem(*array, item);
    if (entry.isReference() && array->isArray()) {
        increment.replace(entry.reference, text);
        return pdf::Entries {};
    }
    return pdf::Entries { { name, text } };
}

Result<Done> addToPage(pdf::Increment& increment, const pdf::Document& document, const pdf::Reference& page,
    const QByteArray& field)
{
    const auto dictionary = document.object(page);
    if (!dictionary)
        return fail(dictionary.error());
    const auto entries = appended(increment, document, *dictionary, "Annots", field);
    if (!entries)
        return fail(entries.error());
    if (!entries->isEmpty())
        increment.replace(page, pdf::withEntries(*dictionary, *entries));
    return Done {};
}

Result<Done> addToForm(pdf::Increment& increment, const pdf::Document& document, const QByteArray& field)
{
    const auto catalog = document.catalog();
    if (!catalog)
        return fail(catalog.error());
    const auto& entry = (*catalog)["AcroForm"];
    const auto form = document.resolve(entry);
    if (!form)
        return fail(form.error());
    auto entries = appended(increment, document, *form, "Fields", field);
    if (!entries)
        return fail(entries.error());
    // Signatures exist, and nobody may rewrite the file (ISO 32000-1, table 219).
    entries->append(std::pair<QByteArray, QByteArray>("SigFlags", "3"));
    const auto text = pdf::withEntries(*form, *entries);
    if (entry.isReference() && form->isDictionary())
        increment.replace(entry.reference, text);
    else
        increment.replace(
            document.trailer()["Root"].reference, pdf::withEntries(*catalog, { { "AcroForm", text } }));
    return Done {};
}

Result<QByteArray> withField(const PadesRequest& request)
{
    auto document = pdf::Document::read(request.pdf);
    if (!document)
        return fail(document.error());
    const auto forbidden = pdf::forbidsChanges(*document);
    if (!forbidden)
        return fail(forbidden.error());
    if (*forbidden)
        return fail(ErrorCode::NotAllowed, QStringLiteral("PDF is certified against any change"));
    const auto page = pdf::firstPage(*document);
    if (!page)
        return fail(page.error());
    const auto name = freeFieldName(*document);
    if (!name)
        return fail(name.error());

    pdf::Increment increment(*document);
    const auto signature = increment.newReference();
    const auto field = increment.newReference();
    increment.put(signature, signatureText(request));
    increment.put(field,
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (" + *name + ") /V " + pdf::text(signature) + " /F "
            + widgetFlags + " /Rect [0 0 0 0] /P " + pdf::text(*page) + " >>");
    if (auto added = addToPage(increment, *document, *page, pdf::text(field)); !added)
        return fail(added.error());
    if (auto added = addToForm(increment, *document, pdf::text(field)); !added)
        return fail(added.error());
    return increment.finished();
}

} // namespace

Result<PreparedPades> preparePades(const PadesRequest& request)
{
    // Room for the increment, so that what was signed can be read again.
    if (request.pdf.size() > maxPdfBytes - 4 * roomBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("PDF"));
    auto pdf = withField(request);
    if (!pdf)
        return fail(pdf.error());
    const auto rangeAt = pdf->indexOf(rangePlaceholder, request.pdf.size());
    const auto holeAt = pdf->indexOf('<', rangeAt + rangePlaceholder.size());
    const auto holeEnd = holeAt + roomBytes * 2 + 2;
    const auto number
        = [](qsizetype value) { return QByteArray::number(value).leftJustified(offsetDigits, ' '); };
    pdf->replace(rangeAt, rangePlaceholder.size(),
        "[0 " + number(holeAt) + ' ' + number(holeEnd) + ' ' + number(pdf->size() - holeEnd) + ']');

    CadesRequest cades { digestOf(pdf->left(holeAt) + pdf->mid(holeEnd), request.profile.digestBits),
        request.signerCertificate, request.chain, request.profile, request.signingTime };
    cades.form = SignatureForm::Pades;
    auto prepared = prepareCades(cades);
    if (!prepared)
        return fail(prepared.error());
    return PreparedPades { std::move(*pdf), holeAt + 1, std::move(*prepared) };
}

Result<QByteArray> completePades(const PreparedPades& prepared, const QByteArray& rawSignature)
{
    const auto cms = completeCades(prepared.signature, rawSignature);
    if (!cms)
        return fail(cms.error());
    return embedPades(prepared, *cms);
}

Result<QByteArray> embedPades(const PreparedPades& prepared, const QByteArray& cms)
{
    if (cms.size() > roomBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("signature in a PDF"));
    if (prepared.contentsAt < 0 || prepared.contentsAt + roomBytes * 2 > prepared.pdf.size())
        return fail(ErrorCode::InvalidInput, QStringLiteral("contentsAt"));
    auto pdf = prepared.pdf;
    return pdf.replace(prepared.contentsAt, cms.size() * 2, cms.toHex());
}

} // namespace peraku::signing
