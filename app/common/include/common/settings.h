#pragma once

#include <services/composition.h>

#include <QCommandLineParser>
#include <QProcessEnvironment>
#include <QStringList>

/** What both programs of the desk read at start. */
namespace peraku::common {

/** The treasury's address, whom to trust, where files stand. Later sources win: file, environment, options.
 */
struct Settings {
    QUrl serverUrl;
    QString caFile;
    QString signingCaFile; ///< Empty = caFile.
    QString dataDir;
    QStringList modulePaths; ///< PKCS#11 modules beside those that are found by themselves.
    QString language; ///< "ms" or "en"; empty = as the program likes.
    QStringList extraCaFiles; ///< PEM; further authorities for "Verify a file".
    QString logFile; ///< JSON lines; empty = standard error.
    QUrl roamingUrl; ///< A signing provider beside the treasury; empty = none.
    QString roamingCaFile;
    QString roamingTokenFile; ///< Never the token itself.

    services::DeskOptions deskOptions() const;
    bool operator==(const Settings&) const = default;
};

/** Adds --config, --server, --ca, --signing-ca, --data-dir, --module, --language, --log-file, --roaming,
 * --roaming-ca, --roaming-token and --extra-ca. */
void addSettingsOptions(QCommandLineParser& parser);

/**
 * Reads the ini file (--config, else PERAKU_CONFIG, else peraku.ini in the user's configuration folder, if
 * there), then PERAKU_SERVER, PERAKU_CA, PERAKU_SIGNING_CA, PERAKU_DATA, PERAKU_MODULE (';' between several),
 * PERAKU_LANGUAGE, PERAKU_ROAMING, PERAKU_ROAMING_CA, PERAKU_ROAMING_TOKEN, PERAKU_EXTRA_CA (';' between
 * several), then the options. InvalidInput names what is wrong.
 */
domain::Result<Settings> readSettings(
    const QCommandLineParser& parser, const QProcessEnvironment& environment);

} // namespace peraku::common
