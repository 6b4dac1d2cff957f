#include "samples.h"

#include <signing/signedattributes.h>

#include <QTest>

using namespace peraku;
using namespace peraku::tests;
using domain::ErrorCode;
using domain::SignatureScheme;
using support::TestKey;
using support::TestPki;

Q_DECLARE_METATYPE(peraku::tests::KeyCase)

class TestCades : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void signCades_eachKeyAndScheme_verifies_data();
    void signCades_eachKeyAndScheme_verifies();
    void verifyCades_withoutTheTimeAttribute_isRefused();
    void completeCades_afterStorage_givesSameSignature();
    void completeCades_rawEcdsaPair_isTurnedIntoDer();
    void completeCades_wrongRawSignature_isRefused_data();
    void completeCades_wrongRawSignature_isRefused();
    void prepareCades_badRequest_isRefused_data();
    void prepareCades_badRequest_isRefused();
    void resumeCades_finishedSignature_isRefused();
    void readSignedAttributes_prepared_saysWhatIsSigned();
    void readSignedAttributes_anythingElse_isRefused_data();
    void readSignedAttributes_anythingElse_isRefused();
    void profileFor_certificate_fitsItsKey();

private:
    TestPki m_pki;
};

void TestCades::signCades_eachKeyAndScheme_verifies_data()
{
    QTest::addColumn<KeyCase>("key");
    for (const auto& key : keyCases)
        QTest::newRow(key.name) << key;
}

void TestCades::signCades_eachKeyAndScheme_verifies()
{
    QFETCH(KeyCase, key);
    const auto officer = m_pki.officer(key.key);
    const auto cms = signedBy(m_pki, officer, { key.scheme, key.digestBits });
    const auto report = signing::verifyCades(cms, document, *m_pki.trust(), optionsAt(m_pki.now));
    QVERIFY2(report.valid(), qPrintable(explain(report)));
    QCOMPARE(report.signingTime, m_pki.now);
    QCOMPARE(report.signer.der, officer.der);
    QVERIFY(report.algorithm.endsWith(QStringLiteral("SHA-%1").arg(key.digestBits)));
    QVERIFY(!signing::verifyCades(cms, document + " ", *m_pki.trust(), optionsAt(m_pki.now)).valid());
}

/** The roaming service relies on it: what is signed for a PDF never passes for a statement. */
void TestCades::verifyCades_withoutTheTimeAttribute_isRefused()
{
    const auto officer = m_pki.officer(TestKey::P256);
    const signing::SigningProfile profile { SignatureScheme::Ecdsa, 256 };
    auto request = requestFor(m_pki, officer, profile);
    request.form = signing::SignatureForm::Pades;
    const auto prepared = signing::prepareCades(request);
    const auto raw = signing::signDigest(officer.key.get(), profile, prepared->attributesDigest);
    const auto cms = signing::completeCades(*prepared, *raw);
    const auto report = signing::verifyCades(*cms, document, *m_pki.trust(), optionsAt(m_pki.now));
    QCOMPARE(report.firstFailure()->code, ErrorCode::SignatureMalformed);
}

void TestCades::completeCades_afterStorage_givesSameSignature()
{
    const auto officer = m_pki.officer(TestKey::Rsa2048);
    const signing::SigningProfile profile { SignatureScheme::RsaPss, 256 };
    const auto prepared = signing::prepareCades(requestFor(m_pki, officer, profile));
    QVERIFY(prepared.has_value());
    const auto resumed = signing::resumeCades(prepared->state);
    QVERIFY(resumed.has_value());
    QCOMPARE(*resumed, *prepared);
    const auto raw = signing::signDigest(officer.key.get(), profile, prepared->attributesDigest);
    QVERIFY(raw.has_value());
    QCOMPARE(*signing::completeCades(*resumed, *raw), *signing::completeCades(*prepared, *raw));
}

void TestCades::completeCades_rawEcdsaPair_isTurnedIntoDer()
{
    for (const auto kind : { TestKey::P256, TestKey::P384 }) {
        const auto officer = m_pki.officer(kind);
        const int half = kind == TestKey::P256 ? 32 : 48;
        const auto prepared
            = signing::prepareCades(requestFor(m_pki, officer, { SignatureScheme::Ecdsa, 256 }));
        // Many rounds, so that short and high-bit halves both come up.
        for (int round = 0; round < 40; ++round) {
            const auto der
                = signing::signDigest(officer.key.get(), prepared->profile, prepared->attributesDigest);
            const auto* at = reinterpret_cast<const unsigned char*>(der->constData());
            const signing::OpensslPtr<ECDSA_SIG, ECDSA_SIG_free> pair(
                d2i_ECDSA_SIG(nullptr, &at, long(der->size())));
            QByteArray raw(2 * half, '\0');
            auto* out = reinterpret_cast<unsigned char*>(raw.data());
            BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, half);
            BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + half, half);
            const auto fromRaw = signing::completeCades(*prepared, raw);
            QVERIFY(fromRaw.has_value());
            QCOMPARE(*fromRaw, *signing::completeCades(*prepared, *der));
        }
    }
}

void TestCades::completeCades_wrongRawSignature_isRefused_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("zeros") << QByteArray(64, '\0');
    QTest::newRow("garbage") << QByteArray("no signature at all");
    QTest::newRow("too long") << QByteArray(5000, 'x');
    const auto other = m_pki.officer(TestKey::P256, "900101145002", 77);
    const auto prepared = signing::prepareCades(
        requestFor(m_pki, m_pki.officer(TestKey::P256), { SignatureScheme::Ecdsa, 256 }));
    QTest::newRow("another key") << *signing::signDigest(support::testKey(TestKey::P256, 9).get(),
        { SignatureScheme::Ecdsa, 256 }, prepared->attributesDigest);
    QTest::newRow("another digest") << *signing::signDigest(
        other.key.get(), { SignatureScheme::Ecdsa, 256 }, QByteArray(32, 'd'));
}

void TestCades::completeCades_wrongRawSignature_isRefused()
{
    QFETCH(QByteArray, raw);
    const auto prepared = signing::prepareCades(
        requestFor(m_pki, m_pki.officer(TestKey::P256), { SignatureScheme::Ecdsa, 256 }));
    const auto completed = signing::completeCades(*prepared, raw);
    QVERIFY(!completed.has_value());
    QCOMPARE(completed.error().code, ErrorCode::SignatureFailed);
}

void TestCades::prepareCades_badRequest_isRefused_data()
{
    QTest::addColumn<int>("defect");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("digest too short") << 0 << ErrorCode::InvalidInput;
    QTest::newRow("no time") << 1 << ErrorCode::InvalidInput;
    QTest::newRow("no certificate") << 2 << ErrorCode::CertificateMalformed;
    QTest::newRow("scheme of another key") << 3 << ErrorCode::MechanismMissing;
    QTest::newRow("broken chain") << 4 << ErrorCode::CertificateMalformed;
    QTest::newRow("unknown digest") << 5 << ErrorCode::InvalidInput;
}

void TestCades::prepareCades_badRequest_isRefused()
{
    QFETCH(int, defect);
    QFETCH(ErrorCode, code);
    auto request = requestFor(m_pki, m_pki.officer(), { SignatureScheme::Ecdsa, 256 });
    switch (defect) {
    case 0:
        request.contentDigest.chop(1);
        break;
    case 1:
        request.signingTime = {};
        break;
    case 2:
        request.signerCertificate = "not a certificate";
        break;
    case 3:
        request.profile.scheme = SignatureScheme::RsaPss;
        break;
    case 4:
        request.chain = { "not a certificate" };
        break;
    default:
        request.profile.digestBits = 160;
        break;
    }
    const auto prepared = signing::prepareCades(request);
    QVERIFY(!prepared.has_value());
    QCOMPARE(prepared.error().code, code);
}

void TestCades::resumeCades_finishedSignature_isRefused()
{
    const auto officer = m_pki.officer();
    QCOMPARE(signing::resumeCades(signedBy(m_pki, officer)).error().code, ErrorCode::SignatureMalformed);
    QCOMPARE(signing::resumeCades("").error().code, ErrorCode::SignatureMalformed);
}

void TestCades::readSignedAttributes_prepared_saysWhatIsSigned()
{
    const auto officer = m_pki.officer(TestKey::P256);
    const auto prepared = signing::prepareCades(requestFor(m_pki, officer, { SignatureScheme::Ecdsa, 256 }));
    const auto read = signing::readSignedAttributes(prepared->signedAttributes, officer.der);
    QVERIFY(read.has_value());
    QCOMPARE(read->messageDigest, signing::sha256(document));
    QCOMPARE(read->signingTime, m_pki.now);
}

void TestCades::readSignedAttributes_anythingElse_isRefused_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<ErrorCode>("code");
    const auto officer = m_pki.officer(TestKey::P256);
    const auto other = m_pki.officer(TestKey::P256, "900101145002", 77);
    const auto good = signing::prepareCades(requestFor(m_pki, officer, { SignatureScheme::Ecdsa, 256 }))
                          ->signedAttributes;
    const auto wide = signing::prepareCades(requestFor(m_pki, officer, { SignatureScheme::Ecdsa, 384 }))
                          ->signedAttributes;
    auto tagged = good;
    tagged[0] = '\xA0';
    QTest::newRow("empty") << QByteArray() << officer.der << ErrorCode::SignatureMalformed;
    QTest::newRow("tagged as in a SignerInfo") << tagged << officer.der << ErrorCode::SignatureMalformed;
    QTest::newRow("cut off") << good.chopped(1) << officer.der << ErrorCode::SignatureMalformed;
    QTest::newRow("trailing byte") << good + 'x' << officer.der << ErrorCode::SignatureMalformed;
    QTest::newRow("SHA-384") << wide << officer.der << ErrorCode::SignatureMalformed;
    QTest::newRow("another's certificate") << good << other.der << ErrorCode::SignatureInvalid;
    QTest::newRow("no certificate") << good << QByteArray("x") << ErrorCode::CertificateMalformed;
}

void TestCades::readSignedAttributes_anythingElse_isRefused()
{
    QFETCH(QByteArray, attributes);
    QFETCH(QByteArray, certificate);
    QFETCH(ErrorCode, code);
    const auto read = signing::readSignedAttributes(attributes, certificate);
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().code, code);
}

void TestCades::profileFor_certificate_fitsItsKey()
{
    domain::CertificateFacts facts;
    facts.keyKind = domain::KeyKind::Rsa;
    QCOMPARE(signing::profileFor(facts, false)->scheme, SignatureScheme::RsaPkcs1);
    QCOMPARE(signing::profileFor(facts, true)->scheme, SignatureScheme::RsaPss);
    facts.keyKind = domain::KeyKind::Ec;
    QCOMPARE(signing::profileFor(facts, false)->scheme, SignatureScheme::Ecdsa);
    facts.keyKind = domain::KeyKind::Other;
    QCOMPARE(signing::profileFor(facts, false).error().code, ErrorCode::MechanismMissing);
}

QTEST_GUILESS_MAIN(TestCades)
#include "test_cades.moc"
