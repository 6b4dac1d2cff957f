#include "algorithm.h"

#include "der.h"
#include "oids.h"

#include <signing/openssl.h>

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

namespace peraku::signing {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using domain::SignatureScheme;

namespace {

struct Known {
    QByteArrayView oid;
    SignatureScheme scheme;
    int digestBits; ///< 0 = whatever the digest algorithm says.
};
constexpr Known knownAlgorithms[] = {
    { oid::rsaEncryption, SignatureScheme::RsaPkcs1, 0 },
    { oid::rsaSha256, SignatureScheme::RsaPkcs1, 256 },
    { oid::rsaSha384, SignatureScheme::RsaPkcs1, 384 },
    { oid::rsaSha512, SignatureScheme::RsaPkcs1, 512 },
    { oid::ecdsaSha256, SignatureScheme::Ecdsa, 256 },
    { oid::ecdsaSha384, SignatureScheme::Ecdsa, 384 },
    { oid::ecdsaSha512, SignatureScheme::Ecdsa, 512 },
};

struct Parts {
    QByteArrayView oid;
    QByteArrayView parameters; ///< Whole element, empty if absent.
};

std::optional<Parts> partsOf(QByteArrayView algorithmIdentifier)
{
    const auto sequence = der::single(algorithmIdentifier, der::Sequence);
    if (!sequence)
        return std::nullopt;
    der::Reader reader(sequence->content);
    const auto id = reader.next(der::Oid);
    if (!id)
        return std::nullopt;
    if (reader.atEnd())
        return Parts { id->content, {} };
    const auto parameters = reader.next();
    if (!parameters || !reader.atEnd())
        return std::nullopt;
    return Parts { id->content, parameters->whole };
}

bool isNothing(QByteArrayView parameters)
{
    return parameters.isEmpty() || parameters == QByteArrayView("\x05\x00", 2);
}

const EVP_MD* digestFor(int bits)
{
    return bits == 256 ? EVP_sha256() : bits == 384 ? EVP_sha384() : EVP_sha512();
}

QByteArray oidDer(QByteArrayView content)
{
    return der::wrap(der::Oid, content.toByteArray());
}

/** RSASSA-PSS-params (RFC 4055): both digests as the signature's, an explicit salt length, the one trailer.
 */
std::optional<int> pssSalt(QByteArrayView parameters, int digestBits)
{
    const auto sequence = der::single(parameters, der::Sequence);
    if (!sequence)
        return std::nullopt;
    der::Reader reader(sequence->content);
    const auto hash = reader.next(der::Context0);
    const auto mask = reader.next(der::Context1);
    const auto salt = reader.next(der::Context2);
    if (!hash || !mask || !salt || !reader.atEnd())
        return std::nullopt;
    const auto maskParts = partsOf(mask->content);
    if (!maskParts || maskParts->oid != oid::mgf1)
        return std::nullopt;
    for (const auto digest : { hash->content, maskParts->parameters }) {
        const auto bits = digestBitsOf(digest);
        if (!bits || *bits != digestBits)
            return std::nullopt;
    }
    const auto length = der::single(salt->content, der::Integer);
    if (!length || length->content.isEmpty() || length->content.size() > 2 || length->content[0] < 0)
        return std::nullopt;
    int bytes = 0;
    for (const char c : length->content)
        bytes = bytes * 256 + static_cast<unsigned char>(c);
    return bytes >= 20 && bytes <= 1024 ? std::optional(bytes) : std::nullopt;
}

} // namespace

Result<int> digestBitsOf(QByteArrayView algorithmIdentifier)
{
    const auto parts = partsOf(algorithmIdentifier);
    if (!parts || !isNothing(parts->parameters))
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("digest algorithm"));
    if (parts->oid == oid::sha256)
        return 256;
    if (parts->oid == oid::sha384)
        return 384;
    if (parts->oid == oid::sha512)
        return 512;
    if (parts->oid == oid::sha1)
        return fail(ErrorCode::SignatureInvalid, QStringLiteral("SHA-1 is not accepted"));
    return fail(ErrorCode::SignatureMalformed, QStringLiteral("digest algorithm"));
}

Result<SignatureAlgorithm> signatureAlgorithmOf(QByteArrayView algorithmIdentifier, int digestBits)
{
    const auto parts = partsOf(algorithmIdentifier);
    const auto malformed = fail(ErrorCode::SignatureMalformed, QStringLiteral("signature algorithm"));
    if (!parts)
        return malformed;
    if (parts->oid == oid::rsaPss) {
        const auto salt = pssSalt(parts->parameters, digestBits);
        if (!salt)
            return malformed;
        return SignatureAlgorithm { SignatureScheme::RsaPss, digestBits, *salt };
    }
    for (const auto& known : knownAlgorithms) {
        if (known.oid != parts->oid)
            continue;
        // ECDSA takes no parameters at all (RFC 5758); RSA's are NULL, and some leave them out.
        const bool parametersFit = known.scheme == SignatureScheme::Ecdsa ? parts->parameters.isEmpty()
                                                                          : isNothing(parts->parameters);
        if (!parametersFit || (known.digestBits && known.digestBits != digestBits))
            return malformed;
        return SignatureAlgorithm { known.scheme, digestBits, 0 };
    }
    return malformed;
}

QByteArray digestAlgorithmDer(int digestBits)
{
    return der::wrap(der::Sequence,
        oidDer(digestBits == 256    ? oid::sha256
                : digestBits == 384 ? oid::sha384
                                    : oid::sha512));
}

QByteArray signatureAlgorithmDer(const SignatureAlgorithm& algorithm)
{
    const QByteArray null("\x05\x00", 2);
    switch (algorithm.scheme) {
    case SignatureScheme::RsaPkcs1:
        return der::wrap(der::Sequence, oidDer(oid::rsaEncryption) + null);
    case SignatureScheme::Ecdsa:
        return der::wrap(der::Sequence,
            oidDer(algorithm.digestBits == 256    ? oid::ecdsaSha256
                    : algorithm.digestBits == 384 ? oid::ecdsaSha384
                                                  : oid::ecdsaSha512));
    case SignatureScheme::RsaPss:
        break;
    }
    // RFC 4055 wants NULL parameters beside the digests here, unlike in digestAlgorithm.
    const auto hash = der::wrap(der::Sequence,
        oidDer(algorithm.digestBits == 256    ? oid::sha256
                : algorithm.digestBits == 384 ? oid::sha384
                                              : oid::sha512)
            + null);
    const auto mask = der::wrap(der::Sequence, oidDer(oid::mgf1) + hash);
    const auto salt = der::wrap(der::Integer, QByteArray(1, char(algorithm.saltBytes)));
    return der::wrap(der::Sequence,
        oidDer(oid::rsaPss)
            + der::wrap(der::Sequence,
                der::wrap(der::Context0, hash) + der::wrap(der::Context1, mask)
                    + der::wrap(der::Context2, salt)));
}

bool fits(EVP_PKEY* key, SignatureScheme scheme)
{
    switch (scheme) {
    case SignatureScheme::RsaPkcs1:
        return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
    case SignatureScheme::RsaPss:
        return EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA || EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA_PSS;
    case SignatureScheme::Ecdsa:
        return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC;
    }
    return false;
}

bool setScheme(EVP_PKEY_CTX* context, const SignatureAlgorithm& algorithm)
{
    if (algorithm.scheme == SignatureScheme::RsaPkcs1
        && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) <= 0)
        return false;
    if (algorithm.scheme == SignatureScheme::RsaPss
        && (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) <= 0
            || EVP_PKEY_CTX_set_rsa_mgf1_md(context, digestFor(algorithm.digestBits)) <= 0
            || EVP_PKEY_CTX_set_rsa_pss_saltlen(context, algorithm.saltBytes) <= 0))
        return false;
    return EVP_PKEY_CTX_set_signature_md(context, digestFor(algorithm.digestBits)) > 0;
}

bool verifyRaw(
    EVP_PKEY* key, const SignatureAlgorithm& algorithm, QByteArrayView digest, QByteArrayView signature)
{
    if (!key || !fits(key, algorithm.scheme))
        return false;
    ERR_set_mark();
    const EvpKeyCtxPtr context(EVP_PKEY_CTX_new(key, nullptr));
    const bool holds = context && EVP_PKEY_verify_init(context.get()) > 0
        && setScheme(context.get(), algorithm)
        && EVP_PKEY_verify(context.get(), uchars(signature), std::size_t(signature.size()), uchars(digest),
               std::size_t(digest.size()))
            == 1;
    ERR_pop_to_mark();
    return holds;
}

QString curveOf(EVP_PKEY* key)
{
    char group[64] = {};
    if (EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) != 1)
        return {};
    switch (OBJ_sn2nid(group)) {
    case NID_X9_62_prime256v1:
        return QStringLiteral("P-256");
    case NID_secp384r1:
        return QStringLiteral("P-384");
    case NID_secp521r1:
        return QStringLiteral("P-521");
    default:
        return {};
    }
}

QString algorithmText(EVP_PKEY* key, const SignatureAlgorithm& algorithm)
{
    const auto digest = QStringLiteral(" SHA-%1").arg(algorithm.digestBits);
    if (algorithm.scheme == SignatureScheme::Ecdsa)
        return QStringLiteral("ECDSA ") + curveOf(key) + digest;
    const auto rsa = QStringLiteral("RSA-%1").arg(EVP_PKEY_get_bits(key)) + digest;
    return algorithm.scheme == SignatureScheme::RsaPss ? QStringLiteral("RSASSA-PSS ") + rsa : rsa;
}

} // namespace peraku::signing
