#pragma once

#include "world.h"

#include <pki/authority.h>
#include <treasury/admin.h>

namespace peraku::demo {

/**
 * Enters all officers with the demo password and, where options.tokens is set, makes the tokens of the
 * journey's signers there. Gives the text of demo-officers.json, empty without options.tokens.
 */
domain::Result<QByteArray> employ(treasury::Admin& admin, pki::CertificateAuthority& authority,
    const World& world, const DemoOptions& options);

/** Writes demo-officers.json (mode 0600) into options.tokens, the last step: who finds it finds a whole
 * treasury. */
domain::Result<domain::Done> publish(const QByteArray& roster, const DemoOptions& options);

} // namespace peraku::demo
