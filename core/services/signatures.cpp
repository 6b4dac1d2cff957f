#include "signatures.h"

#include <signing/cades.h>
#include <signing/verifier.h>

namespace peraku::services {

using domain::fail;

Result<PreparedSignature> prepareSignature(
    const QByteArray& statement, const domain::Credential& credential, const QDateTime& signingTime, const TrustMaterial& trust)
{
    QList<QByteArray> chain;
    if (!trust.issuingCertificate.isEmpty())
        chain.append(trust.issuingCertificate);
    const auto prepared = signing::prepareCades(statement, credential.certificate.der, chain, credential.pssOnly, signingTime);
    if (!prepared)
        return fail(prepared.error());
    PreparedSignature made;
    made.unsignedCms = prepared->unsignedCms;
    made.request.credentialId = credential.id;
    made.request.scheme = prepared->scheme;
    made.request.digestBits = prepared->digestBits;
    made.request.digests = { prepared->digest };
    return made;
}

Result<QByteArray> completeSignature(const PreparedSignature& prepared, const QByteArray& rawSignature)
{
    const signing::PreparedCades cades { prepared.request.digests.value(0), prepared.request.digestBits, prepared.request.scheme,
        prepared.unsignedCms };
    return signing::finishCades(cades, rawSignature);
}

Result<domain::VerificationReport> verifySignature(
    const QByteArray& statement, const QByteArray& cms, const TrustMaterial& trust, const Expectation& expectation)
{
    signing::TrustMaterial material;
    material.roots = trust.roots;
    material.intermediates = { trust.issuingCertificate };
    material.crls = { trust.rootCrl, expectation.crl.isEmpty() ? trust.issuingCrl : expectation.crl };
    const auto verifier = signing::Verifier::create(material);
    if (!verifier)
        return fail(verifier.error());
    signing::SignatureInput input;
    input.statement = statement;
    input.cms = cms;
    input.at = expectation.at;
    if (!expectation.officer.isEmpty())
        input.officer = expectation.officer;
    if (!expectation.voucher.isEmpty())
        input.voucher = expectation.voucher;
    return (*verifier)->verify(input);
}

} // namespace peraku::services
