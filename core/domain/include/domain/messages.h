#pragma once

#include <domain/officer.h>
#include <domain/process.h>
#include <domain/result.h>
#include <domain/validation.h>
#include <domain/voucher.h>
#include <domain/workflow.h>

#include <QString>

namespace peraku::domain {

// Sentences and labels in the language of the installed translators (context "Domain"); the source texts are
// English.

/** One sentence or two: what happened, what is safe, what to do. */
QString errorSentence(const Error& error);
QString findingSentence(const Finding& finding);
QString label(VoucherState state);
QString label(VoucherKind kind);
QString label(PaymentType type);
QString label(PaymentMode mode);
QString label(JournalType type);
QString label(Role role);
QString label(StepKind step);
QString label(HistoryAction action);
/** "Waiting for Perakuan 2" and the like: state with the step that waits. */
QString stateWithStep(const Voucher& voucher, const ProcessCatalogue& catalogue);
/** The four statements of the signing screen, currentStatementsVersion. */
QStringList signingStatements();

} // namespace peraku::domain
