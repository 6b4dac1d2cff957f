#include "conflicts.h"

#include "voucherreader.h"

#include <domain/statement.h>

#include <algorithm>

namespace peraku::services {

using domain::Action;
using domain::ErrorCode;
using domain::fail;
using domain::Voucher;
using domain::VoucherContent;
using domain::VoucherId;
using remote::HttpResponse;

namespace {

std::optional<VoucherContent> contentOfDraft(const QByteArray& body)
{
    auto draft = wire::decodeDraftBody(body);
    return draft ? std::optional(std::move(draft->content)) : std::nullopt;
}

/** What was signed; its bytes are the only true record of what the officer saw. */
std::optional<VoucherContent> contentOfDecision(const QByteArray& body)
{
    const auto decision = wire::decodeDecisionBody(body);
    if (!decision)
        return std::nullopt;
    auto statement = domain::parseStatement(decision->statement);
    return statement ? std::optional(std::move(statement->content)) : std::nullopt;
}

} // namespace

QList<domain::HistoryEntry> VoucherConflict::since() const
{
    QList<domain::HistoryEntry> entries;
    if (theirs) {
        std::copy_if(theirs->history.begin(), theirs->history.end(), std::back_inserter(entries),
            [this](const domain::HistoryEntry& entry) { return entry.revision > baseRevision; });
    }
    return entries;
}

Conflicts::Conflicts(Parts parts, QObject* parent)
    : ConflictService(parent)
    , m_parts(parts)
    , m_maker(parts.workspace, parts.clock, parts.rng)
{
}

Async<VoucherConflict> Conflicts::compare(qint64 row)
{
    const auto* parcel = m_parts.workspace.parcel(row);
    if (!parcel || parcel->row.state != OutboxState::Conflict)
        return domain::readyError<VoucherConflict>(
            { ErrorCode::WrongState, QStringLiteral("no conflict"), {}, false, 0 });
    VoucherConflict conflict;
    conflict.row = parcel->row;
    conflict.baseRevision = std::max(0, parcel->baseRevision);
    return domain::andThen<Held>(newest(parcel->row.voucher, conflict.baseRevision), this,
        [this, conflict](Held theirs) -> Async<VoucherConflict> {
            auto known = conflict;
            known.theirs = std::move(theirs);
            known.editable = known.theirs && mayEdit(*known.theirs);
            return withMine(known.row.id, std::move(known));
        });
}

Async<Conflicts::Held> Conflicts::newest(const VoucherId& id, int than)
{
    return domain::then<Voucher>(readTreasuryVoucher(m_parts.workspace, id), this,
        [this, id, than](Result<Voucher> cached) -> Async<Held> {
            if (cached && cached->revision > than)
                return domain::ready<Held>(Held(std::move(*cached)));
            if (!cached && cached.error().code != ErrorCode::NotFound)
                return domain::readyError<Held>(cached.error());
            return domain::then<HttpResponse>(remote::VoucherEndpoint(m_parts.client).get(id), this,
                [](Result<HttpResponse> answer) -> Result<Held> {
                    if (!answer && answer.error().code == ErrorCode::NotFound)
                        return Held();
                    if (!answer)
                        return fail(answer.error());
                    return wire::decodeVoucher(answer->body).map([](Voucher voucher) {
                        return Held(std::move(voucher));
                    });
                });
        });
}

Async<VoucherConflict> Conflicts::withMine(qint64 row, VoucherConflict conflict)
{
    const auto* parcel = m_parts.workspace.parcel(row);
    if (!parcel)
        return domain::readyError<VoucherConflict>(
            { ErrorCode::WrongState, QStringLiteral("the row is gone"), {}, false, 0 });
    if (conflict.isDecision() && conflict.row.action == Action::Certify)
        return domain::andThen<QByteArray>(m_parts.workspace.vault().body(row), this,
            [conflict](const QByteArray& body) mutable -> Result<VoucherConflict> {
                conflict.mine = contentOfDecision(body);
                return conflict;
            });
    conflict.mine = mineOf(*parcel);
    const auto ancestor = m_parts.workspace.drafts().value(conflict.row.voucher).ancestor;
    if (conflict.mine && ancestor.revision > 0 && ancestor.revision == conflict.baseRevision)
        conflict.base = ancestor.content;
    return domain::ready<VoucherConflict>(std::move(conflict));
}

std::optional<VoucherContent> Conflicts::mineOf(const Parcel& parcel) const
{
    if (parcel.row.operation == OutboxOperation::Decide)
        return contentOfDraft(parcel.reviewed);
    if (parcel.isDiscard())
        return std::nullopt;
    const auto draft = m_parts.workspace.drafts().constFind(parcel.row.voucher);
    return draft == m_parts.workspace.drafts().constEnd() ? contentOfDraft(parcel.body)
                                                          : std::optional(draft->voucher.content);
}

Result<Parcel> Conflicts::current(const VoucherConflict& shown) const
{
    const auto* parcel = m_parts.workspace.parcel(shown.row.id);
    if (!parcel || parcel->row.state != OutboxState::Conflict || parcel->row.voucher != shown.row.voucher
        || std::max(0, parcel->baseRevision) != shown.baseRevision || mineOf(*parcel) != shown.mine)
        return fail(ErrorCode::WrongState, QStringLiteral("the row changed since it was shown"));
    return *parcel;
}

Result<Done> Conflicts::mayEdit(const Voucher& voucher) const
{
    const domain::Workflow workflow(m_parts.reference.catalogue());
    if (auto allowed = workflow.check(voucher, Action::Edit, m_parts.workspace.officer()); !allowed)
        return fail(allowed.error());
    return Done {};
}

Async<Done> Conflicts::commit(Workspace::Build build)
{
    return domain::andThen<Done>(
        m_parts.workspace.change(std::move(build)), this, [this](Done) -> Result<Done> {
            Q_EMIT m_parts.outbox.queued();
            return Done {};
        });
}

Async<Done> Conflicts::resolve(const VoucherConflict& shown, const VoucherContent& merged)
{
    return commit([this, shown, merged]() -> Result<WorkChange> {
        if (auto row = current(shown); !row)
            return fail(row.error());
        if (shown.isDecision() || shown.isDiscard() || !shown.theirs)
            return fail(ErrorCode::WrongState, QStringLiteral("nothing to merge"));
        if (auto allowed = mayEdit(*shown.theirs); !allowed)
            return fail(allowed.error());
        if (const auto findings = domain::validateLimits(merged); domain::hasErrors(findings))
            return fail(ErrorCode::ValidationFailed, findings.first().field);
        WorkChange change;
        m_maker.saveUpon(change, *shown.theirs, merged);
        if (merged == shown.theirs->content) {
            change.put.clear();
            change.putDrafts.clear();
            change.removeDrafts.append(shown.row.voucher);
        }
        change.audit = AuditLine { QStringLiteral("conflict-resolved"), shown.row.voucher,
            QString::number(shown.theirs->revision) };
        return change;
    });
}

Async<Done> Conflicts::discardAnyway(const VoucherConflict& shown)
{
    return commit([this, shown]() -> Result<WorkChange> {
        auto row = current(shown);
        if (!row)
            return fail(row.error());
        if (!shown.isDiscard() || !shown.theirs)
            return fail(ErrorCode::WrongState, QStringLiteral("nothing to discard"));
        if (auto allowed = mayEdit(*shown.theirs); !allowed)
            return fail(allowed.error());
        row->row.state = OutboxState::Queued;
        row->row.reason.reset();
        row->row.attempts = 0;
        row->key = m_maker.newKey();
        row->baseRevision = shown.theirs->revision;
        WorkChange change;
        change.put.append(*row);
        change.audit = AuditLine { QStringLiteral("conflict-resolved"), shown.row.voucher,
            QString::number(shown.theirs->revision) };
        return change;
    });
}

Async<VoucherId> Conflicts::keepCopy(const VoucherConflict& shown)
{
    const VoucherId id(m_parts.rng.hex(16));
    auto kept = commit([this, shown, id]() -> Result<WorkChange> {
        if (auto row = current(shown); !row)
            return fail(row.error());
        if (shown.isDecision() || !shown.mine)
            return fail(ErrorCode::WrongState, QStringLiteral("nothing to keep"));
        WorkChange change;
        for (auto known : m_parts.workspace.parcelsOf(shown.row.voucher)) {
            if (known.row.state == OutboxState::Acknowledged)
                continue;
            change.remove.append(known.row.id);
            if (known.row.operation == OutboxOperation::Attach) {
                // Documents are stored by their content: the copy needs them as much.
                known.row.id = 0;
                known.row.voucher = id;
                change.put.append(known);
            }
        }
        Voucher copy;
        copy.id = id;
        copy.content = *shown.mine;
        copy.preparer = m_parts.workspace.officer().ref();
        copy.createdAt = m_parts.clock.nowUtc();
        m_maker.saveDraft(change, copy);
        change.removeDrafts.append(shown.row.voucher);
        change.audit = AuditLine { QStringLiteral("conflict-copied"), shown.row.voucher, id.value() };
        return change;
    });
    return domain::andThen<Done>(kept, this, [id](Done) -> Result<VoucherId> { return id; });
}

} // namespace peraku::services
