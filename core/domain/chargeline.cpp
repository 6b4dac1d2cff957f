#include <domain/chargeline.h>

#include <algorithm>

namespace peraku::domain {

const SegmentRule* ChargeMask::find(const QString& key) const
{
    const auto found
        = std::find_if(segments.cbegin(), segments.cend(), [&](const auto& rule) { return rule.key == key; });
    return found == segments.cend() ? nullptr : &*found;
}

QString ChargeLine::display(const ChargeMask& mask) const
{
    QStringList parts;
    for (const auto& rule : mask.segments) {
        if (const auto value = segments.value(rule.key); !value.isEmpty())
            parts += value;
    }
    return parts.join(QLatin1Char('-'));
}

ChargeMask federalMask()
{
    const auto rule = [](const char* key, const char* ms, const char* en, const char* pattern, int length,
                          bool required) {
        return SegmentRule { QLatin1String(key), QString::fromUtf8(ms), QLatin1String(en),
            QLatin1String(pattern), length, required };
    };
    return { {
        rule("controllingOfficer", "Pegawai Pengawal", "Controlling officer", "^[A-Z0-9]{6}$", 6, true),
        rule("office", "PTJ", "Responsibility centre", "^[A-Z0-9]{8}$", 8, true),
        rule("vote", "Vot/Dana", "Vote/fund", "^(B[0-9]{2}|P[0-9]{2}|G[0-9]{3}|E[0-9]{3}|L[0-9]{3})$", 4,
            true),
        rule("programme", "Program/Aktiviti", "Programme/activity", "^[0-9]{6}$", 6, true),
        rule("project", "Projek", "Project", "^[A-Z0-9]{5}$", 5, false),
        rule("setia", "Setia", "Setia", "^[0-9]{3}$", 3, false),
        rule("subsetia", "Subsetia", "Subsetia", "^[0-9]{4}$", 4, false),
        rule("account", "Kod akaun", "Account code", "^([ABEHL][0-9]{7}|[0-9]{5})$", 8, true),
    } };
}

} // namespace peraku::domain
