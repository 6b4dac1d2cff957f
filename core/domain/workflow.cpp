#include <domain/workflow.h>

#include <algorithm>

namespace peraku::domain {

namespace {

constexpr qsizetype shortestReason = 5;

bool isOpen(const Voucher& voucher)
{
    return voucher.state == VoucherState::Submitted || voucher.state == VoucherState::Certified;
}

bool isWithPreparer(const Voucher& voucher)
{
    return voucher.state == VoucherState::Draft || voucher.state == VoucherState::Queried;
}

Result<Done> checkReason(const Reason& reason)
{
    if (reason.code.isEmpty() || reason.text.trimmed().size() < shortestReason)
        return fail(ErrorCode::ReasonMissing);
    return Done {};
}

Result<Done> checkPreparer(const Voucher& voucher, const Officer& actor)
{
    if (!actor.has(Role::Preparer))
        return fail(ErrorCode::NotAllowed, QStringLiteral("role"));
    if (voucher.preparer.ic != actor.ic)
        return fail(ErrorCode::NotAllowed, QStringLiteral("not the preparer"));
    if (!actor.serves(voucher.content.office))
        return fail(ErrorCode::NotAllowed, QStringLiteral("office"));
    return Done {};
}

bool tookEarlierStep(const Voucher& voucher, const Officer& actor)
{
    return voucher.preparer.ic == actor.ic
        || std::any_of(voucher.history.cbegin(), voucher.history.cend(), [&](const HistoryEntry& entry) {
               return entry.action == HistoryAction::Certified && !entry.voided && entry.actor.ic == actor.ic;
           });
}

/** Role, office and segregation of duties for whoever acts on the step that waits. */
Result<Done> checkStepOfficer(const Voucher& voucher, StepKind step, const Officer& actor)
{
    if (!actor.has(roleFor(step)))
        return fail(ErrorCode::NotAllowed, QStringLiteral("role"));
    if (!actor.serves(voucher.content.office))
        return fail(ErrorCode::NotAllowed, QStringLiteral("office"));
    if (tookEarlierStep(voucher, actor))
        return fail(ErrorCode::DutySegregation);
    return Done {};
}

/** Acknowledging receipt commits no money, so it needs no limit. */
Result<Done> checkLimit(const Voucher& voucher, StepKind step, const Officer& actor)
{
    if (step == StepKind::Acknowledgement)
        return Done {};
    if (!actor.limit)
        return fail(ErrorCode::NotAllowed, QStringLiteral("no authority limit"));
    const auto total = voucher.content.total();
    if (!total || *total > *actor.limit)
        return fail(ErrorCode::OverLimit, {}, { actor.limit->display() });
    return Done {};
}

/** A process that nobody signs, or that is another system's, would be posted unseen. */
Result<Done> checkProcess(const Voucher& voucher, const Process* process)
{
    if (!process || process->steps.isEmpty() || process->voucherKind() != voucher.content.kind())
        return fail(ErrorCode::ValidationFailed, QStringLiteral("processNo"));
    return Done {};
}

/** Before anyone certified, the preparer takes back what is theirs; after that, whoever holds the waiting
 * step decides. */
Result<Done> checkCancel(const Voucher& voucher, std::optional<StepKind> step, const Officer& actor)
{
    const bool untouched = isWithPreparer(voucher)
        || (voucher.state == VoucherState::Submitted && voucher.certifiedSteps == 0);
    if (!untouched && !step)
        return fail(ErrorCode::WrongState);
    if (untouched && (!step || voucher.preparer.ic == actor.ic))
        return checkPreparer(voucher, actor);
    // A receiving office returns what it did not receive; that the voucher falls is not its to decide.
    if (*step == StepKind::Acknowledgement)
        return fail(ErrorCode::NotAllowed, QStringLiteral("role"));
    return checkStepOfficer(voucher, *step, actor);
}

HistoryAction historyOf(Action action)
{
    switch (action) {
    case Action::Edit:
        return HistoryAction::Edited;
    case Action::Submit:
        return HistoryAction::Submitted;
    case Action::Certify:
        return HistoryAction::Certified;
    case Action::Query:
        return HistoryAction::Queried;
    case Action::Cancel:
        return HistoryAction::Cancelled;
    case Action::Post:
        return HistoryAction::Posted;
    case Action::Pay:
        return HistoryAction::Paid;
    }
    Q_UNREACHABLE();
}

} // namespace

int Workflow::nextStep(const Voucher& voucher) const
{
    const auto* process = m_catalogue->find(voucher.content.processNo);
    if (!process || !isOpen(voucher) || voucher.certifiedSteps >= process->steps.size())
        return 0;
    return voucher.certifiedSteps + 1;
}

std::optional<StepKind> Workflow::nextStepKind(const Voucher& voucher) const
{
    const int step = nextStep(voucher);
    if (step == 0)
        return std::nullopt;
    return m_catalogue->find(voucher.content.processNo)->steps.at(step - 1);
}

Result<Transition> Workflow::check(
    const Voucher& voucher, Action action, const Officer& actor, const Reason& reason) const
{
    Transition transition { voucher.state, voucher.certifiedSteps, voucher.contentRevision, false, 0 };
    const auto step = nextStepKind(voucher);
    switch (action) {
    case Action::Edit:
    case Action::Submit:
        if (!isWithPreparer(voucher))
            return fail(ErrorCode::WrongState);
        if (auto allowed = checkPreparer(voucher, actor); !allowed)
            return fail(allowed.error());
        if (action == Action::Submit) {
            if (auto signable = checkProcess(voucher, m_catalogue->find(voucher.content.processNo));
                !signable)
                return fail(signable.error());
            transition.state = VoucherState::Submitted;
            transition.certifiedSteps = 0;
            ++transition.contentRevision;
        }
        return transition;
    case Action::Certify:
        if (!step)
            return fail(ErrorCode::WrongState);
        if (auto allowed = checkStepOfficer(voucher, *step, actor); !allowed)
            return fail(allowed.error());
        if (auto within = checkLimit(voucher, *step, actor); !within)
            return fail(within.error());
        transition.state = VoucherState::Certified;
        transition.step = ++transition.certifiedSteps;
        return transition;
    case Action::Query:
        if (!step)
            return fail(ErrorCode::WrongState);
        if (auto allowed = checkStepOfficer(voucher, *step, actor); !allowed)
            return fail(allowed.error());
        if (auto given = checkReason(reason); !given)
            return fail(given.error());
        transition.state = VoucherState::Queried;
        transition.certifiedSteps = 0;
        transition.voidsCertifications = true;
        return transition;
    case Action::Cancel:
        if (auto allowed = checkCancel(voucher, step, actor); !allowed)
            return fail(allowed.error());
        if (auto given = checkReason(reason); !given)
            return fail(given.error());
        transition.state = VoucherState::Cancelled;
        return transition;
    case Action::Post:
    case Action::Pay:
        return fail(ErrorCode::NotAllowed, QStringLiteral("the treasury alone posts and pays"));
    }
    Q_UNREACHABLE();
}

Result<Transition> Workflow::checkSystem(const Voucher& voucher, Action action) const
{
    Transition transition { voucher.state, voucher.certifiedSteps, voucher.contentRevision, false, 0 };
    const auto* process = m_catalogue->find(voucher.content.processNo);
    if (action == Action::Post && voucher.state == VoucherState::Certified && process
        && !process->steps.isEmpty() && voucher.certifiedSteps == process->steps.size()) {
        transition.state = VoucherState::Posted;
        return transition;
    }
    if (action == Action::Pay && voucher.state == VoucherState::Posted && voucher.content.payment()) {
        transition.state = VoucherState::Paid;
        return transition;
    }
    return fail(ErrorCode::WrongState);
}

bool Workflow::waitsFor(const Voucher& voucher, const Officer& officer) const
{
    if (voucher.state == VoucherState::Queried)
        return check(voucher, Action::Edit, officer).has_value();
    return check(voucher, Action::Certify, officer).has_value();
}

Voucher Workflow::apply(const Voucher& voucher, Action action, const Transition& transition,
    const OfficerRef& actor, const QDateTime& at, const Reason& reason, const Sha256Hex& signatureHash)
{
    auto changed = voucher;
    ++changed.revision;
    changed.state = transition.state;
    changed.certifiedSteps = transition.certifiedSteps;
    changed.contentRevision = transition.contentRevision;
    changed.updatedAt = at;
    if (action == Action::Submit)
        changed.submittedAt = at;
    if (transition.voidsCertifications) {
        for (auto& entry : changed.history) {
            if (entry.action == HistoryAction::Certified)
                entry.voided = true;
        }
    }
    HistoryEntry entry;
    entry.action = historyOf(action);
    entry.step = transition.step;
    entry.revision = changed.revision;
    entry.actor = actor;
    entry.at = at;
    entry.reasonCode = reason.code;
    entry.reasonText = reason.text;
    entry.signatureHash = signatureHash;
    changed.history.append(entry);
    return changed;
}

bool Workflow::maySee(const Voucher& voucher, const Officer& officer)
{
    return officer.serves(voucher.content.office) || voucher.preparer.ic == officer.ic
        || officer.has(Role::Auditor) || officer.has(Role::Administrator);
}

} // namespace peraku::domain
