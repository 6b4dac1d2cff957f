#include "newfile.h"

#include "wholefile.h"

#include <QDir>
#include <QFileInfo>

namespace peraku::services {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

bool holds(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.size() == bytes.size() && file.open(QIODevice::ReadOnly) && file.readAll() == bytes;
}

} // namespace

Result<Done> writeNewFile(const QString& path, const QByteArray& bytes)
{
    const auto unwritable = fail(ErrorCode::InvalidInput, QStringLiteral("finding.file-unwritable"));
    // Whoever makes the empty file owns the name; QSaveFile alone would replace what came meanwhile.
    QFile name(path);
    if (!name.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        if (!QFileInfo::exists(path))
            return unwritable;
        return holds(path, bytes) ? Result<Done>(Done {})
                                  : fail(ErrorCode::InvalidInput, QStringLiteral("finding.file-exists"));
    }
    name.close();
    if (writeWhole(path, bytes))
        return Done {};
    name.remove();
    return unwritable;
}

QString freeNameBeside(const QString& path, const QString& mark)
{
    const QFileInfo info(path);
    const auto named = [&](const QString& more) {
        const auto suffix = info.suffix().isEmpty() ? QString() : QLatin1Char('.') + info.suffix();
        return info.dir().filePath(info.completeBaseName() + QLatin1Char('-') + mark + more + suffix);
    };
    auto name = named({});
    for (int i = 2; QFileInfo::exists(name); ++i)
        name = named(QStringLiteral("-%1").arg(i));
    return name;
}

} // namespace peraku::services
