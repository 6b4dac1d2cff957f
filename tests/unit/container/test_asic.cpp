#include "rawzip.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <container/asic.h>

using namespace peraku;
using namespace Qt::StringLiterals;
using container::File;
using domain::ErrorCode;
using test::RawFile;
using test::rawZip;

namespace {

const QList<File> evidence { { u"1.asics"_s, "PK one" }, { u"2-void-r1.asics"_s, "PK two" },
    { u"evidence/chain.pem"_s, "chain" } };

/** A container of ours whose parts may be changed. */
QList<RawFile> parts(const QByteArray& container)
{
    QList<RawFile> all;
    const auto files = container::readZip(container);
    for (const auto& file : *files)
        all.append({ file.name.toUtf8(), file.bytes });
    return all;
}

} // namespace

class TestAsic : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void simple_packed_isReadBack();
    void extended_packed_isReadBack();
    void packed_fileTool_knowsTheType_data();
    void packed_fileTool_knowsTheType();
    void extended_changedDocument_isBroken();
    void extended_missingDocument_isBroken();
    void extended_addedDocument_isUncovered();
    void pack_badDocument_isRefused_data();
    void pack_badDocument_isRefused();
    void read_unsound_isRefused_data();
    void read_unsound_isRefused();
};

void TestAsic::simple_packed_isReadBack()
{
    const File document { u"statement.json"_s, "{}" };
    const auto packed = container::packAsicSimple(document, "cms");
    QVERIFY(packed);
    const auto asic = container::readAsic(*packed);
    QVERIFY2(asic, qPrintable(asic ? QString() : asic.error().detail));
    QVERIFY(!asic->extended);
    QCOMPARE(asic->documents, QList<File> { document });
    QVERIFY(asic->uncovered.isEmpty());
    QCOMPARE(asic->signatures,
        (QList<container::AsicSignature> {
            { u"META-INF/signature.p7s"_s, "cms", document, { u"statement.json"_s }, {} } }));
}

void TestAsic::extended_packed_isReadBack()
{
    const auto packed = container::packAsicExtended(evidence, "cms");
    QVERIFY(packed);
    const auto asic = container::readAsic(*packed);
    QVERIFY2(asic, qPrintable(asic ? QString() : asic.error().detail));
    QVERIFY(asic->extended);
    QCOMPARE(asic->documents, evidence);
    QCOMPARE(asic->signatures.size(), 1);
    const auto& signature = asic->signatures.first();
    QCOMPARE(signature.content.bytes, container::asicManifest(evidence));
    QCOMPARE(
        signature.covered, (QStringList { u"1.asics"_s, u"2-void-r1.asics"_s, u"evidence/chain.pem"_s }));
    QVERIFY(signature.broken.isEmpty());
    QVERIFY(asic->uncovered.isEmpty());
}

void TestAsic::packed_fileTool_knowsTheType_data()
{
    QTest::addColumn<QByteArray>("container");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("ASiC-S") << *container::packAsicSimple({ u"statement.json"_s, "{}" }, "cms")
                            << QByteArray("application/vnd.etsi.asic-s+zip");
    QTest::newRow("ASiC-E") << *container::packAsicExtended(evidence, "cms")
                            << QByteArray("application/vnd.etsi.asic-e+zip");
}

void TestAsic::packed_fileTool_knowsTheType()
{
    QFETCH(QByteArray, container);
    QFETCH(QByteArray, type);
    QTemporaryDir dir;
    QFile file(dir.filePath(u"a"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(container) == container.size());
    file.close();
    QProcess process;
    process.start(u"file"_s, { u"--brief"_s, file.fileName() });
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAll().trimmed(), "Zip data (MIME type \"" + type + "\"?)");
}

void TestAsic::extended_changedDocument_isBroken()
{
    auto raw = parts(*container::packAsicExtended(evidence, "cms"));
    raw[1].bytes = "PK 0ne";
    const auto asic = container::readAsic(rawZip(raw));
    QVERIFY(asic);
    QCOMPARE(asic->signatures.first().broken, QStringList { u"1.asics"_s });
    QVERIFY(!asic->signatures.first().covered.contains(u"1.asics"_s));
}

void TestAsic::extended_missingDocument_isBroken()
{
    auto raw = parts(*container::packAsicExtended(evidence, "cms"));
    raw.removeAt(2);
    const auto asic = container::readAsic(rawZip(raw));
    QVERIFY(asic);
    QCOMPARE(asic->signatures.first().broken, QStringList { u"2-void-r1.asics"_s });
}

void TestAsic::extended_addedDocument_isUncovered()
{
    auto raw = parts(*container::packAsicExtended(evidence, "cms"));
    raw.append(RawFile { "3.asics", "PK three" });
    const auto asic = container::readAsic(rawZip(raw));
    QVERIFY(asic);
    QCOMPARE(asic->uncovered, QStringList { u"3.asics"_s });
}

void TestAsic::pack_badDocument_isRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("mimetype") << u"mimetype"_s;
    QTest::newRow("in META-INF") << u"META-INF/a.xml"_s;
    QTest::newRow("up") << u"../a"_s;
}

void TestAsic::pack_badDocument_isRefused()
{
    QFETCH(QString, name);
    QVERIFY(!container::packAsicSimple({ name, "x" }, "cms"));
    QVERIFY(!container::packAsicExtended({ { name, "x" } }, "cms"));
}

void TestAsic::read_unsound_isRefused_data()
{
    QTest::addColumn<QByteArray>("container");
    const auto simple = parts(*container::packAsicSimple({ u"statement.json"_s, "{}" }, "cms"));
    const auto extended = parts(*container::packAsicExtended(evidence, "cms"));
    const auto row = [](const char* name, QList<RawFile> files) { QTest::newRow(name) << rawZip(files); };
    const auto with = [](QList<RawFile> files, qsizetype at, const QByteArray& bytes) {
        files[at].bytes = bytes;
        return files;
    };
    const auto without = [](QList<RawFile> files, qsizetype at) {
        files.removeAt(at);
        return files;
    };
    const auto manifest = [&](const QByteArray& from, const QByteArray& to) {
        auto changed = container::asicManifest(evidence);
        if (!changed.contains(from))
            qFatal("nothing to replace");
        return with(extended, 4, changed.replace(from, to));
    };
    QTest::newRow("text") << QByteArray("hello");
    row("other mimetype", with(simple, 0, "application/zip"));
    row("mimetype with a line end", with(simple, 0, QByteArray(container::asicSimpleType) + '\n'));
    row("mimetype missing", without(simple, 0));
    row("mimetype not first", { simple[1], simple[0], simple[2] });
    auto compressed = simple;
    compressed[0].deflated = true;
    row("mimetype compressed", compressed);
    auto padded = simple;
    padded[0].extra = QByteArray("\x99\x99\x02\x00xx", 6);
    row("mimetype with an extra field", padded);
    auto renamed = simple;
    renamed[0].localName = "mimetypo";
    row("mimetype under another name inside", renamed);
    row("simple without signature", without(simple, 2));
    row("simple without document", without(simple, 1));
    auto two = simple;
    two.append(RawFile { "other.json", "{}" });
    row("simple with two documents", two);
    auto xades = simple;
    xades[2].name = "META-INF/signatures.xml";
    row("simple with another kind of signature", xades);
    row("extended without signature", without(extended, 5));
    row("extended without manifest", without(extended, 4));
    row("manifest empty", with(extended, 4, {}));
    row("manifest cut", with(extended, 4, container::asicManifest(evidence).chopped(20)));
    row("manifest of another kind", manifest("02918/v1.2.1", "02918/v9"));
    row("manifest with a document type",
        manifest("<asic:ASiCManifest", "<!DOCTYPE a [<!ENTITY b \"c\">]><asic:ASiCManifest"));
    row("manifest with SHA-1",
        manifest("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1"));
    row("manifest with a long digest", manifest("=</ds:DigestValue>", "AAAA=</ds:DigestValue>"));
    row("manifest signed by nothing", manifest("META-INF/signature.p7s", "META-INF/other.p7s"));
    row("manifest over nothing",
        with(extended, 4,
            "<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\"><asic:SigReference "
            "URI=\"META-INF/signature.p7s\"/></asic:ASiCManifest>"));
}

void TestAsic::read_unsound_isRefused()
{
    QFETCH(QByteArray, container);
    const auto asic = container::readAsic(container);
    QVERIFY(!asic);
    QCOMPARE(asic.error().code, ErrorCode::EvidenceMalformed);
    QVERIFY(!asic.error().detail.isEmpty());
}

QTEST_GUILESS_MAIN(TestAsic)
#include "test_asic.moc"
