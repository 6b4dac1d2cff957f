#pragma once

#include <domain/result.h>
#include <domain/verification.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <memory>
#include <optional>

namespace peraku::signing {

/** Whom to trust, all in DER. */
struct TrustMaterial {
    QList<QByteArray> roots; ///< The only anchors.
    QList<QByteArray> intermediates;
    QList<QByteArray> crls; ///< One of every authority in a path.
};

struct SignatureInput {
    QByteArray statement; ///< Canonical bytes.
    QByteArray cms; ///< DER of the detached CAdES signature.
    std::optional<domain::Ic> officer; ///< Who must have signed; none = the statement's own signer.
    std::optional<domain::VoucherId> voucher; ///< What the statement must speak of; none = whatever it says.
    QDateTime at; ///< UTC; validity and revocation are judged at this time.
};

/** Verifies CAdES signatures over statements against one set of anchors and CRLs, which are decoded once.
 * Thread-safe after creation. */
class Verifier {
public:
    /** CertificateMalformed if an anchor, certificate or CRL cannot be read; CertificateUntrusted without an
     * anchor. */
    static domain::Result<std::unique_ptr<Verifier>> create(const TrustMaterial& trust);
    ~Verifier();

    /** Always a complete report, one line per CheckId, in their order. */
    domain::VerificationReport verify(const SignatureInput& input) const;

private:
    struct Private;
    explicit Verifier(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace peraku::signing
