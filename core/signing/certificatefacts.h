#pragma once

#include <domain/ports.h>
#include <domain/result.h>

#include <openssl/types.h>

namespace peraku::signing {

/** As certificateFacts(), for a certificate that is parsed already. */
domain::Result<domain::CertificateFacts> factsOf(X509* certificate, const QByteArray& der);

} // namespace peraku::signing
