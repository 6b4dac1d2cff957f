#pragma once

#include <signing/pades.h>
#include <signing/verify.h>

#include <QList>

/** Signatures of anyone, for "Verify a file": other programs make other CMS than we do. */
namespace peraku::signing {

/** The largest foreign signature that is looked at, in bytes. */
inline constexpr qsizetype maxForeignCmsBytes = 4 * 1024 * 1024;

/** Whether the bytes begin as a CMS signature does, in DER, BER or PEM. */
bool looksLikeCms(const QByteArray& bytes);

/** The content that travels inside a signature; NotFound for a detached one, SignatureMalformed. */
domain::Result<QByteArray> contentOf(const QByteArray& cms);

/**
 * Checks a CMS signature of anyone over `content`, one report for each signer, at least one. A signature of
 * our profile is checked as verifyCades() does; another one by digest, signature, path and time, with what
 * our profile would refuse as warnings in words. A path that ends at nobody whom `trust` knows fails with
 * SignerUnknown, without saying anything against the signature itself; a revocation list that is missing or
 * stale is a warning. The content is taken for a statement only where it is one. Thread-safe.
 */
QList<domain::VerificationReport> verifyAny(
    const QByteArray& cms, const QByteArray& content, const TrustStore& trust, const VerifyOptions& options);

/** The same for every signature inside a PDF, in the order of their making; EvidenceMalformed for no PDF. */
domain::Result<QList<PdfSignatureReport>> verifyAnyPdf(
    const QByteArray& pdf, const TrustStore& trust, const VerifyOptions& options);

} // namespace peraku::signing
