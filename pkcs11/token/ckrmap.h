#pragma once

#include "protocol.h"

#include <domain/result.h>

namespace peraku::token {

/** The one place where PKCS#11 return values become errors of the catalogue. */
domain::Error toError(const Failure& failure);
/** The same for reading what is plugged in, where nothing was to be signed. */
domain::Error readingError(const Failure& failure);

} // namespace peraku::token
