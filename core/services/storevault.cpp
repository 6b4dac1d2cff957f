#include "storevault.h"

#include "vaultcodec.h"

#include <store/officerstore.h>

#include <QCryptographicHash>
#include <QDir>
#include <QLockFile>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::VoucherId;
using domain::VoucherSummary;
using secret::SecureBuffer;
using store::OfficerStore;

namespace {

using Summaries = QList<VoucherSummary>;

Result<Summaries> decodeAll(const Result<QList<QByteArray>>& bodies)
{
    if (!bodies)
        return fail(bodies.error());
    Summaries rows;
    rows.reserve(bodies->size());
    for (const auto& body : *bodies) {
        auto row = decodeSummary(body);
        if (!row)
            return fail(row.error());
        rows.append(std::move(*row));
    }
    return rows;
}

qint64 sortKeyOf(const VoucherSummary& row)
{
    return row.submittedAtMs > 0 ? row.submittedAtMs : row.updatedAtMs;
}

class StoreVault : public Vault {
public:
    StoreVault(std::shared_ptr<OfficerStore> store, const StoreVaultOptions& options)
        : m_store(std::move(store))
        , m_options(options)
    {
    }

    Async<WorkContents> load() override
    {
        return work<WorkContents>([](OfficerStore& store) -> Result<WorkContents> {
            const auto held = store.loadWork();
            if (!held)
                return fail(held.error());
            WorkContents contents;
            if (!held->account.isNull()) {
                auto account = decodeAccount(held->account);
                if (!account)
                    return fail(account.error());
                contents.account = std::move(*account);
            }
            for (const auto& row : held->outbox) {
                auto parcel = decodeParcel(row.body);
                if (!parcel)
                    return fail(parcel.error());
                parcel->row.id = row.id;
                parcel->row.voucher = row.voucher;
                parcel->row.state = OutboxState(row.state);
                contents.parcels.append(std::move(*parcel));
            }
            for (const auto& row : held->drafts) {
                auto draft = decodeDraft(row.body);
                if (!draft)
                    return fail(draft.error());
                contents.drafts.append(std::move(*draft));
            }
            return contents;
        });
    }

    Async<QList<qint64>> commit(WorkChange change) override
    {
        return work<QList<qint64>>(
            [change = std::move(change), at = m_options.clock.nowUtc()](OfficerStore& store) {
                store::WorkBatch batch;
                for (const auto& parcel : change.put)
                    batch.putOutbox.append(
                        { parcel.row.id, parcel.row.voucher, int(parcel.row.state), encode(parcel) });
                batch.removeOutbox = change.remove;
                for (const auto& draft : change.putDrafts)
                    batch.putDrafts.append({ 0, draft.voucher.id, 0, encode(draft) });
                batch.removeDrafts = change.removeDrafts;
                batch.putAttachment = change.putAttachment;
                if (change.account)
                    batch.account = encode(*change.account);
                if (change.audit)
                    batch.audit = encode(*change.audit, at);
                return store.commitWork(batch);
            });
    }

    Async<QByteArray> attachment(const domain::Sha256Hex& sha256) override
    {
        return work<QByteArray>([sha256](OfficerStore& store) { return store.attachment(sha256); });
    }

    Async<Done> rewrap(SecureBuffer replacement) override
    {
        auto secret = std::make_shared<SecureBuffer>(std::move(replacement));
        return work<Done>([secret](OfficerStore& store) { return store.rewrap(*secret); });
    }

    Async<domain::FeedCursor> cursor() override
    {
        return cache<domain::FeedCursor>([](OfficerStore& store) -> Result<domain::FeedCursor> {
            const auto held = store.cursor();
            if (!held)
                return fail(held.error());
            return domain::FeedCursor(*held);
        });
    }

    Async<Done> applyPage(CachePlan plan) override
    {
        return cache<Done>([plan = std::move(plan)](OfficerStore& store) {
            QList<store::CacheRow> rows;
            rows.reserve(plan.upserts.size());
            for (const auto& upsert : plan.upserts)
                rows.append({ upsert.change.id, upsert.change.revision, sortKeyOf(upsert.summary),
                    upsert.change.raw, encode(upsert.summary) });
            return store.applyPage(rows, plan.deletions, plan.next.value());
        });
    }

    Async<Done> clearCache() override
    {
        return cache<Done>([](OfficerStore& store) { return store.clearCache(); });
    }

    Async<domain::Voucher> voucher(const VoucherId& id) override
    {
        return cache<domain::Voucher>([id](OfficerStore& store) -> Result<domain::Voucher> {
            const auto body = store.body(id);
            if (!body)
                return fail(body.error());
            return wire::decodeVoucher(*body);
        });
    }

    Async<QHash<VoucherId, int>> revisions(const QList<VoucherId>& ids) override
    {
        return cache<QHash<VoucherId, int>>([ids](OfficerStore& store) { return store.revisions(ids); });
    }

    Async<std::optional<domain::ReferenceData>> reference() override
    {
        using Stored = std::optional<domain::ReferenceData>;
        return cache<Stored>([](OfficerStore& store) -> Result<Stored> {
            const auto bytes = store.reference();
            if (!bytes)
                return fail(bytes.error());
            if (bytes->isEmpty())
                return Stored {};
            auto reference = wire::decodeReference(*bytes);
            if (!reference)
                return fail(reference.error());
            return Stored(std::move(*reference));
        });
    }

    Async<Done> saveReference(const domain::ReferenceData& reference) override
    {
        return cache<Done>(
            [bytes = wire::encode(reference)](OfficerStore& store) { return store.saveReference(bytes); });
    }

    Async<Summaries> firstPage(int rows) override
    {
        return cache<Summaries>(
            [rows](OfficerStore& store) { return decodeAll(store.newestSummaries(rows)); });
    }
    Async<Summaries> allSummaries() override
    {
        return cache<Summaries>([](OfficerStore& store) { return decodeAll(store.newestSummaries(-1)); });
    }
    Async<Summaries> summaries(const QList<VoucherId>& ids) override
    {
        return cache<Summaries>([ids](OfficerStore& store) { return decodeAll(store.summaries(ids)); });
    }

private:
    template <typename T, typename Use> Async<T> work(Use use)
    {
        return domain::runOn<T>(
            m_options.workWriter, [store = m_store, use = std::move(use)] { return use(*store); });
    }
    template <typename T, typename Use> Async<T> cache(Use use)
    {
        return domain::runOn<T>(
            m_options.cacheWriter, [store = m_store, use = std::move(use)] { return use(*store); });
    }

    std::shared_ptr<OfficerStore> m_store; ///< Lives until the last work that uses it has run.
    StoreVaultOptions m_options;
};

class StoreKeeper : public VaultKeeper {
public:
    explicit StoreKeeper(const StoreVaultOptions& options)
        : m_options(options)
    {
    }

    Result<Done> acquire(const domain::Ic& officer) override
    {
        const auto folder = folderOf(officer);
        if (!QDir().mkpath(folder))
            return fail(ErrorCode::StorageFailed, QStringLiteral("the officer's folder cannot be made"));
        auto lock = std::make_unique<QLockFile>(QDir(folder).filePath(QStringLiteral("officer.lock")));
        // Stale only when its process is gone, however long it has been open.
        lock->setStaleLockTime(0);
        if (!lock->tryLock(0)) {
            const bool held = lock->error() == QLockFile::LockFailedError;
            return fail(
                held ? ErrorCode::AnotherInstance : ErrorCode::StorageFailed, QStringLiteral("officer.lock"));
        }
        m_lock = std::move(lock);
        return Done {};
    }

    void release() override { m_lock.reset(); }

    Async<std::shared_ptr<Vault>> openOnline(
        const domain::Ic& officer, SecureBuffer password, SecureBuffer recovery) override
    {
        const auto folder = folderOf(officer);
        return opened(std::move(password), std::move(recovery),
            [folder](const SecureBuffer& secret, const SecureBuffer& spare, domain::Rng& rng) {
                if (!OfficerStore::exists(folder))
                    return OfficerStore::create(folder, secret, spare, rng);
                auto store = OfficerStore::open(folder, secret, rng);
                if (!store && store.error().code == ErrorCode::WrongPassword)
                    return OfficerStore::recover(folder, secret, spare, rng);
                return store;
            });
    }

    Async<std::shared_ptr<Vault>> openOffline(const domain::Ic& officer, SecureBuffer password) override
    {
        const auto folder = folderOf(officer);
        return opened(std::move(password), {},
            [folder](const SecureBuffer& secret, const SecureBuffer&,
                domain::Rng& rng) -> Result<std::unique_ptr<OfficerStore>> {
                if (!OfficerStore::exists(folder))
                    return fail(ErrorCode::NoOfflineAccount);
                return OfficerStore::open(folder, secret, rng);
            });
    }

private:
    QString folderOf(const domain::Ic& officer) const
    {
        // A folder's name must not tell whose it is.
        const auto name = QCryptographicHash::hash(
            "peraku officer " + officer.digits().toUtf8(), QCryptographicHash::Sha256)
                              .toHex()
                              .left(32);
        return QDir(m_options.directory).filePath(QString::fromLatin1(name));
    }

    template <typename Open>
    Async<std::shared_ptr<Vault>> opened(SecureBuffer password, SecureBuffer recovery, Open open)
    {
        using Opened = std::shared_ptr<OfficerStore>;
        auto secrets = std::make_shared<std::pair<SecureBuffer, SecureBuffer>>(
            std::move(password), std::move(recovery));
        // On the writer itself: the store of an earlier log-in is closed there first.
        auto done = domain::runOn<Opened>(
            m_options.workWriter, [secrets, open, &rng = m_options.rng]() -> Result<Opened> {
                auto store = open(secrets->first, secrets->second, rng);
                if (!store)
                    return fail(store.error());
                return Opened(std::move(*store));
            });
        return domain::andThen<Opened>(
            done, &m_context, [this](Opened store) -> Result<std::shared_ptr<Vault>> {
                return std::shared_ptr<Vault>(std::make_shared<StoreVault>(std::move(store), m_options));
            });
    }

    StoreVaultOptions m_options;
    std::unique_ptr<QLockFile> m_lock;
    QObject m_context;
};

} // namespace

std::unique_ptr<VaultKeeper> makeStoreVaults(const StoreVaultOptions& options)
{
    return std::make_unique<StoreKeeper>(options);
}

} // namespace peraku::services
