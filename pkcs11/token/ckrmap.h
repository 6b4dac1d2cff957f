#pragma once

#include "protocol.h"

#include <domain/result.h>

namespace peraku::token {

/** The one place where PKCS#11 return values become errors of the catalogue. */
domain::Error toError(const Failure& failure);

} // namespace peraku::token
