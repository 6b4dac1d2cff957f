#include "signercheck.h"

#include <algorithm>
#include <openssl/err.h>
#include <openssl/ess.h>

namespace peraku::signing {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

using EssV1Ptr = OpensslPtr<ESS_SIGNING_CERT, ESS_SIGNING_CERT_free>;
using EssV2Ptr = OpensslPtr<ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free>;

} // namespace

Result<Done> checkSignature(const SignedDataView& view, const Chain& chain, bool allowV1)
{
    if (!verifyRaw(chain.key(), view.algorithm, view.attributesDigest(), view.signature))
        return fail(ErrorCode::SignatureInvalid, QStringLiteral("signature does not verify"));
    return checkNamed(view, chain.certificate.get(), allowV1);
}

Result<Done> checkNamed(const SignedDataView& view, X509* certificate, bool allowV1)
{
    if (view.signingCertificateV2.isEmpty() && (!allowV1 || view.signingCertificate.isEmpty()))
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("no signing-certificate-v2 attribute"));

    const bool v2 = !view.signingCertificateV2.isEmpty();
    const auto bytes = v2 ? view.signingCertificateV2 : view.signingCertificate;
    const unsigned char* at = uchars(bytes);
    ERR_set_mark();
    const EssV2Ptr second(v2 ? d2i_ESS_SIGNING_CERT_V2(nullptr, &at, long(bytes.size())) : nullptr);
    const EssV1Ptr first(v2 ? nullptr : d2i_ESS_SIGNING_CERT(nullptr, &at, long(bytes.size())));
    const X509StackPtr path(sk_X509_new_null());
    sk_X509_push(path.get(), certificate);
    const bool readable = (second || first) && at == uchars(bytes) + bytes.size();
    const bool named
        = readable && OSSL_ESS_check_signing_certs(first.get(), second.get(), path.get(), 1) == 1;
    ERR_pop_to_mark();
    if (!readable)
        return fail(ErrorCode::SignatureMalformed, QStringLiteral("signing-certificate attribute"));
    if (!named)
        return fail(
            ErrorCode::SignatureInvalid, QStringLiteral("signing-certificate names another certificate"));
    return Done {};
}

std::optional<domain::Error> strangerProblem(const SignedDataView& view, const Chain& chain)
{
    QList<QByteArrayView> seen;
    for (const auto embedded : view.certificates) {
        const auto same = [&](const ChainLink& link) { return embedded == link.der; };
        if (seen.contains(embedded) || std::none_of(chain.links.begin(), chain.links.end(), same))
            return domain::Error { ErrorCode::CertificateUntrusted,
                QStringLiteral("embedded certificate outside the path"), {}, false, 0 };
        seen.append(embedded);
    }
    return std::nullopt;
}

} // namespace peraku::signing
