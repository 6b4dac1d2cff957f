#pragma once

#include <treasury/printing.h>

namespace peraku::print {

/** "Baucar Bayaran". */
QString titleOf(const domain::Voucher& voucher);
/** Base name of a step's attached files: "langkah-1". */
QString fileNameOf(const domain::SignatureRecord& record);
/** SHA-256 of the voucher's canonical content, lower-case hex. */
QString contentHash(const domain::VoucherContent& content);
/** The whole form as rich text for a QTextDocument. */
domain::Result<QString> formText(const treasury::PrintOrder& order);

} // namespace peraku::print
