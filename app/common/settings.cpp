#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <common/settingrows.h>
#include <common/settings.h>
#include <resources/resources.h>

namespace peraku::common {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using services::SettingInForce;
using services::SettingOrigin;

namespace {

QString defaultDataDir()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("peraku"));
}

const char* nameOf(SettingOrigin origin)
{
    switch (origin) {
    case SettingOrigin::Default:
        return "default";
    case SettingOrigin::User:
        return "user's settings";
    case SettingOrigin::Computer:
        return "computer's settings";
    case SettingOrigin::Environment:
        return "environment";
    case SettingOrigin::CommandLine:
        return "command line";
    case SettingOrigin::UserPolicy:
        return "user's policy";
    case SettingOrigin::ComputerPolicy:
        return "computer's policy";
    }
    return "";
}

/** What one place says; absent places say nothing. */
class Layer {
public:
    /** Whether a folder above may not be searched, which is not the same as that nothing is there. */
    static bool isHidden(const QFileInfo& file)
    {
        QFileInfo folder(file.absolutePath());
        while (!folder.exists() && !folder.isRoot())
            folder.setFile(folder.absolutePath());
        return !folder.isExecutable();
    }
    static Result<Layer> open(const QString& place, bool registry, bool required, SettingOrigin origin)
    {
        Layer layer;
        layer.m_origin = origin;
        if (place.isEmpty())
            return layer;
        if (registry) {
            layer.m_registry = true;
            layer.m_stored = std::make_unique<QSettings>(place, QSettings::NativeFormat);
            return layer;
        }
        const QFileInfo file(place);
        if (!file.exists() && !required && !isHidden(file))
            return layer;
        if (!file.isReadable() || !file.isFile())
            return fail(ErrorCode::InvalidInput,
                QStringLiteral("%1: cannot be read").arg(QLatin1String(nameOf(origin))));
        layer.m_stored = std::make_unique<QSettings>(place, QSettings::IniFormat);
        if (layer.m_stored->status() != QSettings::NoError)
            return fail(ErrorCode::InvalidInput,
                QStringLiteral("%1: not an ini file").arg(QLatin1String(nameOf(origin))));
        return layer;
    }
    SettingOrigin origin() const { return m_origin; }
    QStringList valuesOf(const SettingRow& row) const
    {
        if (!m_stored)
            return {};
        auto values = m_stored->value(QLatin1String(row.key)).toStringList();
        // The package writes one string where several modules may stand.
        if (m_registry && row.type == SettingType::Files && values.size() == 1)
            values = values.first().split(QLatin1Char(';'));
        values.removeAll(QString());
        return values;
    }
    /** A policy may also fix that there is none. */
    bool speaksOf(const SettingRow& row) const
    {
        return m_stored && m_stored->contains(QLatin1String(row.key));
    }

private:
    std::unique_ptr<QSettings> m_stored;
    bool m_registry = false;
    SettingOrigin m_origin = SettingOrigin::Default;
};

/** All that speaks at this start, the strongest first. */
struct Layers {
    const QCommandLineParser& parser;
    const QProcessEnvironment& environment;
    Layer computerPolicy;
    Layer userPolicy;
    Layer computer;
    Layer user;

    SettingInForce settingFor(const SettingRow& row) const
    {
        for (const auto* layer : { &computerPolicy, &userPolicy })
            if (layer->speaksOf(row))
                return { row.key, layer->valuesOf(row), layer->origin() };
        if (parser.isSet(QLatin1String(row.option)))
            return { row.key, parser.values(QLatin1String(row.option)), SettingOrigin::CommandLine };
        if (environment.contains(QLatin1String(row.variable)))
            return { row.key,
                environment.value(QLatin1String(row.variable)).split(QLatin1Char(';'), Qt::SkipEmptyParts),
                SettingOrigin::Environment };
        // What the officer may choose is proposed by the computer and decided by the officer.
        for (const auto* layer :
            row.officersChoice ? std::array { &user, &computer } : std::array { &computer, &user })
            if (const auto values = layer->valuesOf(row); !values.isEmpty())
                return { row.key, values, layer->origin() };
        return { row.key, {}, SettingOrigin::Default };
    }
};

Result<Layers> openLayers(
    const QCommandLineParser& parser, const QProcessEnvironment& environment, const SettingsPlaces& places)
{
    const auto given = parser.isSet(QStringLiteral("config"))
        ? parser.value(QStringLiteral("config"))
        : environment.value(QStringLiteral("PERAKU_CONFIG"));
    const bool instead
        = parser.isSet(QStringLiteral("config")) || environment.contains(QStringLiteral("PERAKU_CONFIG"));
    auto computerPolicy
        = Layer::open(places.computerPolicy, places.registry, false, SettingOrigin::ComputerPolicy);
    auto userPolicy = Layer::open(places.userPolicy, places.registry, false, SettingOrigin::UserPolicy);
    auto computer
        = Layer::open(instead ? QString() : places.computer, places.registry, false, SettingOrigin::Computer);
    auto user = Layer::open(instead ? given : places.user, false, instead, SettingOrigin::User);
    for (const auto* layer : { &computerPolicy, &userPolicy, &computer, &user })
        if (!*layer)
            return fail(layer->error());
    return Layers { parser, environment, std::move(*computerPolicy), std::move(*userPolicy),
        std::move(*computer), std::move(*user) };
}

} // namespace

SettingsPlaces usualPlaces()
{
    SettingsPlaces places;
#ifdef Q_OS_WIN
    places = { QStringLiteral("HKEY_LOCAL_MACHINE\\Software\\Policies\\Peraku"),
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Policies\\Peraku"),
        QStringLiteral("HKEY_LOCAL_MACHINE\\Software\\Peraku"), {}, true };
#else
    places = { QStringLiteral("/etc/peraku/policy.ini"), {}, QStringLiteral("/etc/peraku/peraku.ini"), {},
        false };
#endif
    places.user = QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation))
                      .filePath(QStringLiteral("peraku/peraku.ini"));
    return places;
}

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
    options.proxy = proxy;
    options.dataDir = dataDir;
    options.catalogueCsv = resources::processCatalogueCsv();
    return options;
}

void addSettingsOptions(QCommandLineParser& parser)
{
    parser.addOption(
        { QStringLiteral("config"), QStringLiteral("Settings file (ini)."), QStringLiteral("file") });
    for (const auto& row : settingRows())
        parser.addOption({ QLatin1String(row.option), QLatin1String(row.help), QLatin1String(row.value) });
}

Result<Settings> readSettings(
    const QCommandLineParser& parser, const QProcessEnvironment& environment, const SettingsPlaces& places)
{
    const auto layers = openLayers(parser, environment, places);
    if (!layers)
        return fail(layers.error());
    Settings settings;
    for (const auto& row : settingRows()) {
        const auto setting = layers->settingFor(row);
        if (const auto defect = settingDefect(row, setting.values); !defect.isEmpty())
            return fail(ErrorCode::InvalidInput,
                QStringLiteral("%1 (%2): %3")
                    .arg(QLatin1String(row.key), QLatin1String(nameOf(setting.origin)), defect));
        settings.inForce.append(setting);
    }
    const auto values = [&](const char* key) { return services::settingOf(settings.inForce, key).values; };
    const auto one = [&](const char* key) { return values(key).value(0); };
    settings.serverUrl = QUrl(one("treasury/server"), QUrl::StrictMode);
    settings.caFile = one("treasury/ca");
    settings.signingCaFile = one("treasury/signing-ca");
    settings.dataDir = one("desk/data-dir").isEmpty() ? defaultDataDir() : one("desk/data-dir");
    settings.modulePaths = values("token/module");
    settings.logFile = one("desk/log-file");
    settings.proxy = one("network/proxy").isEmpty() ? QStringLiteral("system") : one("network/proxy");
    settings.roamingUrl = QUrl(one("roaming/server"), QUrl::StrictMode);
    settings.roamingCaFile = one("roaming/ca");
    settings.roamingTokenFile = one("roaming/token-file");
    settings.extraCaFiles = values("verify/extra-ca");
    if (settings.serverUrl.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("treasury/server: give https://host[:port]"));
    return settings;
}

} // namespace peraku::common
