#pragma once

#include <treasury/ports.h>

#include <memory>

namespace peraku::treasury {

/** The SignatureVerifier of production: CAdES through core/signing against the authority's certificates and
 * CRLs of this moment. Thread-safe. */
class CadesVerifier : public SignatureVerifier {
public:
    /** `trust` outlives this. */
    explicit CadesVerifier(TrustProvider& trust);
    ~CadesVerifier() override;
    domain::Result<VerifiedSignature> verify(const SignatureToVerify& signature) override;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace peraku::treasury
