#pragma once

#include <domain/result.h>
#include <domain/voucher.h>

#include <QByteArray>

namespace peraku::services {

struct AttachmentFile {
    domain::Attachment attachment;
    QByteArray bytes;
};

/** Reads a supporting document; the media type comes from its first bytes, never from its name. TooLarge,
 * InvalidInput, NotFound. */
domain::Result<AttachmentFile> readAttachmentFile(const QString& path);

domain::Sha256Hex sha256Of(const QByteArray& bytes);

} // namespace peraku::services
