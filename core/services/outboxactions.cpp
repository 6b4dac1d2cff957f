#include "outbox.h"
#include "parcels.h"

#include <optional>

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
    if (row->row.state == OutboxState::Acknowledged)
        return domain::readyError<Done>(
            { ErrorCode::WrongState, QStringLiteral("the treasury has it"), {}, false, 0 });
    // To send mine after all is a choice between two versions, and ConflictService shows both.
    if (row->row.state == OutboxState::Conflict && row->row.operation != OutboxOperation::Attach) {
        const bool decision = row->row.operation == OutboxOperation::Decide;
        return domain::readyError<Done>({ decision ? ErrorCode::WrongState : ErrorCode::Conflict,
            QStringLiteral("compare both versions"), {}, false, 0 });
    }

    auto queuedAgain = m_workspace.change([this, id]() -> Result<WorkChange> {
        const auto* now = m_workspace.parcel(id);
        if (!now || !now->isBlocked())
            return WorkChange {};
        auto again = *now;
        again.row.state = OutboxState::Queued;
        again.row.reason.reset();
        again.row.attempts = 0;
        // The refused intent ended with its key; this is a new one, upon what the officer saw.
        again.key = domain::IdempotencyKey(m_client.rng().hex(16));
        if (again.baseRevision != followsPrevious && again.row.operation == OutboxOperation::SaveDraft)
            again.baseRevision = std::max(again.baseRevision, m_workspace.ownRevision(again.row.voucher));
        WorkChange change;
        change.put.append(again);
        change.audit = AuditLine { QStringLiteral("retried"), again.row.voucher, {} };
        return change;
    });
    return domain::andThen<Done>(queuedAgain, this, [this](Done) -> Result<Done> {
        Q_EMIT queued();
        return Done {};
    });
}

void Outbox::restoreDraft(WorkChange& change, const OutboxRow& discarded) const
{
    auto draft = m_workspace.drafts().value(discarded.voucher);
    if (draft.voucher.id.isEmpty())
        return;
    bool anyLeft = false;
    std::optional<domain::VoucherContent> sent;
    for (const auto& parcel : m_workspace.parcelsOf(discarded.voucher)) {
        if (change.remove.contains(parcel.row.id))
            continue;
        anyLeft = true;
        if (parcel.row.operation != OutboxOperation::SaveDraft || parcel.isDiscard())
            continue;
        if (const auto body = wire::decodeDraftBody(parcel.body))
            sent = body->content;
    }
    if (discarded.operation == OutboxOperation::SaveDraft && sent) {
        // An earlier save is on its way still: whoever goes on must go on from that one.
        draft.voucher.content = *sent;
        change.putDrafts.append(draft);
    } else if (discarded.operation == OutboxOperation::SaveDraft || !anyLeft) {
        // A draft that nothing brings to the treasury would hide what the treasury holds for good.
        change.removeDrafts.append(discarded.voucher);
    }
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
        restoreDraft(change, row->row);
        change.audit = AuditLine { QStringLiteral("discarded"), row->row.voucher, {} };
        return change;
    });
}

} // namespace peraku::services
