#pragma once

#include <domain/result.h>
#include <sqlite/database.h>

#include <QDateTime>
#include <QString>

#include <memory>

namespace peraku::store {

/** work.db as a file: checked, brought up to date, repaired from its backups; nothing is unlocked here. */
struct WorkFile {
    std::unique_ptr<sqlite::Database> database;
    bool readOnly = false; ///< Written by a later version of the program.
};

QString workPath(const QString& directory);
bool workFileExists(const QString& directory);

/** A new or unfinished file with the current schema. */
domain::Result<WorkFile> makeWorkFile(const QString& directory);

/** NotFound if nothing was ever written; StorageLost if it is damaged and so is every backup; the damaged
 * file is set aside, never deleted. */
domain::Result<WorkFile> openWorkFile(const QString& directory, const QDateTime& now);

/** Makes the newest of five backups; a copy that is not whole is not kept. */
domain::Result<domain::Done> backUpWorkFile(sqlite::Database& database, const QString& directory);

/** The newest damaged file that was set aside; empty without one. */
QString newestDamaged(const QString& directory);

/** The backups that stand there. */
QStringList backupFiles(const QString& directory);

} // namespace peraku::store
