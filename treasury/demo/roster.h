#pragma once

#include "world.h"

#include <pki/authority.h>
#include <treasury/admin.h>

namespace peraku::demo {

/**
 * Enters all officers with the demo password; where options.tokens is set, makes the tokens of the journey's
 * signers and writes demo-officers.json (mode 0600) there.
 */
domain::Result<domain::Done> employ(treasury::Admin& admin, pki::CertificateAuthority& authority,
    const World& world, const DemoOptions& options);

} // namespace peraku::demo
