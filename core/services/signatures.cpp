#include "signatures.h"

#include <signing/certificate.h>
#include <signing/verify.h>

#include <QCryptographicHash>
#include <QMutex>

namespace peraku::services {

using domain::fail;

namespace {

Result<signing::CadesRequest> cadesFor(const domain::Credential& credential, const TrustMaterial& trust)
{
    const auto profile = signing::profileFor(credential.certificate, credential.pssOnly);
    if (!profile)
        return fail(profile.error());
    signing::CadesRequest cades;
    cades.profile = *profile;
    cades.signerCertificate = credential.certificate.der;
    if (!trust.issuingCertificate.isEmpty())
        cades.chain.append(trust.issuingCertificate);
    return cades;
}

Result<signing::PreparedSignature> prepareOne(
    signing::CadesRequest& cades, const QByteArray& statement, const QDateTime& signingTime)
{
    cades.contentDigest = QCryptographicHash::hash(
        statement, cades.profile.digestBits == 384 ? QCryptographicHash::Sha384 : QCryptographicHash::Sha256);
    cades.signingTime = signingTime;
    auto prepared = signing::prepareCades(cades);
    if (prepared)
        cades.signer = prepared->signer;
    return prepared;
}

domain::SigningDocument documentOf(const QByteArray& statement, const signing::PreparedSignature& prepared)
{
    return { domain::SigningDocument::Kind::Statement, statement, {}, prepared.signedAttributes };
}

} // namespace

Result<PreparedSignature> prepareSignature(const QByteArray& statement, const domain::Credential& credential,
    const QDateTime& signingTime, const TrustMaterial& trust)
{
    auto cades = cadesFor(credential, trust);
    if (!cades)
        return fail(cades.error());
    auto prepared = prepareOne(*cades, statement, signingTime);
    if (!prepared)
        return fail(prepared.error());
    return PreparedSignature { { credential.id, cades->profile.scheme, cades->profile.digestBits,
                                   { prepared->attributesDigest }, { documentOf(statement, *prepared) } },
        std::move(*prepared) };
}

Result<PreparedSignatures> prepareSignatures(
    const QList<QByteArray>& statements, const domain::Credential& credential, const TrustMaterial& trust)
{
    auto cades = cadesFor(credential, trust);
    if (!cades)
        return fail(cades.error());
    PreparedSignatures all;
    all.request.credentialId = credential.id;
    all.request.scheme = cades->profile.scheme;
    all.request.digestBits = cades->profile.digestBits;
    for (const auto& statement : statements) {
        const auto parsed = domain::parseStatement(statement);
        if (!parsed)
            return fail(parsed.error());
        auto prepared = prepareOne(*cades, statement, parsed->time);
        if (!prepared)
            return fail(prepared.error());
        all.request.digests.append(prepared->attributesDigest);
        all.request.documents.append(documentOf(statement, *prepared));
        all.cades.append(std::move(*prepared));
    }
    return all;
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
    options.timestamp = signing::TimestampPolicy::Expected;
    if (!expectation.officer.isEmpty())
        options.expectedIc = expectation.officer;
    if (!expectation.voucher.isEmpty())
        options.expectedVoucher = expectation.voucher;
    return options;
}

} // namespace

Result<std::shared_ptr<const signing::TrustStore>> trustStoreOf(const TrustMaterial& trust)
{
    return signing::TrustStore::create(materialOf(trust, {}));
}

Result<domain::VerificationReport> verifySignature(const QByteArray& statement, const QByteArray& cms,
    const TrustMaterial& trust, const Expectation& expectation)
{
    const auto store = signing::TrustStore::create(materialOf(trust, expectation.crl));
    if (!store)
        return fail(store.error());
    return signing::verifyCades(cms, statement, **store, optionsOf(expectation));
}

struct SignatureChecker::Private {
    QMutex mutex;
    TrustMaterial material;
    std::shared_ptr<signing::VerdictCache> cache;

    Result<std::shared_ptr<signing::VerdictCache>> cacheFor(const TrustMaterial& trust)
    {
        const QMutexLocker lock(&mutex);
        if (cache && material == trust)
            return cache;
        auto store = signing::TrustStore::create(materialOf(trust, {}));
        if (!store)
            return fail(store.error());
        material = trust;
        cache = std::make_shared<signing::VerdictCache>(std::move(*store));
        return cache;
    }
};

SignatureChecker::SignatureChecker()
    : m_d(std::make_unique<Private>())
{
}

SignatureChecker::~SignatureChecker() = default;

Result<domain::VerificationReport> SignatureChecker::verify(const QByteArray& statement,
    const QByteArray& cms, const TrustMaterial& trust, const Expectation& expectation)
{
    // A CRL that was kept with one signature is no one else's.
    if (!expectation.crl.isEmpty() && expectation.crl != trust.issuingCrl)
        return verifySignature(statement, cms, trust, expectation);
    const auto cache = m_d->cacheFor(trust);
    if (!cache)
        return fail(cache.error());
    return signing::verifyCades(cms, statement, **cache, optionsOf(expectation));
}

Result<signing::EvidenceFiles> evidenceOf(const domain::SignatureRecord& record, const TrustMaterial& trust)
{
    const auto store = signing::TrustStore::create(materialOf(trust, record.crl));
    if (!store)
        return fail(store.error());
    return signing::evidenceFiles(record.statement, record.lasting(), **store, record.crl);
}

Result<signing::OcspAnswer> checkResponse(const QByteArray& response, const signing::OcspQuery& query,
    const TrustMaterial& trust, const QDateTime& now)
{
    const auto store = signing::TrustStore::create(materialOf(trust, {}));
    if (!store)
        return fail(store.error());
    return signing::checkOcsp(response, query, **store, now);
}

bool isIssuedBy(const domain::CertificateFacts& certificate, const QByteArray& issuer)
{
    const auto facts = signing::certificateFacts(issuer);
    return facts && facts->subjectDn == certificate.issuerDn;
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
