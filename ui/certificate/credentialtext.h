#pragma once

#include <domain/ports.h>
#include <domain/verification.h>

#include <QString>

namespace peraku::ui {

/** "Token" and the like, in the language that is on. */
QString mediumText(domain::SigningMedium medium);
/** What the PIN state means for the officer; empty when there is nothing to say. */
QString pinStateText(domain::PinState state);
QString checkText(domain::CheckId id);
QString outcomeText(domain::CheckOutcome outcome);
QString keyText(const domain::CertificateFacts& facts);
/** "12 days left (until 02/12/2026)", "expired on ...". */
QString validityText(const domain::CertificateFacts& facts, const QDateTime& nowUtc);
/** Medium and where it is, IC, state, time left: line by line. */
QString credentialSummary(const domain::Credential& credential, const QDateTime& nowUtc);
/** Serial in pairs, easier to compare by eye. */
QString serialText(const QString& hex);
/** What to do about a medium that cannot sign. */
QString adviceFor(domain::ErrorCode code);

} // namespace peraku::ui
