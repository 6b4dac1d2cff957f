#include "pdfsignatures.h"

#include "newfile.h"
#include "signatures.h"
#include "wholefile.h"

#include <signing/digest.h>
#include <signing/foreign.h>
#include <signing/signedattributes.h>

#include <QFileInfo>

namespace peraku::services {

using domain::Credential;
using domain::ErrorCode;
using domain::fail;

namespace {

constexpr qsizetype longestName = 200; ///< That the treasury's code message takes.

Error refusal(const char* finding)
{
    return { ErrorCode::InvalidInput, QLatin1String(finding), {}, false, 0 };
}

Result<QByteArray> readPdf(const QString& path)
{
    auto bytes = readWhole(path, signing::maxPdfBytes);
    if (!bytes)
        return fail(refusal(
            bytes.error().code == ErrorCode::TooLarge ? "finding.pdf-size" : "finding.pdf-unreadable"));
    return bytes;
}

/** The signing library's word as an officer would tell the files apart. */
Error findingOf(const Error& error)
{
    switch (error.code) {
    case ErrorCode::TooLarge:
        return refusal("finding.pdf-size");
    case ErrorCode::NotAllowed:
        return refusal("finding.pdf-certified");
    case ErrorCode::EvidenceMalformed:
        return refusal(error.detail == QLatin1String(signing::pdfEncrypted) ? "finding.pdf-encrypted"
                                                                            : "finding.pdf-malformed");
    default:
        return error;
    }
}

Result<signing::PreparedPades> prepare(
    const QByteArray& pdf, const Credential& credential, const TrustMaterial& trust, const QDateTime& time)
{
    const auto profile = signing::profileFor(credential.certificate, credential.pssOnly);
    if (!profile)
        return fail(profile.error());
    signing::PadesRequest request { pdf, credential.certificate.der, {}, *profile, time,
        credential.certificate.commonName, {} };
    if (!trust.issuingCertificate.isEmpty())
        request.chain.append(trust.issuingCertificate);
    auto prepared = signing::preparePades(request);
    if (!prepared)
        return fail(findingOf(prepared.error()));
    return prepared;
}

} // namespace

Result<FrozenPdf> freezePdf(
    const QString& path, const Credential& credential, const TrustMaterial& trust, const QDateTime& time)
{
    const auto bytes = readPdf(path);
    if (!bytes)
        return fail(bytes.error());
    const auto facts = signing::pdfFacts(*bytes);
    if (!facts)
        return fail(findingOf(facts.error()));
    auto pades = prepare(*bytes, credential, trust, time);
    if (!pades)
        return fail(pades.error());
    const auto claimed
        = signing::readSignedAttributes(pades->signature.signedAttributes, credential.certificate.der);
    if (!claimed)
        return fail(claimed.error());

    const auto& signature = pades->signature;
    domain::SigningDocument document { domain::SigningDocument::Kind::Pdf, {},
        QFileInfo(path).fileName().left(longestName), signature.signedAttributes, claimed->messageDigest };
    domain::RawSignRequest request { credential.id, signature.profile.scheme, signature.profile.digestBits,
        { signature.attributesDigest }, { std::move(document) } };
    return FrozenPdf { path, freeNameBeside(path, QStringLiteral("signed")), *bytes, signing::sha256(*bytes),
        claimed->messageDigest, facts->pages, facts->signatures,
        std::make_shared<PreparedPdf>(PreparedPdf { std::move(request), std::move(*pades), credential }) };
}

Result<SignedPdf> finishPdf(
    const FrozenPdf& pdf, const QByteArray& cms, const TrustMaterial& trust, const QDateTime& now)
{
    auto bytes = signing::embedPades(pdf.prepared->pades, cms);
    if (!bytes)
        return fail(bytes.error());
    const auto store = trustStoreOf(trust);
    if (!store)
        return fail(store.error());
    const auto& certificate = pdf.prepared->credential.certificate;
    signing::VerifyOptions options;
    options.now = now;
    options.timestamp = signing::TimestampPolicy::Expected;
    options.expectedIc = certificate.ic;
    options.expectedCertificate = certificate.sha256;
    const auto reports = signing::verifyPades(*bytes, **store, options);
    if (!reports)
        return fail(reports.error());
    if (reports->size() != pdf.signatures + 1)
        return fail(ErrorCode::SignatureInvalid, QStringLiteral("signatures in the PDF"));
    const auto& report = reports->last().report;
    if (const auto failure = report.firstFailure())
        return fail(*failure);
    return SignedPdf { pdf.target, std::move(*bytes), report };
}

Result<QList<EmbeddedSignature>> embeddedSignatures(const QByteArray& pdf)
{
    const auto files = signing::pdfFiles(pdf);
    if (!files)
        return fail(files.error());
    QList<EmbeddedSignature> found;
    for (const auto& signature : *files) {
        if (!signing::looksLikeCms(signature.bytes))
            continue;
        const auto base = QFileInfo(signature.name).completeBaseName();
        const signing::PdfFile* content = nullptr;
        for (const auto& file : *files) {
            if (file.name == base
                || (!content && file.name != signature.name
                    && QFileInfo(file.name).completeBaseName() == base))
                content = &file;
        }
        found.append({ signature, content ? std::optional(*content) : std::nullopt });
    }
    return found;
}

} // namespace peraku::services
