#include "fakedesk.h"

namespace peraku::fake {

using namespace domain;
using services::VoucherConflict;

Async<VoucherConflict> FakeConflicts::compare(qint64 row)
{
    if (refuse)
        return readyError<VoucherConflict>(*refuse);
    if (row != known.row.id)
        return readyError<VoucherConflict>({ ErrorCode::NotFound, {}, {}, false, 0 });
    return ready<VoucherConflict>(known);
}

void FakeConflicts::settle(qint64 row)
{
    m_desk.outbox.list.removeIf([row](const services::OutboxRow& entry) { return entry.id == row; });
    Q_EMIT m_desk.outbox.changed();
}

Async<Done> FakeConflicts::resolve(const VoucherConflict& shown, const VoucherContent& merged)
{
    if (refuse)
        return readyError<Done>(*refuse);
    resolved = merged;
    resolvedUpon = shown.theirs->revision;
    settle(shown.row.id);
    return ready<Done>(Done {});
}

Async<Done> FakeConflicts::discardAnyway(const VoucherConflict& shown)
{
    if (refuse)
        return readyError<Done>(*refuse);
    discarded = true;
    settle(shown.row.id);
    return ready<Done>(Done {});
}

Async<VoucherId> FakeConflicts::keepCopy(const VoucherConflict& shown)
{
    if (refuse)
        return readyError<VoucherId>(*refuse);
    copied = true;
    auto copy = m_desk.drafts.newDraft(shown.mine->kind(), shown.mine->processNo);
    copy.content = *shown.mine;
    m_desk.vouchers.append(copy);
    settle(shown.row.id);
    m_desk.changed(copy.id);
    return ready<VoucherId>(copy.id);
}

} // namespace peraku::fake
