#pragma once

#include <services/desk.h>

#include <QString>

/** How a row of the outbox is said, wherever it is shown. */
namespace peraku::ui {

/** "Save draft", "Certify" ... */
QString operationText(const services::OutboxRow& row);
/** A signature that waits is never called more than signed. */
QString stateText(const services::OutboxRow& row);
/** Exactly what is gone if the row is discarded. */
QString lossText(const services::OutboxRow& row);
bool isSignature(const services::OutboxRow& row);
/** It is put right in the form of its draft. */
bool isDraftWork(const services::OutboxRow& row);
/** Both versions can be compared. */
bool isComparable(const services::OutboxRow& row);
/** The row of this voucher that is in conflict; nullopt = none is. */
std::optional<services::OutboxRow> conflictOf(
    const services::OutboxService& outbox, const domain::VoucherId& voucher);
/** A certification of this voucher that the treasury has not received; nullopt = none. */
std::optional<services::OutboxRow> waitingSignatureOf(
    const services::OutboxService& outbox, const domain::VoucherId& voucher);

} // namespace peraku::ui
