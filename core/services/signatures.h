#pragma once

#include "trust.h"

#include <domain/ports.h>
#include <domain/statement.h>
#include <domain/verification.h>

/** The services' one door to the signing library. Everything here is pure and may run on any thread. */
namespace peraku::services {

/** A signature that lacks only the raw signature of its digest. */
struct PreparedSignature {
    domain::RawSignRequest request;
    QByteArray unsignedCms; ///< DER
};
/** The authority's certificate goes into the signature beside the signer's. */
Result<PreparedSignature> prepareSignature(const QByteArray& statement, const domain::Credential& credential, const QDateTime& signingTime,
    const TrustMaterial& trust);
/** DER of the detached CAdES signature. */
Result<QByteArray> completeSignature(const PreparedSignature& prepared, const QByteArray& rawSignature);

/** What a signed statement must say, beside being signed. */
struct Expectation {
    domain::VoucherId voucher; ///< Empty = whatever the statement says.
    domain::Ic officer; ///< Empty = the statement's own signer.
    QDateTime at; ///< UTC; the time for which validity and revocation are judged.
    QByteArray crl; ///< DER; used instead of the authority's present CRL when it is not empty.
};

/** A complete report, failures included; an Error only where the trust material itself cannot be used. */
Result<domain::VerificationReport> verifySignature(
    const QByteArray& statement, const QByteArray& cms, const TrustMaterial& trust, const Expectation& expectation);

} // namespace peraku::services
