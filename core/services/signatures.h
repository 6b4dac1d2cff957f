#pragma once

#include "trust.h"

#include <domain/ports.h>
#include <domain/statement.h>
#include <domain/verification.h>
#include <signing/cades.h>
#include <signing/evidence.h>
#include <signing/ocsp.h>
#include <signing/timestamp.h>

#include <memory>

/** The services' one door to the signing library. Everything here is pure and may run on any thread. */
namespace peraku::services {

/** A signature that lacks only the raw signature of its digest. */
struct PreparedSignature {
    domain::RawSignRequest request;
    signing::PreparedSignature cades; ///< Nothing in it is secret.
};
/** The authority's certificate goes into the signature beside the signer's. */
Result<PreparedSignature> prepareSignature(const QByteArray& statement, const domain::Credential& credential,
    const QDateTime& signingTime, const TrustMaterial& trust);
/** The same for many statements at once, at the times that they say: one request whose digests stand in their
 * order. */
struct PreparedSignatures {
    domain::RawSignRequest request;
    QList<signing::PreparedSignature> cades;
};
Result<PreparedSignatures> prepareSignatures(
    const QList<QByteArray>& statements, const domain::Credential& credential, const TrustMaterial& trust);
/** DER of the detached CAdES signature. */
Result<QByteArray> completeSignature(const PreparedSignature& prepared, const QByteArray& rawSignature);

/** What a signed statement must say, beside being signed. */
struct Expectation {
    domain::VoucherId voucher; ///< Empty = whatever the statement says.
    domain::Ic officer; ///< Empty = the statement's own signer.
    QDateTime now; ///< UTC
    QDateTime existedAt; ///< UTC; when it is known to have existed, invalid = only now.
    QByteArray crl; ///< DER; kept with the signature, goes before the authority's present CRL.
};

/** To check with what stands here now. */
Result<std::shared_ptr<const signing::TrustStore>> trustStoreOf(const TrustMaterial& trust);

/** A complete report, failures included; an Error only where the trust material itself cannot be used. */
Result<domain::VerificationReport> verifySignature(const QByteArray& statement, const QByteArray& cms,
    const TrustMaterial& trust, const Expectation& expectation);

/** verifySignature() that keeps the trust material parsed and the verdicts on certificates from one signature
 * to the next. Thread-safe. */
class SignatureChecker {
public:
    SignatureChecker();
    ~SignatureChecker();
    Result<domain::VerificationReport> verify(const QByteArray& statement, const QByteArray& cms,
        const TrustMaterial& trust, const Expectation& expectation);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

/** The files with which anyone verifies the record by `openssl cms -verify -cades`. */
Result<signing::EvidenceFiles> evidenceOf(const domain::SignatureRecord& record, const TrustMaterial& trust);

/** An OCSP response for the query, checked against the authority's present material. */
Result<signing::OcspAnswer> checkResponse(const QByteArray& response, const signing::OcspQuery& query,
    const TrustMaterial& trust, const QDateTime& now);
/** Whether a certificate names that authority (DER) as its issuer; false for an empty one. */
bool isIssuedBy(const domain::CertificateFacts& certificate, const QByteArray& issuer);
/** Verifies such files; trust comes from `roots`, never from the files' own ca.pem. */
Result<domain::VerificationReport> verifyEvidence(
    const signing::EvidenceFiles& files, const QList<QByteArray>& roots, const QDateTime& now);

} // namespace peraku::services
