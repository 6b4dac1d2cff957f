#include "office.h"

#include <QTest>

using namespace peraku;
using namespace peraku::test;
using namespace Qt::StringLiterals;
using domain::KeyKind;

class TestCscSign : public QObject, OfficeTest {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        if (!m_office)
            open();
        passTime();
    }
    void sign_eachScheme_makesACompleteSignature_data();
    void sign_eachScheme_makesACompleteSignature();
    void sign_hundred_areAllOrNothing();
    void sign_badRequest_leavesTheSad_data();
    void sign_badRequest_leavesTheSad();
    void sign_lapsedSad_isRefused();
    void sign_inTheBackground_isPolled();
    void sign_inTheBackground_looksAtTheCredentialAgain();
    void sign_good_forgetsFailures();
    void sign_keepsTheCodeThatReleasedEachHash_data();
    void sign_keepsTheCodeThatReleasedEachHash();
    void sign_again_isReleasedByTheLaterCode();
    void sign_refused_releasesNothing();
    void extend_givesAFreshSadForTheSameHashes();
    void extend_beyondTheTransaction_isRefused();
    void suspendedOrRevoked_signsNothing();
};

void TestCscSign::sign_eachScheme_makesACompleteSignature_data()
{
    QTest::addColumn<bool>("rsa");
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<QByteArray>("parameters");
    const auto pss
        = QByteArray::fromHex("3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d0609"
                              "6086480165030402010500a203020120");
    QTest::newRow("ECDSA") << false << QByteArray("1.2.840.10045.4.3.2") << QByteArray();
    QTest::newRow("RSA") << true << QByteArray("1.2.840.113549.1.1.1") << QByteArray();
    QTest::newRow("sha256RSA") << true << QByteArray("1.2.840.113549.1.1.11") << QByteArray();
    QTest::newRow("PSS") << true << QByteArray("1.2.840.113549.1.1.10") << pss;
}

void TestCscSign::sign_eachScheme_makesACompleteSignature()
{
    QFETCH(bool, rsa);
    QFETCH(QByteArray, algorithm);
    QFETCH(QByteArray, parameters);
    const auto id = rsa ? enrol(KeyKind::Rsa) : m_id;
    const auto scheme = !rsa   ? domain::SignatureScheme::Ecdsa
        : parameters.isEmpty() ? domain::SignatureScheme::RsaPkcs1
                               : domain::SignatureScheme::RsaPss;
    auto papers = m_office->papers(aminah, id, 2);
    const auto sad = m_office->sadFor(aminah, id, papers);
    auto body = Office::signature(id, papers, sad, algorithm.constData());
    if (!parameters.isEmpty())
        body.insert(u"signAlgoParams"_s, QString::fromLatin1(parameters.toBase64()));
    const auto made = m_office->call("signatures/signHash", aminah, body);
    QCOMPARE(made.status, 200);
    const auto signatures = made.body.value(u"signatures"_s).toArray();
    QCOMPARE(signatures.size(), 2);
    const auto certificate = m_office->credential(aminah, id).certificate;
    for (qsizetype i = 0; i < 2; ++i) {
        const auto statement = QByteArray::fromBase64(
            papers.documents.at(i).toObject().value(u"statement"_s).toString().toLatin1());
        const auto prepared = signing::prepareCades(
            { signing::sha256(statement), certificate, {}, { scheme, 256 }, m_office->clock.nowUtc() });
        QCOMPARE(prepared->attributesDigest, papers.hashes.at(i));
        QVERIFY(signing::completeCades(
            *prepared, QByteArray::fromBase64(signatures.at(i).toString().toLatin1())));
    }
}

void TestCscSign::sign_hundred_areAllOrNothing()
{
    const auto papers = m_office->papers(aminah, m_id, 100);
    const auto sad = m_office->sadFor(aminah, m_id, papers);
    const auto made = m_office->sign(aminah, m_id, papers, sad);
    QCOMPARE(made.status, 200);
    QCOMPARE(made.body.value(u"signatures"_s).toArray().size(), 100);
    QVERIFY(m_office->courier.last.before.contains(u"dan 90 lagi"_s));
}

void TestCscSign::sign_badRequest_leavesTheSad_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("SAD missing") << u"SAD"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("SAD of nobody") << u"SAD"_s << QJsonValue(QString(64, u'a'));
    QTest::newRow("SAD of another type") << u"SAD"_s << QJsonValue(5);
    QTest::newRow("hashes missing") << u"hashes"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("other hashes") << u"hashes"_s
                                  << QJsonValue(
                                         QJsonArray { QString::fromLatin1(QByteArray(32, 'x').toBase64()) });
    QTest::newRow("signAlgo missing") << u"signAlgo"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("signAlgo of another key") << u"signAlgo"_s << QJsonValue(u"1.2.840.113549.1.1.11"_s);
    QTest::newRow("hash algorithm") << u"hashAlgorithmOID"_s << QJsonValue(u"2.16.840.1.101.3.4.2.3"_s);
    QTest::newRow("response_uri") << u"response_uri"_s << QJsonValue(u"https://example.my"_s);
    QTest::newRow("validity_period") << u"validity_period"_s << QJsonValue(-1);
}

void TestCscSign::sign_badRequest_leavesTheSad()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    const auto papers = m_office->papers(aminah, m_id);
    const auto sad = m_office->sadFor(aminah, m_id, papers);
    auto body = Office::signature(m_id, papers, sad);
    body.insert(member, value);
    if (value.isUndefined())
        body.remove(member);
    const auto refused = m_office->call("signatures/signHash", aminah, body);
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.error(), u"invalid_request"_s);
    QCOMPARE(m_office->sign(aminah, m_id, papers, sad).status, 200);
}

void TestCscSign::sign_lapsedSad_isRefused()
{
    const auto papers = m_office->papers(aminah, m_id);
    const auto sad = m_office->sadFor(aminah, m_id, papers);
    m_office->clock.ahead += 300;
    const auto refused = m_office->sign(aminah, m_id, papers, sad);
    QCOMPARE(refused.description(), u"SAD expired"_s);
    QCOMPARE(refused.text("code"), u"error.authorisation-lapsed"_s);
}

void TestCscSign::sign_inTheBackground_isPolled()
{
    const auto papers = m_office->papers(aminah, m_id, 5);
    auto body = Office::signature(m_id, papers, m_office->sadFor(aminah, m_id, papers));
    body.insert(u"operationMode"_s, u"A"_s);
    const auto accepted = m_office->call("signatures/signHash", aminah, body);
    QCOMPARE(accepted.status, 200);
    const QJsonObject id { { u"requestID"_s, accepted.text("responseID") } };
    QCOMPARE(m_office->call("signatures/signPolling", badrul, id).status, 400);
    const auto polled = m_office->settled("signatures/signPolling", aminah, id);
    QCOMPARE(polled.status, 200);
    QCOMPARE(polled.body.value(u"signatures"_s).toArray().size(), 5);
    QCOMPARE(m_office->call("signatures/signPolling", aminah, id).body, polled.body);
    QCOMPARE(m_office->call("signatures/signHash", aminah, body).status, 400);
    m_office->clock.ahead += 3601;
    QCOMPARE(m_office->call("signatures/signPolling", aminah, id).status, 400);
}

void TestCscSign::sign_inTheBackground_looksAtTheCredentialAgain()
{
    m_office.reset(); // a process loads the HSM's module once
    auto options = Office::fast();
    options.workers = 1;
    options.scryptLogN = 16;
    Office office(options);
    const auto id = office.enrol(aminah);
    const auto badruls = office.enrol(badrul);
    const auto papers = office.papers(aminah, id);
    auto later = Office::signature(id, papers, office.sadFor(aminah, id, papers));
    later.insert(u"operationMode"_s, u"A"_s);
    const auto slow = office.papers(badrul, badruls);
    auto evaluation = Office::authorisation(badruls, slow, office.codeFor(badrul, badruls, slow), "000001");
    evaluation.insert(u"operationMode"_s, u"A"_s);
    // The only worker evaluates a PIN while the signature waits and its credential is suspended.
    QCOMPARE(office.call("credentials/authorize", badrul, evaluation).status, 202);
    const auto posted = office.call("signatures/signHash", aminah, later);
    QVERIFY(office.service->suspend(id));
    const auto answer
        = office.settled("signatures/signPolling", aminah, { { u"requestID"_s, posted.text("responseID") } });
    QCOMPARE(answer.text("code"), u"error.credential-suspended"_s);
}

void TestCscSign::sign_good_forgetsFailures()
{
    const auto id = enrol();
    const auto papers = m_office->papers(aminah, id);
    QVERIFY(
        !m_office->service->changePin(id, aminah, support::pinOf("000001"), support::pinOf("902718"), {}));
    const auto sad = m_office->sadFor(aminah, id, papers);
    QCOMPARE(m_office->credential(aminah, id).failures, 1);
    QCOMPARE(m_office->sign(aminah, id, papers, sad).status, 200);
    QCOMPARE(m_office->credential(aminah, id).failures, 0);
}

void TestCscSign::sign_keepsTheCodeThatReleasedEachHash_data()
{
    QTest::addColumn<bool>("later");
    QTest::newRow("at once") << false;
    QTest::newRow("in the background") << true;
}

void TestCscSign::sign_keepsTheCodeThatReleasedEachHash()
{
    QFETCH(bool, later);
    const auto papers = m_office->papers(aminah, m_id, 3);
    auto body = Office::signature(m_id, papers, m_office->sadFor(aminah, m_id, papers));
    const auto nonce = m_office->courier.last.nonceId;
    if (later)
        body.insert(u"operationMode"_s, u"A"_s);
    const auto made = m_office->call("signatures/signHash", aminah, body);
    QCOMPARE(made.status, 200);
    if (later)
        QCOMPARE(
            m_office
                ->settled("signatures/signPolling", aminah, { { u"requestID"_s, made.text("responseID") } })
                .status,
            200);
    m_office->close();
    m_office->open();
    for (const auto& hash : papers.hashes) {
        QCOMPARE(m_office->service->nonceOf(hash, aminah).value(), nonce);
        QCOMPARE(m_office->service->nonceOf(hash, badrul).error().code, domain::ErrorCode::NotFound);
    }
    QCOMPARE(m_office->service->nonceOf(signing::sha256("another"), aminah).error().code,
        domain::ErrorCode::NotFound);
}

void TestCscSign::sign_again_isReleasedByTheLaterCode()
{
    const auto papers = m_office->papers(aminah, m_id);
    QCOMPARE(m_office->sign(aminah, m_id, papers, m_office->sadFor(aminah, m_id, papers)).status, 200);
    const auto first = m_office->courier.last.nonceId;
    passTime();
    QCOMPARE(m_office->sign(aminah, m_id, papers, m_office->sadFor(aminah, m_id, papers)).status, 200);
    const auto second = m_office->courier.last.nonceId;
    QVERIFY(first != second);
    QCOMPARE(m_office->service->nonceOf(papers.hashes.first(), aminah).value(), second);
}

void TestCscSign::sign_refused_releasesNothing()
{
    const auto papers = m_office->papers(aminah, m_id);
    m_office->sadFor(aminah, m_id, papers);
    QCOMPARE(m_office->sign(aminah, m_id, papers, QString(64, u'a')).status, 400);
    QCOMPARE(
        m_office->service->nonceOf(papers.hashes.first(), aminah).error().code, domain::ErrorCode::NotFound);
}

void TestCscSign::extend_givesAFreshSadForTheSameHashes()
{
    const auto papers = m_office->papers(aminah, m_id);
    const auto sad = m_office->sadFor(aminah, m_id, papers);
    const auto extended = m_office->call("credentials/extendTransaction", aminah,
        { { u"credentialID"_s, m_id }, { u"SAD"_s, sad }, { u"hashes"_s, papers.hashArray() } });
    QCOMPARE(extended.status, 200);
    QVERIFY(extended.text("SAD") != sad);
    QCOMPARE(m_office->sign(aminah, m_id, papers, sad).status, 400);
    QCOMPARE(m_office->sign(aminah, m_id, papers, extended.text("SAD")).status, 200);
}

void TestCscSign::extend_beyondTheTransaction_isRefused()
{
    const auto papers = m_office->papers(aminah, m_id);
    auto sad = m_office->sadFor(aminah, m_id, papers);
    const auto extend = [&] {
        return m_office->call(
            "credentials/extendTransaction", aminah, { { u"credentialID"_s, m_id }, { u"SAD"_s, sad } });
    };
    for (int minutes = 4; minutes < 15; minutes += 4) {
        m_office->clock.ahead += 240;
        const auto extended = extend();
        QCOMPARE(extended.status, 200);
        QVERIFY(extended.body.value(u"expiresIn"_s).toInt() <= (15 - minutes) * 60);
        sad = extended.text("SAD");
    }
    m_office->clock.ahead += 240;
    QCOMPARE(extend().status, 400);
}

void TestCscSign::suspendedOrRevoked_signsNothing()
{
    const auto id = enrol();
    const auto papers = m_office->papers(aminah, id);
    const auto sad = m_office->sadFor(aminah, id, papers);
    QVERIFY(m_office->service->suspend(id));
    const auto suspended = m_office->sign(aminah, id, papers, sad);
    QCOMPARE(suspended.text("code"), u"error.credential-suspended"_s);
    QVERIFY(m_office->service->resume(id));
    const auto serial = signing::certificateFacts(m_office->credential(aminah, id).certificate)->serialHex;
    QVERIFY(m_office->authority->revoke(serial, pki::RevocationReason::KeyCompromise));
    const auto revoked = m_office->sign(aminah, id, papers, sad);
    QCOMPARE(revoked.text("code"), u"error.certificate-revoked"_s);
    const auto info = m_office->call("credentials/info", aminah, { { u"credentialID"_s, id } });
    QCOMPARE(info.body.value(u"cert"_s).toObject().value(u"status"_s).toString(), u"revoked"_s);
}

QTEST_GUILESS_MAIN(TestCscSign)
#include "test_csc_sign.moc"
