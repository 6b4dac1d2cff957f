#pragma once

#include <domain/result.h>
#include <sqlite/database.h>

#include <QDateTime>
#include <QString>

#include <memory>
#include <optional>

namespace peraku::store {

/** work.db as a file: checked, brought up to date, repaired from its backups; nothing is unlocked here. */
struct WorkFile {
    std::unique_ptr<sqlite::Database> database;
    bool readOnly = false; ///< Written by a later version of the program.
    std::optional<QDateTime> restoredFrom; ///< A damaged file was set aside and this backup put in its place.
};

QString workPath(const QString& directory);
bool workFileExists(const QString& directory);

/** A new or unfinished file with the current schema. */
domain::Result<WorkFile> makeWorkFile(const QString& directory);

/** NotFound if nothing was ever written; StorageLost if it is damaged and so is every backup; the damaged
 * file is set aside, never deleted. */
domain::Result<WorkFile> openWorkFile(const QString& directory, const QDateTime& now);

/** The newest of five backups; nothing is done if the file did not change since the newest. */
domain::Result<domain::Done> backUpWorkFile(sqlite::Database& database, const QString& directory);

} // namespace peraku::store
