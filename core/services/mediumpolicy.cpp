#include "mediumpolicy.h"

namespace peraku::services {

using domain::ErrorCode;

std::optional<domain::Error> refusalOf(const domain::MediaGrants& grants, domain::SigningMedium medium)
{
    const auto* grant = grants.find(medium);
    if (!grant || grant->allowed)
        return std::nullopt;
    return grant->reason.value_or(domain::Error { ErrorCode::MediumSwitchedOff, {}, {}, false, 0 });
}

void applyPolicy(domain::MediumInventory& inventory, const domain::MediaGrants& grants)
{
    for (auto& credential : inventory.credentials) {
        if (!credential.unusable)
            credential.unusable = refusalOf(grants, credential.medium);
    }
}

} // namespace peraku::services
