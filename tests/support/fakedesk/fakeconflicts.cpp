#include "fakedesk.h"

#include <domain/summary.h>

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

void FakeConflicts::collide(services::OutboxOperation operation, Action action)
{
    const bool decision = operation == services::OutboxOperation::Decide;
    auto* voucher = m_desk.find(m_desk.waiting());
    for (auto& candidate : m_desk.vouchers) {
        if (!decision && candidate.state == VoucherState::Draft && candidate.content.payment()
            && candidate.preparer.ic == m_desk.session.who.ic) {
            voucher = &candidate;
            break;
        }
    }
    known = {};
    known.row
        = { 7, voucher->id, voucher->number.isEmpty() ? summaryOf(*voucher).counterparty : voucher->number,
              operation, action, services::OutboxState::Conflict, m_desk.clock.now.addSecs(-900), 1,
              Error { ErrorCode::Conflict, {}, {}, false, 0 } };
    known.baseRevision = voucher->revision;
    known.base = voucher->content;
    known.mine = voucher->content;
    known.theirs = *voucher;
    known.editable = !decision;
    auto& mine = *known.mine;
    auto& theirs = known.theirs->content;
    mine.narration += QStringLiteral(", dihantar ke pejabat daerah");
    theirs.narration += QStringLiteral(", dihantar ke ibu pejabat");
    theirs.lines.first().amount = Money::fromSen(theirs.lines.first().amount.sen() + 50'000);
    if (mine.payment() && theirs.payment()) {
        mine.payment()->orderNumber = QStringLiteral("LO-2026-0117");
        theirs.payment()->payee.bankAccount = QStringLiteral("5140998877");
        theirs.payment()->invoices.append(
            { QStringLiteral("INV-77/2026"), voucher->content.date, Money::fromSen(50'000) });
    }
    if (decision)
        mine = *known.base;
    known.theirs->revision += 1;
    HistoryEntry entry;
    entry.action = decision ? HistoryAction::Queried : HistoryAction::Edited;
    entry.revision = known.theirs->revision;
    entry.actor = decision ? m_desk.officer(Role::Checker).ref() : voucher->preparer;
    entry.at = m_desk.clock.now.addSecs(-600);
    if (decision) {
        entry.reasonCode = QStringLiteral("R01");
        entry.reasonText = QStringLiteral("Invois asal tidak dilampirkan.");
    }
    known.theirs->history.append(entry);
    m_desk.outbox.list = { known.row };
    Q_EMIT m_desk.outbox.changed();
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
