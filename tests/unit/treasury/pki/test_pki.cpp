#include "house.h"

#include <QLocale>
#include <QSet>
#include <QTest>

using namespace peraku;
using namespace Qt::StringLiterals;
using pki::CertificateStatus;
using pki::RevocationReason;

class TestPki : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void officer_issued_hasSubjectUsageAndPointers();
    void officer_issued_opensslVerifies_data();
    void officer_issued_opensslVerifies();
    void officer_badRequest_isRefused_data();
    void officer_badRequest_isRefused();
    void officer_revoked_isRefusedAtOnce();
    void officer_suspended_isRefusedUntilReleased();
    void officer_revokedAfterASuspension_isRevokedSinceThen();
    void register_revokedTwice_isRefused();
    void crl_askedAgain_isKeptUntilHalfOfItsLife();
    void crl_asOf_showsWhatWasKnownThen();
    void serials_ofManyCertificates_areUnique();
    void authority_reopened_keepsEverything();
    void authority_reopenedWithOtherKeys_isRefused();
};

void TestPki::officer_issued_hasSubjectUsageAndPointers()
{
    House house;
    pki::OfficerCertificateOptions options;
    options.nonRepudiationOnly = true;
    const auto issued = house.issue(pki::KeyAlgorithm::P256, options);
    QVERIFY2(issued, qPrintable(issued ? QString() : issued.error().detail));
    QVERIFY(house.write(issued->der));
    const auto text
        = openssl({ u"x509"_s, u"-in"_s, u"officer.pem"_s, u"-noout"_s, u"-text"_s }, house.dir.path()).text;
    for (const char* wanted : { "C = MY", "O = Pejabat Perbendaharaan Negeri", "CN = Nurul Aina binti Razak",
             "serialNumber = 850312145678", "X509v3 Key Usage: critical\n                Non Repudiation\n",
             "URI:https://127.0.0.1:8443/pki/issuing.crl", "OCSP - URI:https://127.0.0.1:8443/pki/ocsp",
             "CA Issuers - URI:https://127.0.0.1:8443/pki/issuing.crt", "Policy: 1.3.6.1.4.1.32473.41.1.1",
             "CA:FALSE", "email:aina@ptj.invalid" })
        QVERIFY2(text.contains(wanted), (QByteArray(wanted) + " in\n" + text).constData());
    QCOMPARE(issued->notBefore.addYears(2), issued->notAfter);
}

void TestPki::officer_issued_opensslVerifies_data()
{
    QTest::addColumn<int>("algorithm");
    QTest::newRow("RSA-2048") << int(pki::KeyAlgorithm::Rsa2048);
    QTest::newRow("RSA-3072") << int(pki::KeyAlgorithm::Rsa3072);
    QTest::newRow("P-256") << int(pki::KeyAlgorithm::P256);
    QTest::newRow("P-384") << int(pki::KeyAlgorithm::P384);
}

void TestPki::officer_issued_opensslVerifies()
{
    QFETCH(int, algorithm);
    House house;
    const auto issued = house.issue(pki::KeyAlgorithm(algorithm));
    QVERIFY(issued);
    QVERIFY(house.write(issued->der));
    const auto said = house.verify();
    QVERIFY2(said.good(), said.text.constData());
    const auto answer = house.ocsp();
    QVERIFY2(answer.text.contains("Response verify OK"), answer.text.constData());
    QVERIFY2(answer.text.contains("Cert Status: good"), answer.text.constData());
    QVERIFY2(answer.good() && !answer.text.contains("no nonce"), answer.text.constData());
}

void TestPki::officer_badRequest_isRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("office");
    QTest::addColumn<QString>("email");
    QTest::addColumn<QByteArray>("publicKey");
    const auto good = *pki::publicKeyDer(*pki::SoftKeys::make(pki::KeyAlgorithm::P256));
    QTest::newRow("no name") << QString() << u"Pejabat"_s << QString() << good;
    QTest::newRow("control character") << u"A\nB"_s << u"Pejabat"_s << QString() << good;
    QTest::newRow("no office") << u"Aina"_s << u" "_s << QString() << good;
    QTest::newRow("mail with a second name") << u"Aina"_s << u"Pejabat"_s << u"a@b.my,DNS:evil.my"_s << good;
    QTest::newRow("no key") << u"Aina"_s << u"Pejabat"_s << QString() << QByteArray();
    QTest::newRow("cut key") << u"Aina"_s << u"Pejabat"_s << QString() << good.chopped(1);
    QTest::newRow("bytes after the key") << u"Aina"_s << u"Pejabat"_s << QString() << good + "x";
    const pki::PrivateKey weak(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t(1024)), EVP_PKEY_free);
    QTest::newRow("RSA-1024") << u"Aina"_s << u"Pejabat"_s << QString() << *pki::publicKeyDer(weak);
    const pki::PrivateKey odd(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "secp256k1"), EVP_PKEY_free);
    QTest::newRow("secp256k1") << u"Aina"_s << u"Pejabat"_s << QString() << *pki::publicKeyDer(odd);
}

void TestPki::officer_badRequest_isRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, office);
    QFETCH(QString, email);
    QFETCH(QByteArray, publicKey);
    House house;
    const auto issued = house.authority->issueOfficer({ officerIc, name, office, email }, publicKey);
    QVERIFY(!issued);
    QCOMPARE(issued.error().code, domain::ErrorCode::InvalidInput);
    QVERIFY(house.authority->certificatesOf(officerIc)->isEmpty());
}

void TestPki::officer_revoked_isRefusedAtOnce()
{
    House house;
    const auto issued = house.issue();
    QVERIFY(issued);
    QVERIFY(house.authority->issuingCrl()); // a kept CRL must not hide the revocation
    const auto revoked = house.authority->revoke(issued->serialHex, RevocationReason::KeyCompromise);
    QVERIFY(revoked);
    QCOMPARE(revoked->status, CertificateStatus::Revoked);
    QVERIFY(house.write(issued->der));
    const auto said = house.verify();
    QVERIFY2(!said.good() && said.text.contains("certificate revoked"), said.text.constData());
    const auto answer = house.ocsp();
    QVERIFY2(answer.text.contains("Cert Status: revoked")
            && answer.text.contains("Revocation Reason: keyCompromise"),
        answer.text.constData());
}

void TestPki::officer_suspended_isRefusedUntilReleased()
{
    House house;
    const auto issued = house.issue();
    QVERIFY(issued);
    QVERIFY(house.authority->suspend(issued->serialHex));
    QVERIFY(house.write(issued->der));
    QVERIFY(!house.verify().good());
    auto answer = house.ocsp();
    QVERIFY2(answer.text.contains("Cert Status: revoked")
            && answer.text.contains("Revocation Reason: certificateHold"),
        answer.text.constData());
    QVERIFY(house.authority->release(issued->serialHex));
    QVERIFY(house.write(issued->der));
    const auto said = house.verify();
    QVERIFY2(said.good(), said.text.constData());
    answer = house.ocsp();
    QVERIFY2(answer.text.contains("Cert Status: good"), answer.text.constData());
}

void TestPki::officer_revokedAfterASuspension_isRevokedSinceThen()
{
    House house;
    const auto issued = house.issue();
    QVERIFY(issued);
    const auto suspended = house.authority->suspend(issued->serialHex);
    house.clock.ahead = 3 * 24 * 3600;
    const auto revoked = house.authority->revoke(issued->serialHex, RevocationReason::KeyCompromise);
    QVERIFY(suspended && revoked);
    QCOMPARE(revoked->changedAt, suspended->changedAt);
    QVERIFY(house.write(issued->der));
    const auto since
        = QLocale::c().toString(suspended->changedAt.toUTC(), u"MMM d hh:mm:ss yyyy"_s).toLatin1() + " GMT";
    QVERIFY(put(house.path("crl.pem"), pki::pem(*house.authority->issuingCrl(), "X509 CRL")));
    const auto crl
        = openssl({ u"crl"_s, u"-in"_s, u"crl.pem"_s, u"-noout"_s, u"-text"_s }, house.dir.path()).text;
    QVERIFY2(crl.simplified().contains("Revocation Date: " + since), crl.constData());
    const auto answer = house.ocsp().text;
    QVERIFY2(answer.simplified().contains("Revocation Time: " + since), answer.constData());
}

void TestPki::register_revokedTwice_isRefused()
{
    House house;
    const auto issued = house.issue();
    QVERIFY(issued);
    QVERIFY(house.authority->suspend(issued->serialHex));
    QVERIFY(house.authority->revoke(issued->serialHex, RevocationReason::Superseded));
    for (const auto& again : { house.authority->revoke(issued->serialHex, RevocationReason::KeyCompromise),
             house.authority->suspend(issued->serialHex), house.authority->release(issued->serialHex) }) {
        QVERIFY(!again);
        QCOMPARE(again.error().code, domain::ErrorCode::WrongState);
    }
    const auto unknown = house.authority->revoke(u"AB"_s, RevocationReason::Superseded);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, domain::ErrorCode::NotFound);
}

void TestPki::crl_askedAgain_isKeptUntilHalfOfItsLife()
{
    House house;
    const auto first = house.authority->issuingCrl();
    QVERIFY(first);
    QCOMPARE(*house.authority->issuingCrl(), *first);
    const auto number = [&house](const QByteArray& crl) {
        if (!put(house.path("crl.der"), crl))
            return QByteArray();
        return openssl(
            { u"crl"_s, u"-inform"_s, u"DER"_s, u"-in"_s, u"crl.der"_s, u"-noout"_s, u"-crlnumber"_s },
            house.dir.path())
            .text.trimmed();
    };
    QCOMPARE(number(*first), QByteArray("crlNumber=0x0186A0"));
    house.clock.ahead = 4 * 24 * 3600; // past half of its week
    const auto second = house.authority->issuingCrl();
    QVERIFY(second);
    QCOMPARE(number(*second), QByteArray("crlNumber=0x0186A1"));
}

void TestPki::crl_asOf_showsWhatWasKnownThen()
{
    House house;
    const auto issued = house.issue();
    QVERIFY(issued);
    const auto now = house.clock.nowUtc();
    QVERIFY(house.authority->revoke(issued->serialHex, RevocationReason::Unspecified, now.addDays(-10)));
    const auto entries = [&house](const QDateTime& time) {
        const auto crl = house.authority->issuingCrlAsOf(time);
        if (!crl || !put(house.path("crl.der"), *crl))
            return QByteArray();
        return openssl({ u"crl"_s, u"-inform"_s, u"DER"_s, u"-in"_s, u"crl.der"_s, u"-noout"_s, u"-text"_s },
            house.dir.path())
            .text;
    };
    QVERIFY(entries(now.addDays(-11)).contains("No Revoked Certificates"));
    QVERIFY(entries(now.addDays(-9)).contains(issued->serialHex.toLatin1()));
    QVERIFY(!house.authority->issuingCrlAsOf(now.addDays(1)));
}

void TestPki::serials_ofManyCertificates_areUnique()
{
    House house;
    QSet<QString> serials;
    for (int i = 0; i < 50; ++i) {
        const auto issued = house.issue();
        QVERIFY(issued);
        QCOMPARE(issued->serialHex.size(), 32);
        serials.insert(issued->serialHex);
    }
    QCOMPARE(serials.size(), 50);
    QCOMPARE(house.authority->certificatesOf(officerIc)->size(), 50);
    QCOMPARE(house.authority->all()->size(), 55);
}

void TestPki::authority_reopened_keepsEverything()
{
    House house;
    const auto issued = house.issue();
    QVERIFY(issued);
    const auto suspended = house.authority->suspend(issued->serialHex);
    QVERIFY(suspended);
    const auto root = house.authority->rootCertificate();
    const auto crl = house.authority->issuingCrl();
    house.authority.reset();
    auto reopened = pki::CertificateAuthority::open(house.path("register.db"), house.keys, house.clock);
    QVERIFY(reopened);
    QCOMPARE((*reopened)->rootCertificate(), root);
    QCOMPARE(*(*reopened)->issuingCrl(), *crl);
    QCOMPARE(*(*reopened)->find(issued->serialHex), *suspended);
    QVERIFY(!pki::CertificateAuthority::create(house.path("register.db"), {}, house.keys, house.clock));
}

void TestPki::authority_reopenedWithOtherKeys_isRefused()
{
    House house;
    House other;
    const auto reopened = pki::CertificateAuthority::open(house.path("register.db"), other.keys, house.clock);
    QVERIFY(!reopened);
    QCOMPARE(reopened.error().code, domain::ErrorCode::KeyMissing);
}

QTEST_GUILESS_MAIN(TestPki)
#include "test_pki.moc"
