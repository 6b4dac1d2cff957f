#pragma once

#include <domain/ports.h>

namespace peraku::domain {

/** Why this certificate cannot sign for `officer` (empty = whoever it is) at `nowUtc`, wherever its key lies;
 * the reason that lasts longest comes first. */
std::optional<Error> obstacle(
    const CertificateFacts& certificate, const Ic& officer, const QDateTime& nowUtc);

} // namespace peraku::domain
