#pragma once

#include <domain/ports.h>
#include <domain/result.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <memory>

namespace peraku::signing {

/** How the raw signature is made; scheme and digest together. */
struct SigningProfile {
    domain::SignatureScheme scheme = domain::SignatureScheme::RsaPkcs1;
    int digestBits = 256; ///< 256 or 384.
    bool operator==(const SigningProfile&) const = default;
};

/**
 * The profile for a key: ECDSA or RSA by its kind, PSS where the key's policy demands it. Always SHA-256, so
 * that the Data Hash of the signing screen is the very messageDigest that is signed; MechanismMissing for
 * keys that are neither RSA nor EC.
 */
domain::Result<SigningProfile> profileFor(const domain::CertificateFacts& certificate, bool pssOnly);

/** A signer's certificate that was read; immutable. */
struct SignerCertificate;

/** Where the claimed time of signing stands. */
enum class SignatureForm {
    Cades, ///< In the signingTime attribute.
    Pades ///< In the PDF, and in no attribute (ETSI EN 319 142-1, 6.3).
};

/** What a detached CAdES-BES signature (ETSI EN 319 122-1, RFC 5652) is made of, before the key comes in. */
struct CadesRequest {
    QByteArray contentDigest; ///< Of the signed content, with the profile's digest.
    QByteArray signerCertificate; ///< DER
    QList<QByteArray> chain; ///< DER of the issuing authorities that go into the signature, without the root.
    SigningProfile profile;
    QDateTime signingTime; ///< UTC, whole seconds: the claimed time.
    /** Of an earlier PreparedSignature: spares reading the same certificate again. May be null. */
    std::shared_ptr<const SignerCertificate> signer = nullptr;
    SignatureForm form = SignatureForm::Cades;
};

/** The first half of a signature whose key is elsewhere; can be stored and resumed, nothing in it is secret.
 */
struct PreparedSignature {
    QByteArray state; ///< DER of the signature with an empty signature value.
    QByteArray signedAttributes; ///< DER SET OF.
    QByteArray attributesDigest; ///< What the key signs: the digest of the DER signed attributes.
    SigningProfile profile;
    /** Read by prepareCades(); null in one that was resumed. Not part of what is stored or compared. */
    std::shared_ptr<const SignerCertificate> signer = nullptr;
    bool operator==(const PreparedSignature& other) const
    {
        return state == other.state && attributesDigest == other.attributesDigest && profile == other.profile;
    }
};

/** InvalidInput (digest length, time), CertificateMalformed, MechanismMissing (key and scheme do not fit).
 * Thread-safe. */
domain::Result<PreparedSignature> prepareCades(const CadesRequest& request);

/** Takes up a PreparedSignature from its stored `state` alone; SignatureMalformed if it is not one. */
domain::Result<PreparedSignature> resumeCades(const QByteArray& state);

/**
 * Puts the raw signature in: RSA as modulus-size octets; ECDSA as DER or as r||s. It is verified with the
 * signer's public key first: SignatureFailed if it does not hold. Gives the DER of the finished detached
 * signature.
 */
domain::Result<QByteArray> completeCades(const PreparedSignature& prepared, const QByteArray& rawSignature);

} // namespace peraku::signing
