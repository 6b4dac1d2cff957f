#pragma once

#include <domain/ports.h>
#include <domain/result.h>
#include <domain/voucher.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace peraku::domain {

/** The lines of a verification report, in the order in which they are shown. */
enum class CheckId {
    Bytes, ///< messageDigest = SHA-256 of the statement
    Signature, ///< over the signed attributes, with signing-certificate-v2
    CertificatePath,
    KeyUsage, ///< nonRepudiation
    Revocation, ///< CRL or OCSP
    Time, ///< signing time, timestamp, validity at that time
    SignerIdentity, ///< IC of the certificate = signer of the statement = officer expected
    Statement
}; ///< the statement is canonical and speaks of this voucher, revision and step

enum class CheckOutcome {
    Passed,
    Failed,
    Warning, ///< Holds with a reservation, for example "timestamp pending".
    NotChecked
};

struct CheckLine {
    CheckId id = CheckId::Bytes;
    CheckOutcome outcome = CheckOutcome::NotChecked;
    std::optional<Error> reason; ///< Why it failed or is reserved.
    QString detail; ///< Facts: CRL number and date, path, algorithm.
    bool operator==(const CheckLine&) const = default;
};

struct VerificationReport {
    QList<CheckLine> lines;
    CertificateFacts signer;
    QDateTime signingTime; ///< Claimed by the signer.
    QDateTime timestampTime; ///< From an RFC 3161 token, invalid without one.
    QString algorithm; ///< "RSA-2048 SHA-256", "RSASSA-PSS ...", "ECDSA P-256 SHA-256"

    bool valid() const; ///< Every line passed or is a warning, and none is missing.
    const CheckLine* find(CheckId id) const;
    /** The first failure, for a one-sentence answer. */
    std::optional<Error> firstFailure() const;
    bool operator==(const VerificationReport&) const = default;
};

QString toWire(CheckId id);
QString toWire(CheckOutcome outcome);

/** What the treasury keeps of each certification. */
struct SignatureRecord {
    VoucherId voucher;
    int contentRevision = 0;
    int step = 0;
    OfficerRef signer;
    SigningMedium medium = SigningMedium::Token;
    QByteArray statement; ///< The canonical bytes.
    QByteArray cms; ///< DER of the detached CAdES signature.
    QByteArray crl; ///< DER of the CRL that the treasury checked against.
    QDateTime receivedAt; ///< UTC, the treasury's clock.
    bool voided = false;
    QString nonceId; ///< Of a roaming signature: the transaction whose code opened the key; else empty.
    QByteArray ocsp; ///< DER of the OCSP response that the treasury had at receipt; may be empty.
    QByteArray stamped; ///< `cms` with the timestamp that the treasury added later; empty if it needs none.
    QDateTime timestampAt; ///< UTC, of the RFC 3161 timestamp; invalid while it is still to come.

    /** The signature with everything that makes it last: what evidence is made of. */
    const QByteArray& lasting() const { return stamped.isEmpty() ? cms : stamped; }
    /** "1", or "1-void-r2" for one of an earlier revision that no longer counts: names its evidence. */
    QString evidenceName() const;
    bool operator==(const SignatureRecord&) const = default;
};

} // namespace peraku::domain
