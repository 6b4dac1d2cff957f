#include <QUrl>

#include <common/settingrows.h>

namespace peraku::common {

namespace {

const SettingRow rows[] = {
    { "treasury/server", "server", "PERAKU_SERVER", "SERVERURL", false, SettingType::Url, {}, "url",
        "Address of the treasury, https://host[:port]." },
    { "treasury/ca", "ca", "PERAKU_CA", "CACERTFILE", false, SettingType::File, {}, "file",
        "PEM file of the authority that the treasury's certificate comes from." },
    { "treasury/signing-ca", "signing-ca", "PERAKU_SIGNING_CA", nullptr, false, SettingType::File, {}, "file",
        "PEM file of the officers' root authority, if another." },
    { "desk/data-dir", "data-dir", "PERAKU_DATA", nullptr, false, SettingType::File, {}, "folder",
        "Folder of the officers' files." },
    { "token/module", "module", "PERAKU_MODULE", "PKCS11MODULE", false, SettingType::Files, {}, "path",
        "A PKCS#11 module beside those that are found; may be given again." },
    { "desk/language", "language", "PERAKU_LANGUAGE", "LANGUAGE", true, SettingType::OneOf,
        { QStringLiteral("ms"), QStringLiteral("en") }, "code", "ms or en." },
    { "desk/appearance", "appearance", "PERAKU_APPEARANCE", nullptr, true, SettingType::OneOf,
        { QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark") }, "name",
        "system, light or dark." },
    { "desk/notices", "notices", "PERAKU_NOTICES", nullptr, true, SettingType::OneOf,
        { QStringLiteral("on"), QStringLiteral("off") }, "choice",
        "on or off: notices beside the clock of what waits, counts only." },
    { "desk/log-file", "log-file", "PERAKU_LOG", nullptr, false, SettingType::File, {}, "file",
        "Write the log there as JSON lines." },
    { "network/proxy", "proxy", "PERAKU_PROXY", nullptr, false, SettingType::Proxy, {}, "proxy",
        "system (the computer's own setting), none, or http://host:port." },
    { "roaming/server", "roaming", "PERAKU_ROAMING", nullptr, false, SettingType::Url, {}, "url",
        "A signing provider (CSC API) beside the treasury, https://host[:port][/path]." },
    { "roaming/ca", "roaming-ca", "PERAKU_ROAMING_CA", nullptr, false, SettingType::File, {}, "file",
        "PEM file of the authority that the provider's certificate comes from." },
    { "roaming/token-file", "roaming-token", "PERAKU_ROAMING_TOKEN", nullptr, false, SettingType::File, {},
        "file", "File with the provider's bearer token, readable by you alone." },
    { "verify/extra-ca", "extra-ca", "PERAKU_EXTRA_CA", nullptr, false, SettingType::Files, {}, "file",
        "PEM file of a further authority whose signatures are accepted when files are verified; may be given "
        "again." },
};

bool isProxy(const QString& text)
{
    if (text == QLatin1String("system") || text == QLatin1String("none"))
        return true;
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && url.scheme() == QLatin1String("http") && !url.host().isEmpty() && url.port() > 0
        && url.userInfo().isEmpty();
}

} // namespace

std::span<const SettingRow> settingRows()
{
    return rows;
}

QString settingDefect(const SettingRow& row, const QStringList& values)
{
    if (values.size() > 1 && row.type != SettingType::Files)
        return QStringLiteral("give one value");
    for (const auto& value : values) {
        switch (row.type) {
        case SettingType::Url: {
            const QUrl url(value, QUrl::StrictMode);
            if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery())
                return QStringLiteral("give https://host[:port]");
            break;
        }
        case SettingType::OneOf:
            if (!row.choices.contains(value))
                return row.choices.join(QStringLiteral(" or "));
            break;
        case SettingType::Proxy:
            if (!isProxy(value))
                return QStringLiteral("give system, none or http://host:port");
            break;
        case SettingType::File:
        case SettingType::Files:
            break;
        }
    }
    return {};
}

} // namespace peraku::common
