#include "pdfsamples.h"

#include <QTest>

#include <pdfdocument.h>
#include <zlib.h>

using namespace peraku;
using namespace peraku::tests;
using domain::ErrorCode;
using signing::pdf::Document;
using signing::pdf::Parser;
using signing::pdf::Value;

namespace {

std::optional<Value> parsed(const QByteArray& text)
{
    int budget = 1000;
    return Parser(text, 0, budget).value();
}

QByteArray nested(int levels)
{
    return QByteArray(levels, '[') + QByteArray(levels, ']');
}

} // namespace

/** What of a PDF is read, and what is refused. */
class TestPdf : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void value_text_isRead_data();
    void value_text_isRead();
    void value_unsound_isRefused_data();
    void value_unsound_isRefused();
    void read_unsound_isEvidenceMalformed_data();
    void read_unsound_isEvidenceMalformed();
    void read_encrypted_isRefused();
    void read_hybrid_findsHiddenObjects();
    void object_absentOrFree_isNull();
    void decodedStream_bomb_isRefused();
};

void TestPdf::value_text_isRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("decoded");
    QTest::newRow("name") << QByteArray("/A#20b#23") << QByteArray("A b#");
    QTest::newRow("literal") << QByteArray("(a(b)c\\)\\n\\101\\\r\nd\\q)") << QByteArray("a(b)c)\nAdq");
    QTest::newRow("hex") << QByteArray("<41 4 2 5>") << QByteArray("ABP");
    QTest::newRow("comment before") << QByteArray("% x\n(a)") << QByteArray("a");
}

void TestPdf::value_text_isRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, decoded);
    QCOMPARE(parsed(text)->text, decoded);
    QVERIFY(signing::pdf::sameValue(*parsed("<< /A [1 0 R 2 -3 4.5 true null] /B << /C (x) >> >>"),
        *parsed("<</B<</C<78>>>/A[1 0 R 2 -3 4.5 true null]>>")));
    QVERIFY(!signing::pdf::sameValue(*parsed("[1 0 R]"), *parsed("[1 0 2]")));
}

void TestPdf::value_unsound_isRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : { "", "(a", "<41", "<4g>", "[1", "<< /A 1", "<< /A 1 /A 2 >>", "<< 1 2 >>",
             "/A#2", "1.2.3", "+", "nil", "1234567890123456789", ">>", "]" })
        QTest::newRow(text) << QByteArray(text);
    QTest::newRow("deep") << nested(65);
    QTest::newRow("long blank") << QByteArray(QByteArray(64 * 1001, ' ') + '1');
    QTest::newRow("long comment") << QByteArray('%' + QByteArray(64 * 1001, 'x') + "\n1");
    QTest::newRow("long literal") << QByteArray('(' + QByteArray(64 * 1001, 'x') + ')');
    QTest::newRow("long hex") << QByteArray('<' + QByteArray(64 * 1001, '4') + '>');
    QTest::newRow("much") << "[" + QByteArray("0 ").repeated(2000) + "]";
}

void TestPdf::value_unsound_isRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parsed(text));
    QVERIFY(parsed(nested(60)));
}

void TestPdf::read_unsound_isEvidenceMalformed_data()
{
    QTest::addColumn<QByteArray>("pdf");
    const auto sound = pdfOf(smallObjects());
    const auto with
        = [&](const char* before, const char* after) { return QByteArray(sound).replace(before, after); };
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no header") << sound.mid(1);
    QTest::newRow("cut") << sound.left(sound.size() - 30);
    QTest::newRow("section elsewhere") << with("startxref\n", "startxref\n1");
    QTest::newRow("table entry") << with("00000 n", "00000 x");
    QTest::newRow("more entries than there are") << with("xref\n0 5", "xref\n0 6");
    QTest::newRow("objects numbered from 1") << with("xref\n0 5", "xref\n1 5");
    QTest::newRow("no root") << with("/Root", "/Boot");
    QTest::newRow("root is nothing") << with("/Root 1 0 R", "/Root 9 0 R");
    QTest::newRow("circle of sections") << pdfOf(smallObjects(), "/Prev 367");
    QTest::newRow("section outside") << pdfOf(smallObjects(), "/Prev 99999");
    QTest::newRow("too many objects") << pdfOf(smallObjects()).replace("/Size 5", "/Size 999999999");
    QTest::newRow("junk behind") << sound + QByteArray(2000, 'x');
}

void TestPdf::read_unsound_isEvidenceMalformed()
{
    QFETCH(QByteArray, pdf);
    QVERIFY(Document::read(pdfOf(smallObjects())));
    const auto document = Document::read(pdf);
    QVERIFY(!document);
    QCOMPARE(document.error().code, ErrorCode::EvidenceMalformed);
    QVERIFY(!document.error().detail.isEmpty());
}

void TestPdf::read_encrypted_isRefused()
{
    Commands commands;
    const auto pdf = commands.qpdf(qtPdf(),
        { QStringLiteral("--encrypt"), QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("256"),
            QStringLiteral("--") });
    QVERIFY2(!pdf.isEmpty(), commands.output.constData());
    QCOMPARE(Document::read(pdf).error().detail, QStringLiteral("PDF is encrypted"));
}

void TestPdf::read_hybrid_findsHiddenObjects()
{
    // As some word processors write it: object 5 is free in the table and in the stream of cross-references.
    auto objects = smallObjects();
    objects[0].replace(">>", "/Extra 5 0 R >>");
    auto pdf = pdfOf(objects);
    const auto tableAt = pdf.indexOf("xref\n0 5");
    const auto streamAt = tableAt;
    const QByteArray hidden = "5 0 obj\n(hidden)\nendobj\n";
    const auto entry = QByteArray(1, '\1') + QByteArray(1, char(streamAt >> 8))
        + QByteArray(1, char(streamAt)) + QByteArray(1, '\0');
    const auto stream = "6 0 obj\n<< /Type /XRef /Size 7 /W [1 2 1] /Index [5 1] /Length 4 >>\nstream\n"
        + entry + "\nendstream\nendobj\n";
    pdf.insert(tableAt, hidden + stream);
    const auto moved = tableAt + hidden.size() + stream.size();
    pdf.replace("xref\n0 5\n", "xref\n0 6\n");
    pdf.replace("trailer\n<<",
        "0000000000 65535 f\r\ntrailer\n<< /XRefStm " + QByteArray::number(streamAt + hidden.size()));
    pdf = pdf.left(pdf.lastIndexOf("startxref")) + "startxref\n" + QByteArray::number(moved) + "\n%%EOF\n";
    const auto document = Document::read(pdf);
    QVERIFY2(document, why(document).constData());
    QCOMPARE(document->object({ 5, 0 })->text, QByteArray("hidden"));
    const support::TestPki pki;
    QVERIFY(signPades(pki, pki.officer(), pdf));
}

void TestPdf::object_absentOrFree_isNull()
{
    const auto document = Document::read(pdfOf(smallObjects()));
    for (const auto reference : { signing::pdf::Reference { 0, 0 }, { 99, 0 }, { 3, 1 } })
        QCOMPARE(document->object(reference)->kind, Value::Kind::Null);
    QVERIFY(document->object({ 4, 0 })->stream.has_value());
}

void TestPdf::decodedStream_bomb_isRefused()
{
    const QByteArray zeros(40 * 1024 * 1024, '\0');
    QByteArray deflated(qsizetype(compressBound(uLong(zeros.size()))), '\0');
    auto size = uLongf(deflated.size());
    compress(reinterpret_cast<Bytef*>(deflated.data()), &size, reinterpret_cast<const Bytef*>(zeros.data()),
        uLong(zeros.size()));
    deflated.truncate(qsizetype(size));
    auto stream = *parsed("<< /Filter /FlateDecode >>");
    stream.stream = deflated;
    QCOMPARE(signing::pdf::decodedStream(stream).error().code, ErrorCode::EvidenceMalformed);
    QVERIFY(deflated.size() < 100'000);
}

QTEST_MAIN(TestPdf)
#include "test_pdf.moc"
