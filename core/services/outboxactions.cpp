#include "outbox.h"
#include "parcels.h"

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;

Async<Done> Outbox::retry(qint64 id)
{
    m_notBefore.remove(id);
    const auto* row = m_workspace.parcel(id);
    if (!row)
        return domain::readyError<Done>({ ErrorCode::NotFound, QStringLiteral("outbox row"), {}, false, 0 });
    if (row->row.state == OutboxState::Queued || row->row.state == OutboxState::Sending) {
        Q_EMIT queued();
        return domain::ready<Done>(Done {});
    }
    const bool decision = row->row.operation == OutboxOperation::Decide;
    if (row->row.state == OutboxState::Acknowledged || (row->row.state == OutboxState::Conflict && decision))
        return domain::readyError<Done>(
            { ErrorCode::WrongState, QStringLiteral("review the voucher anew"), {}, false, 0 });

    // The officer's "send mine after all" builds upon what the treasury holds now.
    const auto voucher = row->row.voucher;
    using Revisions = QHash<domain::VoucherId, int>;
    auto rebased = domain::andThen<Revisions>(
        m_workspace.vault().revisions({ voucher }), this, [this, id, voucher](Revisions held) {
            return m_workspace.change([this, id, held = held.value(voucher)]() -> Result<WorkChange> {
                const auto* now = m_workspace.parcel(id);
                if (!now || !now->isBlocked())
                    return WorkChange {};
                auto again = *now;
                again.row.state = OutboxState::Queued;
                again.row.reason.reset();
                again.row.attempts = 0;
                // The refused intent ended with its key; this is a new one.
                again.key = domain::IdempotencyKey(m_client.rng().hex(16));
                if (again.row.operation != OutboxOperation::Attach
                    && again.row.operation != OutboxOperation::Decide)
                    again.baseRevision = std::max(held, m_workspace.ownRevision(again.row.voucher));
                WorkChange change;
                change.put.append(again);
                change.audit = AuditLine { QStringLiteral("retried"), again.row.voucher, {} };
                return change;
            });
        });
    return domain::andThen<Done>(rebased, this, [this](Done) -> Result<Done> {
        Q_EMIT queued();
        return Done {};
    });
}

Async<Done> Outbox::discard(qint64 id)
{
    m_notBefore.remove(id);
    return m_workspace.change([this, id]() -> Result<WorkChange> {
        const auto* row = m_workspace.parcel(id);
        if (!row)
            return fail(ErrorCode::NotFound, QStringLiteral("outbox row"));
        const bool perhapsTaken = row->isWaiting() && row->row.attempts > 0;
        if (row->row.state == OutboxState::Acknowledged || perhapsTaken)
            return fail(ErrorCode::WrongState, QStringLiteral("the treasury may have taken it already"));
        WorkChange change;
        change.remove.append(id);
        // What was to follow it has lost its ground.
        for (const auto& later : m_workspace.parcelsOf(row->row.voucher)) {
            if (later.row.id > id && later.baseRevision == followsPrevious)
                change.remove.append(later.row.id);
        }
        if (row->row.operation == OutboxOperation::SaveDraft
            && m_workspace.drafts().contains(row->row.voucher))
            change.removeDrafts.append(row->row.voucher);
        change.audit = AuditLine { QStringLiteral("discarded"), row->row.voucher, {} };
        return change;
    });
}

} // namespace peraku::services
