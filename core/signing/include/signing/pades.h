#pragma once

#include <signing/cades.h>
#include <signing/verify.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

/**
 * Signatures inside PDF files: PAdES baseline (ETSI EN 319 142-1), levels B-B and B-T. A signature is added
 * as an increment that changes no earlier byte, so that earlier signatures hold. PDFs with cross-reference
 * tables, streams and both are read; encrypted and damaged ones are EvidenceMalformed, with the part in
 * detail. Thread-safe.
 */
namespace peraku::signing {

/** The largest PDF that is looked at, in bytes. */
inline constexpr qsizetype maxPdfBytes = 64 * 1024 * 1024;
/** Detail of the EvidenceMalformed that an encrypted PDF is. */
inline constexpr auto pdfEncrypted = "PDF is encrypted";

/** What a person is told of a PDF before they sign it. */
struct PdfFacts {
    int pages = 0; ///< As the file claims.
    int signatures = 0;
};
domain::Result<PdfFacts> pdfFacts(const QByteArray& pdf);

/** A file that travels inside a PDF. */
struct PdfFile {
    QString name;
    QByteArray bytes;
    bool operator==(const PdfFile&) const = default;
};
/** The files of a PDF's name tree (ISO 32000-1, 7.11.4), in its order. */
domain::Result<QList<PdfFile>> pdfFiles(const QByteArray& pdf);

struct PadesRequest {
    QByteArray pdf;
    QByteArray signerCertificate; ///< DER
    QList<QByteArray> chain; ///< DER of the issuing authorities that go into the signature, without the root.
    SigningProfile profile;
    QDateTime signingTime; ///< UTC, whole seconds: the claimed time, /M.
    QString signerName; ///< /Name; may be empty.
    QString reason; ///< /Reason; may be empty.
};

/** The first half of a PDF signature whose key is elsewhere; nothing in it is secret. */
struct PreparedPades {
    QByteArray pdf; ///< Finished but for the signature.
    qsizetype contentsAt = 0; ///< Offset of the first hex digit of /Contents.
    PreparedSignature signature; ///< signature.attributesDigest is what the key signs.
    bool operator==(const PreparedPades&) const = default;
};

/**
 * Adds an invisible signature field to the first page. EvidenceMalformed, TooLarge, NotAllowed (an earlier
 * signature certifies the PDF against any change), and the errors of prepareCades().
 */
domain::Result<PreparedPades> preparePades(const PadesRequest& request);

/** Puts the raw signature in, verified as by completeCades(); gives the signed PDF. */
domain::Result<QByteArray> completePades(const PreparedPades& prepared, const QByteArray& rawSignature);
/** Puts a finished CMS of completeCades() in, with its timestamp if it got one; TooLarge if it does not fit.
 */
domain::Result<QByteArray> embedPades(const PreparedPades& prepared, const QByteArray& cms);

/** What later increments did to a PDF after a signature. */
enum class PdfChanges {
    None,
    FurtherSignatures, ///< Signature fields were added, nothing else.
    Other
};

/** A signature as it stands in a PDF; nothing is verified. */
struct PdfSignature {
    QString field; ///< Name of its form field.
    QByteArray subFilter; ///< "ETSI.CAdES.detached" for PAdES.
    QString signerName; ///< /Name: claimed.
    QString reason;
    QDateTime claimedTime; ///< /M in UTC; invalid without one.
    QByteArray cms; ///< DER, without the padding after it.
    qsizetype holeAt = 0; ///< The gap of /ByteRange: /Contents with its brackets.
    qsizetype holeEnd = 0;
    qsizetype end = 0; ///< Bytes of the file as it was signed.
    PdfChanges changes = PdfChanges::None;
    bool operator==(const PdfSignature&) const = default;

    /** What `cms` signs: everything up to `end` but the gap. */
    QByteArray signedBytes(const QByteArray& pdf) const;
};

/** All signatures of a PDF in the order in which they were made; empty for an unsigned one. A /ByteRange that
 * leaves out anything but its own /Contents is EvidenceMalformed. */
domain::Result<QList<PdfSignature>> pdfSignatures(const QByteArray& pdf);

struct PdfSignatureReport {
    PdfSignature signature;
    /** The lines of verifyCades(). Bytes fails also where other changes were made after signing. */
    domain::VerificationReport report;
    bool operator==(const PdfSignatureReport&) const = default;
};

/** Checks every signature; `options` as for verifyCades(), the content is never a statement. */
domain::Result<QList<PdfSignatureReport>> verifyPades(
    const QByteArray& pdf, const TrustStore& trust, const VerifyOptions& options);

} // namespace peraku::signing
