#pragma once

#include <domain/ports.h>
#include <secret/securebuffer.h>

namespace peraku::csc {

/** Six decimal digits, each code as likely as any other. */
secret::SecureBuffer newCode(domain::Rng& rng);

/** 256 random bits as 64 hex digits. */
secret::SecureBuffer newSad(domain::Rng& rng);

} // namespace peraku::csc
