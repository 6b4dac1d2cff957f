#include <signing/cades.h>
#include <signing/digest.h>
#include <signing/verify.h>
#include <support/pki.h>

#include <cstdio>
#include <measure.h>
#include <vector>

/** What our code adds to the bare public-key operation. */
using namespace peraku;
using bench::measure;
using bench::Operation;
using bench::print;

namespace {

bool plainCmsVerify(X509_STORE* store, const QByteArray& cms, const QByteArray& content)
{
    const auto* at = reinterpret_cast<const unsigned char*>(cms.constData());
    const signing::CmsPtr parsed(d2i_CMS_ContentInfo(nullptr, &at, long(cms.size())));
    const signing::BioPtr in(BIO_new_mem_buf(content.constData(), int(content.size())));
    return parsed && CMS_verify(parsed.get(), nullptr, store, in.get(), nullptr, CMS_BINARY | CMS_CADES) == 1;
}

signing::X509StorePtr plainStore(const support::TestPki& pki)
{
    signing::X509StorePtr store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), signing::parseCertificate(pki.root.der).get());
    for (const auto& crl : pki.material().crls)
        X509_STORE_add_crl(store.get(), signing::parseCrl(crl).get());
    X509_STORE_set_flags(store.get(), X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    X509_STORE_set_purpose(store.get(), X509_PURPOSE_ANY);
    auto* parameters = X509_STORE_get0_param(store.get());
    X509_VERIFY_PARAM_set_time(parameters, pki.now.toSecsSinceEpoch());
    return store;
}

bool benchKey(
    const char* title, support::TestKey kind, domain::SignatureScheme scheme, const char* verifyTarget)
{
    const support::TestPki pki;
    const auto officer = pki.officer(kind);
    const signing::SigningProfile profile { scheme, 256 };
    const QByteArray content(1200, 'x');
    const signing::CadesRequest request { signing::sha256(content), officer.der, { pki.issuing.der }, profile,
        pki.now };
    const auto prepared = signing::prepareCades(request);
    const auto raw = signing::signDigest(officer.key.get(), profile, prepared->attributesDigest);
    const auto cms = signing::completeCades(*prepared, *raw);
    auto next = request;
    next.signer = prepared->signer;
    if (!cms)
        return false;

    std::vector<Operation> making {
        { "raw signature of a digest", 100,
            [&] {
                return signing::signDigest(officer.key.get(), profile, prepared->attributesDigest)
                    .has_value();
            } },
        { "CAdES signature: prepare, sign, check, complete", 100,
            [&] { return signing::signCades(request, officer.key.get()).has_value(); } },
        { "CAdES signature, the signer's next one", 100,
            [&] { return signing::signCades(next, officer.key.get()).has_value(); } },
        { "of it prepare, certificate to be read", 200,
            [&] { return signing::prepareCades(request).has_value(); } },
        { "of it prepare, certificate known", 200, [&] { return signing::prepareCades(next).has_value(); } },
        { "of it complete (after the key, with its check)", 200,
            [&] { return signing::completeCades(*prepared, *raw).has_value(); } },
    };

    const auto trust = pki.trust();
    signing::VerdictCache cache(trust);
    signing::VerifyOptions options;
    options.now = pki.now;
    options.contentIsStatement = false;
    const auto store = plainStore(pki);
    // The floor is EVP_DigestVerify over a message of the size of the signed attributes, which is what a
    // signature check must at least do.
    const auto certificate = signing::parseCertificate(officer.der);
    EVP_PKEY* key = X509_get0_pubkey(certificate.get());
    const QByteArray message(180, 'm');
    const auto messageSignature = signing::signDigest(officer.key.get(), profile, signing::sha256(message));
    const auto bare = [&] {
        const signing::EvpMdCtxPtr context(EVP_MD_CTX_new());
        return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1
            && EVP_DigestVerify(context.get(),
                   reinterpret_cast<const unsigned char*>(messageSignature->constData()),
                   std::size_t(messageSignature->size()),
                   reinterpret_cast<const unsigned char*>(message.constData()), std::size_t(message.size()))
            == 1;
    };
    std::vector<Operation> checking {
        { "bare EVP_DigestVerify", 400, bare },
        { "plain CMS_verify, chain + CRL, kept store", 60,
            [&] { return plainCmsVerify(store.get(), *cms, content); } },
        { "verifyCades, full report, kept trust store", 60,
            [&] { return signing::verifyCades(*cms, content, *trust, options).valid(); } },
        { "verifyCades, full report, remembered verdicts", 400,
            [&] { return signing::verifyCades(*cms, content, cache, options).valid(); } },
    };
    if (!measure(making) || !measure(checking))
        return false;
    std::printf("== %s\n", title);
    print(making, 0,
        "a token's raw signature takes far longer than this key in memory: what counts is the microseconds "
        "of prepare and complete");
    print(checking, 0, verifyTarget);
    std::printf("  verifyCades over plain CMS_verify, both with a kept store: %.2f (target 1.10)\n\n",
        checking[2].median() / checking[1].median());
    return true;
}

} // namespace

int main()
{
    const bool done = benchKey("RSA-2048", support::TestKey::Rsa2048, domain::SignatureScheme::RsaPkcs1,
                          "target of remembered verdicts: 3.0")
        && benchKey("ECDSA P-256", support::TestKey::P256, domain::SignatureScheme::Ecdsa,
            "target of remembered verdicts: 1.6");
    return done ? 0 : 1;
}
