#pragma once

#include <domain/ports.h>
#include <domain/result.h>

#include <QByteArrayView>

#include <openssl/types.h>

namespace peraku::signing {

/** A signature algorithm as a SignerInfo names it. */
struct SignatureAlgorithm {
    domain::SignatureScheme scheme = domain::SignatureScheme::RsaPkcs1;
    int digestBits = 256;
    int saltBytes = 0; ///< PSS only.
};

/** 256, 384 or 512 from an AlgorithmIdentifier with absent or NULL parameters; SignatureInvalid for SHA-1,
 * else SignatureMalformed. */
domain::Result<int> digestBitsOf(QByteArrayView algorithmIdentifier);
/** SignatureMalformed where it is unknown or does not agree with the digest. */
domain::Result<SignatureAlgorithm> signatureAlgorithmOf(QByteArrayView algorithmIdentifier, int digestBits);

QByteArray digestAlgorithmDer(int digestBits);
QByteArray signatureAlgorithmDer(const SignatureAlgorithm& algorithm);

/** Whether the raw signature of `digest` holds; false also where key and scheme do not fit. */
bool verifyRaw(
    EVP_PKEY* key, const SignatureAlgorithm& algorithm, QByteArrayView digest, QByteArrayView signature);
/** Padding and digest for a context that was initialised to sign or to verify. */
bool setScheme(EVP_PKEY_CTX* context, const SignatureAlgorithm& algorithm);
bool fits(EVP_PKEY* key, domain::SignatureScheme scheme);

/** "RSA-2048 SHA-256", "RSASSA-PSS RSA-3072 SHA-256", "ECDSA P-256 SHA-256". */
QString algorithmText(EVP_PKEY* key, const SignatureAlgorithm& algorithm);
/** "P-256" for the curves that are accepted, else empty. */
QString curveOf(EVP_PKEY* key);

} // namespace peraku::signing
