#include <token/modulefinder.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace peraku::token {

namespace {

/** p11-kit's own collection and trust modules hold no officer's key. */
bool isNotAToken(const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    return name.startsWith(QLatin1String("p11-kit-")) || name.startsWith(QLatin1String("libp11-kit"))
        || name.contains(QLatin1String("gnome-keyring"));
}

QString moduleOf(const QString& configurationFile)
{
    QFile file(configurationFile);
    if (!file.open(QIODevice::ReadOnly) || file.size() > 64 * 1024)
        return {};
    for (const auto& line : file.readAll().split('\n')) {
        const auto text = QString::fromUtf8(line).trimmed();
        if (text.startsWith(QLatin1Char('#'))
            || text.section(QLatin1Char(':'), 0, 0).trimmed() != QLatin1String("module"))
            continue;
        return text.section(QLatin1Char(':'), 1).trimmed();
    }
    return {};
}

QString resolved(const QString& module, const QStringList& libraryFolders)
{
    if (module.isEmpty() || QFileInfo(module).isAbsolute())
        return module;
    for (const auto& folder : libraryFolders) {
        const QString path = QDir(folder).filePath(module);
        if (QFileInfo::exists(path))
            return path;
    }
    return {};
}

} // namespace

ModulePlaces ModulePlaces::ofThisSystem()
{
#ifdef Q_OS_WIN
    const QString windows
        = qEnvironmentVariable("SystemRoot", QStringLiteral("C:\\Windows")) + QStringLiteral("\\System32\\");
    return { {}, {},
        { windows + QStringLiteral("eTPKCS11.dll"), windows + QStringLiteral("eps2003csp11.dll"),
            windows + QStringLiteral("castle_v2_p11.dll"), windows + QStringLiteral("opensc-pkcs11.dll"),
            windows + QStringLiteral("wdpkcs_Trustkey.dll") } };
#else
    return { { QStringLiteral("/etc/pkcs11/modules"), QStringLiteral("/usr/share/p11-kit/modules") },
        { QStringLiteral("/usr/lib/x86_64-linux-gnu/pkcs11"), QStringLiteral("/usr/lib/pkcs11"),
            QStringLiteral("/usr/lib/x86_64-linux-gnu"), QStringLiteral("/usr/lib") },
        { QStringLiteral("/usr/lib/libeTPkcs11.so"), QStringLiteral("/usr/lib/libcastle_v2.so"),
            QStringLiteral("/opt/ePass2003/redist/libcastle.so"),
            QStringLiteral("/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so") } };
#endif
}

QStringList findModules(const QStringList& configured, const ModulePlaces& places)
{
    QStringList found;
    QStringList known; // canonical paths
    const auto add = [&](const QString& path, bool evenIfMissing) {
        const QFileInfo info(path);
        if (path.isEmpty() || (!evenIfMissing && (!info.isFile() || isNotAToken(path))))
            return;
        const QString canonical = info.exists() ? info.canonicalFilePath() : path;
        if (known.contains(canonical))
            return;
        known.append(canonical);
        found.append(path);
    };
    for (const auto& path : configured)
        add(path, true);
    for (const auto& folder : places.p11KitFolders) {
        for (const auto& entry :
            QDir(folder).entryInfoList({ QStringLiteral("*.module") }, QDir::Files, QDir::Name))
            add(resolved(moduleOf(entry.filePath()), places.libraryFolders), false);
    }
    for (const auto& path : places.wellKnown)
        add(path, false);
    return found;
}

} // namespace peraku::token
