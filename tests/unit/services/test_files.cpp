#include "filebench.h"

#include <support/statement.h>

#include <QTest>

using namespace peraku;
using namespace peraku::test;
using domain::CheckId;
using domain::CheckOutcome;
using domain::ErrorCode;
using services::FileVerdict;
using support::TestKey;

class TestFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void simple_sound_isValid_data();
    void many_stopped_endBetweenTwoFiles();
    void simple_sound_isValid();
    void simple_revoked_countsByItsTimestamp_data();
    void simple_revoked_countsByItsTimestamp();
    void folder_ofARevokedCertificate_isNotSavedByTheTimeItClaims();
    void folder_ofContainers_isLookedThrough();
    void container_ofManyLargeContainers_isGivenUp();
    void container_unsound_isNoEvidence_data();
    void container_unsound_isNoEvidence();
    void simple_changedDocument_isInvalid();
    void sealed_sound_isValidWithAllParts();
    void sealed_partOfAnEndedCertificate_countsByTheTreasurysRecord_data();
    void sealed_partOfAnEndedCertificate_countsByTheTreasurysRecord();
    void sealed_tampered_saysWhat();
    void detached_withAndWithoutItsFile_data();
    void detached_withAndWithoutItsFile();
    void detached_alone_asksForItsFile();
    void foreign_signature_isJudgedByWhatItIs_data();
    void foreign_signature_isJudgedByWhatItIs();
    void foreign_ofAConfiguredAuthority_isValid();
    void nothingKnown_signerIsUnknown();
    void staleList_isAWarning();
};

void TestFiles::many_stopped_endBetweenTwoFiles()
{
    Bench bench;
    const auto container = *container::packAsicSimple(file, bench.cms());
    QStringList paths;
    for (const auto* name : { u"a.asics", u"b.asics", u"c.asics" })
        paths.append(bench.put(QString::fromUtf16(name), container));
    const auto all = services::verifyPaths(paths, bench.trust());
    QCOMPARE(all.items.size(), 3);
    int asked = 0;
    const auto some = services::verifyPaths(paths, bench.trust(), [&asked] { return ++asked > 2; });
    QCOMPARE(some.items.size(), 1);
}

void TestFiles::simple_sound_isValid_data()
{
    QTest::addColumn<bool>("stamped");
    QTest::newRow("with timestamp") << true;
    QTest::newRow("timestamp pending") << false;
}

void TestFiles::simple_sound_isValid()
{
    QFETCH(bool, stamped);
    Bench bench;
    auto cms = bench.cms();
    if (stamped)
        cms = bench.stamped(cms, bench.pki.now);
    const auto path = bench.put(u"a.asics"_s, *container::packAsicSimple(file, cms));
    const auto found = services::verifyPaths({ path }, bench.trust());
    QCOMPARE(found.items.size(), 1);
    const auto& item = found.items.first();
    QVERIFY2(item.verdict == FileVerdict::Valid, qPrintable(told(found)));
    QCOMPARE(item.document, u"a.asics / statement.json"_s);
    const auto* time = item.report.find(CheckId::Time);
    QCOMPARE(time->outcome, stamped ? CheckOutcome::Passed : CheckOutcome::Warning);
    if (!stamped)
        QCOMPARE(time->reason->code, ErrorCode::TimestampMissing);
}

void TestFiles::simple_revoked_countsByItsTimestamp_data()
{
    QTest::addColumn<int>("revokedAfterSeconds");
    QTest::addColumn<FileVerdict>("verdict");
    QTest::newRow("before the timestamp") << -60 << FileVerdict::Invalid;
    QTest::newRow("after the timestamp") << 60 << FileVerdict::Valid;
}

void TestFiles::simple_revoked_countsByItsTimestamp()
{
    QFETCH(int, revokedAfterSeconds);
    QFETCH(FileVerdict, verdict);
    Bench bench;
    const auto signer = bench.pki.officer();
    const auto cms = bench.stamped(bench.cms(signer, document, bench.pki.now), bench.pki.now);
    bench.revoked = { { signer.serial, bench.pki.now.addSecs(revokedAfterSeconds), 4, {} } };
    const auto path = bench.put(u"a.asics"_s, *container::packAsicSimple(file, cms));
    const auto found = services::verifyPaths({ path }, bench.trust(bench.pki.now.addDays(1)));
    QVERIFY2(found.items.first().verdict == verdict, qPrintable(told(found)));
}

void TestFiles::folder_ofARevokedCertificate_isNotSavedByTheTimeItClaims()
{
    Bench bench;
    const auto signer = bench.pki.officer();
    QVERIFY(QDir(bench.dir.path()).mkdir(u"1"_s));
    const auto trust = bench.trust(bench.pki.now);
    auto said = support::statementOf(bench.pki, signer);
    said.time = bench.pki.now.addDays(-2);
    const auto statement = *domain::canonicalBytes(said);
    bench.put(u"1/statement.json"_s, statement);
    bench.put(u"1/signature.p7s"_s, bench.cms(signer, statement, said.time));
    bench.put(u"1/chain.pem"_s, signing::certificatesToPem({ bench.pki.issuing.der }));
    bench.put(u"1/crl.pem"_s, signing::crlsToPem({ trust.treasury.issuingCrl }));
    bench.put(u"1/ca.pem"_s, signing::certificatesToPem({ bench.pki.root.der }));
    const auto good = services::verifyPaths({ bench.dir.path() }, trust);
    QVERIFY2(good.items.first().verdict == FileVerdict::Valid, qPrintable(told(good)));
    bench.revoked = { { signer.serial, bench.pki.now.addDays(-1), 4, {} } };
    const auto found = services::verifyPaths({ bench.dir.path() }, bench.trust(bench.pki.now));
    QVERIFY2(found.items.first().verdict == FileVerdict::Invalid, qPrintable(told(found)));
}

void TestFiles::folder_ofContainers_isLookedThrough()
{
    Bench bench;
    bench.put(u"a.asics"_s, *container::packAsicSimple(file, bench.cms()));
    bench.put(u"b.asics"_s, *container::packAsicSimple(file, bench.cms("other")));
    const auto found = services::verifyPaths({ bench.dir.path() }, bench.trust());
    QCOMPARE(found.items.size(), 2);
    QVERIFY(found.items.first().verdict == FileVerdict::Valid);
    QVERIFY(found.items.last().verdict == FileVerdict::Invalid);
}

void TestFiles::container_ofManyLargeContainers_isGivenUp()
{
    Bench bench;
    // Zeros pack well: each part is small and holds much.
    const QByteArray zeros(60 * 1024 * 1024, '\0');
    bench.put(u"large"_s, zeros);
    QList<File> parts;
    QProcess zip;
    zip.setWorkingDirectory(bench.dir.path());
    zip.start(u"python3"_s,
        { u"-c"_s,
            u"import zipfile\nz = zipfile.ZipFile('part.zip', 'w', zipfile.ZIP_DEFLATED)\n"
            "z.write('large', 'statement.json')\nz.writestr('META-INF/signature.p7s', b'0')\nz.close()"_s });
    QVERIFY(zip.waitForFinished(60'000) && zip.exitCode() == 0);
    QFile part(bench.dir.filePath(u"part.zip"_s));
    QVERIFY(part.open(QIODevice::ReadOnly));
    const auto bytes = part.readAll();
    for (int i = 0; i < 8; ++i)
        parts.append({ u"%1.asics"_s.arg(i), bytes });
    const auto path = bench.put(u"v.asice"_s, bench.sealed(parts, bench.seal(), bench.pki.now));
    const auto found = services::verifyPaths({ path }, bench.trust());
    QCOMPARE(found.items.last().problem->code, ErrorCode::TooLarge);
}

void TestFiles::container_unsound_isNoEvidence_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no container") << *container::writeZip({ { u"a.txt"_s, "x" } });
    QTest::newRow("no signature") << *container::writeZip(
        { { u"mimetype"_s, container::asicSimpleType }, { u"a.txt"_s, "x" } });
    QTest::newRow("half a container") << container::packAsicSimple(file, "cms")->first(120);
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("nothing") << QByteArray();
}

void TestFiles::container_unsound_isNoEvidence()
{
    QFETCH(QByteArray, bytes);
    Bench bench;
    const auto found = services::verifyPaths({ bench.put(u"a"_s, bytes) }, bench.trust());
    QCOMPARE(found.items.size(), 1);
    QCOMPARE(found.items.first().verdict, FileVerdict::Invalid);
    QVERIFY(found.items.first().problem);
    QCOMPARE(found.items.first().problem->code, ErrorCode::EvidenceMalformed);
}

void TestFiles::simple_changedDocument_isInvalid()
{
    Bench bench;
    const auto path = bench.put(
        u"a.asics"_s, *container::packAsicSimple({ file.name, "{\"amount\":\"9234.50\"}\n" }, bench.cms()));
    const auto found = services::verifyPaths({ path }, bench.trust());
    QCOMPARE(found.items.first().verdict, FileVerdict::Invalid);
    QCOMPARE(found.items.first().report.find(CheckId::Bytes)->outcome, CheckOutcome::Failed);
}

void TestFiles::sealed_sound_isValidWithAllParts()
{
    Bench bench;
    const QList<File> files { { u"1.asics"_s, *container::packAsicSimple(file, bench.cms()) },
        { u"record.json"_s, "{}" } };
    const auto path = bench.put(u"v.asice"_s, bench.sealed(files, bench.seal(), bench.pki.now));
    const auto found = services::verifyPaths({ path }, bench.trust());
    QCOMPARE(found.items.size(), 2);
    for (const auto& item : found.items)
        QVERIFY2(item.verdict == FileVerdict::Valid, qPrintable(told(found)));
    QCOMPARE(found.items[1].document, u"v.asice / 1.asics / statement.json"_s);
}

void TestFiles::sealed_partOfAnEndedCertificate_countsByTheTreasurysRecord_data()
{
    QTest::addColumn<bool>("byTreasury");
    QTest::addColumn<FileVerdict>("verdict");
    QTest::newRow("sealed by the treasury") << true << FileVerdict::Valid;
    QTest::newRow("sealed by an officer") << false << FileVerdict::Invalid;
}

void TestFiles::sealed_partOfAnEndedCertificate_countsByTheTreasurysRecord()
{
    QFETCH(bool, byTreasury);
    QFETCH(FileVerdict, verdict);
    Bench bench;
    auto spec = bench.pki.officerSpec("800101145001", 4000);
    spec.notAfter = bench.pki.now.addDays(1);
    const auto signer = support::issue(spec, support::testKey(TestKey::P256, 40), &bench.pki.issuing);
    const auto inner = *container::packAsicSimple(file, bench.cms(signer, document, bench.pki.now));
    const QByteArray record = "{\"signatures\":[{\"file\":\"1.asics\",\"receivedAt\":\""
        + bench.pki.now.addSecs(20).toString(Qt::ISODateWithMs).toLatin1() + "\"}]}";
    const auto later = bench.pki.now.addDays(30);
    const auto sealer = byTreasury ? bench.seal() : bench.pki.officer();
    const auto path = bench.put(
        u"v.asice"_s, bench.sealed({ { u"1.asics"_s, inner }, { u"record.json"_s, record } }, sealer, later));
    const auto found = services::verifyPaths({ path }, bench.trust(later));
    QCOMPARE(found.items.size(), 2);
    QVERIFY2(found.items[0].verdict == FileVerdict::Valid, qPrintable(told(found)));
    QVERIFY2(found.items[1].verdict == verdict, qPrintable(told(found)));
}

void TestFiles::sealed_tampered_saysWhat()
{
    Bench bench;
    const QList<File> files { { u"1.asics"_s, *container::packAsicSimple(file, bench.cms()) },
        { u"record.json"_s, "{}" } };
    auto parts = *container::readZip(bench.sealed(files, bench.seal(), bench.pki.now));
    parts[2].bytes = "{\"a\":1}";
    parts.append({ u"added.txt"_s, "x" });
    const auto found
        = services::verifyPaths({ bench.put(u"v.asice"_s, *container::writeZip(parts)) }, bench.trust());
    const auto* bytes = found.items[0].report.find(CheckId::Bytes);
    QCOMPARE(found.items[0].verdict, FileVerdict::Invalid);
    QCOMPARE(found.items[0].manifest, u"META-INF/ASiCManifest.xml"_s);
    QCOMPARE(found.items[0].covers, QStringList { u"1.asics"_s });
    QVERIFY(!found.items[0].uncovered && found.items[1].uncovered);
    QVERIFY(found.items[2].manifest.isEmpty());
    QVERIFY(bytes->reason && bytes->reason->detail.contains(u"record.json"_s));
    QCOMPARE(found.items[1].document, u"v.asice / added.txt"_s);
    QCOMPARE(found.items[1].problem->code, ErrorCode::EvidenceMalformed);
    QCOMPARE(found.items[2].verdict, FileVerdict::Valid);
}

void TestFiles::detached_withAndWithoutItsFile_data()
{
    QTest::addColumn<QStringList>("given");
    QTest::addColumn<FileVerdict>("verdict");
    QTest::newRow("both") << QStringList { u"a.json"_s, u"a.json.p7s"_s } << FileVerdict::Valid;
    QTest::newRow("signature, its file beside it") << QStringList { u"a.json.p7s"_s } << FileVerdict::Valid;
    QTest::newRow("file, its signature beside it") << QStringList { u"a.json"_s } << FileVerdict::Valid;
    QTest::newRow("several files") << QStringList { u"other.txt"_s, u"a.json.p7s"_s, u"a.json"_s }
                                   << FileVerdict::Valid;
    QTest::newRow("another file") << QStringList { u"other.txt"_s, u"a.json.p7s"_s } << FileVerdict::Invalid;
}

void TestFiles::detached_withAndWithoutItsFile()
{
    QFETCH(QStringList, given);
    QFETCH(FileVerdict, verdict);
    Bench bench;
    bench.put(u"a.json"_s, document);
    bench.put(u"a.json.p7s"_s, bench.cms());
    bench.put(u"other.txt"_s, "other");
    QStringList paths;
    for (const auto& name : given)
        paths.append(bench.dir.filePath(name));
    const auto found = services::verifyPaths(paths, bench.trust());
    QVERIFY(found.withoutDocument.isEmpty());
    QCOMPARE(found.items.size(), 1);
    QVERIFY2(found.items.first().verdict == verdict, qPrintable(told(found)));
}

void TestFiles::detached_alone_asksForItsFile()
{
    Bench bench;
    const auto path = bench.put(u"a.p7s"_s, bench.cms());
    const auto found = services::verifyPaths({ path }, bench.trust());
    QVERIFY(found.items.isEmpty());
    QCOMPARE(found.withoutDocument, QStringList { path });
}

void TestFiles::foreign_signature_isJudgedByWhatItIs_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<FileVerdict>("verdict");
    const auto unknown = FileVerdict::SignerUnknown;
    QTest::newRow("plain CMS") << QStringList {} << document << unknown;
    QTest::newRow("CAdES") << QStringList { u"-cades"_s } << document << unknown;
    QTest::newRow("SHA-384") << QStringList { u"-md"_s, u"sha384"_s } << document << unknown;
    QTest::newRow("without attributes") << QStringList { u"-noattr"_s } << document << unknown;
    QTest::newRow("key identifier") << QStringList { u"-keyid"_s } << document << unknown;
    QTest::newRow("content inside") << QStringList { u"-nodetach"_s } << QByteArray() << unknown;
    QTest::newRow("changed") << QStringList {} << QByteArray("other") << FileVerdict::Invalid;
    QTest::newRow("changed, without attributes")
        << QStringList { u"-noattr"_s } << QByteArray("other") << FileVerdict::Invalid;
    QTest::newRow("SHA-1") << QStringList { u"-md"_s, u"sha1"_s } << document << FileVerdict::Invalid;
    QTest::newRow("no certificate") << QStringList { u"-nocerts"_s } << document << FileVerdict::Invalid;
}

void TestFiles::foreign_signature_isJudgedByWhatItIs()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, content);
    QFETCH(FileVerdict, verdict);
    Bench bench;
    QCOMPARE(bench.openssl({ u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s,
                 u"key.pem"_s, u"-out"_s, u"cert.pem"_s, u"-subj"_s, u"/CN=Somebody"_s }),
        QByteArray());
    bench.put(u"doc"_s, document);
    QCOMPARE(bench.openssl(QStringList { u"cms"_s, u"-sign"_s, u"-binary"_s, u"-in"_s, u"doc"_s, u"-signer"_s,
                               u"cert.pem"_s, u"-inkey"_s, u"key.pem"_s, u"-outform"_s, u"DER"_s, u"-out"_s,
                               u"doc.sig"_s }
                 + options),
        QByteArray());
    QStringList paths { bench.dir.filePath(u"doc.sig"_s) };
    if (!content.isEmpty())
        paths.append(bench.put(u"given"_s, content));
    const auto found = services::verifyPaths(paths, bench.trust(QDateTime::currentDateTimeUtc()));
    QCOMPARE(found.items.size(), 1);
    QVERIFY2(found.items.first().verdict == verdict, qPrintable(told(found)));
    if (verdict == FileVerdict::SignerUnknown) {
        QCOMPARE(found.items.first().report.signer.commonName, u"Somebody"_s);
        QCOMPARE(found.items.first().report.find(CheckId::CertificatePath)->reason->code,
            ErrorCode::SignerUnknown);
    }
}

void TestFiles::foreign_ofAConfiguredAuthority_isValid()
{
    Bench bench;
    const TestPki other;
    const auto signer = other.officer(TestKey::P384);
    const auto cms = signing::signCades({ signing::sha256(document), signer.der, { other.issuing.der },
                                            { domain::SignatureScheme::Ecdsa, 256 }, other.now },
        signer.key.get());
    QVERIFY(cms);
    const QStringList paths { bench.put(u"a.p7s"_s, *cms), bench.put(u"a.json"_s, document) };
    auto trust = bench.trust();
    trust.treasury
        = { { support::issue(bench.pki.rootSpec(), support::testKey(TestKey::P256, 90)).der }, {}, {}, {} };
    const auto unknown = services::verifyPaths(paths, trust);
    QVERIFY2(unknown.items.first().verdict == FileVerdict::SignerUnknown, qPrintable(told(unknown)));
    trust.extraAuthorities = { other.root.der, other.issuing.der };
    const auto known = services::verifyPaths(paths, trust);
    QVERIFY2(known.items.first().verdict == FileVerdict::Valid, qPrintable(told(known)));
    const auto* revocation = known.items.first().report.find(CheckId::Revocation);
    QCOMPARE(revocation->outcome, CheckOutcome::Warning);
    QCOMPARE(revocation->reason->code, ErrorCode::CrlMissing);
}

void TestFiles::nothingKnown_signerIsUnknown()
{
    Bench bench;
    FileTrust trust = bench.trust();
    trust.treasury
        = { { support::issue(bench.pki.rootSpec(), support::testKey(TestKey::P256, 91)).der }, {}, {}, {} };
    const auto found = services::verifyPaths(
        { bench.put(u"a.asics"_s, *container::packAsicSimple(file, bench.cms())) }, trust);
    QVERIFY2(found.items.first().verdict == FileVerdict::SignerUnknown, qPrintable(told(found)));
}

void TestFiles::staleList_isAWarning()
{
    Bench bench;
    auto trust = bench.trust();
    trust.now = bench.pki.now.addDays(20);
    const auto found = services::verifyPaths(
        { bench.put(u"a.asics"_s, *container::packAsicSimple(file, bench.cms())) }, trust);
    const auto& item = found.items.first();
    QVERIFY2(item.verdict == FileVerdict::Valid, qPrintable(told(found)));
    QCOMPARE(item.report.find(CheckId::Revocation)->reason->code, ErrorCode::CrlStale);
}

QTEST_GUILESS_MAIN(TestFiles)
#include "test_files.moc"
