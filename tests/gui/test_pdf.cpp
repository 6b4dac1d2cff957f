#include "bench.h"

#include <ui/secretedit.h>

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace peraku;
using guitest::Bench;
using namespace Qt::StringLiterals;

/** A PDF of the officer's own beside the voucher, through the widgets. */
class TestPdf : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeWay_byKeyboard_savesTheSignedPdf();
    void choice_unfitOrNone_leavesTheVoucherAlone_data();
    void choice_unfitOrNone_leavesTheVoucherAlone();
    void open_showsTheFrozenBytes_notALaterEdit();
    void removed_isNotSigned();
    void takenName_isTold_andAnotherOneHelps();
    void keyOfOneAtATime_saysSoInstead();
    void code_isAskedAnew_whenThePdfChanged();

private:
    static const QByteArray content;
    static QString put(Bench& bench, const QString& name, const QByteArray& bytes = content)
    {
        QFile file(bench.home.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("a file of the test cannot be written");
        return file.fileName();
    }
    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void toReview(Bench& bench)
    {
        bench.logIn(domain::Role::Checker);
        bench.press(Qt::Key_1, Qt::ControlModifier);
        bench.press(Qt::Key_Return, Qt::ControlModifier);
    }
    static void choose(Bench& bench, const QString& path)
    {
        bench.door.files = { path };
        bench.click<QPushButton>("choosePdf");
    }
    static void sign(Bench& bench)
    {
        bench.click<QPushButton>("certifyNext");
        QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), u"123456"_s);
        bench.click<QPushButton>("sign");
    }
    static int certified(const Bench& bench)
    {
        return int(std::count_if(
            bench.desk.vouchers.begin(), bench.desk.vouchers.end(), [&](const domain::Voucher& voucher) {
                return !voucher.history.isEmpty()
                    && voucher.history.last().action == domain::HistoryAction::Certified
                    && voucher.history.last().actor.ic == bench.desk.session.who.ic
                    && voucher.history.last().at == bench.desk.clock.now;
            }));
    }
};

const QByteArray TestPdf::content = "%PDF-1.7 surat";

void TestPdf::wholeWay_byKeyboard_savesTheSignedPdf()
{
    Bench bench;
    toReview(bench);
    bench.door.files = { put(bench, u"surat.pdf"_s) };
    auto* choose = bench.find<QPushButton>("choosePdf");
    QVERIFY(choose && choose->focusPolicy() & Qt::TabFocus);
    choose->setFocus();
    QTest::keyClick(choose, Qt::Key_Space);
    Bench::settle();
    QVERIFY(!choose->isVisible());
    QVERIFY(bench.find<QPushButton>("openPdf")->hasFocus());
    const auto facts = bench.find<QLabel>("pdfFacts")->text();
    QVERIFY2(facts.contains(u"2 pages"_s) && facts.contains(u"1 signature"_s)
            && facts.contains(u"surat-signed.pdf"_s),
        qPrintable(facts));
    const auto before = certified(bench);
    sign(bench);
    QVERIFY(bench.find<QLabel>("pdfTarget")->text().contains(u"surat-signed.pdf"_s));
    const auto target = bench.home.filePath(u"surat-signed.pdf"_s);
    QVERIFY(!QFile::exists(target));
    bench.click<QPushButton>("confirmSignature");
    QCOMPARE(certified(bench), before + 1);
    QVERIFY(read(target).startsWith(content));
    QVERIFY(bench.find<QLabel>("certifyDone")->text().contains(u"surat-signed.pdf"_s));
}

void TestPdf::choice_unfitOrNone_leavesTheVoucherAlone_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("told");
    QTest::newRow("cancelled") << QString() << QString();
    QTest::newRow("no PDF") << u"nota.txt"_s << u"no PDF"_s;
    QTest::newRow("no file") << u"tiada.pdf"_s << u"cannot be opened"_s;
}

void TestPdf::choice_unfitOrNone_leavesTheVoucherAlone()
{
    QFETCH(QString, name);
    QFETCH(QString, told);
    Bench bench;
    toReview(bench);
    put(bench, u"nota.txt"_s, "nota");
    if (!name.isEmpty())
        bench.door.files = { bench.home.filePath(name) };
    bench.click<QPushButton>("choosePdf");
    auto* error = bench.find<QLabel>("pdfError");
    QCOMPARE(error != nullptr, !told.isEmpty());
    QVERIFY(!error || error->text().contains(told));
    QVERIFY(bench.find<QPushButton>("choosePdf"));
    sign(bench);
    QVERIFY(!bench.find<QWidget>("signedPdf"));
    bench.click<QPushButton>("confirmSignature");
    QVERIFY(bench.find<QLabel>("certifyDone"));
}

void TestPdf::open_showsTheFrozenBytes_notALaterEdit()
{
    Bench bench;
    toReview(bench);
    const auto path = put(bench, u"surat.pdf"_s);
    choose(bench, path);
    put(bench, u"surat.pdf"_s, "%PDF-1.7 ditukar kemudian");
    bench.click<QPushButton>("openPdf");
    QCOMPARE(bench.door.shown.size(), 1);
    QVERIFY(bench.door.shown.first() != path);
    QCOMPARE(read(bench.door.shown.first()), content);
    sign(bench);
    bench.click<QPushButton>("confirmSignature");
    QVERIFY(read(bench.home.filePath(u"surat-signed.pdf"_s)).startsWith(content));
    const auto copy = bench.door.shown.first();
    bench.click<QPushButton>("certifyClose");
    QTRY_VERIFY(!QFile::exists(copy));
}

void TestPdf::removed_isNotSigned()
{
    Bench bench;
    toReview(bench);
    choose(bench, put(bench, u"surat.pdf"_s));
    bench.click<QPushButton>("certifyNext");
    QVERIFY(bench.find<QLineEdit>("pdfHash")->text().startsWith(u"surat.pdf"_s));
    bench.click<QPushButton>("certifyBack");
    bench.click<QPushButton>("removePdf");
    QVERIFY(bench.find<QPushButton>("choosePdf")->hasFocus());
    sign(bench);
    QVERIFY(!bench.find<QWidget>("signedPdf"));
    bench.click<QPushButton>("confirmSignature");
    QVERIFY(!QFile::exists(bench.home.filePath(u"surat-signed.pdf"_s)));
}

void TestPdf::takenName_isTold_andAnotherOneHelps()
{
    Bench bench;
    toReview(bench);
    choose(bench, put(bench, u"surat.pdf"_s));
    sign(bench);
    put(bench, u"surat-signed.pdf"_s, "earlier");
    const auto before = certified(bench);
    bench.click<QPushButton>("confirmSignature");
    QVERIFY(bench.find<QWidget>("confirmError"));
    QVERIFY(!bench.find<QWidget>("confirmError")->visibleRegion().isEmpty());
    QVERIFY(bench.find<QPushButton>("pdfElsewhere")->hasFocus());
    QVERIFY(!bench.find<QPushButton>("pdfElsewhere")->visibleRegion().isEmpty());
    QCOMPARE(certified(bench), before);
    bench.click<QPushButton>("pdfElsewhere"); // and changes their mind
    bench.door.saveTo = bench.home.filePath(u"lain.pdf"_s);
    bench.click<QPushButton>("pdfElsewhere");
    QVERIFY(!bench.find<QWidget>("confirmError"));
    bench.click<QPushButton>("confirmSignature");
    QCOMPARE(certified(bench), before + 1);
    QCOMPARE(read(bench.home.filePath(u"surat-signed.pdf"_s)), QByteArray("earlier"));
    QVERIFY(read(bench.door.saveTo).startsWith(content));
}

void TestPdf::keyOfOneAtATime_saysSoInstead()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    bench.desk.certify.inventory.credentials.first().multisign = 1;
    Q_EMIT bench.desk.certify.mediaChanged();
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!bench.find<QPushButton>("choosePdf"));
    QVERIFY(bench.find<QLabel>("pdfFacts")->text().contains(u"one document at a time"_s));
}

void TestPdf::code_isAskedAnew_whenThePdfChanged()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    auto& credential = bench.desk.certify.inventory.credentials.first();
    credential.medium = domain::SigningMedium::RoamingOtp;
    credential.needsOtp = true;
    Q_EMIT bench.desk.certify.mediaChanged();
    bench.press(Qt::Key_1, Qt::ControlModifier);
    bench.press(Qt::Key_Return, Qt::ControlModifier);
    const auto codes = [&bench](const char* step) {
        if (step)
            bench.click<QPushButton>(step);
        bench.click<QPushButton>("certifyNext");
        const int calls = bench.desk.certify.otpCalls;
        bench.click<QPushButton>("certifyBack");
        return calls;
    };
    QCOMPARE(codes(nullptr), 1);
    QCOMPARE(codes(nullptr), 1);
    bench.door.files = { put(bench, u"surat.pdf"_s) };
    QCOMPARE(codes("choosePdf"), 2);
    QCOMPARE(codes(nullptr), 2);
    QCOMPARE(codes("removePdf"), 3);
    QCOMPARE(codes("choosePdf"), 4);
}

QTEST_MAIN(TestPdf)
#include "test_pdf.moc"
