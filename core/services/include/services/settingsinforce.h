#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

/** What the desk was told at start, and by whom: shown to the officer, never changed while it runs. */
namespace peraku::services {

/** Who said what a setting is, the weakest first. */
enum class SettingOrigin {
    Default,
    User, ///< The officer's own ini file, or a choice made at the desk.
    Computer, ///< HKLM\Software\Peraku, or /etc/peraku/peraku.ini.
    Environment,
    CommandLine,
    UserPolicy, ///< HKCU\Software\Policies\Peraku.
    ComputerPolicy, ///< HKLM\Software\Policies\Peraku, or /etc/peraku/policy.ini.
};

/** A policy fixes a setting: the officer can neither change it at the desk nor by file, environment or
 * option. */
inline bool isFixed(SettingOrigin origin)
{
    return origin == SettingOrigin::UserPolicy || origin == SettingOrigin::ComputerPolicy;
}

struct SettingInForce {
    QByteArray key; ///< group/name, as in the ini file.
    QStringList values; ///< Empty: not set, the program does as it likes.
    SettingOrigin origin = SettingOrigin::Default;

    bool operator==(const SettingInForce&) const = default;
};

/** Who said it, in the officer's language. */
QString originText(SettingOrigin origin);

/** The setting of that key; a default one when the list holds none. */
SettingInForce settingOf(const QList<SettingInForce>& settings, const QByteArray& key);

} // namespace peraku::services
