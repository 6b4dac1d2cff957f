#include "der.h"
#include "pdfchanges.h"
#include "pdfforms.h"
#include "signaturecheck.h"

#include <signing/pades.h>

#include <QRegularExpression>

#include <algorithm>

namespace peraku::signing {

using domain::CheckId;
using domain::CheckOutcome;
using domain::Done;
using domain::Error;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

constexpr int maxSignatures = 32;
constexpr int maxPages = 1'000'000;

auto malformed(const char* part)
{
    return fail(ErrorCode::EvidenceMalformed, QLatin1String(part));
}

/** "D:YYYYMMDDHHmmSSOHH'mm'" with parts that may be missing from the end (ISO 32000-1, 7.9.4), in UTC. */
QDateTime timeOf(const QByteArray& text)
{
    static const QRegularExpression form(
        QStringLiteral("^D:(\\d{4})(\\d\\d)?(\\d\\d)?(\\d\\d)?(\\d\\d)?(\\d\\d)?(?:Z(?:00'?00'?)?|([+-])("
                       "\\d\\d)'?(?:(\\d\\d)'?)?)?$"));
    const auto match = form.match(QString::fromLatin1(text));
    const auto part = [&](int group, int usual) {
        return match.capturedLength(group) > 0 ? match.captured(group).toInt() : usual;
    };
    const QDateTime local(
        QDate(part(1, 0), part(2, 1), part(3, 1)), QTime(part(4, 0), part(5, 0), part(6, 0)), Qt::UTC);
    const int ahead = (part(8, 0) * 60 + part(9, 0)) * 60;
    return local.addSecs(match.captured(7) == QLatin1String("-") ? ahead : -ahead);
}

/** The CMS at the start of /Contents; only zeros may follow. */
Result<QByteArray> unpadded(const QByteArray& contents)
{
    der::Reader reader(contents);
    const auto cms = reader.next(der::Sequence);
    if (!cms || contents.mid(cms->whole.size()).count('\0') != contents.size() - cms->whole.size())
        return fail(ErrorCode::EvidenceMalformed, QStringLiteral("PDF signature /Contents"));
    return cms->whole.toByteArray();
}

/** Reads /ByteRange: all from the start to an end but /Contents with its brackets, and nothing else is left
 * out. */
Result<Done> readRange(PdfSignature& signature, const pdf::Document& document, const pdf::Value& value)
{
    const auto& bytes = document.bytes();
    const auto range = document.resolve(value["ByteRange"]);
    if (!range)
        return fail(range.error());
    if (range->items.size() != 4 || range->items[0].integerWithin(0, 0) != 0)
        return malformed("PDF signature /ByteRange");
    const auto first = range->items[1].integerWithin(1, bytes.size());
    const auto second = range->items[2].integerWithin(1, bytes.size());
    const auto length = range->items[3].integerWithin(1, bytes.size());
    const auto& contents = value["Contents"];
    if (!first || !second || !length || *second + *length > bytes.size()
        || contents.kind != pdf::Value::Kind::String || !contents.raw.startsWith('<')
        || contents.raw.data() != bytes.constData() + *first || *first + contents.raw.size() != *second)
        return malformed("PDF signature /ByteRange leaves out more than the signature");
    signature.holeAt = *first;
    signature.holeEnd = *second;
    signature.end = *second + *length;
    return Done {};
}

Result<PdfSignature> readSignature(const pdf::Document& document, const pdf::SignatureField& field)
{
    const auto value = document.object(*field.value);
    if (!value)
        return fail(value.error());
    PdfSignature signature;
    signature.field = field.name;
    signature.subFilter = (*value)["SubFilter"].text;
    signature.signerName = pdf::textOf((*value)["Name"]);
    signature.reason = pdf::textOf((*value)["Reason"]);
    signature.claimedTime = timeOf((*value)["M"].text);
    if (auto read = readRange(signature, document, *value); !read)
        return fail(read.error());
    const auto cms = unpadded((*value)["Contents"].text);
    if (!cms)
        return fail(cms.error());
    signature.cms = *cms;
    return signature;
}

/** What came behind the signature; the part before must be a PDF that holds this very signature. */
Result<PdfChanges> changesAfter(
    const PdfSignature& signature, const pdf::SignatureField& field, const pdf::Document& document)
{
    const auto rest = document.bytes().mid(signature.end);
    if (rest.isEmpty())
        return PdfChanges::None;
    const auto before = pdf::Document::read(document.bytes().left(signature.end));
    if (!before)
        return fail(before.error());
    const auto was = before->object(*field.value);
    if (!was || !(*was)["Contents"].raw.startsWith('<')
        || (*was)["Contents"].raw.data() != before->bytes().constData() + signature.holeAt)
        return PdfChanges::Other;
    const auto changes = pdf::changesBetween(*before, document);
    return changes == PdfChanges::None && !rest.trimmed().isEmpty() ? PdfChanges::Other : changes;
}

domain::VerificationReport reportOf(const PdfSignature& signature, const QByteArray& pdf,
    const ChainSource& chains, const VerifyOptions& options)
{
    auto pdfOptions = options;
    pdfOptions.contentIsStatement = false;
    auto report = checkSignedContent(
        signature.cms, signature.signedBytes(pdf), chains, pdfOptions, signature.claimedTime);
    auto& bytes = report.lines[int(CheckId::Bytes)];
    if (signature.changes == PdfChanges::FurtherSignatures && bytes.outcome == CheckOutcome::Passed)
        bytes.detail += QStringLiteral("; later only a further signature");
    if (signature.changes == PdfChanges::Other && bytes.outcome == CheckOutcome::Passed) {
        bytes.outcome = CheckOutcome::Failed;
        bytes.reason = Error { ErrorCode::SignatureInvalid,
            QStringLiteral("changed after signing, by more than a further signature"), {}, false, 0 };
    }
    return report;
}

} // namespace

QByteArray PdfSignature::signedBytes(const QByteArray& pdf) const
{
    return pdf.left(holeAt) + pdf.mid(holeEnd, end - holeEnd);
}

Result<PdfFacts> pdfFacts(const QByteArray& pdf)
{
    const auto document = pdf::Document::read(pdf);
    if (!document)
        return fail(document.error());
    const auto catalog = document->catalog();
    const auto pages = catalog ? document->dictionary(*catalog, "Pages") : catalog;
    if (!pages)
        return fail(pages.error());
    const auto signatures = pdfSignatures(pdf);
    if (!signatures)
        return fail(signatures.error());
    return PdfFacts { int((*pages)["Count"].integerWithin(0, maxPages).value_or(0)),
        int(signatures->size()) };
}

Result<QList<PdfSignature>> pdfSignatures(const QByteArray& pdf)
{
    const auto document = pdf::Document::read(pdf);
    if (!document)
        return fail(document.error());
    const auto fields = pdf::signatureFields(*document);
    if (!fields)
        return fail(fields.error());
    if (fields->size() > maxSignatures)
        return fail(ErrorCode::TooLarge, QStringLiteral("signatures in a PDF"));
    QList<PdfSignature> signatures;
    for (const auto& field : *fields) {
        auto signature = readSignature(*document, field);
        if (!signature)
            return fail(signature.error());
        const auto changes = changesAfter(*signature, field, *document);
        if (!changes)
            return fail(changes.error());
        signature->changes = *changes;
        signatures.append(std::move(*signature));
    }
    std::sort(
        signatures.begin(), signatures.end(), [](const auto& a, const auto& b) { return a.end < b.end; });
    // What came behind the last signature nobody signed.
    if (!signatures.isEmpty() && !pdf.mid(signatures.last().end).trimmed().isEmpty()) {
        for (auto& signature : signatures)
            signature.changes = PdfChanges::Other;
    }
    return signatures;
}

Result<QList<PdfSignatureReport>> verifyPades(
    const QByteArray& pdf, const TrustStore& trust, const VerifyOptions& options)
{
    const auto signatures = pdfSignatures(pdf);
    if (!signatures)
        return fail(signatures.error());
    QList<PdfSignatureReport> reports;
    for (const auto& signature : *signatures)
        reports.append({ signature, reportOf(signature, pdf, ChainSource(trust), options) });
    return reports;
}

} // namespace peraku::signing
