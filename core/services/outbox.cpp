#include "outbox.h"

#include "parcels.h"

#include <algorithm>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::VoucherId;
using remote::HttpResponse;

bool isConflict(const Error& error)
{
    return error.code == ErrorCode::Conflict || error.code == ErrorCode::WrongState;
}

bool mayPass(const Error& error)
{
    // An undecodable answer to a keyed request is a lost answer: the same key fetches it again.
    return error.retryable || remote::isOutage(error)
        || error.code == ErrorCode::ProtocolError
        // Another version was not asked whether it takes this.
        || error.code == ErrorCode::VersionTooOld || error.code == ErrorCode::TreasuryTooOld
        || error.code == ErrorCode::SessionExpired || error.code == ErrorCode::Cancelled
        || error.code == ErrorCode::PasswordMustChange;
}

Outbox::Outbox(Workspace& workspace, remote::Client& client, domain::Clock& clock, QObject* parent)
    : OutboxService(parent)
    , m_workspace(workspace)
    , m_client(client)
    , m_clock(clock)
{
    connect(&workspace, &Workspace::parcelsChanged, this, [this] {
        Q_EMIT changed();
        const auto rows = m_workspace.parcels().size();
        if (rows > std::exchange(m_knownRows, rows))
            Q_EMIT queued();
    });
    // Row numbers are each officer's own, so nobody waits for another's back-off.
    connect(&workspace, &Workspace::closed, this, [this] {
        m_notBefore.clear();
        m_unread.clear();
    });
}

bool Outbox::isSent(const LocalDraft& draft, const QList<Parcel>& rows)
{
    const auto content = wire::encode(wire::DraftBody { draft.voucher.content });
    return std::any_of(rows.begin(), rows.end(), [&content](const Parcel& parcel) {
        return parcel.row.operation == OutboxOperation::SaveDraft && parcel.body == content;
    });
}

QList<OutboxRow> Outbox::rows() const
{
    QList<OutboxRow> rows;
    for (const auto& parcel : m_workspace.parcels())
        rows.append(parcel.row);
    return rows;
}

int Outbox::pendingCount() const
{
    const auto& parcels = m_workspace.parcels();
    return int(std::count_if(parcels.begin(), parcels.end(),
        [](const Parcel& p) { return p.row.state != OutboxState::Acknowledged; }));
}

QList<const Parcel*> Outbox::sendable() const
{
    QList<const Parcel*> found;
    // What a later version of the program queued is sent by that version.
    if (!m_workspace.isOpen() || m_workspace.vault().isReadOnly())
        return found;
    QList<VoucherId> seen;
    for (const auto& parcel : m_workspace.parcels()) {
        if (parcel.row.state == OutboxState::Acknowledged || seen.contains(parcel.row.voucher))
            continue;
        // Only the oldest row of a voucher may go.
        seen.append(parcel.row.voucher);
        // Between two rounds nothing is on its way: a row that still says so is one whose answer could not be
        // stored. It goes again with its key.
        if (parcel.isWaiting() && parcel.baseRevision != followsPrevious)
            found.append(&parcel);
    }
    return found;
}

qint64 Outbox::waitMs(const Parcel& parcel) const
{
    return std::max<qint64>(0, m_notBefore.value(parcel.row.id) - m_clock.monotonicMs());
}

const Parcel* Outbox::nextToSend() const
{
    const auto rows = sendable();
    const auto due
        = std::find_if(rows.begin(), rows.end(), [this](const Parcel* row) { return waitMs(*row) == 0; });
    return due == rows.end() ? nullptr : *due;
}

std::optional<qint64> Outbox::nextDueMs() const
{
    std::optional<qint64> soonest;
    for (const auto* row : sendable())
        soonest = std::min(soonest.value_or(waitMs(*row)), waitMs(*row));
    return soonest;
}

Async<Done> Outbox::drain()
{
    if (m_draining)
        return domain::ready<Done>(Done {});
    m_draining = true;
    return domain::then<Done>(drainOn(), this, [this](Result<Done> result) {
        m_draining = false;
        return result;
    });
}

Async<Done> Outbox::drainOn()
{
    const auto* next = nextToSend();
    if (!next || !m_workspace.isOpen())
        return domain::ready<Done>(Done {});
    return domain::andThen<Done>(sendOne(*next), this, [this](Done) { return drainOn(); });
}

Async<Done> Outbox::sendOne(Parcel parcel)
{
    // What cannot be read was not sent this time: its key stays, and no other row waits for it.
    return domain::then<QByteArray>(
        payload(parcel), this, [this, parcel](Result<QByteArray> bytes) -> Async<Done> {
            return bytes ? sendMarked(parcel, std::move(*bytes)) : putOff(parcel, bytes.error());
        });
}

Async<QByteArray> Outbox::payload(const Parcel& parcel)
{
    if (!m_workspace.isOpen())
        return domain::readyError<QByteArray>({ ErrorCode::Cancelled, {}, {}, false, 0 });
    if (parcel.bodyRests())
        return m_workspace.vault().body(parcel.row.id);
    if (parcel.row.operation != OutboxOperation::Attach)
        return domain::ready<QByteArray>(parcel.body);
    const auto attachment = decodeAttachment(parcel.body);
    return attachment ? m_workspace.vault().attachment(attachment->sha256)
                      : domain::readyError<QByteArray>(attachment.error());
}

Async<Done> Outbox::putOff(const Parcel& parcel, const Error& error)
{
    const remote::Backoff backoff(m_client.rng());
    const int failures = ++m_unread[parcel.row.id];
    m_notBefore.insert(parcel.row.id,
        m_clock.monotonicMs()
            + std::max(remote::Backoff::ceilingMs(failures), backoff.delayMs(failures, error)));
    auto told
        = m_workspace.change([this, id = parcel.row.id, key = parcel.key, error]() -> Result<WorkChange> {
              WorkChange change;
              const auto* now = m_workspace.parcel(id);
              if (!now || !now->isWaiting() || now->key != key || now->row.reason == error)
                  return change;
              auto hindered = *now;
              hindered.row.reason = error;
              change.put.append(hindered);
              return change;
          });
    // A row that does not open cannot be told about in the file either.
    return domain::then<Done>(told, this, [](Result<Done>) -> Result<Done> { return Done {}; });
}

Async<Done> Outbox::sendMarked(Parcel parcel, QByteArray bytes)
{
    parcel.row.state = OutboxState::Sending;
    ++parcel.row.attempts;
    // On disk before on the wire, so that a crash leaves a row that is known to have been sent perhaps.
    auto marked = m_workspace.change([this, parcel]() -> Result<WorkChange> {
        const auto* now = m_workspace.parcel(parcel.row.id);
        if (!now || !now->isWaiting() || now->key != parcel.key || now->body != parcel.body)
            return fail(ErrorCode::Conflict, QStringLiteral("the row changed before it was sent"));
        WorkChange change;
        change.put.append(parcel);
        return change;
    });
    return domain::then<Done>(
        marked, this, [this, parcel, bytes = std::move(bytes)](Result<Done> result) -> Async<Done> {
            if (!result) // a newer save took its place; the next round sends that one
                return result.error().code == ErrorCode::Conflict ? domain::ready<Done>(Done {})
                                                                  : domain::readyError<Done>(result.error());
            return domain::then<HttpResponse>(transmit(parcel, bytes), this,
                [this, parcel](Result<HttpResponse> answer) { return record(parcel, std::move(answer)); });
        });
}

Async<HttpResponse> Outbox::transmit(const Parcel& parcel, const QByteArray& bytes)
{
    remote::VoucherEndpoint vouchers(m_client);
    const remote::Intent intent { parcel.key, parcel.baseRevision };
    switch (parcel.row.operation) {
    case OutboxOperation::SaveDraft:
        if (parcel.isDiscard())
            return vouchers.discardDraft(parcel.row.voucher, intent);
        return vouchers.saveDraft(parcel.row.voucher, bytes, intent);
    case OutboxOperation::Submit:
        return vouchers.submit(parcel.row.voucher, intent);
    case OutboxOperation::Decide:
        return vouchers.decide(parcel.row.voucher, bytes, intent);
    case OutboxOperation::Attach:
        break;
    }
    const auto attachment = decodeAttachment(parcel.body);
    return attachment ? remote::AttachmentEndpoint(m_client).put(*attachment, bytes, parcel.key)
                      : domain::readyError<HttpResponse>(attachment.error());
}

Async<Done> Outbox::record(const Parcel& parcel, Result<HttpResponse> answer)
{
    if (!m_workspace.isOpen())
        return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
    const bool missing = !answer && answer.error().code == ErrorCode::NotFound;
    if (missing && parcel.isDiscard())
        return recordSuccess(parcel, 0); // it is gone already
    if (!answer)
        return recordFailure(parcel, answer.error());
    if (parcel.row.operation == OutboxOperation::Attach || parcel.isDiscard())
        return recordSuccess(parcel, 0);
    const auto voucher = wire::decodeVoucher(answer->body);
    if (!voucher)
        return recordFailure(parcel, voucher.error());
    if (voucher->id != parcel.row.voucher)
        return recordFailure(parcel,
            { ErrorCode::ProtocolError, QStringLiteral("the answer is about another voucher"), {}, true, 0 });
    return recordSuccess(parcel, voucher->revision);
}

Async<Done> Outbox::recordSuccess(const Parcel& parcel, int revision)
{
    m_notBefore.remove(parcel.row.id);
    return m_workspace.change([this, parcel, revision]() -> Result<WorkChange> {
        WorkChange change;
        if (parcel.row.operation == OutboxOperation::Attach) {
            change.remove.append(parcel.row.id);
        } else {
            auto done = parcel;
            done.row.state = OutboxState::Acknowledged;
            done.row.reason.reset();
            done.acknowledgedRevision = revision;
            change.put.append(done);
            for (auto later : m_workspace.parcelsOf(parcel.row.voucher)) {
                if (later.row.id <= parcel.row.id || later.baseRevision != followsPrevious)
                    continue;
                later.baseRevision = revision;
                change.put.append(later);
                break; // the one after it follows this one in turn
            }
            if (auto draft = m_workspace.drafts().find(parcel.row.voucher);
                draft != m_workspace.drafts().end() && revision > 0) {
                auto moved = *draft;
                moved.voucher.revision = revision;
                if (const auto sent = wire::decodeDraftBody(parcel.body);
                    sent && parcel.row.operation == OutboxOperation::SaveDraft)
                    moved.ancestor = { revision, sent->content };
                change.putDrafts.append(moved);
            }
        }
        change.audit
            = AuditLine { QStringLiteral("acknowledged"), parcel.row.voucher, QString::number(revision) };
        return change;
    });
}

Async<Done> Outbox::recordFailure(const Parcel& parcel, const Error& error)
{
    auto failed = parcel;
    failed.row.reason = error;
    // What the treasury knew and knows no longer was thrown away elsewhere.
    const bool gone = error.code == ErrorCode::NotFound && parcel.baseRevision > 0
        && parcel.row.operation != OutboxOperation::Attach;
    const bool conflict = isConflict(error) || gone;
    const bool wait = mayPass(error) && !conflict;
    if (wait) {
        failed.row.state = OutboxState::Queued;
        const remote::Backoff backoff(m_client.rng());
        m_notBefore.insert(
            parcel.row.id, m_clock.monotonicMs() + backoff.delayMs(parcel.row.attempts, error));
    } else {
        failed.row.state = conflict ? OutboxState::Conflict : OutboxState::NeedsAttention;
    }
    auto recorded = m_workspace.change([failed, wait]() -> Result<WorkChange> {
        WorkChange change;
        change.put.append(failed);
        if (!wait)
            change.audit = AuditLine { QStringLiteral("refused"), failed.row.voucher,
                domain::errorKey(failed.row.reason->code) };
        return change;
    });
    // An outage stops the round; a refusal concerns this voucher alone.
    return domain::andThen<Done>(recorded, this, [wait, error](Done) -> Result<Done> {
        if (wait)
            return fail(error);
        return Done {};
    });
}

Async<Done> Outbox::settle()
{
    QList<VoucherId> ids;
    for (const auto& parcel : m_workspace.parcels()) {
        if (parcel.row.state == OutboxState::Acknowledged && !ids.contains(parcel.row.voucher))
            ids.append(parcel.row.voucher);
    }
    const auto& drafts = m_workspace.drafts();
    // The last row of a draft may have been one that does not wait for the feed.
    const bool forsaken = mayForsake()
        && std::any_of(drafts.keyBegin(), drafts.keyEnd(),
            [this](const VoucherId& id) { return m_workspace.parcelsOf(id).isEmpty(); });
    if ((ids.isEmpty() && !forsaken) || m_workspace.vault().isReadOnly())
        return domain::ready<Done>(Done {});
    using Revisions = QHash<VoucherId, int>;
    return domain::andThen<Revisions>(m_workspace.vault().revisions(ids), this, [this, ids](Revisions held) {
        return m_workspace.change([this, ids, held]() -> Result<WorkChange> {
            WorkChange change;
            for (const auto& parcel : m_workspace.parcels()) {
                if (parcel.row.state != OutboxState::Acknowledged || !ids.contains(parcel.row.voucher))
                    continue;
                const bool arrived = held.value(parcel.row.voucher) >= parcel.acknowledgedRevision;
                // The feed was read to its end: what it no longer tells was thrown away, here or elsewhere.
                const bool gone = !held.contains(parcel.row.voucher);
                if (parcel.isDiscard() ? gone : arrived || gone)
                    change.remove.append(parcel.row.id);
            }
            for (const auto& id : m_workspace.drafts().keys()) {
                const auto left = m_workspace.parcelsOf(id);
                const bool settled = std::all_of(left.begin(), left.end(),
                    [&](const Parcel& p) { return change.remove.contains(p.row.id); });
                if (settled && (mayForsake() || isSent(m_workspace.drafts().value(id), left)))
                    change.removeDrafts.append(id);
            }
            return change;
        });
    });
}

} // namespace peraku::services
