#include "wholefile.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace peraku::services {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

Result<QByteArray> readWhole(const QString& path, qint64 most)
{
    QFile file(path);
    const QFileInfo info(file);
    if (!info.exists())
        return fail(ErrorCode::NotFound, QStringLiteral("file"));
    if (!info.isFile() || !file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::InvalidInput, file.errorString());
    // One byte more than allowed tells a file that grows while it is read.
    auto bytes = file.read(most + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::InvalidInput, file.errorString());
    if (bytes.size() > most)
        return fail(ErrorCode::TooLarge, QStringLiteral("file"));
    return bytes;
}

Result<Done> writeWhole(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::StorageFailed, file.errorString());
    return Done {};
}

} // namespace peraku::services
