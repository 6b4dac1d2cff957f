#include "attachmentfile.h"

#include "wholefile.h"

#include <domain/validation.h>

#include <QCryptographicHash>
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
    const auto bytes = readWhole(path, domain::limits::attachmentBytes);
    if (!bytes && bytes.error().code == ErrorCode::TooLarge)
        return fail(ErrorCode::TooLarge, QStringLiteral("attachment"),
            { QString::number(domain::limits::attachmentBytes / (1024 * 1024)) });
    if (!bytes)
        return fail(bytes.error().code, QStringLiteral("attachment: ") + bytes.error().detail);
    const auto mediaType = mediaTypeOf(*bytes);
    if (mediaType.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("attachment is neither PDF nor JPEG nor PNG"));
    return AttachmentFile { { QFileInfo(path).fileName(), mediaType, bytes->size(), sha256Of(*bytes) },
        *bytes };
}

} // namespace peraku::services
