#pragma once

#include <domain/result.h>

#include <p11-kit/pkcs11.h>

namespace peraku::hsm {

/** The one place of this library where PKCS#11 return values become errors of the catalogue. */
domain::Error toError(CK_RV code, const char* function);

/** What libp11 left in OpenSSL's queue, which it empties; `fallback` where that is no return value of the
 * module. */
domain::Error libp11Error(domain::ErrorCode fallback, const char* function);

} // namespace peraku::hsm
