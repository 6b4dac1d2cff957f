#include "reportlines.h"

namespace peraku::signing {

using domain::CheckId;
using domain::CheckLine;
using domain::CheckOutcome;
using domain::Error;
using domain::VerificationReport;

VerificationReport emptyReport()
{
    VerificationReport report;
    for (const auto id : { CheckId::Bytes, CheckId::Signature, CheckId::CertificatePath, CheckId::KeyUsage,
             CheckId::Revocation, CheckId::Time, CheckId::SignerIdentity, CheckId::Statement })
        report.lines.append(CheckLine { id, CheckOutcome::NotChecked, std::nullopt, {} });
    return report;
}

void setLine(
    VerificationReport& report, CheckId id, const std::optional<Error>& problem, const QString& detail)
{
    auto& line = report.lines[int(id)];
    line.outcome = problem ? CheckOutcome::Failed : CheckOutcome::Passed;
    line.reason = problem;
    line.detail = detail;
}

void setWarning(VerificationReport& report, CheckId id, const Error& reservation)
{
    auto& line = report.lines[int(id)];
    line.outcome = CheckOutcome::Warning;
    line.reason = reservation;
}

Error problem(domain::ErrorCode code, const QString& detail)
{
    return { code, detail, {}, false, 0 };
}

} // namespace peraku::signing
