#include "storevault.h"

#include "vaultcodec.h"
#include "voucherindex.h"
#include "workrecords.h"

#include <store/officerfiles.h>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::VoucherId;
using domain::VoucherSummary;
using secret::SecureBuffer;
using store::CacheReader;
using store::CacheStore;
using store::OfficerFiles;
using store::WorkStore;

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

/** What waits for the officer comes first, the oldest at its head; the rest from the newest. */
store::CacheRow rowOf(const Upsert& upsert)
{
    const auto& summary = upsert.summary;
    const auto home = homeOf(summary);
    const auto age = ageOf(summary);
    return { upsert.change.id, upsert.change.revision, int(home), home == ListKind::All ? -age : age,
        upsert.change.raw, encode(summary) };
}

class StoreVault : public Vault {
public:
    StoreVault(OfficerFiles files, const StoreVaultOptions& options, std::shared_ptr<void> lock)
        : m_lock(std::move(lock))
        , m_work(std::move(files.work))
        , m_cache(std::move(files.cache))
        , m_reader(std::move(files.reader))
        , m_notices(std::move(files.notices))
        , m_readOnly(m_work->isReadOnly())
        , m_options(options)
        , m_backedUpAtMs(options.clock.monotonicMs())
    {
    }

    ~StoreVault() override
    {
        // Closing may write to the disk, so each file is let go of in its own thread.
        m_options.workWriter.post([lock = m_lock, work = std::move(m_work)]() mutable {
            // The day's last work is not to wait for the next log-in.
            if (auto kept = work->backUp(); !kept)
                qWarning("backup of work.db: %s", qPrintable(kept.error().detail));
            work.reset();
        });
        m_options.cacheReader.post(
            [lock = m_lock, reader = std::move(m_reader)]() mutable { reader.reset(); });
        m_options.cacheWriter.post([lock = m_lock, cache = std::move(m_cache)]() mutable { cache.reset(); });
    }

    QList<Error> notices() const override { return m_notices; }
    bool isReadOnly() const override { return m_readOnly; }

    Async<WorkContents> load() override { return work<WorkContents>(readWork); }

    Async<QList<qint64>> commit(WorkChange change) override
    {
        const auto now = m_options.clock.monotonicMs();
        const bool backUp = now - m_backedUpAtMs >= backupEveryMs;
        if (backUp)
            m_backedUpAtMs = now;
        return work<QList<qint64>>([change = std::move(change), at = m_options.clock.nowUtc(), backUp](
                                       WorkStore& store) -> Result<QList<qint64>> {
            store::WorkBatch batch;
            for (const auto& parcel : change.put) {
                auto row = workRow(store, parcel);
                if (!row)
                    return fail(row.error());
                batch.putOutbox.append(std::move(*row));
            }
            batch.removeOutbox = change.remove;
            for (const auto& draft : change.putDrafts)
                batch.putDrafts.append({ 0, draft.voucher.id, 0, encode(draft) });
            batch.removeDrafts = change.removeDrafts;
            batch.putAttachment = change.putAttachment;
            if (change.account)
                batch.account = encode(*change.account);
            if (change.audit)
                batch.audit = encode(*change.audit, at);
            auto ids = store.commit(batch);
            if (ids && backUp) {
                // What was just saved is safe in the file itself.
                if (auto kept = store.backUp(); !kept)
                    qWarning("backup of work.db: %s", qPrintable(kept.error().detail));
            }
            return ids;
        });
    }

    Async<QByteArray> body(qint64 row) override
    {
        return work<QByteArray>([row](WorkStore& store) { return storedBody(store, row); });
    }

    Async<QByteArray> attachment(const domain::Sha256Hex& sha256) override
    {
        return work<QByteArray>([sha256](WorkStore& store) { return store.attachment(sha256); });
    }

    Async<Done> rewrap(SecureBuffer replacement) override
    {
        auto secret = std::make_shared<SecureBuffer>(std::move(replacement));
        return work<Done>([secret](WorkStore& store) { return store.rewrap(*secret); });
    }

    Async<qint64> verifyAudit() override
    {
        return work<qint64>([](WorkStore& store) { return store.verifyAudit(); });
    }

    Async<domain::FeedCursor> cursor() override
    {
        // The treasury answers, so what is lost with a damaged cache comes back at once.
        auto usable = m_spoiled ? rebuildCache() : domain::ready<Done>(Done {});
        return domain::andThen<Done>(usable, this, [this](Done) {
            return cache<domain::FeedCursor>([](CacheStore& store) {
                return store.cursor().map([](const QString& held) { return domain::FeedCursor(held); });
            });
        });
    }

    Async<Done> applyPage(CachePlan plan) override
    {
        return cache<Done>([plan = std::move(plan)](CacheStore& store) {
            QList<store::CacheRow> rows;
            rows.reserve(plan.upserts.size());
            for (const auto& upsert : plan.upserts)
                rows.append(rowOf(upsert));
            return store.applyPage(rows, plan.deletions, plan.from.value(), plan.next.value());
        });
    }

    Async<Done> clearCache() override
    {
        return cache<Done>([](CacheStore& store) { return store.clear(); });
    }

    Async<domain::Voucher> voucher(const VoucherId& id) override
    {
        return read<domain::Voucher>([id](CacheReader& reader) -> Result<domain::Voucher> {
            const auto body = reader.body(id);
            if (!body)
                return fail(body.error());
            return wire::decodeVoucher(*body);
        });
    }

    Async<QHash<VoucherId, int>> revisions(const QList<VoucherId>& ids) override
    {
        return cache<QHash<VoucherId, int>>([ids](CacheStore& store) { return store.revisions(ids); });
    }

    Async<std::optional<domain::ReferenceData>> reference() override
    {
        using Stored = std::optional<domain::ReferenceData>;
        return read<Stored>([](CacheReader& reader) -> Result<Stored> {
            const auto bytes = reader.reference();
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
            [bytes = wire::encode(reference)](CacheStore& store) { return store.saveReference(bytes); });
    }

    Async<Summaries> firstPage(int rows) override
    {
        return read<Summaries>(
            [rows](CacheReader& reader) { return decodeAll(reader.firstSummaries(rows)); });
    }

    Async<std::shared_ptr<VoucherIndex>> index() override
    {
        using Index = std::shared_ptr<VoucherIndex>;
        struct Built {
            Index index;
            bool damaged = false; ///< Rows are missing from it.
        };
        auto built = read<Built>([](CacheReader& reader) -> Result<Built> {
            auto index = std::make_shared<VoucherIndex>();
            const auto filled = reader.forEachSummary([&](const QByteArray& summary) {
                return decodeSummary(summary).map([&](VoucherSummary row) {
                    index->put(std::move(row));
                    return Done {};
                });
            });
            if (!filled && (!isDamage(filled.error()) || index->size() == 0))
                return fail(filled.error());
            index->sort();
            return Built { std::move(index), !filled };
        });
        return domain::andThen<Built>(built, this, [this](Built read) -> Result<Index> {
            if (read.damaged)
                spoiled();
            // Reading every page of a large file takes a while, so the lists do not wait for this.
            cache<Done>([](CacheStore& store) { return store.check(); });
            return read.index;
        });
    }

    Async<Summaries> summaries(const QList<VoucherId>& ids) override
    {
        return read<Summaries>([ids](CacheReader& reader) { return decodeAll(reader.summaries(ids)); });
    }

private:
    static constexpr qint64 backupEveryMs = 10 * 60 * 1000;

    template <typename T, typename Use> Async<T> work(Use use)
    {
        return domain::runOn<T>(
            m_options.workWriter, [work = m_work, use = std::move(use)] { return use(*work); });
    }
    template <typename T, typename Use> Async<T> cache(Use use)
    {
        return minded<T>(domain::runOn<T>(
            m_options.cacheWriter, [cache = m_cache, use = std::move(use)] { return use(*cache); }));
    }
    template <typename T, typename Use> Async<T> read(Use use)
    {
        return minded<T>(domain::runOn<T>(
            m_options.cacheReader, [reader = m_reader, use = std::move(use)] { return use(*reader); }));
    }

    static bool isDamage(const Error& error)
    {
        return error.code == ErrorCode::StorageCorrupt || error.code == ErrorCode::SealBroken;
    }
    template <typename T> Async<T> minded(Async<T> done)
    {
        return domain::then<T>(done, this, [this](Result<T> result) -> Result<T> {
            if (!result && isDamage(result.error()))
                spoiled();
            return result;
        });
    }

    /** A damaged cache is made anew once the treasury answers, which has everything that stood in it; until
     * then the officer works on with what can be read. */
    void spoiled()
    {
        if (!std::exchange(m_spoiled, true))
            Q_EMIT cacheSpoiled();
    }

    Async<Done> rebuildCache()
    {
        const auto close = [this] {
            return domain::runOn<Done>(m_options.cacheReader, [reader = m_reader]() -> Result<Done> {
                reader->close();
                return Done {};
            });
        };
        auto rebuilt = domain::andThen<Done>(close(), this, [this](Done) {
            return domain::runOn<Done>(m_options.cacheWriter, [cache = m_cache] { return cache->rebuild(); });
        });
        // A look into the file on its way out would hold on to the old one.
        auto settled = domain::andThen<Done>(rebuilt, this, [close](Done) { return close(); });
        return domain::andThen<Done>(settled, this, [this](Done) -> Result<Done> {
            m_spoiled = false;
            Q_EMIT cacheRebuilt();
            return Done {};
        });
    }

    std::shared_ptr<void> m_lock;
    // Each lives until the last work that uses it has run.
    std::shared_ptr<WorkStore> m_work;
    std::shared_ptr<CacheStore> m_cache;
    std::shared_ptr<CacheReader> m_reader;
    QList<Error> m_notices;
    bool m_readOnly;
    StoreVaultOptions m_options;
    qint64 m_backedUpAtMs;
    bool m_spoiled = false;
};

} // namespace

std::shared_ptr<Vault> makeStoreVault(
    OfficerFiles files, const StoreVaultOptions& options, std::shared_ptr<void> lock)
{
    return std::make_shared<StoreVault>(std::move(files), options, std::move(lock));
}

} // namespace peraku::services
