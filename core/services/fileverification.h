#pragma once

#include "trust.h"

#include <services/desk.h>

namespace peraku::services {

/** What files are checked against. */
struct FileTrust {
    TrustMaterial treasury; ///< May lack all but the roots.
    QList<QByteArray> extraAuthorities; ///< DER; roots and authorities below them.
    QDateTime now; ///< UTC, the treasury's clock.
};

/** VerifyService::verifyFiles() without asking anyone. Reads the files; may run on any thread. */
FilesVerified verifyPaths(const QStringList& paths, const FileTrust& trust);

/** What a report comes to; `report` as signing::verifyAny() gives it. */
FileVerdict verdictOf(const domain::VerificationReport& report);

} // namespace peraku::services
