#include "failures.h"
#include "officerschema.h"

#include <sqlite/database.h>
#include <store/officerstore.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace peraku::store {

using domain::ErrorCode;
using domain::fail;
using secret::SecureBuffer;
using sqlite::Database;
using sqlite::Durability;
using sqlite::Nothing;
using sqlite::Outcome;

namespace {

QString workFile(const QString& directory)
{
    return QDir(directory).filePath(QStringLiteral("work.db"));
}
QString cacheFile(const QString& directory)
{
    return QDir(directory).filePath(QStringLiteral("cache.db"));
}

Result<std::unique_ptr<Database>> openWork(const QString& directory)
{
    auto opened = Database::open(workFile(directory), Durability::Extra);
    if (!opened)
        return failed(opened.error());
    const auto whole = (*opened)->quickCheck();
    if (!whole)
        return failed(whole.error());
    if (!*whole)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("work.db"));
    const auto version = (*opened)->userVersion();
    if (!version)
        return failed(version.error());
    if (*version > workVersion)
        return fail(ErrorCode::StorageTooNew, QStringLiteral("work.db"));
    return std::move(*opened);
}

Result<QByteArray> readSlot(Database& work, const QString& name)
{
    auto statement = work.prepare("SELECT wrapped FROM keyslot WHERE name = ?");
    if (!statement)
        return failed(statement.error());
    const auto row = statement->bind(1, name).step();
    if (!row)
        return failed(row.error());
    if (!*row)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("no key slot"));
    return statement->blob(0);
}

Outcome<Nothing> writeSlot(Database& work, const QString& name, const QByteArray& wrapped)
{
    auto statement = work.prepare("INSERT OR REPLACE INTO keyslot(name, wrapped) VALUES(?, ?)");
    if (!statement)
        return tl::unexpected(statement.error());
    return statement->bind(1, name).bind(2, wrapped).run();
}

const auto passwordSlot = QStringLiteral("password");
const auto recoverySlot = QStringLiteral("recovery");

} // namespace

OfficerStore::OfficerStore(QString directory, std::unique_ptr<Database> work, Sealer sealer)
    : m_directory(std::move(directory))
    , m_work(std::move(work))
    , m_sealer(std::move(sealer))
{
}

OfficerStore::~OfficerStore() = default;

bool OfficerStore::exists(const QString& directory)
{
    // A file without a byte is what an interrupted first log-in leaves.
    return QFileInfo(workFile(directory)).size() > 0;
}

Result<std::unique_ptr<OfficerStore>> OfficerStore::create(
    const QString& directory, const SecureBuffer& password, const SecureBuffer& recovery, domain::Rng& rng)
{
    if (!QDir().mkpath(directory))
        return fail(ErrorCode::StorageFailed, QStringLiteral("the officer's folder cannot be made"));
    auto work = openWork(directory);
    if (!work)
        return fail(work.error());
    SecureBuffer key(Sealer::keyBytes);
    rng.fill(key.data(), qsizetype(key.size()));
    const auto forPassword = wrapForPassword(key, password, rng);
    const auto forRecovery = wrapForRecovery(key, recovery, rng);
    if (!forPassword || !forRecovery)
        return fail(forPassword ? forRecovery.error() : forPassword.error());
    const auto made = (*work)->transaction([&]() -> Outcome<Nothing> {
        if (auto schema = (*work)->execute(workSchema); !schema)
            return schema;
        if (auto written = writeSlot(**work, passwordSlot, *forPassword); !written)
            return written;
        return writeSlot(**work, recoverySlot, *forRecovery);
    });
    if (!made)
        return failed(made.error());
    std::unique_ptr<OfficerStore> store(
        new OfficerStore(directory, std::move(*work), Sealer(std::move(key), rng)));
    if (auto cache = store->openCache(); !cache)
        return fail(cache.error());
    return store;
}

Result<std::unique_ptr<OfficerStore>> OfficerStore::open(
    const QString& directory, const SecureBuffer& password, domain::Rng& rng)
{
    auto work = openWork(directory);
    if (!work)
        return fail(work.error());
    const auto slot = readSlot(**work, passwordSlot);
    if (!slot)
        return fail(slot.error());
    auto key = unwrapByPassword(*slot, password);
    if (!key)
        return fail(key.error());
    std::unique_ptr<OfficerStore> store(
        new OfficerStore(directory, std::move(*work), Sealer(std::move(*key), rng)));
    if (auto cache = store->openCache(); !cache)
        return fail(cache.error());
    return store;
}

Result<std::unique_ptr<OfficerStore>> OfficerStore::recover(
    const QString& directory, const SecureBuffer& password, const SecureBuffer& recovery, domain::Rng& rng)
{
    auto work = openWork(directory);
    if (!work)
        return fail(work.error());
    const auto slot = readSlot(**work, recoverySlot);
    if (!slot)
        return fail(slot.error());
    auto key = unwrapByRecovery(*slot, recovery);
    if (!key)
        return fail(key.error());
    std::unique_ptr<OfficerStore> store(
        new OfficerStore(directory, std::move(*work), Sealer(std::move(*key), rng)));
    if (auto wrapped = store->rewrap(password); !wrapped)
        return fail(wrapped.error());
    if (auto cache = store->openCache(); !cache)
        return fail(cache.error());
    return store;
}

Result<Done> OfficerStore::rewrap(const SecureBuffer& password)
{
    const auto wrapped = wrapForPassword(m_sealer.key(), password, m_sealer.rng());
    if (!wrapped)
        return fail(wrapped.error());
    const auto written = m_work->transaction([&] { return writeSlot(*m_work, passwordSlot, *wrapped); });
    if (!written)
        return failed(written.error());
    return Done {};
}

Result<Done> OfficerStore::openCache()
{
    const auto path = cacheFile(m_directory);
    for (int attempt = 0; attempt < 2; ++attempt) {
        auto opened = Database::open(path, Durability::Rebuildable);
        const auto version = opened ? (*opened)->userVersion() : Outcome<int>(tl::unexpected(opened.error()));
        if (version && (*version == 0 || *version == cacheVersion)) {
            if (*version == 0) {
                const auto made = (*opened)->transaction([&] { return (*opened)->execute(cacheSchema); });
                if (!made)
                    return failed(made.error());
            }
            m_cache = std::move(*opened);
            return Done {};
        }
        if (!version && storageError(version.error()).code != ErrorCode::StorageCorrupt)
            return failed(version.error());
        // Damaged, or of another version: everything in it can be fetched again.
        if (opened)
            opened->reset();
        for (const auto* suffix : { "", "-wal", "-shm" })
            QFile::remove(path + QLatin1String(suffix));
    }
    return fail(ErrorCode::StorageCorrupt, QStringLiteral("cache.db"));
}

} // namespace peraku::store
