#pragma once

#include <QByteArray>
#include <QStringList>

#include <span>

/** The table of every setting. The installer's registry values and the ADMX template are held against it by a
 * test. */
namespace peraku::common {

enum class SettingType {
    Url, ///< https://host[:port]
    File,
    Files, ///< Several.
    OneOf, ///< One of `choices`.
    Proxy, ///< system, none or http://host:port
};

struct SettingRow {
    const char* key; ///< group/name in ini files; in the registry, value `name` of the subkey `group`.
    const char* option; ///< --option.
    const char* variable; ///< In the environment; ';' between several.
    const char* installerProperty; ///< Public property of the Windows package that sets it; null = none.
    bool officersChoice; ///< The officer may choose at the desk; only a policy is stronger than that.
    SettingType type;
    QStringList choices; ///< OneOf only.
    const char* value; ///< Placeholder in --help.
    const char* help;
};

std::span<const SettingRow> settingRows();

/** What is wrong with these values of that row, in a few words; empty = nothing. No values are always right.
 */
QString settingDefect(const SettingRow& row, const QStringList& values);

} // namespace peraku::common
