#include "filebench.h"

#include <QTest>

using namespace peraku;
using namespace peraku::test;
using services::FileVerdict;
using support::TestKey;

/** "Verify a file" on PDF files: their own signatures, and those that they bring. */
class TestPdfFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachSignature_isJudged_data();
    void eachSignature_isJudged();
    void embeddedSignatures_areVerified_data();
    void embeddedSignatures_areVerified();
    void embeddedSignatureOfAnEndedCertificate_countsByTheSeal_data();
    void embeddedSignatureOfAnEndedCertificate_countsByTheSeal();
};

void TestPdfFiles::eachSignature_isJudged_data()
{
    QTest::addColumn<QByteArray>("pdf");
    QTest::addColumn<QList<FileVerdict>>("verdicts");
    const auto plain = support::pdfOf(support::smallObjects());
    const Bench bench;
    const auto once = bench.signedPdf(plain, bench.pki.officer(), bench.pki.now);
    const auto twice = bench.signedPdf(once, bench.pki.officer(TestKey::Rsa2048), bench.pki.now);
    auto spec = bench.pki.rootSpec();
    spec.subject = { { NID_organizationName, "Pihak Lain" } };
    const auto authority = support::issue(spec, support::testKey(TestKey::P256, 90));
    const auto stranger
        = support::issue(bench.pki.officerSpec(), support::testKey(TestKey::P384, 91), &authority);
    const auto byStranger = bench.signedPdf(once, stranger, bench.pki.now, authority.der);
    const auto good = FileVerdict::Valid;
    const auto bad = FileVerdict::Invalid;
    QTest::newRow("valid") << once << QList { good };
    QTest::newRow("two signatures") << twice << QList { good, good };
    QTest::newRow("changed in the signed part")
        << QByteArray(once).replace("595 842", "596 842") << QList { bad };
    QTest::newRow("page replaced after signing")
        << support::edited(once, 4, "<< /Length 4 >>\nstream\nBT E\nendstream") << QList { bad };
    QTest::newRow("page replaced after two")
        << support::edited(twice, 4, "<< /Length 4 >>\nstream\nBT E\nendstream") << QList { bad, bad };
    QTest::newRow("another authority's signer") << byStranger << QList { good, FileVerdict::SignerUnknown };
    QTest::newRow("not signed") << plain << QList { bad };
    QTest::newRow("no PDF") << QByteArray("%PDF-1.7 half") << QList { bad };
}

void TestPdfFiles::eachSignature_isJudged()
{
    QFETCH(QByteArray, pdf);
    QFETCH(QList<FileVerdict>, verdicts);
    Bench bench;
    const auto found = services::verifyPaths({ bench.put(u"a.pdf"_s, pdf) }, bench.trust());
    QList<FileVerdict> told;
    for (const auto& item : found.items) {
        told.append(item.verdict);
        QCOMPARE(item.document, u"a.pdf"_s);
    }
    QVERIFY2(told == verdicts, qPrintable(test::told(found)));
}

void TestPdfFiles::embeddedSignatures_areVerified_data()
{
    using Files = QList<std::pair<QByteArray, QByteArray>>;
    QTest::addColumn<Files>("files");
    QTest::addColumn<QStringList>("documents"); ///< Beside the PDF itself.
    QTest::addColumn<QList<FileVerdict>>("verdicts");
    const Bench bench;
    const auto cms = bench.cms();
    const auto good = FileVerdict::Valid;
    const auto bad = FileVerdict::Invalid;
    QTest::newRow("statements") << Files { { "langkah-1.json", document }, { "langkah-1.p7s", cms },
        { "langkah-2.json", "{}" }, { "langkah-2.p7s", bench.cms("{}") } }
                                << QStringList { u"langkah-1.json"_s, u"langkah-2.json"_s }
                                << QList { good, good };
    QTest::newRow("signature named after the whole file")
        << Files { { "a.json", document }, { "a.json.p7s", cms } } << QStringList { u"a.json"_s }
        << QList { good };
    QTest::newRow("exchanged statement")
        << Files { { "langkah-1.json", "{\"amount\":\"9.00\"}\n" }, { "langkah-1.p7s", cms } }
        << QStringList { u"langkah-1.json"_s } << QList { bad };
    QTest::newRow("statement is missing")
        << Files { { "langkah-1.p7s", cms } } << QStringList { u"langkah-1.p7s"_s } << QList { bad };
    QTest::newRow("other files") << Files { { "invois.xml", "<x/>" } } << QStringList {}
                                 << QList<FileVerdict> {};
}

void TestPdfFiles::embeddedSignatures_areVerified()
{
    using Files = QList<std::pair<QByteArray, QByteArray>>;
    QFETCH(Files, files);
    QFETCH(QStringList, documents);
    QFETCH(QList<FileVerdict>, verdicts);
    Bench bench;
    const auto path = bench.put(
        u"borang.pdf"_s, bench.signedPdf(support::pdfWithFiles(files), bench.seal(), bench.pki.now));
    const auto found = services::verifyPaths({ path }, bench.trust());
    QVERIFY2(found.items.first().verdict == FileVerdict::Valid, qPrintable(told(found)));
    QCOMPARE(found.items.size(), documents.size() + 1);
    for (qsizetype i = 0; i < documents.size(); ++i) {
        QCOMPARE(found.items[i + 1].document, u"borang.pdf / "_s + documents[i]);
        QVERIFY2(found.items[i + 1].verdict == verdicts[i], qPrintable(told(found)));
    }
}

void TestPdfFiles::embeddedSignatureOfAnEndedCertificate_countsByTheSeal_data()
{
    QTest::addColumn<bool>("byTreasury");
    QTest::addColumn<FileVerdict>("verdict");
    QTest::newRow("sealed by the treasury") << true << FileVerdict::Valid;
    QTest::newRow("signed by an officer") << false << FileVerdict::Invalid;
}

void TestPdfFiles::embeddedSignatureOfAnEndedCertificate_countsByTheSeal()
{
    QFETCH(bool, byTreasury);
    QFETCH(FileVerdict, verdict);
    Bench bench;
    auto spec = bench.pki.officerSpec("800101145001", 4000);
    spec.notAfter = bench.pki.now.addDays(1);
    const auto signer = support::issue(spec, support::testKey(TestKey::P256, 40), &bench.pki.issuing);
    const auto pdf = support::pdfWithFiles(
        { { "1.json", document }, { "1.p7s", bench.cms(signer, document, bench.pki.now) } });
    const auto path = bench.put(u"borang.pdf"_s,
        bench.signedPdf(pdf, byTreasury ? bench.seal() : bench.pki.officer(), bench.pki.now));
    const auto found = services::verifyPaths({ path }, bench.trust(bench.pki.now.addDays(30)));
    QCOMPARE(found.items.size(), 2);
    QVERIFY2(found.items[0].verdict == FileVerdict::Valid, qPrintable(told(found)));
    QVERIFY2(found.items[1].verdict == verdict, qPrintable(told(found)));
}

QTEST_GUILESS_MAIN(TestPdfFiles)
#include "test_pdffiles.moc"
