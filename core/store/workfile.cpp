#include "workfile.h"

#include "failures.h"
#include "metatable.h"
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

QString unusedName(const QString& stem)
{
    int number = 1;
    while (QFile::exists(stem + QString::number(number)))
        ++number;
    return stem + QString::number(number);
}

/** Takes the place of `to` in one step, so that a crash leaves one of the two. */
bool replaceFile(const QString& from, const QString& to)
{
    std::error_code failed;
    std::filesystem::rename(from.toStdU16String(), to.toStdU16String(), failed);
    return !failed;
}

/** Both key slots are there, or nothing was ever put in. */
Result<Done> checkSlots(Database& database)
{
    auto statement = database.prepare("SELECT (SELECT count(*) FROM keyslot), EXISTS(SELECT 1 FROM outbox) "
                                      "OR EXISTS(SELECT 1 FROM draft) OR EXISTS(SELECT 1 FROM account) OR "
                                      "EXISTS(SELECT 1 FROM audit) OR EXISTS(SELECT 1 FROM attachment)");
    if (!statement)
        return failed(statement.error());
    if (const auto row = statement->step(); !row)
        return failed(row.error());
    constexpr int both = 2;
    const auto slotCount = statement->integer(0);
    if (slotCount == both)
        return Done {};
    // A file with data but without its keys must never be taken for a new one.
    const bool unfinished = slotCount == 0 && statement->integer(1) == 0;
    return fail(unfinished ? ErrorCode::NotFound : ErrorCode::StorageCorrupt, QStringLiteral("key slots"));
}

/** Whole, ours and with its keys. */
Result<WorkFile> openWhole(const QString& path)
{
    // Not even its journal mode is touched if a later version wrote it.
    if (auto reader = Database::openReadOnly(path)) {
        if (schemaState(**reader, workSchema()) == SchemaState::Newer)
            return WorkFile { std::move(*reader), true };
    }
    auto opened = Database::open(path, Durability::Extra);
    if (!opened)
        return failed(opened.error());
    // The file is small and every look-up goes by an index, so these are checked too.
    const auto whole = (*opened)->integrityCheck();
    if (!whole)
        return failed(whole.error());
    if (!*whole)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("integrity_check"));
    const auto state = schemaState(**opened, workSchema());
    if (!state)
        return failed(state.error());
    if (*state == SchemaState::Foreign)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("not a work.db"));
    if (*state == SchemaState::Empty)
        return fail(ErrorCode::NotFound, QStringLiteral("work.db is empty"));
    if (auto keyed = checkSlots(**opened); !keyed)
        return fail(keyed.error());
    return WorkFile { std::move(*opened), false };
}

/** Keeps the damaged file and its journal, which belongs to it and to no other. */
Result<Done> setAside(const QString& path, const QDateTime& now)
{
    const auto stamp = now.toUTC().toString(QStringLiteral("yyyyMMddTHHmmsszzz"));
    for (const auto* suffix : { "-journal", "" }) {
        const auto from = path + QLatin1String(suffix);
        if (QFile::exists(from)
            && !replaceFile(from, path + QLatin1String(".damaged-") + stamp + QLatin1String(suffix)))
            return fail(ErrorCode::StorageFailed, QStringLiteral("the damaged work.db cannot be set aside"));
    }
    return Done {};
}

/** Marks the copy before it takes the place, so that the officer is told however often opening it fails. */
Result<Done> markRestored(Database& copy, const QDateTime& from)
{
    const auto text = from.toUTC().toString(Qt::ISODate).toLatin1();
    const auto marked = copy.transaction([&] { return writeMeta(copy, restoredName, text); });
    if (!marked)
        return failed(marked.error());
    return Done {};
}

Result<WorkFile> restored(const QString& directory)
{
    const auto path = workPath(directory);
    const auto copy = path + QLatin1String(".restoring");
    for (const auto& backup : backupFiles(directory)) {
        for (const auto* suffix : { "", "-journal" })
            QFile::remove(copy + QLatin1String(suffix));
        // A disk that is full or a file that is held says nothing about the backup: nobody may give it up.
        if (!QFile::copy(backup, copy))
            return fail(ErrorCode::StorageFailed, QStringLiteral("the backup cannot be copied"));
        // Judged before it takes the place, so that a damaged backup never becomes the file.
        auto judged = openWhole(copy);
        const auto code = judged ? ErrorCode::Internal : judged.error().code;
        if (code == ErrorCode::StorageCorrupt || code == ErrorCode::NotFound)
            continue;
        if (!judged)
            return judged;
        if (!judged->readOnly) {
            if (auto marked = markRestored(*judged->database, QFileInfo(backup).lastModified()); !marked)
                return fail(marked.error());
        }
        judged->database.reset();
        if (!replaceFile(copy, path))
            return fail(ErrorCode::StorageFailed, QStringLiteral("the backup cannot be put in place"));
        return openWhole(path);
    }
    QFile::remove(copy);
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
    return QFileInfo(workPath(directory)).size() > 0 || !backupFiles(directory).isEmpty();
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
    if (const auto keyed = checkSlots(**made); keyed || keyed.error().code != ErrorCode::NotFound)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("work.db is in use"));
    // Backups of a file that was lost are evidence, and no backups of the new one.
    for (const auto& backup : backupFiles(directory)) {
        if (!replaceFile(backup, unusedName(backup + QLatin1String(".damaged"))))
            return fail(ErrorCode::StorageFailed, QStringLiteral("an old backup cannot be set aside"));
    }
    return WorkFile { std::move(*made), false };
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
        // An empty file beside backups was not always empty.
        const bool emptied = opened.error().code == ErrorCode::NotFound && !backupFiles(directory).isEmpty();
        if (opened.error().code != ErrorCode::StorageCorrupt && !emptied)
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
    const auto fresh = backupPath(directory, 0);
    const auto forget = [&] {
        for (const auto* suffix : { "", "-journal" })
            QFile::remove(fresh + QLatin1String(suffix));
    };
    forget();
    if (auto copied = database.copyTo(fresh); !copied) {
        forget();
        return failed(copied.error());
    }
    // A damage that nobody has met yet must not push out the backups that are free of it.
    auto judged = openWhole(fresh);
    const bool usable = judged || judged.error().code == ErrorCode::NotFound;
    if (judged)
        judged->database.reset();
    if (!usable) {
        forget();
        return fail(judged.error());
    }
    for (int number = keptBackups - 1; number >= 0; --number) {
        const auto from = backupPath(directory, number);
        if (QFile::exists(from) && !replaceFile(from, backupPath(directory, number + 1)))
            return fail(ErrorCode::StorageFailed, QStringLiteral("the backups cannot be rotated"));
    }
    return Done {};
}

QString newestDamaged(const QString& directory)
{
    // The stamp in the names orders them by time.
    const auto names = QDir(directory).entryList(
        { QStringLiteral("work.db.damaged-*") }, QDir::Files, QDir::Name | QDir::Reversed);
    for (const auto& name : names) {
        if (!name.endsWith(QLatin1String("-journal")))
            return QDir(directory).filePath(name);
    }
    return {};
}

QStringList backupFiles(const QString& directory)
{
    QStringList files;
    for (int number = 1; number <= keptBackups; ++number) {
        if (QFile::exists(backupPath(directory, number)))
            files.append(backupPath(directory, number));
    }
    return files;
}

} // namespace peraku::store
