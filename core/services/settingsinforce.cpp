#include <services/settingsinforce.h>

#include <algorithm>

namespace peraku::services {

SettingInForce settingOf(const QList<SettingInForce>& settings, const QByteArray& key)
{
    const auto found = std::find_if(
        settings.begin(), settings.end(), [&](const SettingInForce& setting) { return setting.key == key; });
    return found == settings.end() ? SettingInForce { key, {}, SettingOrigin::Default } : *found;
}

} // namespace peraku::services
