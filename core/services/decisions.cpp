#include "decisions.h"

#include "voucherreader.h"

namespace peraku::services {

using domain::Action;
using domain::ErrorCode;
using domain::fail;
using domain::Reason;
using domain::Voucher;

Decisions::Decisions(
    Workspace& workspace, ReferenceBook& reference, domain::Clock& clock, domain::Rng& rng, QObject* parent)
    : DecisionService(parent)
    , m_workspace(workspace)
    , m_reference(reference)
    , m_maker(workspace, clock, rng)
{
}

Result<domain::Transition> Decisions::check(const Voucher& voucher, Action action) const
{
    if (!m_workspace.isOpen())
        return fail(ErrorCode::SessionExpired, QStringLiteral("nobody is logged in"));
    if (hasPendingStep(m_workspace, voucher.id))
        return fail(ErrorCode::WrongState, QStringLiteral("a submission or decision is under way"));
    // Asked before anybody has typed a reason: whether the action is open at all.
    const Reason anyReason { QStringLiteral("any"), QStringLiteral("any reason") };
    const domain::Workflow workflow(m_reference.catalogue());
    return workflow.check(voucher, action, m_workspace.officer(), anyReason);
}

Async<Done> Decisions::query(const domain::VoucherId& id, const Reason& reason)
{
    return decide(id, Action::Query, reason);
}

Async<Done> Decisions::cancel(const domain::VoucherId& id, const Reason& reason)
{
    return decide(id, Action::Cancel, reason);
}

Async<Done> Decisions::decide(const domain::VoucherId& id, Action action, const Reason& reason)
{
    return domain::andThen<Voucher>(
        readTreasuryVoucher(m_workspace, id), this, [this, action, reason](Voucher voucher) {
            return m_workspace.change([this, voucher, action, reason]() -> Result<WorkChange> {
                if (hasPendingStep(m_workspace, voucher.id))
                    return fail(
                        ErrorCode::WrongState, QStringLiteral("a submission or decision is under way"));
                const domain::Workflow workflow(m_reference.catalogue());
                if (auto allowed = workflow.check(voucher, action, m_workspace.officer(), reason); !allowed)
                    return fail(allowed.error());
                wire::DecisionBody decision;
                decision.action = action;
                decision.reason = reason;
                WorkChange change;
                m_maker.decide(change, voucher, decision, voucher.revision);
                change.audit = AuditLine { QStringLiteral("decided"), voucher.id, domain::toWire(action) };
                return change;
            });
        });
}

} // namespace peraku::services
