#include "samples.h"

#include <signing/certificate.h>
#include <signing/evidence.h>

#include <QTest>

using namespace peraku;
using namespace peraku::tests;
using domain::ErrorCode;
using support::TestKey;
using support::TestPki;

class TestCertificate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void certificateFacts_officer_readsEverything();
    void certificateFacts_keyKinds_areTold_data();
    void certificateFacts_keyKinds_areTold();
    void crlFacts_list_readsEverything();
    void pem_thereAndBack_isTheSame();
    void pem_broken_isRefused_data();
    void pem_broken_isRefused();
    void digest_knownVectors_agree();
    void trustStore_badMaterial_isRefused_data();
    void trustStore_badMaterial_isRefused();
    void evidenceFiles_historicCrl_isPreferred();
    void evidenceFiles_missingCrl_isRefused();

private:
    TestPki m_pki;
};

void TestCertificate::certificateFacts_officer_readsEverything()
{
    const auto officer = m_pki.officer(TestKey::Rsa2048, "800101145001", 0xABCD);
    const auto facts = signing::certificateFacts(officer.der);
    QVERIFY(facts.has_value());
    QCOMPARE(facts->der, officer.der);
    QCOMPARE(facts->sha256, signing::sha256Hex(officer.der));
    QCOMPARE(facts->commonName, QStringLiteral("Pegawai Ujian"));
    QCOMPARE(facts->subjectDn, QStringLiteral("serialNumber=800101145001,CN=Pegawai Ujian,C=MY"));
    QCOMPARE(facts->issuerDn, QStringLiteral("CN=Peraku Test Issuing,O=Perbendaharaan Ujian,C=MY"));
    QCOMPARE(facts->serialHex, QStringLiteral("ABCD"));
    QCOMPARE(facts->ic->digits(), QStringLiteral("800101145001"));
    QCOMPARE(facts->notBefore, m_pki.now.addYears(-1));
    QCOMPARE(facts->notAfter, m_pki.now.addYears(1));
    QVERIFY(facts->nonRepudiation);
    QVERIFY(!facts->certificateAuthority);
    QVERIFY(signing::certificateFacts(m_pki.issuing.der)->certificateAuthority);
}

void TestCertificate::certificateFacts_keyKinds_areTold_data()
{
    QTest::addColumn<TestKey>("key");
    QTest::addColumn<domain::KeyKind>("kind");
    QTest::addColumn<int>("bits");
    QTest::newRow("RSA-2048") << TestKey::Rsa2048 << domain::KeyKind::Rsa << 2048;
    QTest::newRow("P-256") << TestKey::P256 << domain::KeyKind::Ec << 256;
    QTest::newRow("P-384") << TestKey::P384 << domain::KeyKind::Ec << 384;
    QTest::newRow("Ed25519") << TestKey::Ed25519 << domain::KeyKind::Other << 256;
}

void TestCertificate::certificateFacts_keyKinds_areTold()
{
    QFETCH(TestKey, key);
    QFETCH(domain::KeyKind, kind);
    QFETCH(int, bits);
    const auto facts = signing::certificateFacts(m_pki.officer(key).der);
    QVERIFY(facts.has_value());
    QCOMPARE(facts->keyKind, kind);
    if (kind != domain::KeyKind::Other)
        QCOMPARE(facts->keyBits, bits);
}

void TestCertificate::crlFacts_list_readsEverything()
{
    auto spec = m_pki.crlSpec();
    spec.number = 258;
    spec.entries = { { 5, m_pki.now, 1, {} }, { 6, m_pki.now, -1, {} } };
    const auto facts = signing::crlFacts(support::makeCrl(spec, m_pki.issuing));
    QVERIFY(facts.has_value());
    QCOMPARE(facts->numberHex, QStringLiteral("0102"));
    QCOMPARE(facts->revoked, 2);
    QCOMPARE(facts->thisUpdate, spec.thisUpdate);
    QCOMPARE(facts->nextUpdate, spec.nextUpdate);
    QCOMPARE(facts->issuerDn, QStringLiteral("CN=Peraku Test Issuing,O=Perbendaharaan Ujian,C=MY"));
}

void TestCertificate::pem_thereAndBack_isTheSame()
{
    const QList<QByteArray> certificates { m_pki.issuing.der, m_pki.root.der };
    const auto pem = signing::certificatesToPem(certificates);
    QCOMPARE(*signing::certificatesFromPem("a note before\n" + pem + "and behind"), certificates);
    auto windows = pem;
    QCOMPARE(*signing::certificatesFromPem(windows.replace('\n', "\r\n")), certificates);
    const auto crls = m_pki.material().crls;
    QCOMPARE(*signing::crlsFromPem(pem + signing::crlsToPem(crls)), crls);
    for (const auto& line : pem.split('\n'))
        QVERIFY(line.size() <= 64);
}

void TestCertificate::pem_broken_isRefused_data()
{
    QTest::addColumn<QByteArray>("pem");
    const auto pem = signing::certificatesToPem({ m_pki.root.der });
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << pem.left(pem.size() / 2);
    QTest::newRow("no base64") << QByteArray(
        "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n");
    QTest::newRow("no certificate") << QByteArray(
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    QTest::newRow("second one broken")
        << QByteArray(pem + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
}

void TestCertificate::pem_broken_isRefused()
{
    QFETCH(QByteArray, pem);
    QCOMPARE(signing::certificatesFromPem(pem).error().code, ErrorCode::CertificateMalformed);
    QCOMPARE(signing::crlsFromPem(pem).error().code, ErrorCode::CrlMissing);
}

void TestCertificate::digest_knownVectors_agree()
{
    QCOMPARE(signing::sha256Hex("abc").value(),
        QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(signing::dataHash(""), QStringLiteral("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="));
    QCOMPARE(signing::digestOf("abc", 384).toHex().left(16), QByteArray("cb00753f45a35e8b"));
    QVERIFY(signing::digestOf("abc", 160).isEmpty());
}

void TestCertificate::trustStore_badMaterial_isRefused_data()
{
    QTest::addColumn<QByteArrayList>("roots");
    QTest::addColumn<QByteArrayList>("intermediates");
    QTest::addColumn<QByteArrayList>("crls");
    QTest::addColumn<ErrorCode>("code");
    const QByteArrayList root { m_pki.root.der };
    QTest::newRow("no root") << QByteArrayList() << QByteArrayList() << QByteArrayList()
                             << ErrorCode::CertificateUntrusted;
    QTest::newRow("root is an issued authority") << QByteArrayList { m_pki.issuing.der } << QByteArrayList()
                                                 << QByteArrayList() << ErrorCode::CertificateUntrusted;
    const auto officer = support::issue(m_pki.officerSpec(), support::testKey(TestKey::P256));
    QTest::newRow("root is a self-signed officer") << QByteArrayList { officer.der } << QByteArrayList()
                                                   << QByteArrayList() << ErrorCode::CertificateUntrusted;
    QTest::newRow("root is garbage") << QByteArrayList { "x" } << QByteArrayList() << QByteArrayList()
                                     << ErrorCode::CertificateMalformed;
    QTest::newRow("intermediate is garbage")
        << root << QByteArrayList { "x" } << QByteArrayList() << ErrorCode::CertificateMalformed;
    QTest::newRow("CRL is garbage") << root << QByteArrayList() << QByteArrayList { "x" }
                                    << ErrorCode::CrlMissing;
}

void TestCertificate::trustStore_badMaterial_isRefused()
{
    QFETCH(QByteArrayList, roots);
    QFETCH(QByteArrayList, intermediates);
    QFETCH(QByteArrayList, crls);
    QFETCH(ErrorCode, code);
    QCOMPARE(signing::TrustStore::create({ roots, intermediates, crls }).error().code, code);
}

void TestCertificate::evidenceFiles_historicCrl_isPreferred()
{
    const auto cms = signedBy(m_pki, m_pki.officer());
    auto old = m_pki.crlSpec();
    old.thisUpdate = m_pki.now.addDays(-3);
    old.number = 7;
    const auto historic = support::makeCrl(old, m_pki.issuing);
    const auto files = signing::evidenceFiles(document, cms, *m_pki.trust(), historic);
    QVERIFY(files.has_value());
    QCOMPARE(signing::crlsFromPem(files->crl)->first(), historic);
    QCOMPARE(signing::crlsFromPem(files->crl)->size(), 2);
    QCOMPARE(signing::certificatesFromPem(files->chain)->first(), *signing::signerCertificateOf(cms));
    QCOMPARE(*signing::certificatesFromPem(files->ca), QList<QByteArray> { m_pki.root.der });
}

void TestCertificate::evidenceFiles_missingCrl_isRefused()
{
    const auto cms = signedBy(m_pki, m_pki.officer());
    const auto trust = signing::TrustStore::create(m_pki.material({}));
    QCOMPARE(signing::evidenceFiles(document, cms, **trust).error().code, ErrorCode::CrlMissing);
    QCOMPARE(
        signing::evidenceFiles(document, "garbage", **trust).error().code, ErrorCode::SignatureMalformed);
}

QTEST_GUILESS_MAIN(TestCertificate)
#include "test_certificate.moc"
