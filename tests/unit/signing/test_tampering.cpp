#include "samples.h"

#include <signing/certificate.h>
#include <signing/timestamp.h>

#include <QRandomGenerator>
#include <QTest>

#include <openssl/err.h>

using namespace peraku;
using namespace peraku::tests;
using domain::ErrorCode;
using support::TestKey;
using support::TestPki;

Q_DECLARE_METATYPE(peraku::tests::KeyCase)

class TestTampering : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void verifyCades_anyByteChanged_isRefused_data();
    void verifyCades_anyByteChanged_isRefused();
    void verifyCades_anyContentByteChanged_isRefused();
    void verifyCades_truncatedAnywhere_isRefused();
    void verifyCades_bytesBehind_isRefused();
    void verifyCades_timestampedAndChanged_neverMovesTheTime();
    void verifyCades_randomMutations_neverCrash();
    void certificateFacts_truncatedOrMutated_neverCrash();
    void verifyCades_oversized_isRefused();
    void errorQueue_afterFailures_isEmpty();

private:
    bool accepted(const QByteArray& cms, const QByteArray& content = document) const
    {
        return signing::verifyCades(cms, content, *m_trust, optionsAt(m_pki.now)).valid();
    }
    TestPki m_pki;
    std::shared_ptr<const signing::TrustStore> m_trust = m_pki.trust();
};

void TestTampering::verifyCades_anyByteChanged_isRefused_data()
{
    QTest::addColumn<KeyCase>("key");
    for (const auto& key : keyCases)
        QTest::newRow(key.name) << key;
}

void TestTampering::verifyCades_anyByteChanged_isRefused()
{
    QFETCH(KeyCase, key);
    const auto cms = signedBy(m_pki, m_pki.officer(key.key), { key.scheme, key.digestBits });
    QVERIFY(accepted(cms));
    for (qsizetype at = 0; at < cms.size(); ++at) {
        auto changed = cms;
        changed[at] = char(changed[at] ^ (1 << (at % 8)));
        QVERIFY2(!accepted(changed), qPrintable(QStringLiteral("byte %1 of %2").arg(at).arg(cms.size())));
    }
}

void TestTampering::verifyCades_anyContentByteChanged_isRefused()
{
    const auto cms = signedBy(m_pki, m_pki.officer());
    for (qsizetype bit = 0; bit < document.size() * 8; ++bit) {
        auto changed = document;
        changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
        QVERIFY(!accepted(cms, changed));
    }
    QVERIFY(!accepted(cms, {}));
}

void TestTampering::verifyCades_truncatedAnywhere_isRefused()
{
    const auto cms = signedBy(m_pki, m_pki.officer());
    for (qsizetype size = 0; size < cms.size(); ++size) {
        const auto report = signing::verifyCades(cms.left(size), document, *m_trust, optionsAt(m_pki.now));
        QVERIFY(!report.valid());
        QCOMPARE(report.firstFailure()->code, ErrorCode::SignatureMalformed);
    }
}

void TestTampering::verifyCades_bytesBehind_isRefused()
{
    const auto cms = signedBy(m_pki, m_pki.officer());
    QVERIFY(!accepted(cms + '\0'));
    QVERIFY(!accepted(cms + cms));
}

void TestTampering::verifyCades_timestampedAndChanged_neverMovesTheTime()
{
    support::CountingRng rng;
    const auto cms = signedBy(m_pki, m_pki.officer());
    const auto query = signing::timestampQuery(cms, rng);
    const auto reply = support::answerTimestamp(query->der, m_pki.tsa, { m_pki.now.addSecs(5) });
    const auto stamped = signing::attachTimestamp(cms, *query, reply, *m_trust, {}, m_pki.now.addSecs(10));
    QVERIFY2(stamped.has_value(), stamped ? "" : qPrintable(stamped.error().detail));
    auto options = optionsAt(m_pki.now.addSecs(10));
    options.timestamp = signing::TimestampPolicy::Required;
    QVERIFY(signing::verifyCades(*stamped, document, *m_trust, options).valid());
    for (qsizetype at = 0; at < stamped->size(); ++at) {
        auto changed = *stamped;
        changed[at] = char(changed[at] ^ (1 << (at % 8)));
        QVERIFY2(!signing::verifyCades(changed, document, *m_trust, options).valid(),
            qPrintable(QString::number(at)));
    }
}

void TestTampering::verifyCades_randomMutations_neverCrash()
{
    const auto cms = signedBy(m_pki, m_pki.officer());
    QRandomGenerator random(20260615);
    for (int round = 0; round < 4000; ++round) {
        auto changed = cms;
        const int edits = 1 + random.bounded(8);
        for (int edit = 0; edit < edits && !changed.isEmpty(); ++edit) {
            const auto at = random.bounded(int(changed.size()));
            switch (random.bounded(4)) {
            case 0:
                changed[at] = char(random.bounded(256));
                break;
            case 1:
                changed.insert(at, char(random.bounded(256)));
                break;
            case 2:
                changed.remove(at, 1 + random.bounded(16));
                break;
            default:
                changed.insert(at, changed.mid(random.bounded(int(changed.size())), random.bounded(40)));
                break;
            }
        }
        if (changed != cms)
            QVERIFY(!accepted(changed));
    }
}

void TestTampering::certificateFacts_truncatedOrMutated_neverCrash()
{
    const auto der = m_pki.officer().der;
    QVERIFY(signing::certificateFacts(der).has_value());
    for (qsizetype size = 0; size < der.size(); ++size)
        QCOMPARE(signing::certificateFacts(der.left(size)).error().code, ErrorCode::CertificateMalformed);
    QCOMPARE(signing::certificateFacts(der + "x").error().code, ErrorCode::CertificateMalformed);
    const auto crl = m_pki.material().crls.first();
    for (qsizetype size = 0; size < crl.size(); ++size)
        QCOMPARE(signing::crlFacts(crl.left(size)).error().code, ErrorCode::CrlMissing);
    for (qsizetype at = 0; at < der.size(); ++at) {
        auto changed = der;
        changed[at] = char(changed[at] ^ 0xFF);
        const auto facts = signing::certificateFacts(changed);
        if (facts)
            QVERIFY(!signing::checkCertificate(changed, *m_trust, {}, m_pki.now).has_value());
    }
}

void TestTampering::verifyCades_oversized_isRefused()
{
    const auto report = signing::verifyCades(
        QByteArray(signing::maxCmsBytes + 1, '0'), document, *m_trust, optionsAt(m_pki.now));
    QCOMPARE(report.firstFailure()->code, ErrorCode::TooLarge);
    QCOMPARE(signing::certificateFacts(QByteArray(signing::maxCertificateBytes + 1, '0')).error().code,
        ErrorCode::CertificateMalformed);
}

void TestTampering::errorQueue_afterFailures_isEmpty()
{
    ERR_clear_error();
    accepted("garbage");
    accepted(signedBy(m_pki, m_pki.officer()).replace(900, 3, "abc"));
    signing::certificateFacts("garbage");
    signing::TrustStore::create({ { m_pki.issuing.der }, {}, {} });
    signing::TrustStore::create({ { m_pki.root.der }, {}, { "garbage" } });
    QCOMPARE(ERR_peek_error(), 0UL);
}

QTEST_GUILESS_MAIN(TestTampering)
#include "test_tampering.moc"
