#pragma once

#include <domain/verification.h>

namespace peraku::signing {

/** One line per CheckId, none checked yet. */
domain::VerificationReport emptyReport();
void setLine(domain::VerificationReport& report, domain::CheckId id,
    const std::optional<domain::Error>& problem, const QString& detail = {});
/** Passed with a reservation. */
void setWarning(domain::VerificationReport& report, domain::CheckId id, const domain::Error& reservation);
domain::Error problem(domain::ErrorCode code, const QString& detail);

} // namespace peraku::signing
