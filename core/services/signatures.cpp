#include "signatures.h"

#include <signing/verify.h>

#include <QCryptographicHash>

namespace peraku::services {

using domain::fail;

Result<PreparedSignature> prepareSignature(const QByteArray& statement, const domain::Credential& credential,
    const QDateTime& signingTime, const TrustMaterial& trust)
{
    const auto profile = signing::profileFor(credential.certificate, credential.pssOnly);
    if (!profile)
        return fail(profile.error());
    signing::CadesRequest cades;
    cades.profile = *profile;
    cades.contentDigest = QCryptographicHash::hash(
        statement, profile->digestBits == 384 ? QCryptographicHash::Sha384 : QCryptographicHash::Sha256);
    cades.signerCertificate = credential.certificate.der;
    if (!trust.issuingCertificate.isEmpty())
        cades.chain.append(trust.issuingCertificate);
    cades.signingTime = signingTime;
    auto prepared = signing::prepareCades(cades);
    if (!prepared)
        return fail(prepared.error());
    return PreparedSignature {
        { credential.id, profile->scheme, profile->digestBits, { prepared->attributesDigest },
            { { domain::SigningDocument::Kind::Statement, statement, {}, prepared->signedAttributes } } },
        std::move(*prepared)
    };
}

Result<QByteArray> completeSignature(const PreparedSignature& prepared, const QByteArray& rawSignature)
{
    return signing::completeCades(prepared.cades, rawSignature);
}

namespace {

signing::TrustMaterial materialOf(const TrustMaterial& trust, const QByteArray& keptCrl)
{
    signing::TrustMaterial material;
    material.roots = trust.roots;
    material.intermediates = { trust.issuingCertificate };
    if (!keptCrl.isEmpty())
        material.crls.append(keptCrl);
    if (keptCrl != trust.issuingCrl)
        material.crls.append(trust.issuingCrl);
    material.crls.append(trust.rootCrl);
    return material;
}

signing::VerifyOptions optionsOf(const Expectation& expectation)
{
    signing::VerifyOptions options;
    options.now = expectation.now;
    options.trustedTime = expectation.existedAt;
    if (!expectation.officer.isEmpty())
        options.expectedIc = expectation.officer;
    if (!expectation.voucher.isEmpty())
        options.expectedVoucher = expectation.voucher;
    return options;
}

} // namespace

Result<domain::VerificationReport> verifySignature(const QByteArray& statement, const QByteArray& cms,
    const TrustMaterial& trust, const Expectation& expectation)
{
    const auto store = signing::TrustStore::create(materialOf(trust, expectation.crl));
    if (!store)
        return fail(store.error());
    return signing::verifyCades(cms, statement, **store, optionsOf(expectation));
}

Result<signing::EvidenceFiles> evidenceOf(const domain::SignatureRecord& record, const TrustMaterial& trust)
{
    const auto store = signing::TrustStore::create(materialOf(trust, record.crl));
    if (!store)
        return fail(store.error());
    return signing::evidenceFiles(record.statement, record.cms, **store, record.crl);
}

Result<domain::VerificationReport> verifyEvidence(
    const signing::EvidenceFiles& files, const QList<QByteArray>& roots, const QDateTime& now)
{
    const auto material = signing::trustFromEvidence(files, roots);
    if (!material)
        return fail(material.error());
    const auto store = signing::TrustStore::create(*material);
    if (!store)
        return fail(store.error());
    Expectation expectation;
    expectation.now = now;
    // A folder knows no time of receipt: its CRL is of the time that the statement claims, so that is the
    // time that is judged.
    if (const auto parsed = domain::parseStatement(files.statement))
        expectation.existedAt = parsed->time;
    return signing::verifyCades(files.signature, files.statement, **store, optionsOf(expectation));
}

} // namespace peraku::services
