#include "algorithm.h"

#include <signing/openssl.h>

#include <openssl/err.h>

namespace peraku::signing {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using domain::SignatureScheme;

Result<QByteArray> signDigest(EVP_PKEY* key, const SigningProfile& profile, const QByteArray& digest)
{
    if (!key || !fits(key, profile.scheme))
        return fail(ErrorCode::MechanismMissing, QStringLiteral("key and scheme do not fit"));
    if (digest.size() != profile.digestBits / 8 || (profile.digestBits != 256 && profile.digestBits != 384))
        return fail(ErrorCode::InvalidInput, QStringLiteral("digest"));
    const SignatureAlgorithm algorithm { profile.scheme, profile.digestBits,
        profile.scheme == SignatureScheme::RsaPss ? profile.digestBits / 8 : 0 };
    ERR_set_mark();
    const EvpKeyCtxPtr context(EVP_PKEY_CTX_new(key, nullptr));
    std::size_t size = 0;
    QByteArray signature;
    bool signedIt = context && EVP_PKEY_sign_init(context.get()) > 0 && setScheme(context.get(), algorithm)
        && EVP_PKEY_sign(context.get(), nullptr, &size, uchars(digest), std::size_t(digest.size())) > 0;
    if (signedIt) {
        signature.resize(qsizetype(size));
        signedIt = EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       uchars(digest), std::size_t(digest.size()))
            > 0;
    }
    const auto reason = ERR_peek_last_error();
    ERR_pop_to_mark();
    if (!signedIt) {
        const char* text = ERR_reason_error_string(reason);
        return fail(ErrorCode::SignatureFailed, QString::fromLatin1(text ? text : "key refused to sign"));
    }
    signature.truncate(qsizetype(size));
    return signature;
}

Result<QByteArray> signCades(const CadesRequest& request, EVP_PKEY* key)
{
    const auto prepared = prepareCades(request);
    if (!prepared)
        return fail(prepared.error());
    const auto raw = signDigest(key, request.profile, prepared->attributesDigest);
    if (!raw)
        return fail(raw.error());
    return completeCades(*prepared, *raw);
}

} // namespace peraku::signing
