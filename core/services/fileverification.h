#pragma once

#include "trust.h"

#include <services/desk.h>

#include <functional>

namespace peraku::services {

/** What files are checked against. */
struct FileTrust {
    TrustMaterial treasury; ///< May lack all but the roots.
    QList<QByteArray> extraAuthorities; ///< DER; roots and authorities below them.
    QDateTime now; ///< UTC, the treasury's clock.
};

/** VerifyService::verifyFiles() without asking anyone. Reads the files; may run on any thread. Ends early,
 * with what it has, once `stopped` says so between two files or parts. */
FilesVerified verifyPaths(
    const QStringList& paths, const FileTrust& trust, std::function<bool()> stopped = [] { return false; });

/** What a report comes to; `report` as signing::verifyAny() gives it. */
FileVerdict verdictOf(const domain::VerificationReport& report);

} // namespace peraku::services
