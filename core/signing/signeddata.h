#pragma once

#include "algorithm.h"

#include <domain/result.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>

namespace peraku::signing {

enum class SignedDataKind {
    Detached, ///< id-data without content: an officer's signature.
    TimestampToken ///< TSTInfo inside: RFC 3161.
};

/** A CMS SignedData (RFC 5652) of our strict profile, taken apart; the views point into the bytes that were
 * parsed. */
struct SignedDataView {
    QByteArrayView certificatesField; ///< All embedded certificates, one after the other.
    QList<QByteArrayView> certificates; ///< DER
    QByteArrayView content; ///< TSTInfo of a timestamp token.
    QByteArrayView issuer; ///< DER Name
    QByteArrayView serial; ///< DER INTEGER
    int digestBits = 0;
    SignatureAlgorithm algorithm;
    QByteArrayView signedAttributes; ///< Content of the SET OF, as it was signed.
    QByteArrayView messageDigest;
    QDateTime signingTime; ///< UTC; invalid without that attribute.
    QByteArrayView signingCertificate; ///< DER of the ESS attribute value (v1); empty if absent.
    QByteArrayView signingCertificateV2; ///< Empty if absent.
    QByteArrayView signature;
    QByteArrayView timestampToken; ///< DER ContentInfo; empty if absent.
    QByteArrayView head; ///< Content of SignerInfo up to and with its signature algorithm.
    QByteArrayView beforeSignerInfos; ///< Content of SignedData up to its signer infos.

    /** The signed attributes as the explicit SET OF that is digested (RFC 5652, 5.4). */
    QByteArray attributesSet() const;
    /** What the key signed: the digest of the attributes as an explicit SET OF. */
    QByteArray attributesDigest() const;
    /** Place of the signer's certificate in `certificates`, -1 without one, by issuer and serial number. */
    int signerIndex() const;
};

/** SignatureMalformed with the part in detail, TooLarge, SignatureInvalid for SHA-1. `bytes` must outlive the
 * view. */
domain::Result<SignedDataView> parseSignedData(const QByteArray& bytes, SignedDataKind kind);

/** Fills in what `view.signedAttributes` say and gives their content type (empty without one);
 * SignatureMalformed. */
domain::Result<QByteArrayView> readAttributes(SignedDataView& view);

/** The same signature with another signature value and timestamp (DER ContentInfo; empty for none). */
QByteArray withSignature(
    const SignedDataView& view, const QByteArray& signature, const QByteArray& timestampToken);

} // namespace peraku::signing
