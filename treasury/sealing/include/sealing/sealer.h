#pragma once

#include <signing/cades.h>
#include <signing/truststore.h>
#include <treasury/ports.h>
#include <treasury/roaming.h>

namespace peraku::sealing {

/** What the treasury's own signatures and timestamps are checked against, by what its authority publishes. */
domain::Result<std::shared_ptr<const signing::TrustStore>> ownTrust(treasury::PkiEndpoints& pki);

/** The signature with a timestamp of the treasury's authority; the errors of signing::attachTimestamp(). */
domain::Result<QByteArray> timestamped(const QByteArray& cms, const signing::TrustStore& trust,
    treasury::PkiEndpoints& pki, domain::Rng& rng, const QDateTime& now);

/** What seals: the certificate in force, with all that a signature takes from it. */
struct Identity {
    treasury::TreasurySeal::Certificates certificates;
    signing::SigningProfile profile;
    QString name; ///< The certificate's common name.
};

/** A finished signature of the treasury. */
struct Seal {
    QByteArray cms; ///< DER
    bool timestamped = false; ///< False where the time authority did not answer: B-B instead of B-T.
};

/** Signs by the treasury's seal. Thread-safe. */
class Sealer {
public:
    /** All of them outlive the sealer. */
    Sealer(treasury::TreasurySeal& seal, treasury::PkiEndpoints& pki, domain::Rng& rng)
        : m_seal(seal)
        , m_pki(pki)
        , m_rng(rng)
    {
    }
    /** The errors of the seal, CertificateMalformed, MechanismMissing. */
    domain::Result<Identity> identity();
    /** Completes what was prepared with the identity's certificate; the errors of the seal and of
     * completeCades(). */
    domain::Result<Seal> complete(const signing::PreparedSignature& prepared, const QDateTime& now);
    /** A detached CAdES signature over `bytes`. */
    domain::Result<Seal> seal(const QByteArray& bytes, const QDateTime& now);

private:
    treasury::TreasurySeal& m_seal;
    treasury::PkiEndpoints& m_pki;
    domain::Rng& m_rng;
};

} // namespace peraku::sealing
