#include "chainverdict.h"
#include "reportlines.h"
#include "signaturecheck.h"
#include "signercheck.h"
#include "statementcheck.h"
#include "timestamptoken.h"

#include <signing/digest.h>
#include <signing/verify.h>

namespace peraku::signing {

using domain::CheckId;
using domain::Error;
using domain::ErrorCode;
using domain::fail;
using domain::VerificationReport;

namespace {

std::optional<Error> errorOf(const domain::Result<domain::Done>& result)
{
    return result ? std::nullopt : std::optional(result.error());
}

struct TimeFinding {
    JudgedTime judged;
    std::optional<Error> failure;
    std::optional<Error> reservation;
    QString detail;
};

TimeFinding findTime(const SignedDataView& view, const ChainSource& chains, const VerifyOptions& options,
    VerificationReport& report)
{
    TimeFinding finding;
    const bool received = options.trustedTime.isValid();
    finding.judged = { received ? options.trustedTime : options.now, options.now, received, false };
    finding.detail = QStringLiteral("claimed %1").arg(view.signingTime.toString(Qt::ISODate));
    if (view.timestampToken.isEmpty()) {
        const auto pending = problem(ErrorCode::TimestampMissing, QStringLiteral("timestamp pending"));
        if (options.timestamp == TimestampPolicy::Required)
            finding.failure = pending;
        else if (options.timestamp == TimestampPolicy::Expected)
            finding.reservation = pending;
    } else {
        const auto timestamp = checkTimestamp(
            view.timestampToken.toByteArray(), view.signature, chains, options.path, options.now);
        if (timestamp) {
            report.timestampTime = timestamp->time;
            finding.judged = { timestamp->time, options.now, true, false };
            finding.detail += QStringLiteral("; timestamp %1 by %2")
                                  .arg(timestamp->time.toString(Qt::ISODate), timestamp->authority);
        } else {
            finding.failure = timestamp.error();
            finding.failure->detail.prepend(QStringLiteral("timestamp: "));
        }
    }
    if (!finding.failure && view.signingTime > finding.judged.at.addSecs(options.clockAheadSeconds))
        finding.failure = problem(ErrorCode::ClockSkew, QStringLiteral("claimed time lies in the future"));
    return finding;
}

void checkTimeLine(const Chain& chain, const SignedDataView& view, const TimeFinding& finding,
    const ChainVerdict& verdict, const VerifyOptions& options, VerificationReport& report)
{
    auto failure = finding.failure ? finding.failure : verdict.validity;
    if (!failure && view.signingTime < chain.facts.notBefore.addSecs(-options.clockAheadSeconds))
        failure = problem(
            ErrorCode::CertificateNotYetValid, QStringLiteral("claimed time is before the certificate"));
    setLine(report, CheckId::Time, failure, finding.detail);
    if (!failure && finding.reservation)
        setWarning(report, CheckId::Time, *finding.reservation);
}

void checkPathLines(
    const Chain& chain, const SignedDataView& view, const ChainVerdict& verdict, VerificationReport& report)
{
    auto pathProblem = verdict.path;
    if (!pathProblem)
        pathProblem = strangerProblem(view, chain);
    setLine(report, CheckId::CertificatePath, pathProblem, chain.text());
    setLine(report, CheckId::KeyUsage, chain.usageProblem);
    // Without an issuer there was no list to ask.
    if (chain.links.size() > 1 || !verdict.path)
        setLine(report, CheckId::Revocation, verdict.revocation, verdict.revocationText);
}

} // namespace

VerificationReport checkSignedContent(const QByteArray& cms, const QByteArray& content,
    const ChainSource& chains, const VerifyOptions& options, const std::optional<QDateTime>& pdfTime)
{
    auto report = emptyReport();
    auto view = parseSignedData(cms, SignedDataKind::Detached);
    if (!view) {
        setLine(report, CheckId::Signature, view.error());
        return report;
    }
    if (pdfTime)
        view->signingTime = *pdfTime;
    if (!view->signingTime.isValid()) {
        setLine(report, CheckId::Signature,
            problem(ErrorCode::SignatureMalformed,
                pdfTime ? QStringLiteral("PDF signature without /M")
                        : QStringLiteral("no signing-time attribute")));
        return report;
    }
    report.signingTime = view->signingTime;
    const bool sameBytes = digestOf(content, view->digestBits) == view->messageDigest;
    setLine(report, CheckId::Bytes,
        sameBytes ? std::nullopt
                  : std::optional(problem(
                      ErrorCode::SignatureInvalid, QStringLiteral("content differs from what was signed"))),
        QStringLiteral("SHA-%1").arg(view->digestBits));
    const int signer = view->signerIndex();
    if (signer < 0) {
        setLine(report, CheckId::Signature,
            problem(ErrorCode::SignatureMalformed, QStringLiteral("signer's certificate is not embedded")));
        return report;
    }
    const auto chain = chains.chain(view->certificates, view->certificatesField, signer, options.path);
    if (!chain) {
        setLine(report, CheckId::Signature, chain.error());
        return report;
    }
    report.signer = (*chain)->facts;
    report.algorithm = algorithmText((*chain)->key(), view->algorithm);
    setLine(report, CheckId::Signature, errorOf(checkSignature(*view, **chain, false)), report.algorithm);

    const auto time = findTime(*view, chains, options, report);
    const auto verdict = judge(**chain, time.judged, options.path);
    checkPathLines(**chain, *view, verdict, report);
    checkTimeLine(**chain, *view, time, verdict, options, report);
    const auto statement = checkStatement(content, (*chain)->facts, options);
    setLine(report, CheckId::SignerIdentity, statement.identity, (*chain)->facts.commonName);
    setLine(report, CheckId::Statement, statement.statement, statement.detail);
    return report;
}

VerificationReport verifyCades(
    const QByteArray& cms, const QByteArray& content, const TrustStore& trust, const VerifyOptions& options)
{
    return checkSignedContent(cms, content, ChainSource(trust), options);
}

VerificationReport verifyCades(
    const QByteArray& cms, const QByteArray& content, VerdictCache& cache, const VerifyOptions& options)
{
    return checkSignedContent(cms, content, ChainSource(cache), options);
}

domain::Result<QByteArray> signerCertificateOf(const QByteArray& cms)
{
    const auto view = parseSignedData(cms, SignedDataKind::Detached);
    if (!view)
        return fail(view.error());
    const int signer = view->signerIndex();
    if (signer < 0)
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("signer's certificate is not embedded"));
    return view->certificates[signer].toByteArray();
}

domain::Result<QByteArray> attributesDigestOf(const QByteArray& cms)
{
    const auto view = parseSignedData(cms, SignedDataKind::Detached);
    return view ? view->attributesDigest() : domain::Result<QByteArray>(fail(view.error()));
}

} // namespace peraku::signing
