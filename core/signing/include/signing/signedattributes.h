#pragma once

#include <domain/result.h>

#include <QByteArray>
#include <QDateTime>

namespace peraku::signing {

/** What signed attributes (RFC 5652, 11) claim, for the guardian of a key who sees nothing else. */
struct SignedAttributes {
    QByteArray messageDigest; ///< SHA-256 of the signed content.
    QDateTime signingTime; ///< UTC, the claimed time; invalid without one, as PAdES has it.
    bool operator==(const SignedAttributes&) const = default;
};

/**
 * Reads the DER SET OF that a PreparedSignature's digest is made from: content type id-data, a SHA-256
 * message digest, and a signing-certificate-v2 that names `certificate` (DER). SignatureMalformed,
 * SignatureInvalid (it names another certificate), CertificateMalformed. Thread-safe.
 */
domain::Result<SignedAttributes> readSignedAttributes(const QByteArray& der, const QByteArray& certificate);

} // namespace peraku::signing
