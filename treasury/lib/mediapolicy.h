#pragma once

#include "connection.h"

#include <domain/media.h>
#include <domain/officer.h>
#include <domain/result.h>
#include <treasury/config.h>
#include <treasury/mediapolicy.h>
#include <treasury/roaming.h>

namespace peraku::treasury {

using domain::Done;
using domain::Result;

/** The operator's policy; that of the change-over's beginning (both media everywhere) where none was set. */
Result<MediaPolicy> readMediaPolicy(Connection& connection);
/** The same, with what the configuration of this treasury switches off besides. */
Result<MediaPolicy> mediaPolicyInForce(Connection& connection, const Config& config);
/** Replaces it and audits the change; inside the caller's transaction. */
Result<Done> writeMediaPolicy(Connection& connection, const MediaPolicy& policy, const QDateTime& at);

/** Why the policy refuses a medium to an officer for a process (0 = whatever the process); nothing if it does
 * not. Desk and decision are judged by this one rule. */
std::optional<domain::Error> mediumRefusal(
    const MediaPolicy& policy, const domain::Officer& officer, int processNo, domain::SigningMedium medium);

/** The SHA-256 of an officer's certificates whose keys lie in the roaming service; `usable` leaves out those
 * of credentials that are not active. `roaming` may be null: then there are none. */
Result<QList<domain::Sha256Hex>> roamingCertificates(
    RoamingAdministration* roaming, const domain::Ic& officer, bool usable);

} // namespace peraku::treasury
