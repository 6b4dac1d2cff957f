#include "target.h"

#include <signing/certificate.h>
#include <signing/digest.h>
#include <signing/ocsp.h>
#include <signing/pades.h>
#include <signing/timestamp.h>
#include <signing/verify.h>
#include <support/pdf.h>
#include <support/pki.h>

namespace peraku::fuzz {

namespace {

using support::TestKey;

const QByteArray content = "content";

/** The same keys in every process, so that a kept corpus still gets past the signatures. */
struct Pki : support::TestPki {
    Pki()
    {
        root = support::issue(rootSpec(), support::testKey(TestKey::P256, 200));
        issuing = support::issue(issuingSpec(), support::testKey(TestKey::P256, 201), &root);
        tsa = support::issue(tsaSpec(), tsa.key, &issuing);
        ocsp = support::issue(ocspSpec(), ocsp.key, &issuing);
        signer = officer();
        store = trust();
        cms = *signing::signCades({ signing::sha256(content), signer.der, { issuing.der },
                                      { domain::SignatureScheme::Ecdsa, 256 }, now },
            signer.key.get());
        support::CountingRng rng;
        timestampQuery = *signing::timestampQuery(cms, rng);
        ocspQuery = *signing::ocspQuery(signer.der, issuing.der, rng);
    }
    support::Issued signer;
    std::shared_ptr<const signing::TrustStore> store;
    QByteArray cms;
    signing::TimestampQuery timestampQuery;
    signing::OcspQuery ocspQuery;
};

const Pki& pki()
{
    static const Pki pki;
    return pki;
}

QByteArray timestampReply(const support::TimestampAnswer& answer)
{
    return support::answerTimestamp(pki().timestampQuery.der, pki().tsa, answer);
}

void certificate(const QByteArray& bytes)
{
    const auto facts = signing::certificateFacts(bytes);
    const auto checked = signing::checkCertificate(bytes, *pki().store, {}, pki().now);
    require(!checked || facts, "a certificate that is trusted can be read");
    (void)signing::ocspQuery(bytes, pki().issuing.der, *std::make_unique<support::CountingRng>());
    for (const auto& der : signing::certificatesFromPem(bytes).value_or(QList<QByteArray>()))
        (void)signing::certificateFacts(der);
}

QList<QByteArray> certificateSeeds()
{
    return { pki().signer.der, pki().issuing.der, pki().tsa.der,
        signing::certificatesToPem({ pki().signer.der, pki().issuing.der }) };
}

void signature(const QByteArray& bytes)
{
    signing::VerifyOptions options;
    options.now = pki().now;
    options.contentIsStatement = false;
    static signing::VerdictCache cache(pki().store, 100);
    const auto fresh = signing::verifyCades(bytes, content, *pki().store, options);
    require(fresh == signing::verifyCades(bytes, content, cache, options),
        "a remembered verdict is the fresh one");
    require(!signing::verifyCades(bytes, "other content", *pki().store, options).valid(),
        "no signature holds for other content");
    if (fresh.valid())
        require(signing::signerCertificateOf(bytes).has_value(), "a good signature has a signer");
    (void)signing::resumeCades(bytes);
}

QList<QByteArray> signatureSeeds()
{
    const auto& all = pki();
    const auto stamped = signing::attachTimestamp(all.cms, all.timestampQuery,
        timestampReply({ all.now, 0, false, false }), *all.store, {}, all.now.addSecs(10));
    const auto rsa = all.officer(TestKey::Rsa2048);
    const auto pss = signing::signCades({ signing::sha256(content), rsa.der, { all.issuing.der },
                                            { domain::SignatureScheme::RsaPss, 256 }, all.now },
        rsa.key.get());
    const auto prepared = signing::prepareCades({ signing::sha256(content), all.signer.der,
        { all.issuing.der }, { domain::SignatureScheme::Ecdsa, 256 }, all.now });
    return { all.cms, stamped.value_or(QByteArray()), pss.value_or(QByteArray()), prepared->state };
}

void crl(const QByteArray& bytes)
{
    (void)signing::crlFacts(bytes);
    for (const auto& der : signing::crlsFromPem(bytes).value_or(QList<QByteArray>()))
        (void)signing::crlFacts(der);
    auto material = pki().material();
    material.crls[0] = bytes;
    if (const auto store = signing::TrustStore::create(material))
        (void)signing::checkCertificate(pki().signer.der, **store, {}, pki().now);
}

QList<QByteArray> crlSeeds()
{
    auto spec = pki().crlSpec();
    const auto empty = support::makeCrl(spec, pki().issuing);
    spec.entries
        = { { 7, spec.thisUpdate, 4, {} }, { pki().signer.serial, spec.thisUpdate, 1, spec.thisUpdate } };
    const auto full = support::makeCrl(spec, pki().issuing);
    return { empty, full, signing::crlsToPem({ empty, full }) };
}

void ocspAnswer(const QByteArray& bytes)
{
    const auto& all = pki();
    const auto answer = signing::checkOcsp(bytes, all.ocspQuery, *all.store, all.now, 1'000'000'000);
    require(!answer || answer->producedAt.isValid(), "an answer that is believed has a time");
}

QList<QByteArray> ocspAnswerSeeds()
{
    const auto& all = pki();
    const auto answer = [&](const support::Issued& responder, int status) {
        return support::answerOcsp(all.ocspQuery.der, responder, all.issuing,
            { all.now, OCSP_RESPONSE_STATUS_SUCCESSFUL, status, all.now.addDays(-1), true, {} });
    };
    return { answer(all.ocsp, V_OCSP_CERTSTATUS_GOOD), answer(all.ocsp, V_OCSP_CERTSTATUS_REVOKED),
        answer(all.issuing, V_OCSP_CERTSTATUS_GOOD) };
}

void timestampAnswer(const QByteArray& bytes)
{
    const auto& all = pki();
    const auto stamped
        = signing::attachTimestamp(all.cms, all.timestampQuery, bytes, *all.store, {}, all.now.addSecs(10));
    if (stamped)
        require(signing::timestampOf(*stamped, *all.store, {}, all.now.addSecs(10)).has_value(),
            "a timestamp that was attached can be read");
}

QList<QByteArray> timestampAnswerSeeds()
{
    return { timestampReply({ pki().now, 0, false, false }), timestampReply({ pki().now, 2, false, false }),
        timestampReply({ pki().now, 0, true, false }) };
}

QByteArray signedPdf(const QByteArray& pdf)
{
    const auto& all = pki();
    const auto prepared = signing::preparePades({ pdf, all.signer.der, { all.issuing.der },
        { domain::SignatureScheme::Ecdsa, 256 }, all.now, QStringLiteral("Name"), {} });
    if (!prepared)
        return {};
    const auto raw = signing::signDigest(
        all.signer.key.get(), { domain::SignatureScheme::Ecdsa, 256 }, prepared->signature.attributesDigest);
    return signing::completePades(*prepared, *raw).value_or(QByteArray());
}

void pdf(const QByteArray& bytes)
{
    const auto before = signing::pdfSignatures(bytes);
    const auto made = signedPdf(bytes);
    if (made.isEmpty())
        return;
    require(made.startsWith(bytes), "no earlier byte is changed");
    const auto files = signing::pdfFiles(bytes);
    require(!files || files == signing::pdfFiles(made), "a further signature leaves the embedded files");
    signing::VerifyOptions options;
    options.now = pki().now;
    const auto after = signing::verifyPades(made, *pki().store, options);
    if (!before)
        return;
    require(after && after->size() == before->size() + 1, "a PDF that was signed reads");
    const auto& ours = after->last();
    require(ours.report.valid() && ours.signature.changes == signing::PdfChanges::None,
        "a signature that was made holds");
    for (qsizetype i = 0; i < before->size(); ++i) {
        const auto was = before->at(i).changes;
        require(
            was == signing::PdfChanges::Other || after->at(i).signature.changes != signing::PdfChanges::Other,
            "a further signature leaves the earlier ones");
    }
}

QList<QByteArray> pdfSeeds()
{
    auto objects = support::smallObjects();
    const auto plain = support::pdfOf(objects);
    const auto once = signedPdf(plain);
    objects[0].replace(">>", "/AcroForm << /Fields 5 0 R >> >>");
    objects.append("[]");
    return { plain, once, signedPdf(once), support::edited(once, 4, objects[3]), support::pdfOf(objects),
        support::pdfWithStreams(), support::pdfWithFiles({ { "1.json", "{}" }, { "1.p7s", pki().cms } }) };
}

constexpr Target targets[] = {
    { "pdf", pdf, pdfSeeds },
    { "certificate", certificate, certificateSeeds },
    { "signature", signature, signatureSeeds },
    { "crl", crl, crlSeeds },
    { "ocsp", ocspAnswer, ocspAnswerSeeds },
    { "timestamp", timestampAnswer, timestampAnswerSeeds },
};

} // namespace

std::span<const Target> signingTargets()
{
    return targets;
}

} // namespace peraku::fuzz
