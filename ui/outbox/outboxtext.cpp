#include "outboxtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace peraku::ui {

using domain::Action;
using services::OutboxOperation;
using services::OutboxRow;
using services::OutboxState;

namespace {

/** Gives the texts of these functions a context in the catalogue. */
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Outbox)
};

bool isDiscard(const OutboxRow& row)
{
    return row.operation == OutboxOperation::SaveDraft && row.action == Action::Cancel;
}

template <typename Fits> std::optional<OutboxRow> firstOf(const services::OutboxService& outbox, Fits fits)
{
    const auto rows = outbox.rows();
    const auto found = std::find_if(rows.begin(), rows.end(), fits);
    return found == rows.end() ? std::nullopt : std::optional(*found);
}

} // namespace

bool isSignature(const OutboxRow& row)
{
    return row.operation == OutboxOperation::Decide && row.action == Action::Certify;
}

bool isDraftWork(const OutboxRow& row)
{
    return row.operation != OutboxOperation::Decide && !isDiscard(row);
}

QString operationText(const OutboxRow& row)
{
    switch (row.operation) {
    case OutboxOperation::SaveDraft:
        return isDiscard(row) ? Words::tr("Throw draft away") : Words::tr("Save draft");
    case OutboxOperation::Submit:
        return Words::tr("Submit");
    case OutboxOperation::Attach:
        return Words::tr("Attach document");
    case OutboxOperation::Decide:
        return row.action == Action::Certify ? Words::tr("Certify")
            : row.action == Action::Query    ? Words::tr("Return with query")
                                             : Words::tr("Cancel");
    }
    return {};
}

QString stateText(const OutboxRow& row)
{
    switch (row.state) {
    case OutboxState::Queued:
        return isSignature(row) ? Words::tr("Signed, not yet received") : Words::tr("Waiting");
    case OutboxState::Sending:
        return isSignature(row) ? Words::tr("Signed, being sent") : Words::tr("Sending");
    case OutboxState::Acknowledged:
        return Words::tr("Received by the treasury");
    case OutboxState::NeedsAttention:
        return Words::tr("Needs your attention");
    case OutboxState::Conflict:
        return Words::tr("Conflict: changed elsewhere");
    }
    return {};
}

QString lossText(const OutboxRow& row)
{
    switch (row.operation) {
    case OutboxOperation::SaveDraft:
        return isDiscard(row) ? Words::tr("The draft is not thrown away; it stays at the treasury.")
                              : Words::tr("What you changed in this draft and the treasury does not have is "
                                          "lost, with a submission that waits behind it.");
    case OutboxOperation::Submit:
        return Words::tr("The voucher is not submitted; it stays a draft.");
    case OutboxOperation::Attach:
        return Words::tr("The document is not attached at the treasury.");
    case OutboxOperation::Decide:
        return row.action == Action::Certify
            ? Words::tr("Your signature is thrown away; the voucher is not certified and you would have to "
                        "sign again.")
            : Words::tr("Your decision and its reason are thrown away; the voucher stays as it was.");
    }
    return {};
}

bool isComparable(const OutboxRow& row)
{
    return row.state == OutboxState::Conflict && row.operation != OutboxOperation::Attach;
}

std::optional<OutboxRow> conflictOf(const services::OutboxService& outbox, const domain::VoucherId& voucher)
{
    return firstOf(outbox, [&](const OutboxRow& row) { return row.voucher == voucher && isComparable(row); });
}

std::optional<OutboxRow> waitingSignatureOf(
    const services::OutboxService& outbox, const domain::VoucherId& voucher)
{
    return firstOf(outbox, [&](const OutboxRow& row) {
        return row.voucher == voucher && isSignature(row)
            && (row.state == OutboxState::Queued || row.state == OutboxState::Sending);
    });
}

} // namespace peraku::ui
