#include "mediumpolicy.h"

namespace peraku::services {

using domain::ErrorCode;

std::optional<domain::Error> refusalOf(
    const std::optional<domain::MediaGrants>& grants, domain::SigningMedium medium)
{
    const auto* grant = grants ? grants->find(medium) : nullptr;
    if (!grant || grant->allowed)
        return std::nullopt;
    return grant->reason.value_or(domain::Error { ErrorCode::MediumSwitchedOff, {}, {}, false, 0 });
}

Async<std::optional<domain::MediaGrants>> grantsFor(MediaService* media, int processNo, QObject* context)
{
    using Grants = std::optional<domain::MediaGrants>;
    if (!media)
        return domain::ready<Grants>(Grants {});
    return domain::then<domain::MediaGrants>(
        media->grants(processNo), context, [](Result<domain::MediaGrants> answer) -> Result<Grants> {
            return answer ? Grants(std::move(*answer)) : Grants {};
        });
}

void applyPolicy(domain::MediumInventory& inventory, const domain::MediaGrants& grants)
{
    for (auto& credential : inventory.credentials) {
        if (!credential.unusable)
            credential.unusable = refusalOf(grants, credential.medium);
    }
}

} // namespace peraku::services
