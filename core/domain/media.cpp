#include <domain/media.h>

#include <algorithm>

namespace peraku::domain {

const MediumGrant* MediaGrants::find(SigningMedium medium) const
{
    const auto found = std::find_if(grants.cbegin(), grants.cend(),
        [medium](const MediumGrant& grant) { return grant.medium == medium; });
    return found == grants.cend() ? nullptr : &*found;
}

} // namespace peraku::domain
