#include "der.h"
#include "oids.h"
#include "signercheck.h"

#include <signing/openssl.h>
#include <signing/signedattributes.h>

namespace peraku::signing {

using domain::ErrorCode;
using domain::fail;

domain::Result<SignedAttributes> readSignedAttributes(const QByteArray& der, const QByteArray& certificate)
{
    constexpr int digestBytes = 32;
    const auto set = der::single(der, der::Set);
    if (!set)
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("signed attributes"));
    SignedDataView view;
    view.signedAttributes = set->content;
    const auto contentType = readAttributes(view);
    if (!contentType)
        return fail(contentType.error());
    if (*contentType != oid::data)
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("content-type attribute"));
    if (view.messageDigest.size() != digestBytes)
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("message-digest attribute"));
    const auto signer = parseCertificate(certificate);
    if (!signer)
        return fail(ErrorCode::CertificateMalformed, QStringLiteral("signer's certificate"));
    if (auto named = checkNamed(view, signer.get(), false); !named)
        return fail(named.error());
    return SignedAttributes { view.messageDigest.toByteArray(), view.signingTime };
}

} // namespace peraku::signing
