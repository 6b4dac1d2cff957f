#pragma once

#include <services/desk.h>

#include <QString>

namespace peraku::ui {

/** What a verdict means, in a sentence. */
QString verdictText(services::FileVerdict verdict);
/** The same of one item, which may have nothing to judge. */
QString outcomeText(const services::FileVerification& item);
/** Document, signature, signer and times; or why there is nothing to check. */
QString detailsText(const services::FileVerification& item);
/** Everything about one signature as plain text, for a report that leaves the program. */
QString plainReport(const services::FileVerification& item);

} // namespace peraku::ui
