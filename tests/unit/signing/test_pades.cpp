#include "pdfsamples.h"

#include <signing/certificate.h>
#include <signing/timestamp.h>

#include <QTest>

using namespace peraku;
using namespace peraku::tests;
using domain::CheckId;
using domain::CheckOutcome;
using domain::ErrorCode;
using signing::PdfChanges;
using support::TestKey;
using support::TestPki;

Q_DECLARE_METATYPE(peraku::tests::KeyCase)

namespace {

constexpr signing::SigningProfile ecdsa { domain::SignatureScheme::Ecdsa, 256 };

} // namespace

/** PDF signatures; `pdfsig`, `openssl` and `qpdf` are the other side. */
class TestPades : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void completePades_everyKeyAndKindOfPdf_othersAccept_data();
    void completePades_everyKeyAndKindOfPdf_othersAccept();
    void completePades_threeSignatures_allHold_data();
    void completePades_threeSignatures_allHold();
    void preparePades_formAndAnnotations_areKept_data();
    void preparePades_formAndAnnotations_areKept();
    void preparePades_certifiedAgainstChanges_refuses();
    void preparePades_twice_givesTheSame();
    void completePades_otherSignature_refuses();
    void embedPades_timestamp_isRead();
    void embedPades_tooLarge_refuses();
    void verifyPades_anyByteChanged_neverHolds();
    void verifyPades_strangerAndRevoked_fail();
    void pdfSignatures_unsigned_isEmpty();
    void pdfSignatures_rangeLeavesOutMore_refuses_data();
    void pdfSignatures_rangeLeavesOutMore_refuses();

private:
    QByteArray kind(const QByteArray& name);
    bool pdfsigAccepts(const QByteArray& pdf, int signatures);
    bool opensslAccepts(const QByteArray& pdf, const signing::PdfSignature& signature);
    QList<signing::PdfSignatureReport> reports(const QByteArray& pdf);

    TestPki m_pki;
    Commands m_commands;
    QByteArray m_qt;
};

void TestPades::initTestCase()
{
    m_qt = qtPdf();
    QVERIFY2(m_commands.run(QStringLiteral("pdfsig"), { QStringLiteral("-v") }), "pdfsig is missing");
    const auto material = m_pki.material();
    m_commands.write(QStringLiteral("trust.pem"),
        signing::certificatesToPem(material.roots) + signing::crlsToPem(material.crls));
}

QByteArray TestPades::kind(const QByteArray& name)
{
    if (name == "table")
        return m_qt;
    if (name == "streams")
        return m_commands.qpdf(m_qt, { QStringLiteral("--object-streams=generate") });
    if (name == "linearized")
        return m_commands.qpdf(m_qt, { QStringLiteral("--linearize") });
    if (name == "both linearized and streams")
        return m_commands.qpdf(
            m_qt, { QStringLiteral("--linearize"), QStringLiteral("--object-streams=generate") });
    if (name == "unfiltered streams")
        return pdfWithStreams();
    return pdfOf(smallObjects());
}

bool TestPades::pdfsigAccepts(const QByteArray& pdf, int signatures)
{
    const auto path = m_commands.write(QStringLiteral("signed.pdf"), pdf);
    return m_commands.run(QStringLiteral("pdfsig"), { QStringLiteral("-nocert"), path })
        && m_commands.output.count("Signature is Valid.") == signatures
        && m_commands.output.count("ETSI.CAdES.detached") == signatures;
}

bool TestPades::opensslAccepts(const QByteArray& pdf, const signing::PdfSignature& signature)
{
    return m_commands.run(QStringLiteral("openssl"),
        { QStringLiteral("cms"), QStringLiteral("-verify"), QStringLiteral("-cades"),
            QStringLiteral("-binary"), QStringLiteral("-inform"), QStringLiteral("DER"),
            QStringLiteral("-in"), m_commands.write(QStringLiteral("p7s"), signature.cms),
            QStringLiteral("-content"),
            m_commands.write(QStringLiteral("content"), signature.signedBytes(pdf)),
            QStringLiteral("-CAfile"), m_commands.file(QStringLiteral("trust.pem")),
            QStringLiteral("-crl_check_all"), QStringLiteral("-purpose"), QStringLiteral("any"),
            QStringLiteral("-attime"), QString::number(m_pki.now.toSecsSinceEpoch() + 1),
            QStringLiteral("-out"), QStringLiteral("/dev/null") });
}

QList<signing::PdfSignatureReport> TestPades::reports(const QByteArray& pdf)
{
    const auto reports = signing::verifyPades(pdf, *m_pki.trust(), optionsAt(m_pki.now));
    if (!reports)
        qWarning("%s", why(reports).constData());
    return reports.value_or(QList<signing::PdfSignatureReport>());
}

void TestPades::completePades_everyKeyAndKindOfPdf_othersAccept_data()
{
    QTest::addColumn<KeyCase>("key");
    QTest::addColumn<QByteArray>("pdf");
    for (const auto& key : keyCases)
        QTest::newRow(key.name) << key << m_qt;
    for (const char* name :
        { "streams", "linearized", "both linearized and streams", "unfiltered streams", "small" })
        QTest::newRow(name) << keyCases[4] << kind(name);
}

void TestPades::completePades_everyKeyAndKindOfPdf_othersAccept()
{
    QFETCH(KeyCase, key);
    QFETCH(QByteArray, pdf);
    QVERIFY(!pdf.isEmpty());
    const auto made = signPades(m_pki, m_pki.officer(key.key), pdf, { key.scheme, key.digestBits });
    QVERIFY2(made, why(made).constData());
    QVERIFY(made->startsWith(pdf));
    // NSS, which pdfsig asks, does not do PSS in CMS.
    if (key.scheme != domain::SignatureScheme::RsaPss)
        QVERIFY2(pdfsigAccepts(*made, 1), m_commands.output.constData());
    const auto found = reports(*made);
    QCOMPARE(found.size(), 1);
    QVERIFY2(found[0].report.valid(), qPrintable(explain(found[0].report)));
    QVERIFY2(opensslAccepts(*made, found[0].signature), m_commands.output.constData());
    QCOMPARE(found[0].report.signingTime, m_pki.now);
    QCOMPARE(found[0].signature.subFilter, "ETSI.CAdES.detached");
    QCOMPARE(found[0].signature.signerName, QStringLiteral("Siti binti Ahmad (1)"));
    QCOMPARE(found[0].signature.reason, QStringLiteral("Perakuan – 1"));
    QCOMPARE(found[0].signature.end, made->size());
    QVERIFY2(m_commands.run(QStringLiteral("qpdf"),
                 { QStringLiteral("--check"), m_commands.write(QStringLiteral("checked.pdf"), *made) }),
        m_commands.output.constData());
}

void TestPades::completePades_threeSignatures_allHold_data()
{
    QTest::addColumn<QByteArray>("pdf");
    for (const char* name : { "table", "streams", "linearized", "small" })
        QTest::newRow(name) << kind(name);
}

void TestPades::completePades_threeSignatures_allHold()
{
    QFETCH(QByteArray, pdf);
    for (int i = 1; i <= 3; ++i) {
        const auto made = signPades(m_pki, m_pki.officer(TestKey::P256, "800101145001", 1000 + i), pdf);
        QVERIFY2(made, why(made).constData());
        pdf = *made;
        QVERIFY2(pdfsigAccepts(pdf, i), m_commands.output.constData());
    }
    const auto found = reports(pdf);
    QCOMPARE(found.size(), 3);
    for (int i = 0; i < 3; ++i) {
        QVERIFY2(found[i].report.valid(), qPrintable(explain(found[i].report)));
        QCOMPARE(found[i].signature.field, QStringLiteral("Signature%1").arg(i + 1));
        QCOMPARE(found[i].signature.changes, i < 2 ? PdfChanges::FurtherSignatures : PdfChanges::None);
        QVERIFY2(opensslAccepts(pdf, found[i].signature), m_commands.output.constData());
    }
    QVERIFY(found[0].report.find(CheckId::Bytes)->detail.contains(QStringLiteral("further signature")));
}

void TestPades::preparePades_formAndAnnotations_areKept_data()
{
    QTest::addColumn<QList<QByteArray>>("objects");
    const auto with = [](const QByteArray& form, const QByteArray& annotations) {
        auto objects = smallObjects();
        objects[0].replace(">>", "/AcroForm " + form + " >>");
        objects[2].replace("/Parent", "/Annots " + annotations + " /Parent");
        return objects
            + QList<QByteArray> { "<< /FT /Tx /T (Signature1) /Subtype /Widget /Rect [0 0 9 9] >>",
                  "<< /Fields [5 0 R] /DA (/F 0 Tf) >>", "[5 0 R]", "<< /Fields 7 0 R >>" };
    };
    QTest::newRow("direct") << with("<< /Fields [5 0 R] >>", "[5 0 R]");
    QTest::newRow("form object") << with("6 0 R", "[5 0 R]");
    QTest::newRow("array objects") << with("8 0 R", "7 0 R");
    QTest::newRow("array object in a direct form") << with("<< /Fields 7 0 R >>", "[5 0 R]");
}

void TestPades::preparePades_formAndAnnotations_areKept()
{
    QFETCH(QList<QByteArray>, objects);
    auto pdf = signPades(m_pki, m_pki.officer(), pdfOf(objects));
    QVERIFY2(pdf, why(pdf).constData());
    pdf = signPades(m_pki, m_pki.officer(), *pdf);
    QVERIFY2(pdf, why(pdf).constData());
    const auto found = reports(*pdf);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found[0].signature.field, QStringLiteral("Signature2"));
    QVERIFY2(found[0].report.valid(), qPrintable(explain(found[0].report)));
    QVERIFY(found[1].report.valid());
    QVERIFY2(pdfsigAccepts(*pdf, 2), m_commands.output.constData());
    QVERIFY(pdf->mid(found[0].signature.end).contains("5 0 R"));
}

void TestPades::preparePades_certifiedAgainstChanges_refuses()
{
    for (const int level : { 1, 2 }) {
        auto objects = smallObjects();
        objects[0].replace(">>", "/Perms << /DocMDP 5 0 R >> >>");
        objects.append("<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P "
            + QByteArray::number(level) + " >> >>] >>");
        const auto made = signPades(m_pki, m_pki.officer(), pdfOf(objects));
        if (level == 1)
            QCOMPARE(made.error().code, ErrorCode::NotAllowed);
        else
            QVERIFY(made);
    }
}

void TestPades::preparePades_twice_givesTheSame()
{
    const auto request = padesRequest(
        m_pki, m_pki.officer(TestKey::Rsa2048), { domain::SignatureScheme::RsaPkcs1, 256 }, m_qt);
    QCOMPARE(*signing::preparePades(request), *signing::preparePades(request));
}

void TestPades::completePades_otherSignature_refuses()
{
    const auto signer = m_pki.officer();
    const auto prepared = signing::preparePades(padesRequest(m_pki, signer, ecdsa, m_qt));
    const auto raw = signing::signDigest(signer.key.get(), ecdsa, QByteArray(32, 'x'));
    QCOMPARE(signing::completePades(*prepared, *raw).error().code, ErrorCode::SignatureFailed);
}

void TestPades::embedPades_timestamp_isRead()
{
    const auto signer = m_pki.officer();
    const auto prepared = signing::preparePades(padesRequest(m_pki, signer, ecdsa, m_qt));
    const auto raw = signing::signDigest(signer.key.get(), ecdsa, prepared->signature.attributesDigest);
    const auto cms = signing::completeCades(prepared->signature, *raw);
    support::CountingRng rng;
    const auto query = signing::timestampQuery(*cms, rng);
    const auto reply
        = support::answerTimestamp(query->der, m_pki.tsa, { m_pki.now.addSecs(2), 0, false, false });
    const auto stamped
        = signing::attachTimestamp(*cms, *query, reply, *m_pki.trust(), {}, m_pki.now.addSecs(5));
    QVERIFY(stamped);
    const auto pdf = signing::embedPades(*prepared, *stamped);
    QVERIFY2(pdfsigAccepts(*pdf, 1), m_commands.output.constData());
    auto options = optionsAt(m_pki.now.addSecs(10));
    options.timestamp = signing::TimestampPolicy::Required;
    const auto found = signing::verifyPades(*pdf, *m_pki.trust(), options);
    QVERIFY2(found->first().report.valid(), qPrintable(explain(found->first().report)));
    QCOMPARE(found->first().report.timestampTime, m_pki.now.addSecs(2));
    const auto bare = signing::embedPades(*prepared, *cms);
    const auto pending = signing::verifyPades(*bare, *m_pki.trust(), options);
    QCOMPARE(pending->first().report.find(CheckId::Time)->outcome, CheckOutcome::Failed);
}

void TestPades::embedPades_tooLarge_refuses()
{
    const auto prepared = signing::preparePades(padesRequest(m_pki, m_pki.officer(), ecdsa, m_qt));
    QCOMPARE(signing::embedPades(*prepared, QByteArray(20000, 'x')).error().code, ErrorCode::TooLarge);
    QCOMPARE(signing::preparePades(
                 padesRequest(m_pki, m_pki.officer(), ecdsa, QByteArray(signing::maxPdfBytes, 'x')))
                 .error()
                 .code,
        ErrorCode::TooLarge);
}

void TestPades::verifyPades_anyByteChanged_neverHolds()
{
    const auto pdf = *signPades(m_pki, m_pki.officer(), pdfOf(smallObjects()));
    const auto trust = m_pki.trust();
    const auto hole = reports(pdf).first().signature;
    const auto cmsEnd = hole.holeAt + 1 + hole.cms.size() * 2;
    for (qsizetype at = 0; at < pdf.size(); at += at < hole.holeAt || at > hole.holeEnd ? 1
             : at < cmsEnd                                                              ? 17
                                                                                        : 997) {
        auto spoiled = pdf;
        spoiled[at] = char(spoiled[at] ^ 0x01);
        const auto found = signing::verifyPades(spoiled, *trust, optionsAt(m_pki.now));
        if (found)
            QVERIFY2(found->isEmpty() || !found->first().report.valid(), qPrintable(QString::number(at)));
    }
}

void TestPades::verifyPades_strangerAndRevoked_fail()
{
    const auto pdf = *signPades(m_pki, m_pki.officer(), m_qt);
    auto stranger = m_pki.material();
    stranger.roots = { support::issue(m_pki.rootSpec(), support::testKey(TestKey::P256, 99)).der };
    auto spec = m_pki.crlSpec();
    spec.entries = { { 1000, m_pki.now.addDays(-1), -1, {} } };
    const auto revoked = m_pki.material(
        { support::makeCrl(m_pki.crlSpec(), m_pki.root), support::makeCrl(spec, m_pki.issuing) });
    const auto check = [&](const signing::TrustMaterial& material) {
        const auto trust = *signing::TrustStore::create(material);
        return signing::verifyPades(pdf, *trust, optionsAt(m_pki.now))->first().report.firstFailure()->code;
    };
    QCOMPARE(check(stranger), ErrorCode::CertificateUntrusted);
    QCOMPARE(check(revoked), ErrorCode::CertificateRevoked);
}

void TestPades::pdfSignatures_unsigned_isEmpty()
{
    QVERIFY(signing::pdfSignatures(m_qt)->isEmpty());
}

void TestPades::pdfSignatures_rangeLeavesOutMore_refuses_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("by");
    QTest::newRow("gap begins earlier") << 1 << -1;
    QTest::newRow("gap begins later") << 1 << 1;
    QTest::newRow("gap ends later") << 2 << 1;
    QTest::newRow("beyond the end") << 3 << 1;
    QTest::newRow("negative") << 3 << -1'000'000;
}

void TestPades::pdfSignatures_rangeLeavesOutMore_refuses()
{
    QFETCH(int, number);
    QFETCH(int, by);
    auto pdf = *signPades(m_pki, m_pki.officer(), m_qt);
    const auto at = pdf.lastIndexOf("/ByteRange [") + 12;
    const auto end = pdf.indexOf(']', at);
    auto numbers = pdf.mid(at, end - at).simplified().split(' ');
    numbers[number] = QByteArray::number(numbers[number].toInt() + by);
    pdf.replace(at, end - at, numbers.join(' ').leftJustified(end - at, ' '));
    QCOMPARE(signing::pdfSignatures(pdf).error().code, ErrorCode::EvidenceMalformed);
}

QTEST_MAIN(TestPades)
#include "test_pades.moc"
