#pragma once

#include <domain/statement.h>
#include <treasury/roaming.h>

namespace peraku::csc {

/** One thing that is to be signed, as the officer is told of it. */
struct SignedThing {
    QString malay; ///< "Baucar bayaran BB-2026-000123, RM1,234.50, kepada Syarikat Contoh"
    QString english;
    std::optional<domain::Money> amount; ///< None for what has no amount, or one that cannot be told.
};
SignedThing describe(const domain::SigningStatement& statement);
/** Of a PDF nothing is known but its hash; the name is the desk's word. */
SignedThing describePdf(const QString& name);

/** What a message with a code says of all things that the code is for. */
struct IntentText {
    QString subject;
    QString malay; ///< One line a thing, at most ten, and the total.
    QString english;
    QString summary; ///< One line.
};
IntentText describe(const QList<SignedThing>& things);

/** The message around a code, Malay first. */
treasury::CodeMessage codeMessage(const domain::Ic& officer, const IntentText& text, const QString& nonceId,
    const QDateTime& emailExpiresAt, const QDateTime& appExpiresAt);

} // namespace peraku::csc
