#include "parcels.h"

#include <domain/canonical.h>
#include <domain/summary.h>

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace peraku::services {

using domain::Action;
using domain::Voucher;
using domain::VoucherId;

QString titleOf(const Voucher& voucher)
{
    if (!voucher.number.isEmpty())
        return voucher.number;
    return domain::summaryOf(voucher).counterparty;
}

QByteArray encodeAttachment(const domain::Attachment& attachment)
{
    const QJsonObject object { { QStringLiteral("fileName"), attachment.fileName },
        { QStringLiteral("mediaType"), attachment.mediaType }, { QStringLiteral("size"), attachment.size },
        { QStringLiteral("sha256"), attachment.sha256.value() } };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<domain::Attachment> decodeAttachment(const QByteArray& body)
{
    const auto parsed = domain::parseStrictJson(body);
    if (!parsed)
        return domain::fail(parsed.error());
    const auto object = parsed->toObject();
    domain::Attachment attachment;
    attachment.fileName = object.value(QStringLiteral("fileName")).toString();
    attachment.mediaType = object.value(QStringLiteral("mediaType")).toString();
    attachment.size = object.value(QStringLiteral("size")).toInteger();
    attachment.sha256 = domain::Sha256Hex(object.value(QStringLiteral("sha256")).toString());
    if (attachment.sha256.isEmpty())
        return domain::fail(
            domain::ErrorCode::StorageCorrupt, QStringLiteral("attachment row without a hash"));
    return attachment;
}

bool isBeingDiscarded(const Workspace& workspace, const VoucherId& id)
{
    const auto& rows = workspace.parcels();
    return std::any_of(rows.begin(), rows.end(),
        [&id](const Parcel& p) { return p.isDiscard() && p.row.voucher == id && !p.isBlocked(); });
}

bool hasPendingStep(const Workspace& workspace, const VoucherId& id)
{
    const auto& rows = workspace.parcels();
    return std::any_of(rows.begin(), rows.end(), [&id](const Parcel& p) {
        const bool step
            = p.row.operation == OutboxOperation::Submit || p.row.operation == OutboxOperation::Decide;
        return step && p.row.voucher == id && !p.isBlocked();
    });
}

Parcel ParcelMaker::fresh(const Voucher& voucher, OutboxOperation operation, Action action) const
{
    Parcel parcel;
    parcel.row.voucher = voucher.id;
    parcel.row.title = titleOf(voucher);
    parcel.row.operation = operation;
    parcel.row.action = action;
    parcel.row.createdAt = m_clock.nowUtc();
    parcel.key = newKey();
    return parcel;
}

int ParcelMaker::baseRevision(const Voucher& voucher) const
{
    const auto local = m_workspace.drafts().value(voucher.id).voucher.revision;
    return std::max({ voucher.revision, local, m_workspace.ownRevision(voucher.id) });
}

void ParcelMaker::saveDraft(WorkChange& change, const Voucher& draft) const
{
    auto row = fresh(draft, OutboxOperation::SaveDraft, Action::Edit);
    row.body = wire::encode(wire::DraftBody { draft.content });
    row.baseRevision = baseRevision(draft);
    std::optional<Parcel> conflicting;
    for (const auto& known : m_workspace.parcelsOf(draft.id)) {
        if (known.row.operation == OutboxOperation::Attach || known.row.state == OutboxState::Acknowledged)
            continue;
        const bool save = known.row.operation == OutboxOperation::SaveDraft;
        const bool neverSent = known.row.state == OutboxState::Queued && known.row.attempts == 0;
        if (known.isConflictingSave()) {
            conflicting = known;
        } else if (save && (neverSent || known.isBlocked())) {
            // A refused save is an intent that ended; this one is new, upon the revision that was shown.
            row.row.id = known.row.id;
            if (neverSent)
                row.baseRevision = known.baseRevision;
        } else if (known.row.operation == OutboxOperation::Submit && known.isBlocked()) {
            // It was refused for what is amended now.
            change.remove.append(known.row.id);
        } else if (known.isWaiting()) {
            row.baseRevision = followsPrevious;
        }
    }
    if (conflicting && row.row.id == 0) {
        // The officer has not seen the other version yet: typing on is no choice between the two.
        conflicting->body = row.body;
        row = *conflicting;
    }
    change.put.append(row);
    auto stored = draft;
    const auto known = m_workspace.drafts().value(draft.id);
    stored.revision = std::max(draft.revision, known.voucher.revision);
    stored.updatedAt = m_clock.nowUtc();
    change.putDrafts.append({ stored, m_clock.nowUtc(), known.ancestor });
}

void ParcelMaker::saveUpon(
    WorkChange& change, const Voucher& theirs, const domain::VoucherContent& merged) const
{
    for (const auto& known : m_workspace.parcelsOf(theirs.id)) {
        if (known.row.operation != OutboxOperation::Attach && known.row.state != OutboxState::Acknowledged)
            change.remove.append(known.row.id);
    }
    auto stored = theirs;
    stored.content = merged;
    stored.updatedAt = m_clock.nowUtc();
    auto row = fresh(stored, OutboxOperation::SaveDraft, Action::Edit);
    row.body = wire::encode(wire::DraftBody { merged });
    row.baseRevision = theirs.revision;
    change.put.append(row);
    change.putDrafts.append({ stored, m_clock.nowUtc(), { theirs.revision, theirs.content } });
}

void ParcelMaker::submit(WorkChange& change, const Voucher& draft) const
{
    auto row = fresh(draft, OutboxOperation::Submit, Action::Submit);
    row.baseRevision = followsPrevious;
    change.put.append(row);
}

void ParcelMaker::decide(
    WorkChange& change, const Voucher& voucher, const wire::DecisionBody& decision, int revision) const
{
    auto row = fresh(voucher, OutboxOperation::Decide, decision.action);
    row.baseRevision = revision;
    row.body = wire::encode(decision);
    if (decision.action != Action::Certify)
        row.reviewed = wire::encode(wire::DraftBody { voucher.content });
    change.put.append(row);
}

void ParcelMaker::attach(WorkChange& change, const VoucherId& voucher, const domain::Attachment& attachment,
    const QByteArray& bytes) const
{
    Voucher subject;
    subject.id = voucher;
    auto row = fresh(subject, OutboxOperation::Attach, Action::Edit);
    row.row.title = attachment.fileName;
    row.body = encodeAttachment(attachment);
    change.put.append(row);
    change.putAttachment = qMakePair(attachment.sha256, bytes);
}

void ParcelMaker::discardDraft(WorkChange& change, const Voucher& draft) const
{
    auto row = fresh(draft, OutboxOperation::SaveDraft, Action::Cancel);
    row.baseRevision = baseRevision(draft);
    for (const auto& known : m_workspace.parcelsOf(draft.id)) {
        if (known.row.state == OutboxState::Acknowledged)
            continue;
        const bool perhapsTaken = known.row.attempts > 0 && known.isWaiting();
        if (!perhapsTaken)
            change.remove.append(known.row.id);
        else if (known.row.operation != OutboxOperation::Attach) // whose answer tells no revision to follow
            row.baseRevision = followsPrevious;
    }
    change.put.append(row);
    change.removeDrafts.append(draft.id);
}

} // namespace peraku::services
