#pragma once

#include "workspace.h"

#include <domain/ports.h>

/** How outbox rows are made; each function adds to a change that the workspace commits in one transaction. */
namespace peraku::services {

/** What a list shows of a voucher in one line: its number, else whom it is about. */
QString titleOf(const domain::Voucher& voucher);

QByteArray encodeAttachment(const domain::Attachment& attachment);
Result<domain::Attachment> decodeAttachment(const QByteArray& body);

/** Makes rows with fresh keys for the voucher as it stands in the workspace and in the change so far. */
class ParcelMaker {
public:
    ParcelMaker(const Workspace& workspace, domain::Clock& clock, domain::Rng& rng)
        : m_workspace(workspace)
        , m_clock(clock)
        , m_rng(rng)
    {
    }

    /** Puts the draft and its one unsent row; a save that was sent perhaps stays before it. */
    void saveDraft(WorkChange& change, const domain::Voucher& draft) const;
    void submit(WorkChange& change, const domain::Voucher& draft) const;
    void decide(WorkChange& change, const domain::Voucher& voucher, const wire::DecisionBody& decision,
        int baseRevision) const;
    void attach(WorkChange& change, const domain::VoucherId& voucher, const domain::Attachment& attachment,
        const QByteArray& bytes) const;
    /** Puts what an officer made of two versions: ONE save upon the revision that they saw, in the place of
     * every row that is not sent; documents stay. */
    void saveUpon(
        WorkChange& change, const domain::Voucher& theirs, const domain::VoucherContent& merged) const;
    /** Takes back a draft that the treasury holds. */
    void discardDraft(WorkChange& change, const domain::Voucher& draft) const;

    domain::IdempotencyKey newKey() const { return domain::IdempotencyKey(m_rng.hex(16)); }
    /** Revision to build upon: what this desk's own changes came to counts as seen. */
    int baseRevision(const domain::Voucher& voucher) const;

private:
    Parcel fresh(const domain::Voucher& voucher, OutboxOperation operation, domain::Action action) const;

    const Workspace& m_workspace;
    domain::Clock& m_clock;
    domain::Rng& m_rng;
};

/** True while a draft that the treasury holds is being taken back. */
bool isBeingDiscarded(const Workspace& workspace, const domain::VoucherId& id);

/** True while a submission or decision of this voucher waits to be sent or acknowledged. */
bool hasPendingStep(const Workspace& workspace, const domain::VoucherId& id);

} // namespace peraku::services
