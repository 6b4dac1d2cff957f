#pragma once

#include <treasury/printing.h>

namespace peraku::print {

/** The unsealed form with its attached files. Not thread-safe with itself. */
domain::Result<QByteArray> pages(const treasury::PrintOrder& order);

} // namespace peraku::print
