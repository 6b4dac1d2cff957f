#include "workspace.h"

#include <algorithm>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::VoucherId;

Workspace::~Workspace()
{
    close();
}

const Parcel* Workspace::parcel(qint64 id) const
{
    const auto found
        = std::find_if(m_parcels.begin(), m_parcels.end(), [id](const Parcel& p) { return p.row.id == id; });
    return found == m_parcels.end() ? nullptr : &*found;
}

QList<Parcel> Workspace::parcelsOf(const VoucherId& id) const
{
    QList<Parcel> found;
    std::copy_if(m_parcels.begin(), m_parcels.end(), std::back_inserter(found),
        [&](const Parcel& p) { return p.row.voucher == id; });
    return found;
}

Async<Done> Workspace::open(std::shared_ptr<Vault> vault)
{
    close();
    m_vault = std::move(vault);
    connect(m_vault.get(), &Vault::cacheRebuilt, this, &Workspace::cacheRebuilt);
    connect(m_vault.get(), &Vault::cacheSpoiled, this, &Workspace::cacheSpoiled);
    return domain::andThen<WorkContents>(m_vault->load(), this, [this](WorkContents contents) -> Async<Done> {
        m_account = contents.account.value_or(Account {});
        m_notices = m_vault->notices();
        m_unreadable = contents.unreadable;
        if (contents.unreadable > 0)
            m_notices.append({ ErrorCode::SealBroken, {}, {}, false, 0 });
        const auto restored = std::find_if(m_notices.cbegin(), m_notices.cend(),
            [](const Error& notice) { return notice.code == ErrorCode::StorageRestored; });
        WorkChange requeued;
        for (auto& parcel : contents.parcels) {
            const bool binds = parcel.row.operation != OutboxOperation::SaveDraft || parcel.isDiscard();
            if (restored != m_notices.cend() && parcel.isWaiting() && binds) {
                // The backup may be older than the officer's change of mind.
                parcel.row.state = OutboxState::NeedsAttention;
                parcel.row.reason = *restored;
                requeued.put.append(parcel);
            } else if (parcel.row.state == OutboxState::Sending) {
                parcel.row.state = OutboxState::Queued;
                requeued.put.append(parcel);
            }
        }
        m_parcels = std::move(contents.parcels);
        for (auto& draft : contents.drafts)
            m_drafts.insert(draft.voucher.id, draft);
        Q_EMIT opened();
        Q_EMIT parcelsChanged();
        if (requeued.isEmpty() || m_vault->isReadOnly())
            return domain::ready<Done>(Done {});
        return change([requeued] { return Result<WorkChange>(requeued); });
    });
}

Async<Done> Workspace::clearCache()
{
    return domain::andThen<Done>(m_vault->clearCache(), this, [this](Done) -> Result<Done> {
        Q_EMIT cacheRebuilt();
        return Done {};
    });
}

void Workspace::close()
{
    if (!m_vault)
        return;
    auto pending = std::exchange(m_pending, {});
    m_running = false;
    m_account = {};
    m_notices.clear();
    m_unreadable = 0;
    m_parcels.clear();
    m_drafts.clear();
    m_ownRevisions.clear();
    // Kept until the listeners have let go of what belongs to it.
    const auto vault = std::move(m_vault);
    m_vault.reset();
    for (auto& waiting : pending) {
        waiting->promise.addResult(Result<Done>(fail(ErrorCode::Cancelled)));
        waiting->promise.finish();
    }
    Q_EMIT closed();
    Q_EMIT parcelsChanged();
}

Async<Done> Workspace::change(Build build)
{
    if (!m_vault)
        return domain::readyError<Done>(
            { ErrorCode::SessionExpired, QStringLiteral("nobody is logged in"), {}, false, 0 });
    auto pending = std::make_unique<Pending>();
    pending->build = std::move(build);
    pending->promise.start();
    auto future = pending->promise.future();
    m_pending.push_back(std::move(pending));
    if (!m_running)
        runNext();
    return future;
}

void Workspace::runNext()
{
    if (m_pending.empty()) {
        m_running = false;
        return;
    }
    m_running = true;
    auto change = m_pending.front()->build();
    if (!change)
        return finishFirst(fail(change.error()));
    if (change->isEmpty())
        return finishFirst(Done {});
    const auto vault = m_vault;
    domain::onFinished<QList<qint64>>(
        vault->commit(*change), this, [this, vault, change = *change](Result<QList<qint64>> ids) {
            if (vault != m_vault)
                return; // closed meanwhile; close() has answered
            if (!ids)
                return finishFirst(fail(ids.error()));
            mirror(change, *ids);
            finishFirst(Done {});
        });
}

void Workspace::finishFirst(Result<Done> result)
{
    const auto first = std::move(m_pending.front());
    m_pending.pop_front();
    first->promise.addResult(std::move(result));
    first->promise.finish();
    runNext();
}

void Workspace::mirror(const WorkChange& change, const QList<qint64>& ids)
{
    QList<VoucherId> touched;
    for (qsizetype i = 0; i < change.put.size(); ++i) {
        auto parcel = change.put.at(i);
        parcel.row.id = ids.value(i, parcel.row.id);
        if (parcel.bodyRests())
            parcel.body.clear();
        touched.append(parcel.row.voucher);
        auto& own = m_ownRevisions[parcel.row.voucher];
        own = std::max(own, parcel.acknowledgedRevision);
        const auto known = std::find_if(
            m_parcels.begin(), m_parcels.end(), [&](const Parcel& p) { return p.row.id == parcel.row.id; });
        if (known == m_parcels.end())
            m_parcels.append(parcel);
        else
            *known = parcel;
    }
    for (const auto id : change.remove) {
        if (const auto* gone = parcel(id))
            touched.append(gone->row.voucher);
        m_parcels.removeIf([id](const Parcel& p) { return p.row.id == id; });
    }
    for (const auto& draft : change.putDrafts) {
        touched.append(draft.voucher.id);
        m_drafts.insert(draft.voucher.id, draft);
    }
    for (const auto& id : change.removeDrafts) {
        touched.append(id);
        m_drafts.remove(id);
    }
    if (change.account)
        m_account = *change.account;
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    if (!change.put.isEmpty() || !change.remove.isEmpty())
        Q_EMIT parcelsChanged();
    if (!touched.isEmpty())
        Q_EMIT vouchersTouched(touched);
}

} // namespace peraku::services
