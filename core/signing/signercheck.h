#pragma once

#include "chain.h"
#include "signeddata.h"

namespace peraku::signing {

/** Signature value over the signed attributes, and the ESS signing certificate; `allowV1` for timestamp
 * tokens (RFC 3161, 2.4.2). */
domain::Result<domain::Done> checkSignature(const SignedDataView& view, const Chain& chain, bool allowV1);
/** The second half of that: whether the ESS attribute names this certificate. */
domain::Result<domain::Done> checkNamed(const SignedDataView& view, X509* certificate, bool allowV1);
/** Embedded certificates that are no part of the path could be changed unnoticed, so there may be none. */
std::optional<domain::Error> strangerProblem(const SignedDataView& view, const Chain& chain);

} // namespace peraku::signing
