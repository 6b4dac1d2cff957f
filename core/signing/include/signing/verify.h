#pragma once

#include <domain/verification.h>
#include <signing/truststore.h>

#include <QByteArray>
#include <QDateTime>

#include <memory>
#include <optional>

namespace peraku::signing {

/** The largest signature that is looked at, in bytes. */
inline constexpr qsizetype maxCmsBytes = 64 * 1024;

enum class TimestampPolicy {
    Optional, ///< Its absence is no remark.
    Expected, ///< Its absence is a warning ("timestamp pending").
    Required
};

struct VerifyOptions {
    QDateTime now; ///< UTC; when the check is made.
    /**
     * UTC; when the signature is known to have existed, from the checker's own record of its receipt.
     * Validity and revocation are judged at the time of the RFC 3161 timestamp, else at this time, else at
     * `now`: a revocation after that time does not undo the signature.
     */
    QDateTime trustedTime;
    std::optional<domain::Ic> expectedIc;
    std::optional<domain::Sha256Hex> expectedCertificate;
    // What the statement must speak of.
    std::optional<domain::VoucherId> expectedVoucher;
    std::optional<int> expectedContentRevision;
    std::optional<int> expectedStep;
    /** False for signed bytes that are no SigningStatement: the Statement line then passes as "not a
     * statement". */
    bool contentIsStatement = true;
    PathPolicy path;
    TimestampPolicy timestamp = TimestampPolicy::Optional;
    int clockAheadSeconds = 300; ///< How far the claimed time may lie after the time that counts.
};

/**
 * Certificates and chain verdicts that were worked out before, for checking many signatures of few signers.
 * Bound to one TrustStore. Validity and revocation are still judged for each signature at its own time.
 * Thread-safe; holds at most `capacity` signers.
 */
class VerdictCache {
public:
    explicit VerdictCache(std::shared_ptr<const TrustStore> trust, int capacity = 10000);
    ~VerdictCache();
    const TrustStore& trust() const;

    struct Private;
    Private& d() { return *m_d; }

private:
    std::unique_ptr<Private> m_d;
};

/**
 * Checks a detached CAdES signature completely. The report holds one line per CheckId, each with an ErrorCode
 * and a stable detail where it fails. Accepted is a strict profile: DER, exactly one SignerInfo, detached
 * id-data, contentType, messageDigest, signingTime and signing-certificate-v2 signed, embedded certificates
 * all part of the path, no unsigned attribute but one timestamp. Thread-safe.
 */
domain::VerificationReport verifyCades(
    const QByteArray& cms, const QByteArray& content, const TrustStore& trust, const VerifyOptions& options);
/** The same report from remembered verdicts. */
domain::VerificationReport verifyCades(
    const QByteArray& cms, const QByteArray& content, VerdictCache& cache, const VerifyOptions& options);

/** The signer's certificate (DER) inside a signature, unverified; SignatureMalformed. */
domain::Result<QByteArray> signerCertificateOf(const QByteArray& cms);
/** What the signer's key signed, unverified: the digest of the DER signed attributes; SignatureMalformed. */
domain::Result<QByteArray> attributesDigestOf(const QByteArray& cms);

} // namespace peraku::signing
