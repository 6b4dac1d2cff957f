#pragma once

#include <domain/result.h>

#include <QByteArray>

namespace peraku::services {

/** Writes a file wholly or not at all, and never over another one: InvalidInput "finding.file-exists" or
 * "finding.file-unwritable". Exactly these bytes, written before, will do. */
domain::Result<domain::Done> writeNewFile(const QString& path, const QByteArray& bytes);

/** "NAME-MARK.EXT" beside the file, or the first of "NAME-MARK-2.EXT" ... that is free. */
QString freeNameBeside(const QString& path, const QString& mark);

} // namespace peraku::services
