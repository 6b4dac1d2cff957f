#pragma once

#include <domain/process.h>
#include <domain/reference.h>
#include <domain/statement.h>
#include <domain/voucher.h>

#include <QString>

class QTextBrowser;

namespace peraku::ui {

struct Tokens;

/** What the pages of a voucher need besides the voucher. */
struct DocumentContext {
    const domain::ProcessCatalogue& catalogue;
    const domain::ReferenceData& reference;
    const Tokens& tokens;
};

/**
 * A voucher as a page of HTML 4 (what QTextDocument knows), in the language that is on. All text of people is
 * escaped twice: for control and bidirectional characters (escapedForDisplay) and for HTML. Attachments are
 * links "attachment:N". Pure.
 */
QString voucherHtml(const domain::Voucher& voucher, const DocumentContext& context);
/** What is about to be signed, from the parsed statement alone. */
QString statementHtml(const domain::SigningStatement& statement, const DocumentContext& context);

/** Readies a browser for the page that is read before a signature; never so low that nobody could read it. */
void prepareForReview(QTextBrowser& browser);

} // namespace peraku::ui
