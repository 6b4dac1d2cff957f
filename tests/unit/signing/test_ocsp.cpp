#include "samples.h"

#include <signing/ocsp.h>

#include <QTest>

#include <functional>

using namespace peraku;
using namespace peraku::tests;
using domain::ErrorCode;
using support::OcspReply;
using support::TestKey;
using support::TestPki;

class TestOcsp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void checkOcsp_soundAnswer_isRead_data();
    void checkOcsp_soundAnswer_isRead();
    void checkOcsp_badAnswer_isRefused_data();
    void checkOcsp_badAnswer_isRefused();
    void checkOcsp_truncatedAnswer_isRefused();

private:
    OcspReply good() const
    {
        return { m_pki.now, OCSP_RESPONSE_STATUS_SUCCESSFUL, V_OCSP_CERTSTATUS_GOOD, {}, true, {} };
    }
    // OpenSSL stamps answers with the real time.
    TestPki m_pki { QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), Qt::UTC) };
    support::Issued m_officer;
    signing::OcspQuery m_query;
};

void TestOcsp::initTestCase()
{
    support::CountingRng rng;
    m_officer = m_pki.officer();
    const auto query = signing::ocspQuery(m_officer.der, m_pki.issuing.der, rng);
    QVERIFY(query.has_value());
    m_query = *query;
    QVERIFY(!signing::ocspQuery("garbage", m_pki.issuing.der, rng).has_value());
}

void TestOcsp::checkOcsp_soundAnswer_isRead_data()
{
    QTest::addColumn<bool>("delegate");
    QTest::addColumn<bool>("revoked");
    QTest::newRow("delegate, good") << true << false;
    QTest::newRow("delegate, revoked") << true << true;
    QTest::newRow("issuer itself, good") << false << false;
}

void TestOcsp::checkOcsp_soundAnswer_isRead()
{
    QFETCH(bool, delegate);
    QFETCH(bool, revoked);
    auto reply = good();
    if (revoked) {
        reply.certificateStatus = V_OCSP_CERTSTATUS_REVOKED;
        reply.revokedAt = m_pki.now.addDays(-1);
    }
    const auto bytes
        = support::answerOcsp(m_query.der, delegate ? m_pki.ocsp : m_pki.issuing, m_pki.issuing, reply);
    const auto answer = signing::checkOcsp(bytes, m_query, *m_pki.trust(), m_pki.now);
    QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().detail));
    QCOMPARE(answer->revoked, revoked);
    QCOMPARE(answer->revokedAt, reply.revokedAt);
}

void TestOcsp::checkOcsp_badAnswer_isRefused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<qint64>("later");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("detail");
    const auto answerOf
        = [this](const support::Issued& responder, const std::function<void(OcspReply&)>& change) {
              auto reply = good();
              change(reply);
              return support::answerOcsp(m_query.der, responder, m_pki.issuing, reply);
          };
    const auto same = [](OcspReply&) {};
    QTest::newRow("try later") << answerOf(
        m_pki.ocsp, [](auto& r) { r.responseStatus = OCSP_RESPONSE_STATUS_TRYLATER; })
                               << 0LL << ErrorCode::ServerBusy
                               << QStringLiteral("OCSP responder asks to try later");
    QTest::newRow("internal error") << answerOf(
        m_pki.ocsp, [](auto& r) { r.responseStatus = OCSP_RESPONSE_STATUS_INTERNALERROR; })
                                    << 0LL << ErrorCode::ProtocolError
                                    << QStringLiteral("OCSP responder answered internalerror");
    QTest::newRow("unknown certificate")
        << answerOf(m_pki.ocsp, [](auto& r) { r.certificateStatus = V_OCSP_CERTSTATUS_UNKNOWN; }) << 0LL
        << ErrorCode::CertificateUntrusted << QStringLiteral("OCSP responder does not know the certificate");
    QTest::newRow("no nonce") << answerOf(m_pki.ocsp, [](auto& r) { r.repeatNonce = false; }) << 0LL
                              << ErrorCode::SignatureInvalid
                              << QStringLiteral("OCSP answer repeats another nonce");
    QTest::newRow("too old") << answerOf(m_pki.ocsp, same) << 16 * 60LL << ErrorCode::CrlStale
                             << QStringLiteral("OCSP answer is too old");
    QTest::newRow("past its nextUpdate")
        << answerOf(m_pki.ocsp, [this](auto& r) { r.nextUpdate = m_pki.now.addSecs(60); }) << 120LL
        << ErrorCode::CrlStale << QStringLiteral("OCSP answer is too old");
    QTest::newRow("from the future") << answerOf(m_pki.ocsp, same) << -3600LL << ErrorCode::CrlStale
                                     << QStringLiteral("OCSP answer is from the future");
    const auto wrongSigner = QStringLiteral("OCSP answer is not signed by the issuer or its delegate");
    const auto stranger = support::issue(m_pki.ocspSpec(), support::testKey(TestKey::P256, 140));
    QTest::newRow("stranger signs") << answerOf(stranger, same) << 0LL << ErrorCode::CertificateUntrusted
                                    << wrongSigner;
    QTest::newRow("officer signs") << answerOf(m_officer, same) << 0LL << ErrorCode::CertificateWrongUsage
                                   << QStringLiteral("not an OCSP responder's certificate");
    auto spec = m_pki.ocspSpec();
    spec.notAfter = m_pki.now.addSecs(-1);
    QTest::newRow("expired delegate")
        << answerOf(support::issue(spec, m_pki.ocsp.key, &m_pki.issuing), same) << 0LL
        << ErrorCode::CertificateExpired << QStringLiteral("certificate has expired");
    support::CountingRng rng;
    rng.hex(40);
    const auto other
        = signing::ocspQuery(m_pki.officer(TestKey::P256, "900202145002", 99).der, m_pki.issuing.der, rng);
    QTest::newRow("answer to another question")
        << support::answerOcsp(other->der, m_pki.ocsp, m_pki.issuing, good()) << 0LL
        << ErrorCode::SignatureInvalid << QStringLiteral("OCSP answer repeats another nonce");
    support::CountingRng sameNonce;
    const auto otherCertificate = signing::ocspQuery(
        m_pki.officer(TestKey::P256, "900202145002", 99).der, m_pki.issuing.der, sameNonce);
    QTest::newRow("answer about another certificate")
        << support::answerOcsp(otherCertificate->der, m_pki.ocsp, m_pki.issuing, good()) << 0LL
        << ErrorCode::CertificateUntrusted << QStringLiteral("OCSP answer is about another certificate");
    QTest::newRow("garbage") << QByteArray("<html>") << 0LL << ErrorCode::ProtocolError
                             << QStringLiteral("unreadable OCSP answer");
}

void TestOcsp::checkOcsp_badAnswer_isRefused()
{
    QFETCH(QByteArray, answer);
    QFETCH(qint64, later);
    QFETCH(ErrorCode, code);
    QFETCH(QString, detail);
    const auto result = signing::checkOcsp(answer, m_query, *m_pki.trust(), m_pki.now.addSecs(later));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().detail, detail);
    QCOMPARE(result.error().code, code);
}

void TestOcsp::checkOcsp_truncatedAnswer_isRefused()
{
    const auto answer = support::answerOcsp(m_query.der, m_pki.ocsp, m_pki.issuing, good());
    for (qsizetype size = 0; size < answer.size(); ++size)
        QVERIFY(!signing::checkOcsp(answer.left(size), m_query, *m_pki.trust(), m_pki.now).has_value());
}

QTEST_GUILESS_MAIN(TestOcsp)
#include "test_ocsp.moc"
