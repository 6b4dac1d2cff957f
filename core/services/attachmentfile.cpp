#include "attachmentfile.h"

#include <domain/validation.h>

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

QString mediaTypeOf(const QByteArray& bytes)
{
    if (bytes.startsWith("%PDF-"))
        return QStringLiteral("application/pdf");
    if (bytes.startsWith("\xFF\xD8\xFF"))
        return QStringLiteral("image/jpeg");
    if (bytes.startsWith("\x89PNG\r\n\x1A\n"))
        return QStringLiteral("image/png");
    return {};
}

} // namespace

domain::Sha256Hex sha256Of(const QByteArray& bytes)
{
    return domain::Sha256Hex(
        QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()));
}

Result<AttachmentFile> readAttachmentFile(const QString& path)
{
    QFile file(path);
    const QFileInfo info(file);
    if (!info.exists())
        return fail(ErrorCode::NotFound, QStringLiteral("attachment file"));
    if (!info.isFile() || !file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::InvalidInput, QStringLiteral("attachment: ") + file.errorString());
    // One byte more than allowed tells a file that grows while it is read.
    const auto bytes = file.read(domain::limits::attachmentBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::InvalidInput, QStringLiteral("attachment: ") + file.errorString());
    if (bytes.size() > domain::limits::attachmentBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("attachment"),
            { QString::number(domain::limits::attachmentBytes / (1024 * 1024)) });
    const auto mediaType = mediaTypeOf(bytes);
    if (mediaType.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("attachment is neither PDF nor JPEG nor PNG"));
    return AttachmentFile { { info.fileName(), mediaType, bytes.size(), sha256Of(bytes) }, bytes };
}

} // namespace peraku::services
