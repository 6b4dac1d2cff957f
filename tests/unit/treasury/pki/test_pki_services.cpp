#include "house.h"

#include <pki/endpoints.h>
#include <pki/seal.h>
#include <signing/cades.h>
#include <signing/certificate.h>
#include <signing/digest.h>

#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <thread>

using namespace peraku;
using namespace Qt::StringLiterals;

using pki::RevocationReason;

class TestPkiServices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ocsp_unknownSerial_isUnknown();
    void ocsp_garbage_isMalformedRequest_data();
    void ocsp_garbage_isMalformedRequest();
    void ocsp_producedAt_isTheClocksTime();
    void timestamp_request_opensslVerifies_data();
    void timestamp_request_opensslVerifies();
    void timestamp_sha1_isRefused();
    void timestamp_garbage_isRefused();
    void timestamp_serials_areUniqueAcrossRestartsAndThreads();
    void trust_version_changesWithRevocation();
    void seal_overAFile_opensslVerifies();
};

void TestPkiServices::ocsp_unknownSerial_isUnknown()
{
    House house;
    House other;
    const auto foreign = other.issue();
    QVERIFY(foreign);
    QVERIFY(house.write(foreign->der));
    const auto answer = house.ocsp();
    QVERIFY2(answer.text.contains("Cert Status: unknown"), answer.text.constData());
}

void TestPkiServices::ocsp_garbage_isMalformedRequest_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("oversized") << QByteArray(20'000, '0');
    QTest::newRow("no certificate") << QByteArray::fromHex("300430023000");
}

void TestPkiServices::ocsp_garbage_isMalformedRequest()
{
    QFETCH(QByteArray, request);
    House house;
    // OCSPResponse { responseStatus malformedRequest(1) } and nothing else.
    QCOMPARE(pki::OcspResponder(*house.authority).respond(request).toHex(), QByteArray("30030a0101"));
}

void TestPkiServices::ocsp_producedAt_isTheClocksTime()
{
    House house;
    const auto officer = house.issue();
    QVERIFY(officer && house.write(officer->der));
    house.clock.ahead = 5 * 24 * 3600;
    const auto text = QString::fromLatin1(house.ocsp().text);
    const QRegularExpression line(u"Produced At: (.*) GMT"_s);
    const auto said = line.match(text).captured(1).simplified();
    auto producedAt = QLocale::c().toDateTime(said, u"MMM d hh:mm:ss yyyy"_s);
    producedAt.setTimeSpec(Qt::UTC);
    QVERIFY2(std::abs(producedAt.secsTo(house.clock.nowUtc())) < 120, qPrintable(text));
}

void TestPkiServices::timestamp_request_opensslVerifies_data()
{
    QTest::addColumn<QString>("digest");
    for (const char* digest : { "-sha256", "-sha384", "-sha512" })
        QTest::newRow(digest) << QString::fromLatin1(digest);
}

void TestPkiServices::timestamp_request_opensslVerifies()
{
    QFETCH(QString, digest);
    House house;
    QVERIFY(house.write(house.authority->rootCertificate()));
    QVERIFY(put(house.path("data"), "a signature value"));
    QVERIFY(
        openssl({ u"ts"_s, u"-query"_s, u"-data"_s, u"data"_s, digest, u"-cert"_s, u"-out"_s, u"q.tsq"_s },
            house.dir.path())
            .good());
    const pki::TimestampAuthority tsa(*house.authority, house.clock);
    QVERIFY(put(house.path("r.tsr"), tsa.respond(take(house.path("q.tsq")))));
    const QStringList verify { u"ts"_s, u"-verify"_s, u"-queryfile"_s, u"q.tsq"_s, u"-in"_s, u"r.tsr"_s,
        u"-CAfile"_s, u"root.pem"_s, u"-untrusted"_s, u"issuing.pem"_s };
    const auto said = openssl(verify, house.dir.path());
    QVERIFY2(said.good() && said.text.contains("Verification: OK"), said.text.constData());
    const auto shown
        = openssl({ u"ts"_s, u"-reply"_s, u"-in"_s, u"r.tsr"_s, u"-text"_s }, house.dir.path()).text;
    QVERIFY2(shown.contains("Policy OID: 1.3.6.1.4.1.32473.41.2.1"), shown.constData());
    QVERIFY2(shown.contains("Accuracy: 0x01 seconds"), shown.constData());
    // Another nonce or imprint than the token's is refused.
    QVERIFY(
        openssl({ u"ts"_s, u"-query"_s, u"-data"_s, u"data"_s, digest, u"-cert"_s, u"-out"_s, u"q.tsq"_s },
            house.dir.path())
            .good());
    QVERIFY(!openssl(verify, house.dir.path()).good());
}

void TestPkiServices::timestamp_sha1_isRefused()
{
    House house;
    QVERIFY(put(house.path("data"), "x"));
    QVERIFY(openssl(
        { u"ts"_s, u"-query"_s, u"-data"_s, u"data"_s, u"-sha1"_s, u"-out"_s, u"q.tsq"_s }, house.dir.path())
                .good());
    QVERIFY(put(house.path("r.tsr"),
        pki::TimestampAuthority(*house.authority, house.clock).respond(take(house.path("q.tsq")))));
    const auto shown
        = openssl({ u"ts"_s, u"-reply"_s, u"-in"_s, u"r.tsr"_s, u"-text"_s }, house.dir.path()).text;
    QVERIFY2(shown.contains("Rejected") && shown.contains("unrecognized or unsupported algorithm"),
        shown.constData());
}

void TestPkiServices::timestamp_garbage_isRefused()
{
    House house;
    QVERIFY(
        put(house.path("r.tsr"), pki::TimestampAuthority(*house.authority, house.clock).respond("garbage")));
    const auto shown
        = openssl({ u"ts"_s, u"-reply"_s, u"-in"_s, u"r.tsr"_s, u"-text"_s }, house.dir.path()).text;
    QVERIFY2(shown.contains("Rejected"), shown.constData());
}

void TestPkiServices::timestamp_serials_areUniqueAcrossRestartsAndThreads()
{
    House house;
    QVERIFY(put(house.path("data"), "x"));
    QVERIFY(openssl({ u"ts"_s, u"-query"_s, u"-data"_s, u"data"_s, u"-sha256"_s, u"-out"_s, u"q.tsq"_s },
        house.dir.path())
                .good());
    const auto query = take(house.path("q.tsq"));
    const auto serialOf = [&house](const QByteArray& reply) {
        if (!put(house.path("r.tsr"), reply))
            return QByteArray();
        const auto text
            = openssl({ u"ts"_s, u"-reply"_s, u"-in"_s, u"r.tsr"_s, u"-text"_s }, house.dir.path()).text;
        const auto at = text.indexOf("Serial number: ");
        return at < 0 ? QByteArray() : text.mid(at, text.indexOf('\n', at) - at);
    };
    QList<QByteArray> replies(24);
    for (int round = 0; round < 2; ++round) {
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, round, t, data = replies.data()] {
                for (int i = 0; i < 3; ++i)
                    data[round * 12 + t * 3 + i]
                        = pki::TimestampAuthority(*house.authority, house.clock).respond(query);
            });
        }
        for (auto& thread : threads)
            thread.join();
        house.authority.reset();
        auto reopened = pki::CertificateAuthority::open(house.path("register.db"), house.keys, house.clock);
        QVERIFY(reopened);
        house.authority = std::move(*reopened);
    }
    QSet<QByteArray> serials;
    for (const auto& reply : replies)
        serials.insert(serialOf(reply));
    QVERIFY(!serials.contains(QByteArray()));
    QCOMPARE(serials.size(), replies.size());
}

void TestPkiServices::trust_version_changesWithRevocation()
{
    House house;
    pki::PkiService service(*house.authority, house.clock);
    const auto issued = house.issue();
    QVERIFY(issued);
    const auto before = service.trust();
    const auto same = service.trust();
    QVERIFY(before && same);
    QCOMPARE(before->version, same->version);
    QVERIFY(house.authority->revoke(issued->serialHex, RevocationReason::KeyCompromise));
    const auto after = service.trust();
    QVERIFY(after);
    QVERIFY(before->version != after->version);
    QVERIFY(before->issuingCrl != after->issuingCrl);
    QCOMPARE(service.issuingCrl().body, after->issuingCrl);
    QCOMPARE(service.issuingCrl().contentType, QByteArray("application/pkix-crl"));
}

void TestPkiServices::seal_overAFile_opensslVerifies()
{
    House house;
    pki::SealKeeper seal(*house.authority);
    const auto certificates = seal.certificates();
    QVERIFY(certificates);
    const auto facts = signing::certificateFacts(certificates->seal);
    QVERIFY(facts);
    QVERIFY(facts->nonRepudiation);
    QVERIFY(!facts->ic);
    QVERIFY2(facts->subjectDn.contains(u"O=Perbendaharaan Negeri Contoh"_s), qPrintable(facts->subjectDn));

    const QByteArray manifest("<manifest/>");
    signing::CadesRequest request;
    request.profile = *signing::profileFor(*facts, false);
    request.contentDigest = signing::sha256(manifest);
    request.signerCertificate = certificates->seal;
    request.chain = certificates->chain;
    request.signingTime = house.clock.nowUtc();
    const auto prepared = signing::prepareCades(request);
    QVERIFY(prepared);
    const auto raw = seal.signDigest(prepared->attributesDigest);
    QVERIFY2(raw, qPrintable(raw ? QString() : raw.error().detail));
    const auto cms = signing::completeCades(*prepared, *raw);
    QVERIFY2(cms, qPrintable(cms ? QString() : cms.error().detail));
    QVERIFY(house.write(certificates->seal));
    QVERIFY(put(house.path("manifest.xml"), manifest) && put(house.path("seal.p7s"), *cms));
    const auto said = openssl({ u"cms"_s, u"-verify"_s, u"-cades"_s, u"-binary"_s, u"-inform"_s, u"DER"_s,
                                  u"-in"_s, u"seal.p7s"_s, u"-content"_s, u"manifest.xml"_s, u"-CAfile"_s,
                                  u"root.pem"_s, u"-certfile"_s, u"issuing.pem"_s, u"-out"_s, u"out"_s },
        house.dir.path());
    QVERIFY2(said.good(), said.text.constData());
    const auto path = house.verify();
    QVERIFY2(path.good(), path.text.constData());
}

QTEST_GUILESS_MAIN(TestPkiServices)
#include "test_pki_services.moc"
