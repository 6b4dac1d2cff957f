#include "failures.h"
#include "metatable.h"
#include "workfile.h"
#include "workslots.h"

#include <sqlite/database.h>
#include <store/officerfiles.h>

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <openssl/evp.h>
#include <utility>

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;
using secret::SecureBuffer;
using sqlite::Outcome;

namespace {

constexpr auto keyIdName = "key";
constexpr qsizetype idBytes = 16;
constexpr qsizetype saltBytes = 16;

Result<QByteArray> saltOf(const QString& root, domain::Rng& rng)
{
    // Made once and never replaced: another salt would hide every officer's files.
    const auto path = QDir(root).filePath(QStringLiteral("folders.salt"));
    if (!QFile::exists(path)) {
        const auto salt = rng.bytes(saltBytes);
        const auto fresh = path + QString::fromLatin1(rng.bytes(4).toHex());
        QSaveFile made(fresh);
        if (!QDir().mkpath(root) || !made.open(QIODevice::WriteOnly) || made.write(salt) != saltBytes
            || !made.commit())
            return fail(ErrorCode::StorageFailed, QStringLiteral("folders.salt"));
        // Renaming does not overwrite, so the first of two programs wins.
        if (!QFile::rename(fresh, path))
            QFile::remove(fresh);
    }
    QFile held(path);
    if (!held.open(QIODevice::ReadOnly))
        return fail(ErrorCode::StorageFailed, QStringLiteral("folders.salt"));
    const auto salt = held.read(saltBytes + 1);
    if (salt.size() != saltBytes)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("folders.salt"));
    return salt;
}

/** Opens all that the data key opens; `file` is unlocked by `key` from here on. */
Result<OfficerFiles> filesOf(const QString& directory, WorkFile file, SecureBuffer key, domain::Rng& rng)
{
    const auto restored = readMeta(*file.database, restoredName);
    const auto keyId = readMeta(*file.database, keyIdName);
    const auto databaseId = readMeta(*file.database, databaseIdName);
    for (const auto* read : { &restored, &keyId, &databaseId }) {
        if (!*read)
            return failed(read->error());
    }
    const auto shared = std::make_shared<const DataKey>(DataKey { std::move(key), *keyId });

    OfficerFiles files;
    auto work = WorkStore::unlocked(
        directory, std::move(file.database), file.readOnly, Sealer(shared, *databaseId, rng));
    if (!work)
        return fail(work.error());
    files.work = std::move(*work);
    // Until the officer was told, so that a crash in between takes nothing away.
    if (const auto damaged = newestDamaged(directory);
        !restored->isNull() && !file.readOnly && !damaged.isEmpty()) {
        if (auto taken = files.work->salvage(damaged); !taken)
            files.notices.append(taken.error());
    }
    bool rebuilt = false;
    auto cache = CacheStore::open(directory, shared, rng, rebuilt);
    if (!cache)
        return fail(cache.error());
    files.cache = std::move(*cache);
    files.reader = std::make_unique<CacheReader>(directory, shared, rng);

    const auto told = [&](ErrorCode code, QStringList args = {}) {
        files.notices.append(domain::Error { code, {}, std::move(args), false, 0 });
    };
    if (file.readOnly)
        told(ErrorCode::StorageTooNew);
    if (!restored->isNull())
        told(ErrorCode::StorageRestored,
            { QDateTime::fromString(QString::fromLatin1(*restored), Qt::ISODate)
                    .toLocalTime()
                    .toString(QStringLiteral("dd/MM/yyyy HH:mm")) });
    // Without a backup one can work; without a word about it nobody would mend the disk.
    if (auto kept = files.work->backUp(); !kept)
        files.notices.append(kept.error());
    return files;
}

using Unwrap = Result<SecureBuffer> (*)(const QByteArray&, const SecureBuffer&);

Result<SecureBuffer> keyIn(
    sqlite::Database& database, const char* slotName, Unwrap unwrap, const SecureBuffer& secret)
{
    const auto slot = readSlot(database, slotName);
    if (!slot)
        return fail(slot.error());
    return unwrap(*slot, secret);
}

std::optional<SecureBuffer> keyInBackups(
    const QString& directory, sqlite::Database& ours, Unwrap unwrap, const SecureBuffer& secret)
{
    const auto id = readMeta(ours, databaseIdName);
    for (const auto& path : backupFiles(directory)) {
        auto backup = sqlite::Database::openReadOnly(path);
        if (!backup || !id || readMeta(**backup, databaseIdName) != *id)
            continue;
        if (auto key = keyIn(**backup, recoverySlot, unwrap, secret))
            return std::move(*key);
    }
    return std::nullopt;
}

Result<OfficerFiles> opened(const QString& directory, const char* slotName, Unwrap unwrap,
    const SecureBuffer& secret, domain::Rng& rng, const QDateTime& now)
{
    auto file = openWorkFile(directory, now);
    if (!file)
        return fail(file.error());
    auto key = keyIn(*file->database, slotName, unwrap, secret);
    // The treasury vouches for whoever holds the recovery secret, so a damaged slot may be made good by a
    // backup's; never by the password, of which a backup may hold a former one.
    if (!key && slotName == recoverySlot) {
        if (auto found = keyInBackups(directory, *file->database, unwrap, secret))
            key = std::move(*found);
    }
    if (!key)
        return fail(key.error());
    return filesOf(directory, std::move(*file), std::move(*key), rng);
}

} // namespace

Result<QString> officerFolder(const QString& root, const QByteArray& officer, domain::Rng& rng)
{
    const auto salt = saltOf(root, rng);
    if (!salt)
        return fail(salt.error());
    constexpr std::uint64_t cost = 1U << 12;
    constexpr std::uint64_t memory = 16U * 1024 * 1024;
    QByteArray name(16, Qt::Uninitialized);
    if (EVP_PBE_scrypt(officer.constData(), std::size_t(officer.size()),
            reinterpret_cast<const unsigned char*>(salt->constData()), std::size_t(salt->size()), cost, 8, 1,
            memory, reinterpret_cast<unsigned char*>(name.data()), std::size_t(name.size()))
        != 1)
        return fail(ErrorCode::Internal, QStringLiteral("scrypt"));
    return QDir(root).filePath(QString::fromLatin1(name.toHex()));
}

bool officerFilesExist(const QString& directory)
{
    return workFileExists(directory);
}

Result<OfficerFiles> createOfficerFiles(const QString& directory, const SecureBuffer& password,
    const SecureBuffer& recovery, domain::Rng& rng, int logN)
{
    auto file = makeWorkFile(directory);
    if (!file)
        return fail(file.error());
    SecureBuffer key(Sealer::keyBytes);
    rng.fill(key.bytes(), qsizetype(key.size()));
    const auto forPassword = wrapForPassword(key, password, rng, logN);
    const auto forRecovery = wrapForRecovery(key, recovery, rng);
    if (!forPassword || !forRecovery)
        return fail(forPassword ? forRecovery.error() : forPassword.error());
    auto& database = *file->database;
    const auto made = database.transaction([&] {
        return writeMeta(database, databaseIdName, rng.bytes(idBytes).toHex())
            .and_then([&](auto) { return writeMeta(database, keyIdName, rng.bytes(idBytes / 2).toHex()); })
            .and_then([&](auto) { return writeSlot(database, passwordSlot, *forPassword); })
            .and_then([&](auto) { return writeSlot(database, recoverySlot, *forRecovery); });
    });
    if (!made)
        return failed(made.error());
    return filesOf(directory, std::move(*file), std::move(key), rng);
}

Result<OfficerFiles> openOfficerFiles(
    const QString& directory, const SecureBuffer& password, domain::Rng& rng, const QDateTime& now)
{
    return opened(directory, passwordSlot, unwrapByPassword, password, rng, now);
}

Result<OfficerFiles> recoverOfficerFiles(const QString& directory, const SecureBuffer& password,
    const SecureBuffer& recovery, domain::Rng& rng, const QDateTime& now)
{
    auto files = opened(directory, recoverySlot, unwrapByRecovery, recovery, rng, now);
    if (files && !files->work->isReadOnly()) {
        auto wrapped = files->work->rewrap(password);
        if (wrapped)
            wrapped = files->work->keepRecoverable(recovery);
        if (!wrapped)
            return fail(wrapped.error());
    }
    return files;
}

Result<domain::Done> removeOfficerFiles(const QString& directory)
{
    auto files = QDir(directory).entryList(
        { QStringLiteral("work.*"), QStringLiteral("cache.*") }, QDir::Files | QDir::Hidden, QDir::Name);
    // The file itself goes last: a backup alone would come back to life as what was never sent.
    std::stable_partition(files.begin(), files.end(),
        [](const QString& name) { return !name.startsWith(QLatin1String("work.db")); });
    for (const auto& name : std::as_const(files)) {
        if (!QFile::remove(QDir(directory).filePath(name)))
            return fail(ErrorCode::StorageFailed, QStringLiteral("an officer's files cannot be deleted"));
    }
    return domain::Done {};
}

QString libraryVersion()
{
    return QString::fromLatin1(sqlite::libraryVersion());
}

} // namespace peraku::store
