#pragma once

#include <domain/result.h>

#include <QByteArray>

/** Files that people chose, read and written as a whole; any thread. */
namespace peraku::services {

/** NotFound for what is no file, InvalidInput for one that cannot be read, TooLarge beyond `most` bytes; the
 * detail says what the system said. */
domain::Result<QByteArray> readWhole(const QString& path, qint64 most);

/** Writes a file wholly or not at all, over what stands there; StorageFailed with the system's word. */
domain::Result<domain::Done> writeWhole(const QString& path, const QByteArray& bytes);

} // namespace peraku::services
