#pragma once

#include <domain/officer.h>
#include <domain/process.h>
#include <domain/result.h>
#include <domain/voucher.h>

#include <QString>

namespace peraku::domain {

/** Everything that can be done to a voucher. */
enum class Action {
    Edit,
    Submit, ///< From Draft or Queried; gives a new content revision.
    Certify, ///< The next step of the process.
    Query, ///< Return with a reason; voids earlier certifications.
    Cancel, ///< With a reason: by the preparer while nothing is certified, else by the checker or approver of
            ///< the waiting step.
    Post, ///< By the treasury, at once after the last step.
    Pay
}; ///< By the treasury, payment vouchers only.
QString toWire(Action action);
template <> std::optional<Action> fromWire(QStringView word);

/** Why a voucher is returned or cancelled; reason codes are reference data. */
struct Reason {
    QString code;
    QString text; ///< At least 5 characters.
    bool operator==(const Reason&) const = default;
};

/** What an action comes to; the treasury applies it, the desk shows it. */
struct Transition {
    VoucherState state = VoucherState::Draft;
    int certifiedSteps = 0;
    int contentRevision = 0;
    bool voidsCertifications = false;
    int step = 0; ///< 1-based step that this certification fills, 0 otherwise.
    bool operator==(const Transition&) const = default;
};

/**
 * The one state machine of a voucher, used by the desk to guide and by the treasury to decide: states, roles,
 * offices, segregation of duties by IC over all steps of the current content revision, authority limits,
 * reasons.
 */
class Workflow {
public:
    explicit Workflow(const ProcessCatalogue& catalogue)
        : m_catalogue(&catalogue)
    {
    }

    /** The step that waits, 1-based, or 0 if none. */
    int nextStep(const Voucher& voucher) const;
    std::optional<StepKind> nextStepKind(const Voucher& voucher) const;

    /** Whether `actor` may do `action` now, and what it comes to; the error says the first rule that forbids
     * it. */
    Result<Transition> check(
        const Voucher& voucher, Action action, const Officer& actor, const Reason& reason = {}) const;
    /** The treasury's own actions, Post and Pay. */
    Result<Transition> checkSystem(const Voucher& voucher, Action action) const;

    /** True if the voucher waits for this very officer: to certify it, or (Queried) to amend it. */
    bool waitsFor(const Voucher& voucher, const Officer& officer) const;

    /** Applies a transition with its history line; pure. */
    static Voucher apply(const Voucher& voucher, Action action, const Transition& transition,
        const OfficerRef& actor, const QDateTime& at, const Reason& reason = {},
        const Sha256Hex& signatureHash = {});

    /** Whether an officer may see the voucher at all: own office, served office, auditor, administrator. */
    static bool maySee(const Voucher& voucher, const Officer& officer);

private:
    const ProcessCatalogue* m_catalogue;
};

} // namespace peraku::domain
