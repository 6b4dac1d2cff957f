#pragma once

#include <domain/comparison.h>
#include <domain/process.h>
#include <domain/reference.h>

#include <QString>

namespace peraku::ui {

/** What the values of a voucher need to be said by name. */
struct DifferenceNames {
    const domain::ProcessCatalogue& catalogue;
    const domain::ReferenceData& reference;
};

/** Name of the field, or of the row with its number. */
QString differenceLabel(const domain::Difference& difference);
/** What that version has there, in one line; as people wrote it, to be escaped by whoever shows it. */
QString differenceValue(const domain::VoucherContent& content, const domain::Difference& difference,
    domain::Version version, const DifferenceNames& names);
/** "RM1,234.50", for a journal both sides. */
QString totalText(const domain::VoucherContent& content);
/** What was done to a voucher, by whom and when, a line each. */
QString historyText(const QList<domain::HistoryEntry>& entries, const domain::ReferenceData& reference);

} // namespace peraku::ui
