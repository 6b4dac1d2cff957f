#pragma once

#include <domain/media.h>

namespace peraku::services {

/** Why the treasury does not accept signatures by this medium; nullopt where it does. */
std::optional<domain::Error> refusalOf(const domain::MediaGrants& grants, domain::SigningMedium medium);

/** Credentials of a medium that is not accepted cannot sign any more; other obstacles stay as they are. */
void applyPolicy(domain::MediumInventory& inventory, const domain::MediaGrants& grants);

} // namespace peraku::services
