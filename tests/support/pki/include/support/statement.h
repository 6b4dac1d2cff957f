#pragma once

#include <domain/statement.h>
#include <support/pki.h>

namespace peraku::support {

/** What the officer of TestPki::officer() states about a payment at the PKI's time. */
domain::SigningStatement statementOf(const TestPki& pki, const Issued& signer);

} // namespace peraku::support
