#pragma once

#include <services/composition.h>
#include <services/settingsinforce.h>

#include <QCommandLineParser>
#include <QProcessEnvironment>
#include <QStringList>

/** What both programs of the desk read at start. */
namespace peraku::common {

/** Where the layers of settings stand; a test brings its own. An empty place is a layer that says nothing. */
struct SettingsPlaces {
    QString computerPolicy;
    QString userPolicy;
    QString computer;
    QString user;
    bool registry = false; ///< The first three are registry keys; the user's is an ini file everywhere.
};

/** HKLM and HKCU\Software\Policies\Peraku and HKLM\Software\Peraku on Windows, policy.ini and peraku.ini in
 * /etc/peraku elsewhere (no policy of one user there); peraku.ini in the user's configuration folder. */
SettingsPlaces usualPlaces();

/** The treasury's address, whom to trust, where files stand. */
struct Settings {
    QUrl serverUrl;
    QString caFile;
    QString signingCaFile; ///< Empty = caFile.
    QString dataDir;
    QStringList modulePaths; ///< PKCS#11 modules beside those that are found by themselves.
    QString proxy; ///< "system", "none" or http://host:port.
    QStringList extraCaFiles; ///< PEM; further authorities for "Verify a file".
    QString logFile; ///< JSON lines; empty = standard error.
    QUrl roamingUrl; ///< A signing provider beside the treasury; empty = none.
    QString roamingCaFile;
    QString roamingTokenFile; ///< Never the token itself.
    QList<services::SettingInForce> inForce; ///< All of the table, each with who said it.

    services::DeskOptions deskOptions() const;
    bool operator==(const Settings&) const = default;
};

/** Adds --config and the options of settingrows.h. */
void addSettingsOptions(QCommandLineParser& parser);

/**
 * Each setting from the strongest layer that has it: the computer's policy, the user's policy, the option,
 * the environment, the computer, the user. --config (else PERAKU_CONFIG) names an ini file that is read
 * instead of the computer's and the user's. InvalidInput names the setting, the layer and what is wrong; so
 * does a policy that cannot be read, since a desk that ignored one would look managed and not be.
 */
domain::Result<Settings> readSettings(const QCommandLineParser& parser,
    const QProcessEnvironment& environment, const SettingsPlaces& places = usualPlaces());

} // namespace peraku::common
