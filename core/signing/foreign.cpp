#include "algorithm.h"
#include "chainverdict.h"
#include "reportlines.h"
#include "statementcheck.h"
#include "timestamptoken.h"

#include <domain/statement.h>
#include <signing/foreign.h>
#include <signing/openssl.h>

#include <algorithm>
#include <array>
#include <openssl/err.h>
#include <openssl/pem.h>

namespace peraku::signing {

using domain::CheckId;
using domain::CheckOutcome;
using domain::Error;
using domain::ErrorCode;
using domain::fail;
using domain::Result;
using domain::VerificationReport;

namespace {

constexpr int mostSigners = 16;

/** Everything that OpenSSL says about bytes from outside ends here. */
class QuietErrors {
public:
    QuietErrors() { ERR_set_mark(); }
    ~QuietErrors() { ERR_pop_to_mark(); }
    QuietErrors(const QuietErrors&) = delete;
    QuietErrors& operator=(const QuietErrors&) = delete;
};

/** DER or BER of the first PEM block; empty without one. */
QByteArray unwrapped(const QByteArray& pem)
{
    const BioPtr in(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    QByteArray bytes;
    if (in && PEM_read_bio(in.get(), &name, &header, &data, &size) == 1)
        bytes = QByteArray(reinterpret_cast<const char*>(data), size);
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
    return bytes;
}

CmsPtr parse(const QByteArray& bytes)
{
    if (bytes.isEmpty() || bytes.size() > maxForeignCmsBytes)
        return nullptr;
    const auto der = bytes.startsWith("-----BEGIN") ? unwrapped(bytes) : bytes;
    const unsigned char* at = uchars(der);
    CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, long(der.size())));
    return cms && OBJ_obj2nid(CMS_get0_type(cms.get())) == NID_pkcs7_signed ? std::move(cms) : nullptr;
}

QByteArray insideOf(CMS_ContentInfo* cms)
{
    auto** content = CMS_get0_content(cms);
    return content && *content ? QByteArray(
               reinterpret_cast<const char*>(ASN1_STRING_get0_data(*content)), ASN1_STRING_length(*content))
                               : QByteArray();
}

bool isDetached(CMS_ContentInfo* cms)
{
    auto** content = CMS_get0_content(cms);
    return !content || !*content;
}

QString algorithmWords(CMS_SignerInfo* signer, EVP_PKEY* key)
{
    X509_ALGOR* digest = nullptr;
    X509_ALGOR* signature = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, &signature);
    const auto word = [](const X509_ALGOR* algorithm) {
        const ASN1_OBJECT* object = nullptr;
        X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
        char text[80] = {};
        OBJ_obj2txt(text, sizeof text, object, 0);
        return QString::fromLatin1(text);
    };
    return QStringLiteral("%1 %2, %3 bits")
        .arg(word(signature), word(digest))
        .arg(key ? EVP_PKEY_get_bits(key) : 0);
}

bool isWeakDigest(CMS_SignerInfo* signer)
{
    X509_ALGOR* digest = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, digest);
    const auto* method = EVP_get_digestbyobj(object);
    return !method || EVP_MD_get_size(method) < 32;
}

QDateTime claimedTime(CMS_SignerInfo* signer)
{
    const int at = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
    auto* attribute = at < 0 ? nullptr : CMS_signed_get_attr(signer, at);
    auto* value = attribute ? X509_ATTRIBUTE_get0_type(attribute, 0) : nullptr;
    if (!value || (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME))
        return {};
    return toDateTime(value->value.asn1_string);
}

QByteArray timestampTokenOf(CMS_SignerInfo* signer)
{
    const int at = CMS_unsigned_get_attr_by_NID(signer, NID_id_smime_aa_timeStampToken, -1);
    auto* attribute = at < 0 ? nullptr : CMS_unsigned_get_attr(signer, at);
    auto* value = attribute ? X509_ATTRIBUTE_get0_type(attribute, 0) : nullptr;
    return value && value->type == V_ASN1_SEQUENCE
        ? QByteArray(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value->value.sequence)),
            ASN1_STRING_length(value->value.sequence))
        : QByteArray();
}

/** What a foreign signature is checked with. */
struct Foreign {
    CMS_ContentInfo* cms;
    const QByteArray& content;
    const TrustStore& trust;
    const VerifyOptions& options;
    QList<QByteArray> certificates; ///< DER; all that are embedded.
};

/** Whether the signature is over these bytes. */
bool coversContent(const Foreign& foreign, CMS_SignerInfo* signer)
{
    BIO* content = BIO_new_mem_buf(foreign.content.constData(), int(foreign.content.size()));
    BIO* digests = content ? CMS_dataInit(foreign.cms, content) : nullptr;
    const BioPtr all(digests ? digests : content); // the digests took the content over
    std::array<char, 16 * 1024> block;
    while (digests && BIO_read(digests, block.data(), int(block.size())) > 0) { }
    return digests && CMS_SignerInfo_verify_content(signer, digests) == 1;
}

std::optional<Error> signatureProblem(CMS_SignerInfo* signer)
{
    if (isWeakDigest(signer))
        return problem(ErrorCode::SignatureInvalid, QStringLiteral("digest is weak or unknown"));
    // Without signed attributes the check of the content was the check of the signature.
    if (CMS_signed_get_attr_count(signer) > 0 && CMS_SignerInfo_verify(signer) != 1)
        return problem(ErrorCode::SignatureInvalid, QStringLiteral("signature does not verify"));
    return std::nullopt;
}

JudgedTime judgedTime(
    VerificationReport& report, const Foreign& foreign, CMS_SignerInfo* signer, std::optional<Error>& doubt)
{
    const auto& options = foreign.options;
    const bool received = options.trustedTime.isValid();
    JudgedTime judged { received ? options.trustedTime : options.now, options.now, received, false };
    const auto token = timestampTokenOf(signer);
    if (token.isEmpty()) {
        doubt = problem(ErrorCode::TimestampMissing, QStringLiteral("no timestamp"));
        return judged;
    }
    const auto* value = CMS_SignerInfo_get0_signature(signer);
    const QByteArrayView stamped(ASN1_STRING_get0_data(value), ASN1_STRING_length(value));
    const auto timestamp
        = checkTimestamp(token, stamped, ChainSource(foreign.trust), options.path, options.now);
    if (!timestamp) {
        doubt = timestamp.error();
        doubt->detail.prepend(QStringLiteral("timestamp: "));
        return judged;
    }
    report.timestampTime = timestamp->time;
    return { timestamp->time, options.now, true, false };
}

void judgeChain(VerificationReport& report, const Chain& chain, const JudgedTime& time,
    const std::optional<Error>& doubt, const Foreign& foreign)
{
    const auto verdict = judge(chain, time, foreign.options.path);
    setLine(report, CheckId::CertificatePath, verdict.path, chain.text());
    setLine(report, CheckId::KeyUsage, std::nullopt);
    if (chain.usageProblem)
        setWarning(report, CheckId::KeyUsage, *chain.usageProblem);
    if (!verdict.path)
        setLine(report, CheckId::Revocation, verdict.revocation, verdict.revocationText);
    setLine(report, CheckId::Time, verdict.validity,
        QStringLiteral("claimed %1").arg(report.signingTime.toString(Qt::ISODate)));
    if (!verdict.validity && doubt)
        setWarning(report, CheckId::Time, *doubt);
}

VerificationReport verifySigner(const Foreign& foreign, CMS_SignerInfo* signer)
{
    auto report = emptyReport();
    EVP_PKEY* key = nullptr;
    X509* certificate = nullptr;
    CMS_SignerInfo_get0_algs(signer, &key, &certificate, nullptr, nullptr);
    report.signingTime = claimedTime(signer);
    report.algorithm = algorithmWords(signer, key);
    if (!certificate || !key) {
        setLine(report, CheckId::Signature,
            problem(ErrorCode::SignatureMalformed, QStringLiteral("signer's certificate is not embedded")));
        return report;
    }
    setLine(report, CheckId::Bytes,
        coversContent(foreign, signer) ? std::nullopt
                                       : std::optional(problem(ErrorCode::SignatureInvalid,
                                           QStringLiteral("content differs from what was signed"))));
    setLine(report, CheckId::Signature, signatureProblem(signer), report.algorithm);
    const auto chain
        = buildChain(derOf(certificate, i2d_X509), foreign.certificates, foreign.trust, foreign.options.path);
    if (!chain) {
        setLine(report, CheckId::CertificatePath, chain.error());
        return report;
    }
    report.signer = (*chain)->facts;
    std::optional<Error> doubt;
    const auto time = judgedTime(report, foreign, signer, doubt);
    judgeChain(report, **chain, time, doubt, foreign);
    const auto finding = checkStatement(foreign.content, report.signer, foreign.options);
    setLine(report, CheckId::SignerIdentity, finding.identity, (*chain)->facts.commonName);
    setLine(report, CheckId::Statement, finding.statement, finding.detail);
    return report;
}

QList<QByteArray> embeddedCertificates(CMS_ContentInfo* cms)
{
    QList<QByteArray> ders;
    auto* certificates = CMS_get1_certs(cms);
    for (int i = 0; i < sk_X509_num(certificates); ++i)
        ders.append(derOf(sk_X509_value(certificates, i), i2d_X509));
    sk_X509_pop_free(certificates, X509_free);
    return ders;
}

QList<VerificationReport> malformedReport()
{
    auto report = emptyReport();
    setLine(report, CheckId::Signature,
        problem(ErrorCode::SignatureMalformed, QStringLiteral("not a CMS signature")));
    return { report };
}

QList<VerificationReport> verifyForeign(
    const QByteArray& bytes, const QByteArray& content, const TrustStore& trust, const VerifyOptions& options)
{
    const QuietErrors quiet;
    const auto cms = parse(bytes);
    auto* signers = cms ? CMS_get0_SignerInfos(cms.get()) : nullptr;
    const int count = signers ? sk_CMS_SignerInfo_num(signers) : 0;
    if (count < 1 || count > mostSigners)
        return malformedReport();
    CMS_set1_signers_certs(cms.get(), nullptr, 0);
    const auto inside = insideOf(cms.get());
    const auto& covered = isDetached(cms.get()) ? content : inside;
    auto judged = options;
    // A statement speaks for the officer that it names, whatever the profile of the signature.
    judged.contentIsStatement = domain::parseStatement(covered).has_value();
    const Foreign foreign { cms.get(), covered, trust, judged, embeddedCertificates(cms.get()) };
    QList<VerificationReport> reports;
    for (int i = 0; i < count; ++i)
        reports.append(verifySigner(foreign, sk_CMS_SignerInfo_value(signers, i)));
    return reports;
}

/** A signer of nobody's is no forger: said so, and not as a broken path. */
void nameStranger(VerificationReport& report)
{
    auto& line = report.lines[int(CheckId::CertificatePath)];
    if (line.outcome != CheckOutcome::Failed || !line.reason
        || line.reason->code != ErrorCode::CertificateUntrusted)
        return;
    if (line.reason->detail == QLatin1String(issuerUnknown)
        || line.reason->detail == QLatin1String(rootUnpinned))
        line.reason->code = ErrorCode::SignerUnknown;
}

/** Whoever reads a file may have no list, or an old one: that is to be said, and proves nothing. */
void reserveRevocation(VerificationReport& report)
{
    const auto& line = *report.find(CheckId::Revocation);
    if (line.outcome == CheckOutcome::Passed && line.detail.isEmpty())
        setWarning(report, CheckId::Revocation,
            problem(ErrorCode::CrlMissing, QStringLiteral("no revocation list of that authority")));
    else if (line.outcome == CheckOutcome::Failed && line.reason && line.reason->code == ErrorCode::CrlStale)
        setWarning(report, CheckId::Revocation, Error(*line.reason));
}

void settle(VerificationReport& report)
{
    nameStranger(report);
    reserveRevocation(report);
}

/** Not of our making, so that nothing is said of it yet. */
bool isOtherProfile(const VerificationReport& report)
{
    const auto& line = *report.find(CheckId::Signature);
    return line.outcome == CheckOutcome::Failed && line.reason
        && (line.reason->code == ErrorCode::SignatureMalformed || line.reason->code == ErrorCode::TooLarge);
}

} // namespace

bool looksLikeCms(const QByteArray& bytes)
{
    const QuietErrors quiet;
    return parse(bytes) != nullptr;
}

Result<QByteArray> contentOf(const QByteArray& bytes)
{
    const QuietErrors quiet;
    const auto cms = parse(bytes);
    if (!cms)
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("not a CMS signature"));
    if (isDetached(cms.get()))
        return fail(ErrorCode::NotFound, QStringLiteral("the signature is detached"));
    return insideOf(cms.get());
}

QList<VerificationReport> verifyAny(
    const QByteArray& cms, const QByteArray& content, const TrustStore& trust, const VerifyOptions& options)
{
    auto lenient = options;
    lenient.contentIsStatement = domain::parseStatement(content).has_value();
    lenient.path.requireCrl = false;
    QList<VerificationReport> reports { verifyCades(cms, content, trust, lenient) };
    if (isOtherProfile(reports.first()))
        reports = verifyForeign(cms, content, trust, lenient);
    for (auto& report : reports)
        settle(report);
    return reports;
}

Result<QList<PdfSignatureReport>> verifyAnyPdf(
    const QByteArray& pdf, const TrustStore& trust, const VerifyOptions& options)
{
    auto lenient = options;
    lenient.contentIsStatement = false;
    lenient.path.requireCrl = false;
    auto found = verifyPades(pdf, trust, lenient);
    if (!found)
        return found;
    for (auto& [signature, report] : *found) {
        if (isOtherProfile(report)) {
            const auto signers = verifyForeign(signature.cms, signature.signedBytes(pdf), trust, lenient);
            const auto bad = std::find_if(
                signers.begin(), signers.end(), [](const auto& signer) { return !signer.valid(); });
            report = bad == signers.end() ? signers.first() : *bad;
            if (signature.changes == PdfChanges::Other)
                setLine(report, CheckId::Bytes,
                    problem(ErrorCode::SignatureInvalid, QStringLiteral("changed after signing")));
        }
        settle(report);
    }
    return found;
}

} // namespace peraku::signing
