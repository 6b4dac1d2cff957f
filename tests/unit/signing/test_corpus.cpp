#include "corpus.h"

#include <QTest>

using namespace peraku;
using namespace peraku::tests;
using domain::CheckId;
using domain::CheckOutcome;

class TestCorpus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void corpus_size_isAtLeastForty();
    void verifyCades_badCase_isRefusedForItsReason_data();
    void verifyCades_badCase_isRefusedForItsReason();
    void verifyCades_rememberedVerdicts_givesSameReport_data();
    void verifyCades_rememberedVerdicts_givesSameReport();
    void verifyCades_soundScene_isValid();
    void verifyCades_revokedLater_holdsOnlyByTrustedTime();
    void verifyCades_expiredLater_holdsByTrustedTime();
    void verifyCades_harmlessVariant_isValid_data();
    void verifyCades_harmlessVariant_isValid();
    void checkCertificate_badCase_givesReason_data();
    void checkCertificate_badCase_givesReason();
};

namespace {

QByteArray signatureOf(const Scene& scene)
{
    const auto key = scene.officer.key.get();
    const bool rsa = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
    const signing::SigningProfile profile {
        rsa ? domain::SignatureScheme::RsaPkcs1 : domain::SignatureScheme::Ecdsa, 256
    };
    auto request = requestFor(scene.pki, scene.officer, profile);
    request.chain = scene.chain;
    const auto cms = signing::signCades(request, key);
    return cms ? *cms : QByteArray();
}

void addCases()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < badCases().size(); ++i)
        QTest::newRow(badCases()[i].name) << int(i);
}

} // namespace

void TestCorpus::corpus_size_isAtLeastForty()
{
    QVERIFY(badCases().size() >= 40);
}

void TestCorpus::verifyCades_badCase_isRefusedForItsReason_data()
{
    addCases();
}

void TestCorpus::verifyCades_badCase_isRefusedForItsReason()
{
    QFETCH(int, index);
    const auto& bad = badCases()[std::size_t(index)];
    Scene scene;
    bad.spoil(scene);
    const auto trust = signing::TrustStore::create(scene.trust);
    QVERIFY(trust.has_value());
    const auto report = signing::verifyCades(signatureOf(scene), document, **trust, scene.options);
    QVERIFY(!report.valid());
    const auto* line = report.find(bad.line);
    QVERIFY2(line && line->outcome == CheckOutcome::Failed, qPrintable(explain(report)));
    QVERIFY2(line->reason->code == bad.code, qPrintable(explain(report)));
    QCOMPARE(line->reason->detail, QString::fromLatin1(bad.detail));
    // Its own reason and no other: one defect never darkens a line that it has nothing to do with.
    for (const auto& other : report.lines) {
        if (other.id != bad.line && other.id != CheckId::Revocation)
            QVERIFY2(other.outcome != CheckOutcome::Failed, qPrintable(explain(report)));
    }
}

void TestCorpus::verifyCades_rememberedVerdicts_givesSameReport_data()
{
    addCases();
}

void TestCorpus::verifyCades_rememberedVerdicts_givesSameReport()
{
    QFETCH(int, index);
    Scene scene;
    badCases()[std::size_t(index)].spoil(scene);
    const auto trust = signing::TrustStore::create(scene.trust);
    QVERIFY(trust.has_value());
    const auto cms = signatureOf(scene);
    signing::VerdictCache cache(*trust);
    const Scene sound;
    signing::verifyCades(signatureOf(sound), document, cache, sound.options);
    const auto fresh = signing::verifyCades(cms, document, **trust, scene.options);
    for (int round = 0; round < 3; ++round)
        QCOMPARE(signing::verifyCades(cms, document, cache, scene.options), fresh);
}

void TestCorpus::verifyCades_soundScene_isValid()
{
    const Scene scene;
    const auto trust = scene.pki.trust();
    const auto fresh = signing::verifyCades(signatureOf(scene), document, *trust, scene.options);
    QVERIFY2(fresh.valid(), qPrintable(explain(fresh)));
    signing::VerdictCache cache(trust);
    QVERIFY(signing::verifyCades(signatureOf(scene), document, cache, scene.options).valid());
}

void TestCorpus::verifyCades_revokedLater_holdsOnlyByTrustedTime()
{
    Scene scene;
    auto list = scene.pki.crlSpec();
    list.entries.append({ scene.officer.serial, scene.pki.now.addSecs(60), -1, {} });
    list.thisUpdate = scene.pki.now.addSecs(120);
    const auto trust
        = signing::TrustStore::create(scene.pki.material({ support::makeCrl(list, scene.pki.issuing),
            support::makeCrl(scene.pki.crlSpec(), scene.pki.root) }));
    auto options = scene.options;
    options.now = scene.pki.now.addSecs(3600);
    const auto cms = signatureOf(scene);
    const auto claimedOnly = signing::verifyCades(cms, document, **trust, options);
    QCOMPARE(claimedOnly.find(CheckId::Revocation)->reason->code, domain::ErrorCode::CertificateRevoked);
    options.trustedTime = scene.pki.now.addSecs(30);
    const auto received = signing::verifyCades(cms, document, **trust, options);
    QVERIFY2(received.valid(), qPrintable(explain(received)));
    options.trustedTime = scene.pki.now.addSecs(61);
    QVERIFY(!signing::verifyCades(cms, document, **trust, options).valid());
}

void TestCorpus::verifyCades_expiredLater_holdsByTrustedTime()
{
    Scene scene;
    auto spec = scene.pki.officerSpec();
    spec.notAfter = scene.pki.now.addDays(1);
    scene.officer = support::issue(spec, support::testKey(support::TestKey::P256), &scene.pki.issuing);
    auto list = scene.pki.crlSpec();
    list.nextUpdate = scene.pki.now.addDays(20);
    const auto trust = signing::TrustStore::create(scene.pki.material(
        { support::makeCrl(list, scene.pki.issuing), support::makeCrl(list, scene.pki.root) }));
    auto options = scene.options;
    options.now = scene.pki.now.addDays(10);
    const auto cms = signatureOf(scene);
    QCOMPARE(signing::verifyCades(cms, document, **trust, options).find(CheckId::Time)->reason->code,
        domain::ErrorCode::CertificateExpired);
    options.trustedTime = scene.pki.now;
    QVERIFY(signing::verifyCades(cms, document, **trust, options).valid());
}

void TestCorpus::verifyCades_harmlessVariant_isValid_data()
{
    QTest::addColumn<int>("variant");
    QTest::newRow("nonRepudiation alone") << 0;
    QTest::newRow("signer's certificate alone embedded") << 1;
    QTest::newRow("root embedded too") << 2;
    QTest::newRow("IC in the surname") << 3;
    QTest::newRow("name as BMPString") << 4;
    QTest::newRow("policy that is asked for") << 5;
    QTest::newRow("CRL of the certificate's own place") << 6;
    QTest::newRow("no CRL where none is asked for") << 7;
    QTest::newRow("e-mail protection") << 8;
}

void TestCorpus::verifyCades_harmlessVariant_isValid()
{
    QFETCH(int, variant);
    Scene scene;
    auto spec = scene.pki.officerSpec();
    auto list = scene.pki.crlSpec();
    scene.options.expectedIc = domain::Ic::parse(QStringLiteral("800101145001"));
    if (variant == 0)
        spec.set("keyUsage", "critical,nonRepudiation");
    if (variant == 1)
        scene.chain.clear();
    if (variant == 2)
        scene.chain.append(scene.pki.root.der);
    if (variant == 3)
        spec.subject.last().nid = NID_surname;
    if (variant == 4)
        spec.subject[1] = { NID_commonName, QByteArray("\0A\0l\0i", 6), V_ASN1_BMPSTRING };
    if (variant == 5)
        scene.options.path.policies = QStringList { QStringLiteral("1.3.6.1.4.1.99999.2") };
    if (variant == 6) {
        spec.set("crlDistributionPoints", "URI:http://pki.example/officers.crl");
        list.extensions.append(qMakePair(QByteArray("issuingDistributionPoint"),
            QByteArray("critical,fullname:URI:http://pki.example/officers.crl")));
    }
    if (variant == 8)
        spec.set("extendedKeyUsage", "emailProtection,clientAuth");
    if (variant == 5) {
        auto authority = scene.pki.issuingSpec();
        authority.set("certificatePolicies", "1.3.6.1.4.1.99999.2");
        scene.pki.issuing = support::issue(authority, scene.pki.issuing.key, &scene.pki.root);
        scene.chain = { scene.pki.issuing.der };
    }
    scene.officer = support::issue(spec, support::testKey(support::TestKey::P256), &scene.pki.issuing);
    scene.trust = scene.pki.material(
        { support::makeCrl(list, scene.pki.issuing), support::makeCrl(scene.pki.crlSpec(), scene.pki.root) });
    if (variant == 7) {
        scene.options.path.requireCrl = false;
        scene.trust.crls.clear();
    }
    const auto trust = signing::TrustStore::create(scene.trust);
    const auto report = signing::verifyCades(signatureOf(scene), document, **trust, scene.options);
    QVERIFY2(report.valid(), qPrintable(explain(report)));
}

void TestCorpus::checkCertificate_badCase_givesReason_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < badCases().size(); ++i) {
        const auto& bad = badCases()[i];
        // What is wrong with a signature's time or its embedded certificates is no fault of a certificate.
        const bool aboutCertificate = bad.line == CheckId::CertificatePath || bad.line == CheckId::KeyUsage
            || bad.line == CheckId::Revocation || QByteArray(bad.detail).startsWith("certificate has")
            || QByteArray(bad.detail).startsWith("certificate is not");
        const bool aboutReceipt = QByteArray(bad.name).contains("received");
        if (aboutCertificate && !aboutReceipt && !QByteArray(bad.detail).startsWith("embedded"))
            QTest::newRow(bad.name) << int(i);
    }
}

void TestCorpus::checkCertificate_badCase_givesReason()
{
    QFETCH(int, index);
    const auto& bad = badCases()[std::size_t(index)];
    Scene scene;
    bad.spoil(scene);
    const auto trust = signing::TrustStore::create(scene.trust);
    const auto checked = signing::checkCertificate(
        scene.officer.der, **trust, scene.options.path, scene.options.now, scene.chain);
    QVERIFY(!checked.has_value());
    QCOMPARE(checked.error().code, bad.code);
    QCOMPARE(checked.error().detail, QString::fromLatin1(bad.detail));
}

QTEST_GUILESS_MAIN(TestCorpus)
#include "test_corpus.moc"
