#pragma once

#include <domain/process.h>
#include <domain/reference.h>
#include <domain/voucher.h>

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

namespace peraku::domain {

enum class Severity { Warning, Error };

/** One thing that is wrong or odd; all are reported, not the first. */
struct Finding {
    /** Path of the field: "payee.bankAccount", "lines[2].account", "invoices[0].date", "narration". */
    QString field;
    Severity severity = Severity::Error;
    QString messageKey; ///< "finding.bank-account-length" ...; findingSentence() in messages.h.
    QStringList args;
    bool operator==(const Finding&) const = default;
};

bool hasErrors(const QList<Finding>& findings);

/** The rules of a complete voucher (Treasury Instructions 58(a), 99(a), 103(a) and the mask); the same on
 * both sides. */
QList<Finding> validate(const VoucherContent& content, const ProcessCatalogue& catalogue,
    const ReferenceData& reference, QDate today);

/** Limits that hold for a draft too, so that nothing oversized is ever stored or sent. */
namespace limits {
inline constexpr int narration = 500; ///< characters
inline constexpr int shortText = 120;
inline constexpr int reasonText = 500;
inline constexpr int lines = 200;
inline constexpr int invoices = 100;
inline constexpr int attachments = 20;
inline constexpr qint64 attachmentBytes = 10 * 1024 * 1024;
} // namespace limits

/** Limits and character rules only; an empty list means that the draft may be stored and sent. */
QList<Finding> validateLimits(const VoucherContent& content);

} // namespace peraku::domain
