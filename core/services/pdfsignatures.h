#pragma once

#include "trust.h"

#include <services/signingservices.h>
#include <signing/pades.h>

/** What signatures on PDF files are made of. Everything here is pure but for the reading, and may run on any
 * thread. */
namespace peraku::services {

/** A PDF that lacks only the raw signature of its digest; nothing in it is secret. */
struct PreparedPdf {
    domain::RawSignRequest request; ///< Of one digest.
    signing::PreparedPades pades;
    domain::Credential credential;
};

/** Reads the file and makes it ready for the signature, at `time` in UTC. The errors of PdfService::freeze().
 */
Result<FrozenPdf> freezePdf(const QString& path, const domain::Credential& credential,
    const TrustMaterial& trust, const QDateTime& time);

/** Puts the finished CMS in and verifies the file as anyone would; the first check that fails is the error.
 */
Result<SignedPdf> finishPdf(
    const FrozenPdf& pdf, const QByteArray& cms, const TrustMaterial& trust, const QDateTime& now);

/** A signature that travels inside a PDF, and the file beside it that it signs. */
struct EmbeddedSignature {
    signing::PdfFile signature;
    std::optional<signing::PdfFile> content;
};
/** In the order of the PDF's files: "a.p7s" signs "a", or else "a.json" and the like. */
Result<QList<EmbeddedSignature>> embeddedSignatures(const QByteArray& pdf);

} // namespace peraku::services
