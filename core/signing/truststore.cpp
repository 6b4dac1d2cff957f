#include "trustmaterial.h"

#include <signing/certificate.h>
#include <signing/truststore.h>

#include <openssl/err.h>

namespace peraku::signing {

using domain::Done;
using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

bool isRoot(X509* certificate)
{
    return X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0
        && X509_check_ca(certificate) == 1 && X509_verify(certificate, X509_get0_pubkey(certificate)) == 1;
}

Result<Done> addCertificates(TrustStore::Private& d)
{
    for (const auto& der : d.material.roots) {
        auto root = parseCertificate(der);
        if (!root || !X509_get0_pubkey(root.get()))
            return fail(ErrorCode::CertificateMalformed, QStringLiteral("root"));
        if (!isRoot(root.get()))
            return fail(
                ErrorCode::CertificateUntrusted, QStringLiteral("root is not a self-signed authority"));
        if (X509_STORE_add_cert(d.store.get(), root.get()) != 1)
            return fail(ErrorCode::Internal, QStringLiteral("root cannot be stored"));
        d.roots.push_back(std::move(root));
    }
    for (const auto& der : d.material.intermediates) {
        auto authority = parseCertificate(der);
        if (!authority || !X509_get0_pubkey(authority.get()))
            return fail(ErrorCode::CertificateMalformed, QStringLiteral("intermediate"));
        d.intermediates.push_back(std::move(authority));
    }
    return Done {};
}

Result<Done> addCrls(TrustStore::Private& d)
{
    for (const auto& der : d.material.crls) {
        KnownCrl known { parseCrl(der), {} };
        if (!known.crl)
            return fail(ErrorCode::CrlMissing, QStringLiteral("unreadable revocation list"));
        // The list of a large authority is verified here once and not again for every signature.
        for (const auto* authorities : { &d.roots, &d.intermediates }) {
            for (const auto& authority : *authorities) {
                if (X509_NAME_cmp(
                        X509_CRL_get_issuer(known.crl.get()), X509_get_subject_name(authority.get()))
                        == 0
                    && X509_CRL_verify(known.crl.get(), X509_get0_pubkey(authority.get())) == 1)
                    known.signers.push_back(authority.get());
            }
        }
        d.crls.push_back(std::move(known));
    }
    return Done {};
}

} // namespace

TrustStore::TrustStore(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}

TrustStore::~TrustStore() = default;

const TrustMaterial& TrustStore::material() const
{
    return m_d->material;
}

Result<std::shared_ptr<const TrustStore>> TrustStore::create(const TrustMaterial& material)
{
    if (material.roots.isEmpty())
        return fail(ErrorCode::CertificateUntrusted, QStringLiteral("no root is pinned"));
    auto d = std::make_unique<Private>();
    d->material = material;
    d->store.reset(X509_STORE_new());
    if (!d->store)
        return fail(ErrorCode::Internal, QStringLiteral("certificate store"));
    ERR_set_mark();
    auto added = addCertificates(*d);
    if (added)
        added = addCrls(*d);
    ERR_pop_to_mark();
    if (!added)
        return fail(added.error());
    return std::shared_ptr<const TrustStore>(new TrustStore(std::move(d)));
}

} // namespace peraku::signing
