#pragma once

#include <domain/media.h>
#include <services/mediumservices.h>

namespace peraku::services {

/** Why the treasury does not accept signatures by this medium; nullopt where it does, or said nothing. */
std::optional<domain::Error> refusalOf(
    const std::optional<domain::MediaGrants>& grants, domain::SigningMedium medium);

/** The treasury's word for a process, 0 = for none in particular; nullopt where it could not be asked, for
 * then it decides later. */
Async<std::optional<domain::MediaGrants>> grantsFor(MediaService* media, int processNo, QObject* context);

/** Credentials of a medium that is not accepted cannot sign any more; other obstacles stay as they are. */
void applyPolicy(domain::MediumInventory& inventory, const domain::MediaGrants& grants);

} // namespace peraku::services
