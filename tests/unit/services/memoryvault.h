#pragma once

#include "vault.h"
#include "voucherindex.h"

#include <QMap>
#include <QTimer>

#include <functional>
#include <optional>

namespace peraku::test {

/** What outlives a run of the program, as the two databases would. */
struct MemoryFiles {
    QByteArray storedSecret;
    bool lockedElsewhere = false;
    std::function<bool(const services::WorkChange&)> refuses; ///< The disk is full for such changes.
    std::optional<services::Account> account;
    QMap<qint64, services::Parcel> parcels;
    QMap<domain::VoucherId, services::LocalDraft> drafts;
    QHash<domain::Sha256Hex, QByteArray> attachments;
    QList<services::AuditLine> audit;
    qint64 nextId = 1;
    QMap<domain::VoucherId, services::Upsert> cache;
    domain::FeedCursor cursor;
    std::optional<domain::ReferenceData> reference;
    int commits = 0;
    std::optional<domain::Error> failCommits; ///< A full disk, for example.
    std::function<void()> whenPageStored; ///< Before anybody hears that it was.
    int failBodies = 0; ///< So many reads of resting bodies fail, as beside a virus scanner.
};

/** A vault whose transactions are plain assignments; answers in a later turn of the event loop, as the
 * writers do. */
class MemoryVault : public services::Vault {
public:
    explicit MemoryVault(MemoryFiles& files)
        : m_files(files)
    {
    }

    services::Async<services::WorkContents> load() override
    {
        services::WorkContents contents { m_files.account, m_files.parcels.values(),
            m_files.drafts.values() };
        for (auto& parcel : contents.parcels) {
            if (parcel.bodyRests())
                parcel.body.clear();
        }
        return later<services::WorkContents>(contents);
    }

    services::Async<QList<qint64>> commit(services::WorkChange change) override
    {
        if (m_files.refuses && m_files.refuses(change))
            return later<QList<qint64>>(domain::fail(domain::ErrorCode::StorageFull));
        ++m_files.commits;
        if (m_files.failCommits)
            return later<QList<qint64>>(domain::fail(*m_files.failCommits));
        QList<qint64> ids;
        for (auto parcel : change.put) {
            if (parcel.row.id == 0)
                parcel.row.id = m_files.nextId++;
            else if (parcel.bodyRests())
                parcel.body = m_files.parcels.value(parcel.row.id).body;
            ids.append(parcel.row.id);
            m_files.parcels.insert(parcel.row.id, parcel);
        }
        for (const auto id : change.remove)
            m_files.parcels.remove(id);
        for (const auto& draft : change.putDrafts)
            m_files.drafts.insert(draft.voucher.id, draft);
        for (const auto& id : change.removeDrafts)
            m_files.drafts.remove(id);
        if (change.putAttachment)
            m_files.attachments.insert(change.putAttachment->first, change.putAttachment->second);
        if (change.account)
            m_files.account = change.account;
        if (change.audit)
            m_files.audit.append(*change.audit);
        return later<QList<qint64>>(ids);
    }

    services::Async<QByteArray> body(qint64 row) override
    {
        if (m_files.failBodies > 0) {
            --m_files.failBodies;
            return later<QByteArray>(domain::fail(domain::ErrorCode::StorageFailed));
        }
        if (!m_files.parcels.contains(row))
            return later<QByteArray>(domain::fail(domain::ErrorCode::NotFound));
        return later<QByteArray>(m_files.parcels.value(row).body);
    }
    services::Async<QByteArray> attachment(const domain::Sha256Hex& sha256) override
    {
        if (!m_files.attachments.contains(sha256))
            return later<QByteArray>(domain::fail(domain::ErrorCode::NotFound));
        return later<QByteArray>(m_files.attachments.value(sha256));
    }
    services::Async<services::Done> rewrap(secret::SecureBuffer replacement) override
    {
        m_files.storedSecret
            = QByteArray(reinterpret_cast<const char*>(replacement.bytes()), qsizetype(replacement.size()));
        return later<services::Done>(services::Done {});
    }

    services::Async<domain::FeedCursor> cursor() override
    {
        return later<domain::FeedCursor>(m_files.cursor);
    }
    services::Async<services::Done> applyPage(services::CachePlan plan) override
    {
        for (const auto& upsert : plan.upserts)
            m_files.cache.insert(upsert.change.id, upsert);
        for (const auto& id : plan.deletions)
            m_files.cache.remove(id);
        m_files.cursor = plan.next;
        if (m_files.whenPageStored) {
            m_files.whenPageStored();
            auto promise = std::make_shared<QPromise<services::Result<services::Done>>>();
            promise->start();
            // Long enough for whoever stops the pull to be heard first.
            QTimer::singleShot(50, this, [promise] {
                promise->addResult(services::Done {});
                promise->finish();
            });
            return promise->future();
        }
        return later<services::Done>(services::Done {});
    }
    services::Async<services::Done> clearCache() override
    {
        m_files.cache.clear();
        m_files.cursor = {};
        return later<services::Done>(services::Done {});
    }
    services::Async<domain::Voucher> voucher(const domain::VoucherId& id) override
    {
        if (!m_files.cache.contains(id))
            return later<domain::Voucher>(domain::fail(domain::ErrorCode::NotFound));
        return later<domain::Voucher>(m_files.cache.value(id).change.voucher);
    }
    services::Async<QHash<domain::VoucherId, int>> revisions(const QList<domain::VoucherId>& ids) override
    {
        QHash<domain::VoucherId, int> held;
        for (const auto& id : ids) {
            if (m_files.cache.contains(id))
                held.insert(id, m_files.cache.value(id).change.revision);
        }
        return later<QHash<domain::VoucherId, int>>(held);
    }
    services::Async<std::optional<domain::ReferenceData>> reference() override
    {
        return later<std::optional<domain::ReferenceData>>(m_files.reference);
    }
    services::Async<services::Done> saveReference(const domain::ReferenceData& reference) override
    {
        m_files.reference = reference;
        return later<services::Done>(services::Done {});
    }
    services::Async<QList<domain::VoucherSummary>> firstPage(int rows) override
    {
        return later<QList<domain::VoucherSummary>>(all().mid(0, rows));
    }
    services::Async<std::shared_ptr<services::VoucherIndex>> index() override
    {
        auto index = std::make_shared<services::VoucherIndex>();
        for (const auto& row : all())
            index->put(row);
        index->sort();
        return later<std::shared_ptr<services::VoucherIndex>>(index);
    }
    services::Async<qint64> verifyAudit() override { return later<qint64>(m_files.audit.size()); }
    services::Async<QList<domain::VoucherSummary>> summaries(const QList<domain::VoucherId>& ids) override
    {
        QList<domain::VoucherSummary> found;
        for (const auto& id : ids) {
            if (m_files.cache.contains(id))
                found.append(m_files.cache.value(id).summary);
        }
        return later<QList<domain::VoucherSummary>>(found);
    }

private:
    template <typename T> services::Async<T> later(services::Result<T> value)
    {
        auto promise = std::make_shared<QPromise<services::Result<T>>>();
        promise->start();
        QMetaObject::invokeMethod(
            this,
            [promise, value = std::move(value)] {
                promise->addResult(value);
                promise->finish();
            },
            Qt::QueuedConnection);
        return promise->future();
    }
    QList<domain::VoucherSummary> all() const
    {
        QList<domain::VoucherSummary> rows;
        for (const auto& upsert : m_files.cache)
            rows.append(upsert.summary);
        return rows;
    }

    MemoryFiles& m_files;
};

/** One officer's files; a wrong secret is told apart as the password slot would. */
class MemoryKeeper : public services::VaultKeeper {
public:
    explicit MemoryKeeper(MemoryFiles& files)
        : m_files(files)
    {
    }

    services::Result<services::Done> acquire(const domain::Ic&) override
    {
        if (m_files.lockedElsewhere)
            return domain::fail(domain::ErrorCode::AnotherInstance);
        return services::Done {};
    }
    void release() override { }
    services::Async<services::Done> remove() override
    {
        m_files = {};
        return domain::ready<services::Done>(services::Done {});
    }
    services::Async<std::shared_ptr<services::Vault>> openOnline(
        secret::SecureBuffer given, secret::SecureBuffer) override
    {
        m_files.storedSecret
            = QByteArray(reinterpret_cast<const char*>(given.bytes()), qsizetype(given.size()));
        return domain::ready<std::shared_ptr<services::Vault>>(std::make_shared<MemoryVault>(m_files));
    }
    services::Async<std::shared_ptr<services::Vault>> openOffline(secret::SecureBuffer given) override
    {
        using Opened = std::shared_ptr<services::Vault>;
        if (m_files.storedSecret.isEmpty())
            return domain::readyError<Opened>({ domain::ErrorCode::NoOfflineAccount, {}, {}, false, 0 });
        if (m_files.storedSecret
            != QByteArray(reinterpret_cast<const char*>(given.bytes()), qsizetype(given.size())))
            return domain::readyError<Opened>({ domain::ErrorCode::WrongPassword, {}, {}, false, 0 });
        return domain::ready<Opened>(std::make_shared<MemoryVault>(m_files));
    }

private:
    MemoryFiles& m_files;
};

} // namespace peraku::test
