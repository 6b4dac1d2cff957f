#include "workfile.h"

#include "failures.h"
#include "schemas.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>

namespace peraku::store {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;
using sqlite::Database;
using sqlite::Durability;
using sqlite::SchemaState;

namespace {

constexpr int keptBackups = 5;

QString backupPath(const QString& directory, int number)
{
    return QDir(directory).filePath(QStringLiteral("work.backup-%1.db").arg(number));
}

/** Takes the place of `to` in one step, so that a crash leaves one of the two. */
bool replaceFile(const QString& from, const QString& to)
{
    std::error_code failed;
    std::filesystem::rename(from.toStdU16String(), to.toStdU16String(), failed);
    return !failed;
}

/** Whole, ours and unlocked for writing where its version allows. */
Result<WorkFile> openWhole(const QString& path)
{
    auto opened = Database::open(path, Durability::Extra);
    if (!opened)
        return failed(opened.error());
    const auto whole = (*opened)->quickCheck();
    if (!whole)
        return failed(whole.error());
    if (!*whole)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("quick_check"));
    const auto state = schemaState(**opened, workSchema());
    if (!state)
        return failed(state.error());
    if (*state == SchemaState::Foreign)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("not a work.db"));
    if (*state == SchemaState::Empty)
        return fail(ErrorCode::NotFound, QStringLiteral("work.db is empty"));
    if (*state != SchemaState::Newer)
        return WorkFile { std::move(*opened), false, {} };
    opened->reset();
    auto reader = Database::openReadOnly(path);
    if (!reader)
        return failed(reader.error());
    return WorkFile { std::move(*reader), true, {} };
}

/** Keeps the damaged file and its journal, which belongs to it and to no other. */
Result<Done> setAside(const QString& path, const QDateTime& now)
{
    if (!QFile::exists(path))
        return Done {};
    const auto stamp = now.toUTC().toString(QStringLiteral("yyyyMMddTHHmmsszzz"));
    for (const auto* suffix : { "-journal", "" }) {
        const auto from = path + QLatin1String(suffix);
        if (QFile::exists(from)
            && !replaceFile(from, path + QLatin1String(".damaged-") + stamp + QLatin1String(suffix)))
            return fail(ErrorCode::StorageFailed, QStringLiteral("the damaged work.db cannot be set aside"));
    }
    return Done {};
}

Result<WorkFile> restored(const QString& directory)
{
    const auto path = workPath(directory);
    for (int number = 1; number <= keptBackups; ++number) {
        const auto backup = backupPath(directory, number);
        const auto copy = path + QLatin1String(".restoring");
        QFile::remove(copy);
        if (!QFile::copy(backup, copy))
            continue;
        // Judged before it takes the place, so that a damaged backup never becomes the file.
        auto judged = openWhole(copy);
        if (!judged)
            continue;
        judged->database.reset();
        if (!replaceFile(copy, path))
            return fail(ErrorCode::StorageFailed, QStringLiteral("the backup cannot be put in place"));
        auto opened = openWhole(path);
        if (opened)
            opened->restoredFrom = QFileInfo(backup).lastModified().toUTC();
        return opened;
    }
    QFile::remove(path + QLatin1String(".restoring"));
    return fail(ErrorCode::StorageLost, QStringLiteral("work.db"));
}

Result<WorkFile> brought(WorkFile file, const QString& directory)
{
    if (file.readOnly)
        return file;
    const auto state = schemaState(*file.database, workSchema());
    if (!state)
        return failed(state.error());
    if (*state == SchemaState::Older) {
        if (auto kept = backUpWorkFile(*file.database, directory); !kept)
            return fail(kept.error());
    }
    if (auto migrated = migrate(*file.database, workSchema()); !migrated)
        return failed(migrated.error());
    return file;
}

} // namespace

QString workPath(const QString& directory)
{
    return QDir(directory).filePath(QStringLiteral("work.db"));
}

bool workFileExists(const QString& directory)
{
    if (QFileInfo(workPath(directory)).size() > 0)
        return true;
    for (int number = 1; number <= keptBackups; ++number) {
        if (QFile::exists(backupPath(directory, number)))
            return true;
    }
    return false;
}

Result<WorkFile> makeWorkFile(const QString& directory)
{
    if (!QDir().mkpath(directory))
        return fail(ErrorCode::StorageFailed, QStringLiteral("the officer's folder cannot be made"));
    auto made = Database::open(workPath(directory), Durability::Extra);
    if (!made)
        return failed(made.error());
    if (auto migrated = migrate(**made, workSchema()); !migrated)
        return failed(migrated.error());
    return WorkFile { std::move(*made), false, {} };
}

Result<WorkFile> openWorkFile(const QString& directory, const QDateTime& now)
{
    const auto path = workPath(directory);
    if (!workFileExists(directory))
        return fail(ErrorCode::NotFound, QStringLiteral("work.db"));
    if (QFileInfo(path).size() > 0) {
        auto opened = openWhole(path);
        if (opened)
            return brought(std::move(*opened), directory);
        if (opened.error().code != ErrorCode::StorageCorrupt)
            return opened;
    }
    if (auto aside = setAside(path, now); !aside)
        return fail(aside.error());
    auto opened = restored(directory);
    if (!opened)
        return opened;
    return brought(std::move(*opened), directory);
}

Result<Done> backUpWorkFile(Database& database, const QString& directory)
{
    const QFileInfo newest(backupPath(directory, 1));
    if (newest.exists() && newest.lastModified() >= QFileInfo(workPath(directory)).lastModified())
        return Done {};
    const auto fresh = backupPath(directory, 0);
    for (const auto* suffix : { "", "-journal" })
        QFile::remove(fresh + QLatin1String(suffix));
    if (auto copied = database.copyTo(fresh); !copied) {
        QFile::remove(fresh);
        return failed(copied.error());
    }
    for (int number = keptBackups - 1; number >= 0; --number) {
        const auto from = backupPath(directory, number);
        if (QFile::exists(from) && !replaceFile(from, backupPath(directory, number + 1)))
            return fail(ErrorCode::StorageFailed, QStringLiteral("the backups cannot be rotated"));
    }
    return Done {};
}

} // namespace peraku::store
