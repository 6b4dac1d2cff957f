#include "pdfsamples.h"

#include <QElapsedTimer>
#include <QTest>

using namespace peraku;
using namespace peraku::tests;
using domain::ErrorCode;
using signing::PdfChanges;
using support::TestKey;
using support::TestPki;

using Edits = QList<std::pair<int, QByteArray>>;

/** What may stand behind a PDF signature, and what spoils it. */
class TestPadesChanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void verifyPades_changedAfterwards_tells_data();
    void verifyPades_changedAfterwards_tells();
    void verifyPades_pageRepaintedAndSignedAgain_tells_data();
    void verifyPades_pageRepaintedAndSignedAgain_tells();
    void verifyPades_dictionaryOfManyNames_isQuick();

private:
    TestPki m_pki;
};

void TestPadesChanges::verifyPades_changedAfterwards_tells_data()
{
    QTest::addColumn<QByteArray>("increment");
    QTest::addColumn<PdfChanges>("changes");
    const auto pdf = *signPades(m_pki, m_pki.officer(), pdfOf(smallObjects()));
    const auto objects = smallObjects();
    const auto after = [&](const QByteArray& whole) { return whole.mid(pdf.size()); };
    QTest::newRow("nothing") << QByteArray() << PdfChanges::None;
    QTest::newRow("a line end") << QByteArray("\r\n") << PdfChanges::None;
    QTest::newRow("text behind") << QByteArray("x\n") << PdfChanges::Other;
    QTest::newRow("page content") << after(edited(pdf, 4, QByteArray(objects[3]).replace("1 0 0", "0 1 0")))
                                  << PdfChanges::Other;
    QTest::newRow("page size") << after(edited(pdf, 3, QByteArray(objects[2]).replace("842", "400")))
                               << PdfChanges::Other;
    QTest::newRow("pages") << after(edited(pdf, 2, "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>"))
                           << PdfChanges::Other;
    QTest::newRow("catalog without its form") << after(edited(pdf, 1, objects[0])) << PdfChanges::Other;
    QTest::newRow("annotation that is no signature") << after(edited(pdf, 3,
        QByteArray(objects[2])
            .replace("/Parent", "/Annots [6 0 R << /Subtype /FreeText /Rect [0 0 9 9] >>] /Parent")))
                                                     << PdfChanges::Other;
    QTest::newRow("new object that nothing uses")
        << after(edited(pdf, 50, "<< /Some /Thing >>")) << PdfChanges::Other;
}

void TestPadesChanges::verifyPades_changedAfterwards_tells()
{
    QFETCH(QByteArray, increment);
    QFETCH(PdfChanges, changes);
    const auto pdf = *signPades(m_pki, m_pki.officer(), pdfOf(smallObjects())) + increment;
    const auto found = signing::verifyPades(pdf, *m_pki.trust(), optionsAt(m_pki.now));
    QVERIFY2(found, why(found).constData());
    // A catalog without the form hides the signature altogether.
    if (qstrcmp(QTest::currentDataTag(), "catalog without its form") == 0) {
        QVERIFY(found->isEmpty());
        return;
    }
    QCOMPARE(found->first().signature.changes, changes);
    QCOMPARE(found->first().report.valid(), changes != PdfChanges::Other);
}

void TestPadesChanges::verifyPades_pageRepaintedAndSignedAgain_tells_data()
{
    QTest::addColumn<QList<QByteArray>>("objects");
    QTest::addColumn<Edits>("edits");
    QTest::addColumn<PdfChanges>("changes");
    // What a painter adds: a stream that covers the page.
    const QByteArray paint = "<< /Length 25 >>\nstream\n0 0 0 rg 0 0 595 842 re f\nendstream";
    auto objects = smallObjects();
    objects[0].replace(">>", "/AcroForm << /Fields [5 0 R] >> >>");
    objects[2].replace("/Contents 4 0 R", "/Contents [4 0 R 60 0 R] /Annots 6 0 R");
    const QByteArray empty = "<< /FT /Sig /T (Empty) /Subtype /Widget /Rect [0 0 595 842] >>";
    objects += QList<QByteArray> { empty, "[5 0 R]" };
    const auto field = [](const QByteArray& rest) {
        return "<< /FT /Sig /T (X) /Subtype /Widget /V 51 0 R " + rest + " >>";
    };
    // A signature that holds by itself: the attacker's own will lie around all of this.
    const QByteArray value = "<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>";
    const auto add = [&](const char* name, const Edits& edits, PdfChanges changes = PdfChanges::Other) {
        QTest::newRow(name) << objects << edits << changes;
    };
    add("nothing but the signature", {}, PdfChanges::FurtherSignatures);
    add("a gap of the page filled", { { 60, paint } });
    add("a picture for the empty field",
        { { 5, empty.chopped(2) + "/AP << /N 52 0 R >> >>" }, { 52, paint } });
    add("an unsigned field with a picture",
        { { 50, "<< /FT /Sig /T (X) /Subtype /Widget /Rect [0 0 595 842] /AP << /N 52 0 R >> >>" },
            { 52, paint }, { 6, "[5 0 R 50 0 R]" } });
    add("an unsigned field without a picture",
        { { 50, "<< /FT /Sig /T (X) /Subtype /Widget /Rect [0 0 0 0] >>" }, { 6, "[5 0 R 50 0 R]" } });
    add("a field with a button's deed",
        { { 50, field("/Rect [0 0 0 0] /AA << /E << /S /JavaScript /JS (x) >> >>") }, { 51, value },
            { 6, "[5 0 R 50 0 R]" } });
    add("a drawing that calls itself a field",
        { { 50, QByteArray(paint).replace("<< ", "<< /FT /Sig ") }, { 6, "[5 0 R 50 0 R]" } });
    add("a note beside the field", { { 6, "[5 0 R << /Subtype /FreeText /Rect [0 0 9 9] >>]" } });
    auto kids = objects;
    kids[1] = "<< /Type /Pages /Kids 7 0 R /Count 1 >>";
    kids.append("[3 0 R]");
    QTest::newRow("another page in an array of its own")
        << kids
        << Edits { { 7, "[3 0 R 50 0 R]" },
               { 50, "<< /Type /Page /FT /Sig /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 52 0 R >>" },
               { 52, paint } }
        << PdfChanges::Other;
    auto contents = objects;
    contents[2].replace("[4 0 R 60 0 R]", "7 0 R");
    contents.append("[4 0 R]");
    QTest::newRow("more content in an array of its own")
        << contents
        << Edits { { 7, "[4 0 R 50 0 R]" }, { 50, QByteArray(paint).replace("<< ", "<< /FT /Sig ") } }
        << PdfChanges::Other;
}

void TestPadesChanges::verifyPades_pageRepaintedAndSignedAgain_tells()
{
    QFETCH(QList<QByteArray>, objects);
    QFETCH(Edits, edits);
    QFETCH(PdfChanges, changes);
    auto pdf = *signPades(m_pki, m_pki.officer(), pdfOf(objects));
    for (const auto& [number, object] : edits)
        pdf = edited(pdf, number, object);
    const auto again = signPades(m_pki, m_pki.officer(TestKey::P256, "800101145002", 1002), pdf);
    QVERIFY2(again, why(again).constData());
    const auto found = signing::verifyPades(*again, *m_pki.trust(), optionsAt(m_pki.now));
    if (!found) { // A made-up signature dictionary spoils the file as a whole.
        QCOMPARE(found.error().code, ErrorCode::EvidenceMalformed);
        return;
    }
    QCOMPARE(found->first().signature.changes, changes);
    QCOMPARE(found->first().report.valid(), changes != PdfChanges::Other);
    QVERIFY(found->last().report.valid());
}

void TestPadesChanges::verifyPades_dictionaryOfManyNames_isQuick()
{
    QByteArray names;
    for (int i = 0; i < 60'000; ++i)
        names += "/k" + QByteArray::number(i) + " 0 ";
    auto objects = smallObjects();
    objects.append("<< " + names + ">>");
    const auto pdf = *signPades(m_pki, m_pki.officer(), pdfOf(objects));
    QElapsedTimer timer;
    timer.start();
    const auto found = signing::verifyPades(
        edited(pdf, 5, "<< " + names + "/more 1 >>"), *m_pki.trust(), optionsAt(m_pki.now));
    QVERIFY2(found, why(found).constData());
    QCOMPARE(found->first().signature.changes, PdfChanges::Other);
    // Compared name by name it takes minutes.
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestPadesChanges)
#include "test_padeschanges.moc"
