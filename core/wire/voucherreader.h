#pragma once

#include "fastfields.h"

#include <domain/voucher.h>

namespace peraku::wire {

/** The one decoder of vouchers, alone or in pages; what is wrong stands in fields.error(). */
domain::Voucher readVoucher(FastFields& fields);

} // namespace peraku::wire
