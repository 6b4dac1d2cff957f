#include "statementcheck.h"

#include <domain/statement.h>

namespace peraku::signing {

using domain::Error;
using domain::ErrorCode;

namespace {

Error problem(ErrorCode code, const char* detail)
{
    return { code, QLatin1String(detail), {}, false, 0 };
}

std::optional<Error> identityProblem(const domain::CertificateFacts& signer,
    const domain::SigningStatement* statement, const VerifyOptions& options)
{
    if (statement || options.expectedIc) {
        if (!signer.ic)
            return problem(ErrorCode::CertificateWrongOfficer, "certificate bears no IC");
    }
    if (options.expectedIc && signer.ic != options.expectedIc)
        return problem(ErrorCode::CertificateWrongOfficer, "certificate belongs to another officer");
    if (options.expectedCertificate && signer.sha256 != *options.expectedCertificate)
        return problem(ErrorCode::CertificateWrongOfficer, "not the certificate that was expected");
    if (statement && signer.ic != statement->signerIc)
        return problem(ErrorCode::CertificateWrongOfficer, "statement names another signer");
    if (statement && signer.sha256 != statement->signerCertificate)
        return problem(ErrorCode::CertificateWrongOfficer, "statement names another certificate");
    return std::nullopt;
}

std::optional<Error> statementProblem(const domain::SigningStatement& statement, const VerifyOptions& options)
{
    if (options.expectedVoucher && statement.voucherId != *options.expectedVoucher)
        return problem(ErrorCode::StatementMismatch, "statement is about another voucher");
    if (options.expectedContentRevision && statement.contentRevision != *options.expectedContentRevision)
        return problem(ErrorCode::StatementMismatch, "statement is about another revision");
    if (options.expectedStep && statement.step != *options.expectedStep)
        return problem(ErrorCode::StatementMismatch, "statement is about another step");
    return std::nullopt;
}

} // namespace

StatementFinding checkStatement(
    const QByteArray& content, const domain::CertificateFacts& signer, const VerifyOptions& options)
{
    StatementFinding finding;
    if (!options.contentIsStatement) {
        finding.identity = identityProblem(signer, nullptr, options);
        finding.detail = QStringLiteral("not a statement");
        return finding;
    }
    const auto statement = domain::parseStatement(content);
    if (!statement) {
        finding.identity = identityProblem(signer, nullptr, options);
        finding.statement = statement.error();
        return finding;
    }
    finding.identity = identityProblem(signer, &*statement, options);
    finding.statement = statementProblem(*statement, options);
    finding.detail = domain::dataHeader(*statement);
    return finding;
}

} // namespace peraku::signing
