#pragma once

#include <domain/ports.h>
#include <treasury/ports.h>

#include <memory>

namespace peraku::treasury {

/** The SignatureVerifier of production: CAdES through core/signing against the authority's certificates and
 * CRLs of this moment. Thread-safe. */
class CadesVerifier : public SignatureVerifier {
public:
    /** Without a responder the CRL alone decides. All of it outlives this. */
    explicit CadesVerifier(
        TrustProvider& trust, PkiEndpoints* responder = nullptr, domain::Rng* rng = nullptr);
    ~CadesVerifier() override;
    domain::Result<VerifiedSignature> verify(const SignatureToVerify& signature) override;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace peraku::treasury
