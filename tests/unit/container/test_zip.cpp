#include "rawzip.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <clocale>

using namespace peraku;
using namespace Qt::StringLiterals;
using container::File;
using domain::ErrorCode;
using test::RawFile;
using test::rawZip;

class TestZip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void write_files_otherToolsReadThem();
    void write_sameFiles_givesSameBytes();
    void write_badName_isRefused_data();
    void write_badName_isRefused();
    void read_ownZip_givesFilesBack();
    void read_deflatedAndFolders_givesFiles();
    void read_foreignNames_givesFiles();
    void read_unsound_isRefused_data();
    void read_unsound_isRefused();
    void read_cutAnywhere_isRefused();
};

namespace {

const QList<File> sample { { u"mimetype"_s, "application/vnd.etsi.asic-s+zip" },
    { u"statement.json"_s, "{\"a\":1}" }, { u"META-INF/signature.p7s"_s, QByteArray(3000, '\x30') } };

QByteArray said(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    return process.waitForFinished(60'000) && process.exitCode() == 0 ? process.readAll() : QByteArray();
}

} // namespace

void TestZip::write_files_otherToolsReadThem()
{
    const auto zip = container::writeZip(sample);
    QVERIFY(zip);
    QTemporaryDir dir;
    QFile file(dir.filePath(u"a.asics"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(*zip) == zip->size());
    file.close();
    QVERIFY(said(u"unzip"_s, { u"-t"_s, file.fileName() }).contains("No errors detected"));
    const auto list = said(u"unzip"_s, { u"-Z"_s, file.fileName() });
    QVERIFY2(
        list.contains("3 files, 3038 bytes uncompressed, 3038 bytes compressed:  0.0%"), list.constData());
    const auto verbose = said(u"unzip"_s, { u"-Zv"_s, file.fileName() });
    QCOMPARE(verbose.count("none (stored)"), 3);
    QCOMPARE(verbose.count("length of extra field:                          0 bytes"), 3);
    QCOMPARE(verbose.count("extended local header:                          no"), 3);
    // The type stands where magic numbers are looked for, with nothing between name and text.
    QCOMPARE(zip->mid(30, 39), QByteArray("mimetypeapplication/vnd.etsi.asic-s+zip"));
}

void TestZip::write_sameFiles_givesSameBytes()
{
    QCOMPARE(*container::writeZip(sample), *container::writeZip(sample));
}

void TestZip::write_badName_isRefused_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::newRow("empty") << QStringList { {} };
    QTest::newRow("up") << QStringList { u"../a"_s };
    QTest::newRow("absolute") << QStringList { u"/a"_s };
    QTest::newRow("space") << QStringList { u"a b"_s };
    QTest::newRow("letters of elsewhere") << QStringList { u"é"_s };
    QTest::newRow("twice") << QStringList { u"a"_s, u"a"_s };
    QTest::newRow("twice but for case") << QStringList { u"a"_s, u"A"_s };
}

void TestZip::write_badName_isRefused()
{
    QFETCH(QStringList, names);
    QList<File> files;
    for (const auto& name : names)
        files.append({ name, "x" });
    const auto zip = container::writeZip(files);
    QVERIFY(!zip);
    QCOMPARE(zip.error().code, ErrorCode::InvalidInput);
}

void TestZip::read_ownZip_givesFilesBack()
{
    const auto read = container::readZip(*container::writeZip(sample));
    QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
    QCOMPARE(*read, sample);
}

void TestZip::read_deflatedAndFolders_givesFiles()
{
    const QByteArray text(100'000, 'a');
    const auto read = container::readZip(
        rawZip({ { "folder/", {}, false, {}, 040755 }, { "folder/a.txt", text, true, {}, 0100644 } }));
    QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
    QCOMPARE(*read, (QList<File> { { u"folder/a.txt"_s, text } }));
}

void TestZip::read_foreignNames_givesFiles()
{
    std::setlocale(LC_CTYPE, "C.UTF-8");
    constexpr quint16 utf8 = 1 << 11;
    const auto read = container::readZip(rawZip({ { u"résumé 1.txt"_s.toUtf8(), "x", false, {}, 0, utf8 } }));
    QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
    QCOMPARE(read->first().name, u"résumé 1.txt"_s);
}

void TestZip::read_unsound_isRefused_data()
{
    QTest::addColumn<QByteArray>("zip");
    QTest::addColumn<ErrorCode>("code");
    const auto bad = ErrorCode::EvidenceMalformed;
    const auto row
        = [](const char* name, const QList<RawFile>& files, ErrorCode code = ErrorCode::EvidenceMalformed) {
              QTest::newRow(name) << rawZip(files) << code;
          };
    QTest::newRow("nothing") << QByteArray() << bad;
    QTest::newRow("text") << QByteArray("hello, I am no archive at all") << bad;
    QTest::newRow("no files") << rawZip({}) << bad;
    row("path up", { { "../evil", "x" } });
    row("path up inside", { { "a/../../evil", "x" } });
    row("absolute path", { { "/etc/passwd", "x" } });
    row("drive", { { "C:evil", "x" } });
    row("backslash", { { "..\\evil", "x" } });
    row("line break", { { "a\nb", "x" } });
    row("long name", { { QByteArray(300, 'a'), "x" } });
    row("twice", { { "a", "x" }, { "a", "y" } });
    row("twice but for case", { { "a", "x" }, { "A", "y" } });
    row("link", { { "a", "/etc/passwd", false, {}, 0120777 } });
    row("device", { { "a", "", false, {}, 020666 } });
    row("encrypted", { { "a", QByteArray(40, 'x'), false, {}, 0, 1 } });
    row("wrong checksum", { { "a", "x", false, {}, 0, 0, {}, 1 } });
    row("bomb in one file", { { "a", QByteArray(40 * 1024 * 1024, '\0'), true } }, ErrorCode::TooLarge);
    const RawFile large { "", QByteArray(30 * 1024 * 1024, '\0'), true };
    QList<RawFile> many;
    for (int i = 0; i < 5; ++i) {
        many.append(large);
        many.last().name = QByteArray::number(i);
    }
    row("bomb in several files", many, ErrorCode::TooLarge);
    QList<RawFile> countless;
    for (int i = 0; i < 2500; ++i)
        countless.append(RawFile { QByteArray::number(i), "" });
    row("countless files", countless, ErrorCode::TooLarge);
}

void TestZip::read_unsound_isRefused()
{
    QFETCH(QByteArray, zip);
    QFETCH(ErrorCode, code);
    const auto read = container::readZip(zip);
    QVERIFY(!read);
    QCOMPARE(read.error().code, code);
}

void TestZip::read_cutAnywhere_isRefused()
{
    const auto zip = *container::writeZip(sample);
    for (qsizetype size = 0; size < zip.size(); ++size)
        QVERIFY2(!container::readZip(zip.first(size)), QByteArray::number(size).constData());
}

QTEST_GUILESS_MAIN(TestZip)
#include "test_zip.moc"
