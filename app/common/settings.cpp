#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <common/settings.h>
#include <resources/resources.h>

namespace peraku::common {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

struct Source {
    const char* option;
    const char* variable;
    const char* key; ///< In the ini file.
    const char* value; ///< Placeholder in --help.
    const char* help;
};
constexpr Source sources[] = {
    { "server", "PERAKU_SERVER", "treasury/server", "url", "Address of the treasury, https://host[:port]." },
    { "ca", "PERAKU_CA", "treasury/ca", "file",
        "PEM file of the authority that the treasury's certificate comes from." },
    { "signing-ca", "PERAKU_SIGNING_CA", "treasury/signing-ca", "file",
        "PEM file of the officers' root authority, if another." },
    { "data-dir", "PERAKU_DATA", "desk/data-dir", "folder", "Folder of the officers' files." },
    { "module", "PERAKU_MODULE", "token/module", "path",
        "A PKCS#11 module beside those that are found; may be given again." },
    { "language", "PERAKU_LANGUAGE", "desk/language", "code", "ms or en." },
    { "log-file", "PERAKU_LOG", "desk/log-file", "file", "Write the log there as JSON lines." },
    { "roaming", "PERAKU_ROAMING", "roaming/server", "url",
        "A signing provider (CSC API) beside the treasury, https://host[:port][/path]." },
    { "roaming-ca", "PERAKU_ROAMING_CA", "roaming/ca", "file",
        "PEM file of the authority that the provider's certificate comes from." },
    { "roaming-token", "PERAKU_ROAMING_TOKEN", "roaming/token-file", "file",
        "File with the provider's bearer token, readable by you alone." },
    { "extra-ca", "PERAKU_EXTRA_CA", "verify/extra-ca", "file",
        "PEM file of a further authority whose signatures are accepted when files are verified; may be given "
        "again." },
};

QString defaultDataDir()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("peraku"));
}

QString configFile(const QCommandLineParser& parser, const QProcessEnvironment& environment)
{
    if (parser.isSet(QStringLiteral("config")))
        return parser.value(QStringLiteral("config"));
    if (environment.contains(QStringLiteral("PERAKU_CONFIG")))
        return environment.value(QStringLiteral("PERAKU_CONFIG"));
    const auto usual
        = QStandardPaths::locate(QStandardPaths::GenericConfigLocation, QStringLiteral("peraku/peraku.ini"));
    return usual;
}

QStringList valuesOf(const Source& source, const QSettings* file, const QCommandLineParser& parser,
    const QProcessEnvironment& environment)
{
    const auto option = QLatin1String(source.option);
    const auto variable = QLatin1String(source.variable);
    if (parser.isSet(option))
        return parser.values(option);
    if (environment.contains(variable))
        return environment.value(variable).split(QLatin1Char(';'), Qt::SkipEmptyParts);
    if (file)
        return file->value(QLatin1String(source.key)).toStringList();
    return {};
}

} // namespace

services::DeskOptions Settings::deskOptions() const
{
    services::DeskOptions options;
    options.serverUrl = serverUrl;
    options.caFile = caFile;
    options.signingCaFile = signingCaFile;
    options.roamingUrl = roamingUrl;
    options.roamingCaFile = roamingCaFile;
    options.roamingTokenFile = roamingTokenFile;
    options.extraCaFiles = extraCaFiles;
    options.dataDir = dataDir;
    options.catalogueCsv = resources::processCatalogueCsv();
    return options;
}

void addSettingsOptions(QCommandLineParser& parser)
{
    parser.addOption(
        { QStringLiteral("config"), QStringLiteral("Settings file (ini)."), QStringLiteral("file") });
    for (const auto& source : sources)
        parser.addOption(
            { QLatin1String(source.option), QLatin1String(source.help), QLatin1String(source.value) });
}

Result<Settings> readSettings(const QCommandLineParser& parser, const QProcessEnvironment& environment)
{
    std::unique_ptr<QSettings> file;
    if (const auto path = configFile(parser, environment); !path.isEmpty()) {
        if (!QFileInfo(path).isReadable())
            return fail(ErrorCode::InvalidInput, QStringLiteral("config: cannot be read"));
        file = std::make_unique<QSettings>(path, QSettings::IniFormat);
        if (file->status() != QSettings::NoError)
            return fail(ErrorCode::InvalidInput, QStringLiteral("config: not an ini file"));
    }
    const auto values = [&](int index) { return valuesOf(sources[index], file.get(), parser, environment); };
    const auto one = [&](int index) { return values(index).value(0); };

    Settings settings;
    settings.serverUrl = QUrl(one(0), QUrl::StrictMode);
    settings.caFile = one(1);
    settings.signingCaFile = one(2);
    settings.dataDir = one(3).isEmpty() ? defaultDataDir() : one(3);
    settings.modulePaths = values(4);
    settings.language = one(5);
    settings.logFile = one(6);
    settings.roamingUrl = QUrl(one(7), QUrl::StrictMode);
    settings.roamingCaFile = one(8);
    settings.roamingTokenFile = one(9);
    settings.extraCaFiles = values(10);
    if (!settings.serverUrl.isValid() || settings.serverUrl.host().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("server: give https://host[:port]"));
    if (!settings.language.isEmpty() && settings.language != QLatin1String("ms")
        && settings.language != QLatin1String("en"))
        return fail(ErrorCode::InvalidInput, QStringLiteral("language: ms or en"));
    return settings;
}

} // namespace peraku::common
