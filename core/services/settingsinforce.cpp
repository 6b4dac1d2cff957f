#include <services/settingsinforce.h>

#include <QCoreApplication>

#include <algorithm>

namespace peraku::services {

SettingInForce settingOf(const QList<SettingInForce>& settings, const QByteArray& key)
{
    const auto found = std::find_if(
        settings.begin(), settings.end(), [&](const SettingInForce& setting) { return setting.key == key; });
    return found == settings.end() ? SettingInForce { key, {}, SettingOrigin::Default } : *found;
}

QString originText(SettingOrigin origin)
{
    switch (origin) {
    case SettingOrigin::Default:
        return QCoreApplication::translate("SettingOrigin", "Peraku's own default");
    case SettingOrigin::User:
        return QCoreApplication::translate("SettingOrigin", "your settings");
    case SettingOrigin::Computer:
        return QCoreApplication::translate("SettingOrigin", "settings of this computer");
    case SettingOrigin::Environment:
        return QCoreApplication::translate("SettingOrigin", "environment of this start");
    case SettingOrigin::CommandLine:
        return QCoreApplication::translate("SettingOrigin", "command line of this start");
    case SettingOrigin::UserPolicy:
        return QCoreApplication::translate("SettingOrigin", "your organisation's policy for you");
    case SettingOrigin::ComputerPolicy:
        return QCoreApplication::translate("SettingOrigin", "your organisation's policy for this computer");
    }
    return {};
}

} // namespace peraku::services
