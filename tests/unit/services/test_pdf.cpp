#include "certify.h"
#include "pdfsigning.h"
#include "signatures.h"
#include "signingoffice.h"

#include <domain/messages.h>
#include <signing/digest.h>
#include <signing/pades.h>
#include <support/pdf.h>

using namespace peraku;
using namespace peraku::domain;
using namespace Qt::StringLiterals;
using services::FrozenPdf;
using services::Review;
using services::SignedDecision;
using services::SignedPdf;
using test::await;
using test::KeySigner;
using test::secretOf;
using test::SigningOffice;

namespace {

/** A checker with a voucher to certify and PDF files of their own. */
class PdfOffice : public SigningOffice {
public:
    PdfOffice()
        : SigningOffice(1)
    {
    }
    QString put(const QString& name, const QByteArray& bytes)
    {
        QFile file(files.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("a file of the test cannot be written");
        return file.fileName();
    }
    QByteArray read(const QString& name) const
    {
        QFile file(files.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    domain::Result<FrozenPdf> freeze(const QString& path)
    {
        return await(pdf.freeze(path, signer.credential));
    }
    /** The voucher's, with a PDF of that name. */
    Review review(const QString& name = u"borang.pdf"_s)
    {
        auto frozen = await(certify.freeze(ids.first(), signer.credential));
        require(frozen);
        auto own = freeze(put(name, support::pdfOf(support::smallObjects())));
        require(own);
        frozen->pdf = *own;
        return *frozen;
    }
    domain::Result<SignedDecision> sign(const Review& review)
    {
        return await(certify.sign(review, { secretOf(KeySigner::userCode), secretOf("123456") }));
    }
    domain::Result<Done> confirm(const Review& review, const SignedDecision& decision)
    {
        return await(certify.confirm(review, decision));
    }
    bool isUntouched() const { return decisions(ids.first()) == 0 && !audited("certified"); }
    bool audited(const char* action) const
    {
        const auto& lines = SigningOffice::files.audit;
        return std::any_of(lines.begin(), lines.end(),
            [action](const services::AuditLine& line) { return line.action == QLatin1String(action); });
    }
    /** Every signature of the file, verified. */
    QList<signing::PdfSignatureReport> verified(const QByteArray& bytes)
    {
        const auto material = await(checker->trust.current());
        require(material);
        const auto store = services::trustStoreOf(*material);
        require(store);
        signing::VerifyOptions options;
        options.now = world.clock.now;
        const auto reports = signing::verifyPades(bytes, **store, options);
        require(reports);
        return *reports;
    }

    QTemporaryDir files;
    services::SigningParts parts { checker->workspace, checker->reference, checker->session, checker->trust,
        signer, world.clock, world.rng, checker->workers };
    services::PdfSigning pdf { parts };
    services::Certify certify { { parts, pdf } };
};

QByteArray certifiedPdf()
{
    auto objects = support::smallObjects();
    objects[0].replace(">>", "/Perms << /DocMDP 5 0 R >> >>");
    objects.append(
        "<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 >> >>] >>");
    return support::pdfOf(objects);
}

/** Within the limit, but without room for a signature. */
QByteArray largestPdf()
{
    auto objects = support::smallObjects();
    const qsizetype size = signing::maxPdfBytes - 4096;
    objects.append(
        "<< /Length " + QByteArray::number(size) + " >>\nstream\n" + QByteArray(size, 'x') + "\nendstream");
    return support::pdfOf(objects);
}

} // namespace

class TestPdf : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void certify_withPdf_signsBothUnderOneOrder_data();
    void certify_withPdf_signsBothUnderOneOrder();
    void freeze_changedFile_signsWhatWasFrozen();
    void freeze_unfitFile_saysWhy_data();
    void freeze_unfitFile_saysWhy();
    void freeze_twice_isAnotherDigest();
    void confirm_takenName_certifiesNothingYet();
    void confirm_placeThatIsNot_certifiesNothingYet();
    void confirm_voucherNotStored_savesThePdfOnce();
    void confirm_withoutTheReviewsPdf_isRefused();
    void sign_failing_leavesEverything_data();
    void sign_failing_leavesEverything();
    void sign_keyOfOneAtATime_isNotAsked();
    void sign_revokedCertificate_isRefused();
    void pdfAlone_isSignedAndSaved();
    void pdfAlone_signedTwice_leavesTheFirstValid();
};

void TestPdf::certify_withPdf_signsBothUnderOneOrder_data()
{
    QTest::addColumn<bool>("withCode");
    QTest::newRow("token") << false;
    QTest::newRow("code") << true;
}

void TestPdf::certify_withPdf_signsBothUnderOneOrder()
{
    QFETCH(bool, withCode);
    PdfOffice office;
    office.signer.atOnce = office.signer.credential.needsOtp = withCode;
    const auto review = office.review();
    QCOMPARE(review.pdf->pages, 1);
    QCOMPARE(review.pdf->signatures, 0);
    QCOMPARE(review.pdf->target, office.files.filePath(u"borang-signed.pdf"_s));
    if (withCode)
        QVERIFY(await(office.certify.requestOtp(review)));
    const auto made = office.sign(review);
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    QCOMPARE(office.signer.orders, 1);
    QCOMPARE(office.signer.digests.size(), 2);
    if (withCode)
        QCOMPARE(office.signer.announced, office.signer.digests);
    QVERIFY(made->report.valid() && made->pdf->report.valid());
    QVERIFY(!QFile::exists(review.pdf->target));
    QVERIFY(office.isUntouched());

    const auto confirmed = office.confirm(review, *made);
    QVERIFY2(confirmed, confirmed ? "" : qPrintable(confirmed.error().detail));
    QCOMPARE(office.decisions(office.ids.first()), 1);
    QVERIFY(office.audited("certified") && office.audited("pdf-signed"));
    const auto written = office.read(u"borang-signed.pdf"_s);
    QVERIFY(written.startsWith(review.pdf->bytes));
    const auto reports = office.verified(written);
    QCOMPARE(reports.size(), 1);
    QVERIFY(reports.first().report.valid());
    QCOMPARE(reports.first().report.signer.sha256, office.signer.credential.certificate.sha256);
    QCOMPARE(office.certifiedAtTheTreasury(), 1);
}

void TestPdf::freeze_changedFile_signsWhatWasFrozen()
{
    PdfOffice office;
    const auto review = office.review();
    office.put(u"borang.pdf"_s, "%PDF-1.7 something else");
    const auto made = office.sign(review);
    QVERIFY(made && office.confirm(review, *made));
    const auto written = office.read(u"borang-signed.pdf"_s);
    QVERIFY(written.startsWith(support::pdfOf(support::smallObjects())));
    QCOMPARE(signing::sha256(review.pdf->bytes), review.pdf->fileHash);
    QVERIFY(office.verified(written).first().report.valid());
}

void TestPdf::freeze_unfitFile_saysWhy_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("finding");
    const auto good = support::pdfOf(support::smallObjects());
    QTest::newRow("text") << QByteArray("Baucar\n") << u"finding.pdf-malformed"_s;
    QTest::newRow("nothing") << QByteArray("") << u"finding.pdf-malformed"_s;
    QTest::newRow("half a PDF") << good.first(good.size() / 2) << u"finding.pdf-malformed"_s;
    QTest::newRow("encrypted") << support::pdfOf(support::smallObjects(), "/Encrypt << /V 1 >>")
                               << u"finding.pdf-encrypted"_s;
    QTest::newRow("certified") << certifiedPdf() << u"finding.pdf-certified"_s;
    QTest::newRow("too large") << good + QByteArray(signing::maxPdfBytes, '\n') << u"finding.pdf-size"_s;
    QTest::newRow("too large with a signature") << largestPdf() << u"finding.pdf-size"_s;
    QTest::newRow("no file") << QByteArray() << u"finding.pdf-unreadable"_s;
}

void TestPdf::freeze_unfitFile_saysWhy()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, finding);
    PdfOffice office;
    const auto path = bytes.isNull() ? office.files.path() : office.put(u"a.pdf"_s, bytes);
    const auto refused = office.freeze(path);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InvalidInput);
    QCOMPARE(refused.error().detail, finding);
    QVERIFY(errorSentence(refused.error()) != errorSentence({ ErrorCode::InvalidInput, {}, {}, false, 0 }));
    QCOMPARE(office.signer.orders, 0);
}

void TestPdf::freeze_twice_isAnotherDigest()
{
    PdfOffice office;
    const auto first = office.review();
    office.world.clock.advance(1000);
    const auto second = office.review();
    QCOMPARE(first.pdf->fileHash, second.pdf->fileHash);
    QVERIFY(first.pdf->dataHash != second.pdf->dataHash);
}

void TestPdf::confirm_takenName_certifiesNothingYet()
{
    PdfOffice office;
    const auto review = office.review();
    auto made = office.sign(review);
    QVERIFY(made);
    office.put(u"borang-signed.pdf"_s, "of somebody else");
    const auto refused = office.confirm(review, *made);
    QVERIFY(!refused);
    QCOMPARE(refused.error().detail, u"finding.file-exists"_s);
    QCOMPARE(office.read(u"borang-signed.pdf"_s), QByteArray("of somebody else"));
    QVERIFY(office.isUntouched());
    // A name that is free when the PDF is chosen is proposed.
    QCOMPARE(office.freeze(office.files.filePath(u"borang.pdf"_s))->target,
        office.files.filePath(u"borang-signed-2.pdf"_s));
    made->pdf->target = office.files.filePath(u"lain.pdf"_s);
    QVERIFY(office.confirm(review, *made));
    QVERIFY(office.verified(office.read(u"lain.pdf"_s)).first().report.valid());
    QCOMPARE(office.decisions(office.ids.first()), 1);
}

void TestPdf::confirm_placeThatIsNot_certifiesNothingYet()
{
    PdfOffice office;
    const auto review = office.review();
    auto made = office.sign(review);
    QVERIFY(made);
    made->pdf->target = office.files.filePath(u"nowhere/borang.pdf"_s);
    const auto refused = office.confirm(review, *made);
    QVERIFY(!refused);
    QCOMPARE(refused.error().detail, u"finding.file-unwritable"_s);
    QVERIFY(office.isUntouched());
}

void TestPdf::confirm_voucherNotStored_savesThePdfOnce()
{
    PdfOffice office;
    const auto review = office.review();
    const auto made = office.sign(review);
    QVERIFY(made);
    office.SigningOffice::files.refuses
        = [](const services::WorkChange& change) { return !change.put.isEmpty(); };
    const auto refused = office.confirm(review, *made);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::StorageFull);
    QVERIFY(office.isUntouched());
    office.SigningOffice::files.refuses = nullptr;
    QVERIFY(office.confirm(review, *made));
    QCOMPARE(QDir(office.files.path()).entryList(QDir::Files).size(), 2);
    QCOMPARE(office.decisions(office.ids.first()), 1);
}

void TestPdf::confirm_withoutTheReviewsPdf_isRefused()
{
    PdfOffice office;
    const auto review = office.review();
    auto made = office.sign(review);
    QVERIFY(made);
    made->pdf.reset();
    QVERIFY(!office.confirm(review, *made));
    QVERIFY(office.isUntouched());
}

void TestPdf::sign_failing_leavesEverything_data()
{
    QTest::addColumn<int>("spoiled");
    QTest::addColumn<int>("stopAfter");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("signature of the statement") << 0 << -1 << ErrorCode::SignatureFailed;
    QTest::newRow("signature of the PDF") << 1 << -1 << ErrorCode::SignatureFailed;
    QTest::newRow("token pulled before") << -1 << 0 << ErrorCode::TokenRemoved;
    QTest::newRow("token pulled between") << -1 << 1 << ErrorCode::TokenRemoved;
}

void TestPdf::sign_failing_leavesEverything()
{
    QFETCH(int, spoiled);
    QFETCH(int, stopAfter);
    QFETCH(ErrorCode, code);
    PdfOffice office;
    const auto review = office.review();
    office.signer.spoiled = spoiled;
    office.signer.stopAfter = stopAfter;
    const auto refused = office.sign(review);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, code);
    QVERIFY(!QFile::exists(review.pdf->target));
    QVERIFY(office.isUntouched());
    office.signer.spoiled = office.signer.stopAfter = -1;
    const auto made = office.sign(review);
    QVERIFY(made && office.confirm(review, *made));
}

void TestPdf::sign_keyOfOneAtATime_isNotAsked()
{
    PdfOffice office;
    office.signer.credential.multisign = 1;
    const auto review = office.review();
    QVERIFY(!review.mayTakePdf());
    const auto refused = office.sign(review);
    QVERIFY(!refused);
    QCOMPARE(refused.error().detail, u"finding.pdf-multisign"_s);
    QVERIFY(!await(office.certify.requestOtp(review)));
    QCOMPARE(office.signer.orders, 0);
}

void TestPdf::sign_revokedCertificate_isRefused()
{
    PdfOffice office;
    const auto path = office.review().pdf->path;
    const auto own = office.freeze(path);
    office.pki.revoked = true;
    QVERIFY(await(office.checker->trust.current(true)));
    const auto refused = await(office.pdf.sign(*own, { secretOf(KeySigner::userCode), secretOf("123456") }));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::CertificateRevoked);
}

void TestPdf::pdfAlone_isSignedAndSaved()
{
    PdfOffice office;
    office.signer.credential.multisign = 1;
    const auto own = office.freeze(office.put(u"surat.pdf"_s, support::pdfWithStreams()));
    QVERIFY(own);
    QVERIFY(await(office.pdf.requestOtp(*own)));
    const auto made = await(office.pdf.sign(*own, { secretOf(KeySigner::userCode), secretOf("123456") }));
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    QCOMPARE(office.signer.announced, office.signer.digests);
    QVERIFY(await(office.pdf.save(*made)));
    QVERIFY(office.audited("pdf-signed"));
    QVERIFY(office.verified(office.read(u"surat-signed.pdf"_s)).first().report.valid());
}

void TestPdf::pdfAlone_signedTwice_leavesTheFirstValid()
{
    PdfOffice office;
    auto path = office.put(u"surat.pdf"_s, support::pdfOf(support::smallObjects()));
    for (int i = 0; i < 2; ++i) {
        const auto own = office.freeze(path);
        QVERIFY(own);
        QCOMPARE(own->signatures, i);
        const auto made = await(office.pdf.sign(*own, { secretOf(KeySigner::userCode), secretOf("123456") }));
        QVERIFY(made && await(office.pdf.save(*made)));
        path = made->target;
    }
    const auto reports = office.verified(office.read(u"surat-signed-signed.pdf"_s));
    QCOMPARE(reports.size(), 2);
    QVERIFY(reports[0].report.valid() && reports[1].report.valid());
}

QTEST_GUILESS_MAIN(TestPdf)
#include "test_pdf.moc"
