#include "samples.h"

#include <signing/timestamp.h>

#include <QTest>

#include <functional>

using namespace peraku;
using namespace peraku::tests;
using domain::CheckId;
using domain::CheckOutcome;
using domain::ErrorCode;
using support::TestKey;
using support::TestPki;

class TestTimestamp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void attachTimestamp_soundReply_proves_time_data();
    void attachTimestamp_soundReply_proves_time();
    void attachTimestamp_badReply_isRefused_data();
    void attachTimestamp_badReply_isRefused();
    void attachTimestamp_twice_isRefused();
    void attachTimestamp_truncatedReply_neverCrash();
    void verifyCades_stampedOverOtherContent_isRefused();
    void verifyCades_withoutStamp_followsPolicy_data();
    void verifyCades_withoutStamp_followsPolicy();
    void verifyCades_revokedAfterStamp_holds();
    void verifyCades_compromisedAuthority_isRefused();

private:
    domain::Result<QByteArray> stamped(
        const QByteArray& cms, const support::Issued& authority, const support::TimestampAnswer& answer) const
    {
        support::CountingRng rng;
        const auto query = signing::timestampQuery(cms, rng);
        if (!query)
            return domain::fail(query.error());
        const auto reply = support::answerTimestamp(query->der, authority, answer);
        return signing::attachTimestamp(cms, *query, reply, *m_pki.trust(), {}, m_pki.now.addSecs(10));
    }
    support::Issued authority(const std::function<void(support::CertificateSpec&)>& change) const
    {
        auto spec = m_pki.tsaSpec();
        change(spec);
        return support::issue(spec, m_pki.tsa.key, &m_pki.issuing);
    }
    TestPki m_pki;
};

void TestTimestamp::attachTimestamp_soundReply_proves_time_data()
{
    QTest::addColumn<TestKey>("key");
    QTest::newRow("P-256") << TestKey::P256;
    QTest::newRow("P-384") << TestKey::P384;
    QTest::newRow("RSA-2048") << TestKey::Rsa2048;
}

void TestTimestamp::attachTimestamp_soundReply_proves_time()
{
    QFETCH(TestKey, key);
    const auto scheme
        = key == TestKey::Rsa2048 ? domain::SignatureScheme::RsaPkcs1 : domain::SignatureScheme::Ecdsa;
    const auto cms = signedBy(m_pki, m_pki.officer(key), { scheme, 256 });
    const auto withStamp = stamped(cms, m_pki.tsa, { m_pki.now.addSecs(3) });
    QVERIFY2(withStamp.has_value(), withStamp ? "" : qPrintable(withStamp.error().detail));
    QCOMPARE(
        *signing::timestampOf(*withStamp, *m_pki.trust(), {}, m_pki.now.addSecs(10)), m_pki.now.addSecs(3));
    QCOMPARE(signing::timestampOf(cms, *m_pki.trust(), {}, m_pki.now).error().code, ErrorCode::NotFound);
    const auto report
        = signing::verifyCades(*withStamp, document, *m_pki.trust(), optionsAt(m_pki.now.addSecs(10)));
    QVERIFY2(report.valid(), qPrintable(explain(report)));
    QCOMPARE(report.timestampTime, m_pki.now.addSecs(3));
    signing::VerdictCache cache(m_pki.trust());
    QCOMPARE(signing::verifyCades(*withStamp, document, cache, optionsAt(m_pki.now.addSecs(10))), report);
}

void TestTimestamp::attachTimestamp_badReply_isRefused_data()
{
    QTest::addColumn<support::Issued>("tsa");
    QTest::addColumn<support::TimestampAnswer>("answer");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("detail");
    const support::TimestampAnswer good { m_pki.now.addSecs(3) };
    auto with = [&](auto change) {
        auto answer = good;
        change(answer);
        return answer;
    };
    QTest::newRow("refused") << m_pki.tsa << with([](auto& a) { a.status = 2; }) << ErrorCode::NotAllowed
                             << QStringLiteral("timestamp refused with status 2");
    QTest::newRow("another imprint") << m_pki.tsa << with([](auto& a) { a.otherImprint = true; })
                                     << ErrorCode::SignatureInvalid
                                     << QStringLiteral("timestamp is of another signature");
    QTest::newRow("another nonce") << m_pki.tsa << with([](auto& a) { a.otherNonce = true; })
                                   << ErrorCode::SignatureInvalid
                                   << QStringLiteral("timestamp reply repeats another nonce");
    QTest::newRow("from the future") << m_pki.tsa << with([&](auto& a) { a.time = m_pki.now.addDays(1); })
                                     << ErrorCode::ClockSkew
                                     << QStringLiteral("timestamp is from the future");
    QTest::newRow("expired authority")
        << authority([&](auto& s) { s.notAfter = m_pki.now.addSecs(-1); }) << good
        << ErrorCode::CertificateExpired << QStringLiteral("certificate has expired");
    const auto stranger = support::issue(m_pki.tsaSpec(), support::testKey(TestKey::P256, 130));
    QTest::newRow("self-signed authority")
        << stranger << good << ErrorCode::CertificateUntrusted << QStringLiteral("root is not pinned");
    auto forger = m_pki.tsa;
    forger.key = support::testKey(TestKey::P256, 131);
    forger = support::issue(m_pki.tsaSpec(), forger.key, &m_pki.tsa);
    QTest::newRow("authority below an authority that is none")
        << forger << good << ErrorCode::CertificateUntrusted << QStringLiteral("issuer is not known");
    const auto weak = support::issue(m_pki.tsaSpec(), support::testKey(TestKey::P224, 132), &m_pki.issuing);
    QTest::newRow("authority with a weak key")
        << weak << good << ErrorCode::CertificateUntrusted << QStringLiteral("curve not accepted");
}

void TestTimestamp::attachTimestamp_badReply_isRefused()
{
    QFETCH(support::Issued, tsa);
    QFETCH(support::TimestampAnswer, answer);
    QFETCH(ErrorCode, code);
    QFETCH(QString, detail);
    const auto result = stamped(signedBy(m_pki, m_pki.officer()), tsa, answer);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().detail, detail);
    QCOMPARE(result.error().code, code);
}

void TestTimestamp::attachTimestamp_twice_isRefused()
{
    const auto once = stamped(signedBy(m_pki, m_pki.officer()), m_pki.tsa, { m_pki.now });
    QVERIFY(once.has_value());
    QCOMPARE(stamped(*once, m_pki.tsa, { m_pki.now }).error().code, ErrorCode::WrongState);
}

void TestTimestamp::attachTimestamp_truncatedReply_neverCrash()
{
    support::CountingRng rng;
    const auto cms = signedBy(m_pki, m_pki.officer());
    const auto query = signing::timestampQuery(cms, rng);
    const auto reply = support::answerTimestamp(query->der, m_pki.tsa, { m_pki.now });
    for (qsizetype size = 0; size < reply.size(); ++size)
        QVERIFY(!signing::attachTimestamp(cms, *query, reply.left(size), *m_pki.trust(), {}, m_pki.now)
                     .has_value());
    QVERIFY(!signing::attachTimestamp(cms, *query, reply + "x", *m_pki.trust(), {}, m_pki.now).has_value());
}

void TestTimestamp::verifyCades_stampedOverOtherContent_isRefused()
{
    const auto first = stamped(signedBy(m_pki, m_pki.officer()), m_pki.tsa, { m_pki.now });
    QVERIFY(first.has_value());
    const auto options = optionsAt(m_pki.now.addSecs(10));
    QVERIFY(signing::verifyCades(*first, document, *m_pki.trust(), options).valid());
    const auto report = signing::verifyCades(*first, "another document", *m_pki.trust(), options);
    QCOMPARE(report.find(CheckId::Bytes)->outcome, CheckOutcome::Failed);
    QCOMPARE(report.find(CheckId::Time)->outcome, CheckOutcome::Passed);
}

void TestTimestamp::verifyCades_withoutStamp_followsPolicy_data()
{
    QTest::addColumn<signing::TimestampPolicy>("policy");
    QTest::addColumn<CheckOutcome>("outcome");
    QTest::newRow("optional") << signing::TimestampPolicy::Optional << CheckOutcome::Passed;
    QTest::newRow("expected") << signing::TimestampPolicy::Expected << CheckOutcome::Warning;
    QTest::newRow("required") << signing::TimestampPolicy::Required << CheckOutcome::Failed;
}

void TestTimestamp::verifyCades_withoutStamp_followsPolicy()
{
    QFETCH(signing::TimestampPolicy, policy);
    QFETCH(CheckOutcome, outcome);
    auto options = optionsAt(m_pki.now);
    options.timestamp = policy;
    const auto report
        = signing::verifyCades(signedBy(m_pki, m_pki.officer()), document, *m_pki.trust(), options);
    QCOMPARE(report.find(CheckId::Time)->outcome, outcome);
    QCOMPARE(report.valid(), outcome != CheckOutcome::Failed);
}

void TestTimestamp::verifyCades_revokedAfterStamp_holds()
{
    const auto officer = m_pki.officer();
    const auto cms = signedBy(m_pki, officer);
    const auto withStamp = stamped(cms, m_pki.tsa, { m_pki.now });
    auto list = m_pki.crlSpec();
    list.thisUpdate = m_pki.now.addSecs(7200);
    list.nextUpdate = m_pki.now.addDays(2);
    list.entries.append({ officer.serial, m_pki.now.addSecs(3600), -1, {} });
    const auto trust = signing::TrustStore::create(m_pki.material(
        { support::makeCrl(list, m_pki.issuing), support::makeCrl(m_pki.crlSpec(), m_pki.root) }));
    const auto options = optionsAt(m_pki.now.addSecs(7300));
    QVERIFY(!signing::verifyCades(cms, document, **trust, options).valid());
    const auto report = signing::verifyCades(*withStamp, document, **trust, options);
    QVERIFY2(report.valid(), qPrintable(explain(report)));
}

void TestTimestamp::verifyCades_compromisedAuthority_isRefused()
{
    const auto withStamp = stamped(signedBy(m_pki, m_pki.officer()), m_pki.tsa, { m_pki.now });
    for (const int reason : { 1, 5 }) {
        auto list = m_pki.crlSpec();
        list.thisUpdate = m_pki.now.addSecs(7200);
        list.nextUpdate = m_pki.now.addDays(2);
        list.entries.append({ m_pki.tsa.serial, m_pki.now.addSecs(3600), reason, {} });
        const auto trust = signing::TrustStore::create(m_pki.material(
            { support::makeCrl(list, m_pki.issuing), support::makeCrl(m_pki.crlSpec(), m_pki.root) }));
        const auto report
            = signing::verifyCades(*withStamp, document, **trust, optionsAt(m_pki.now.addSecs(7300)));
        // A key that was stolen may have stamped anything; one that was merely retired has not.
        QCOMPARE(report.valid(), reason == 5);
    }
}

QTEST_GUILESS_MAIN(TestTimestamp)
#include "test_timestamp.moc"
