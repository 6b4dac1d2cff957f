#pragma once

#include <domain/result.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QStringList>

#include <memory>

namespace peraku::signing {

/** Everything that decides whom to trust; all in DER. The operating system's certificates never count. */
struct TrustMaterial {
    QList<QByteArray> roots; ///< Pinned anchors.
    QList<QByteArray>
        intermediates; ///< Authorities below them; used to build paths, not trusted by themselves.
    QList<QByteArray> crls; ///< One or more of every authority in a path.
    bool operator==(const TrustMaterial&) const = default;
};

/** Trust material, parsed and checked once. Immutable: make a new one when a CRL changes. Thread-safe. */
class TrustStore {
public:
    /** CertificateMalformed or CrlMissing if a part cannot be read; CertificateUntrusted without a root or if
     * a root is not one. */
    static domain::Result<std::shared_ptr<const TrustStore>> create(const TrustMaterial& material);
    ~TrustStore();
    TrustStore(const TrustStore&) = delete;
    TrustStore& operator=(const TrustStore&) = delete;

    const TrustMaterial& material() const;

    struct Private;
    const Private& d() const { return *m_d; }

private:
    explicit TrustStore(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

/** What a certificate is wanted for. */
enum class CertificatePurpose {
    Signing, ///< keyUsage nonRepudiation; digitalSignature alone is refused.
    Timestamping, ///< extendedKeyUsage timeStamping alone, and critical (RFC 3161).
    OcspSigning
};

struct PathPolicy {
    CertificatePurpose purpose = CertificatePurpose::Signing;
    int minimumRsaBits = 2048; ///< Of every key in the path.
    /** Dotted OIDs of certificate policies of which the certificate must bear one; empty = any. */
    QStringList policies;
    bool requireCrl = true;
    /** Oldest thisUpdate, in hours before the time that counts; 0 = nextUpdate alone decides. */
    int maxCrlAgeHours = 0;
    bool operator==(const PathPolicy&) const = default;
};

/**
 * Checks a certificate by itself: path to a pinned root, usage, revocation and validity at `at` (UTC). The
 * first of them that fails is the error, with a stable detail. `untrusted` are further certificates (DER)
 * that may serve to build the path.
 */
domain::Result<domain::Done> checkCertificate(const QByteArray& der, const TrustStore& trust,
    const PathPolicy& policy, const QDateTime& at, const QList<QByteArray>& untrusted = {});

} // namespace peraku::signing
