#include <domain/media.h>

#include <algorithm>

namespace peraku::domain {

const MediumGrant* MediaGrants::find(SigningMedium medium) const
{
    const auto found = std::find_if(grants.cbegin(), grants.cend(),
        [medium](const MediumGrant& grant) { return grant.medium == medium; });
    return found == grants.cend() ? nullptr : &*found;
}

QString maskedEmail(const QString& address)
{
    const auto at = address.indexOf(QLatin1Char('@'));
    if (at <= 0)
        return {};
    // A short name would be told whole by its ends.
    const auto last = at > 2 ? address.mid(at - 1, 1) : QString();
    return address.left(1) + QStringLiteral("***") + last + address.mid(at);
}

} // namespace peraku::domain
