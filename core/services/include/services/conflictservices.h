#pragma once

#include <services/voucherservices.h>

/** Two versions of one voucher, and the officer's choice between them. Abstract and of the GUI thread: see
 * desk.h. */
namespace peraku::services {

/** What an officer is shown of a conflict; a choice is made upon exactly this. */
struct VoucherConflict {
    OutboxRow row;
    int baseRevision = 0; ///< That the refused change was built upon; 0 = it was new.
    /** The draft as it was left, or the content that was reviewed for a decision; nullopt for a draft that
     * was thrown away, and where an earlier version of the program did not keep it. */
    std::optional<domain::VoucherContent> mine;
    /** What both versions began with; nullopt where it was not kept. */
    std::optional<domain::VoucherContent> base;
    /** As the treasury has it; nullopt = it was thrown away elsewhere, or may no longer be seen. */
    std::optional<domain::Voucher> theirs;
    bool editable = false; ///< This officer may still change it at the treasury.

    bool isDecision() const { return row.operation == OutboxOperation::Decide; }
    bool isDiscard() const
    {
        return row.operation == OutboxOperation::SaveDraft && row.action == domain::Action::Cancel;
    }
    /** The treasury moved on since; otherwise it refused for another reason, which is the row's. */
    bool moved() const { return !theirs || theirs->revision > baseRevision; }
    /** What was done to the voucher meanwhile, oldest first. */
    QList<domain::HistoryEntry> since() const;
};

/** Rows of the outbox in conflict. Whatever is refused here leaves both versions as they are. */
class ConflictService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** Both versions as they stand now; asks the treasury where this PC does not hold its newest. WrongState
     * for a row that is in no conflict. */
    virtual Async<VoucherConflict> compare(qint64 row) = 0;
    /** Saves `merged` as one new change upon the revision that was shown; nothing is sent where it is the
     * treasury's version. If the treasury moves on before it arrives, that is a new conflict. WrongState if
     * the row changed since it was shown. */
    virtual Async<Done> resolve(const VoucherConflict& shown, const domain::VoucherContent& merged) = 0;
    /** For a draft that was thrown away here and changed elsewhere: throws away the version that was shown.
     */
    virtual Async<Done> discardAnyway(const VoucherConflict& shown) = 0;
    /** Makes a new draft of mine, with an id of its own, and leaves the treasury's voucher as it is. */
    virtual Async<domain::VoucherId> keepCopy(const VoucherConflict& shown) = 0;
};

} // namespace peraku::services
