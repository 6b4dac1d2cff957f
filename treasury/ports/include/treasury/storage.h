#pragma once

#include <domain/result.h>
#include <sqlite/codes.h>
#include <sqlite/database.h>

#include <QFile>

/** What every SQLite file of the treasury has in common; for those who link peraku_sqlite. */
namespace peraku::treasury {

/** What SQLite said, in the domain's words; `file` names it in the detail. A full disk may have room later.
 */
inline domain::Error storageError(const QString& file, const sqlite::Failure& failure)
{
    const auto detail = QStringLiteral("%1: sqlite %2: %3").arg(file).arg(failure.code).arg(failure.text);
    switch (sqlite::kindOf(failure.code)) {
    case sqlite::Kind::Full:
        return { domain::ErrorCode::StorageFull, detail, {}, true, 0 };
    case sqlite::Kind::Corrupt:
        return { domain::ErrorCode::StorageCorrupt, detail, {}, false, 0 };
    case sqlite::Kind::Other:
        break;
    }
    return { domain::ErrorCode::StorageFailed, detail, {}, false, 0 };
}

/** Makes the file if there is none, and lets nobody else read it. SQLite gives a new -wal and -shm the mode
 * of the file itself; those that stand already may come from an older version. */
inline domain::Result<domain::Done> keepPrivate(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return domain::fail(
            domain::ErrorCode::StorageFailed, path + QStringLiteral(": ") + file.errorString());
    for (const auto& each : { path, path + QStringLiteral("-wal"), path + QStringLiteral("-shm") }) {
        if (QFile::exists(each) && !QFile::setPermissions(each, QFile::ReadOwner | QFile::WriteOwner))
            return domain::fail(domain::ErrorCode::StorageFailed, each);
    }
    return domain::Done {};
}

} // namespace peraku::treasury
