#include "bench.h"

#include <QDragEnterEvent>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryFile>
#include <QUrl>

using namespace peraku;
using domain::CheckOutcome;
using guitest::Bench;
using services::FileVerdict;

/** "Verify a file", before and after a log-in: what goes in, and what an officer reads of the verdicts. */
class TestVerify : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void page_isReachedWithoutALogIn();
    void page_leftWithoutALogIn_forgetsWhatWasVerified();
    void page_afterALogIn_isOneOfThePlaces();
    void page_whilePasswordMustChange_isNotReached();
    void files_chosen_areVerified();
    void folder_chosen_isVerified();
    void files_dropped_areVerified();
    void text_dropped_isNotTaken();
    void signature_alone_asksForItsDocument();
    void verdict_isToldWithOneLineACheck_data();
    void verdict_isToldWithOneLineACheck();
    void file_withoutSignature_isNotCalledABadSignature();
    void container_showsWhatItsSignatureCovers_andWhatNoneDoes();
    void nothing_found_isSaid();
    void stop_endsTheRun_andShowsNoVerdictsOfBefore();
    void newRun_cancelsTheOneBefore();
    void leaving_cancelsTheRun();
    void failure_isSaidAndForgetsTheVerdictsBefore();
    void revocationAge_isShown_data();
    void revocationAge_isShown();
    void report_isSaved();

private:
    using Run = QPromise<domain::Result<services::FilesVerified>>;
    static std::shared_ptr<Run> startRun(Bench& bench);
    static void open(Bench& bench) { bench.press(Qt::Key_7, Qt::ControlModifier); }
    static bool drop(Bench& bench, const QMimeData& data)
    {
        auto* page = bench.find<QWidget>("verifyPage");
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QCoreApplication::sendEvent(page, &enter);
        if (enter.isAccepted()) {
            QDropEvent dropped(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(page, &dropped);
        }
        Bench::settle();
        return enter.isAccepted();
    }
    static QStringList linesOf(Bench& bench)
    {
        QStringList lines;
        for (auto* label : bench.find<QWidget>("verifyReport")->findChildren<QLabel*>())
            if (label->isVisible() && !label->text().isEmpty())
                lines << label->text();
        return lines;
    }
};

void TestVerify::page_isReachedWithoutALogIn()
{
    Bench bench;
    bench.click<QPushButton>("loginVerify");
    QVERIFY(bench.find<QWidget>("verifyPage"));
    QVERIFY(bench.find<QPushButton>("verifyFiles")->hasFocus());
    // By keyboard alone, there and back.
    bench.press(Qt::Key_Escape);
    QVERIFY(!bench.find<QWidget>("verifyPage"));
    QVERIFY(bench.find<QWidget>("loginPage"));
    // A mnemonic shows its button pressed for 100 ms before it clicks.
    bench.press(Qt::Key_V, Qt::AltModifier);
    QTRY_VERIFY(bench.find<QWidget>("verifyPage"));
    bench.press(Qt::Key_B, Qt::AltModifier);
    QTRY_VERIFY(bench.find<QWidget>("loginPage"));
    open(bench);
    QVERIFY(bench.find<QWidget>("verifyPage"));
    bench.click<QPushButton>("verifyBack");
    QVERIFY(bench.find<QWidget>("loginPage"));
}

void TestVerify::page_leftWithoutALogIn_forgetsWhatWasVerified()
{
    Bench bench;
    open(bench);
    bench.door.files = { QStringLiteral("/tmp/a.asics") };
    bench.click<QPushButton>("verifyFiles");
    QCOMPARE(bench.find<QListWidget>("verifiedFiles")->count(), 1);
    bench.press(Qt::Key_Escape);
    open(bench);
    QVERIFY(!bench.find<QListWidget>("verifiedFiles"));
}

void TestVerify::page_afterALogIn_isOneOfThePlaces()
{
    Bench bench;
    open(bench);
    bench.logIn(domain::Role::Checker);
    QVERIFY(bench.find<QWidget>("workspace"));
    open(bench);
    QVERIFY(bench.find<QWidget>("verifyPage"));
    QVERIFY(!bench.find<QPushButton>("verifyBack"));
    QVERIFY(bench.find<QWidget>("workspace"));
}

void TestVerify::page_whilePasswordMustChange_isNotReached()
{
    Bench bench;
    bench.desk.session.mustChange = true;
    bench.logIn(domain::Role::Checker);
    open(bench);
    QVERIFY(!bench.find<QWidget>("verifyPage"));
    QVERIFY(bench.find<QWidget>("passwordPage"));
}

void TestVerify::files_chosen_areVerified()
{
    Bench bench;
    open(bench);
    bench.door.files = { QStringLiteral("/tmp/a.asics"), QStringLiteral("/tmp/b.pdf") };
    bench.click<QPushButton>("verifyFiles");
    QCOMPARE(bench.desk.verify.asked, bench.door.files);
    auto* list = bench.find<QListWidget>("verifiedFiles");
    QCOMPARE(list->count(), 2);
    QVERIFY(list->item(1)->text().contains(QStringLiteral("b.pdf")));
    QVERIFY(list->hasFocus());
}

void TestVerify::folder_chosen_isVerified()
{
    Bench bench;
    open(bench);
    bench.door.folder = QStringLiteral("/tmp/evidence");
    bench.click<QPushButton>("verifyFolder");
    QCOMPARE(bench.desk.verify.asked, QStringList { bench.door.folder });
}

void TestVerify::files_dropped_areVerified()
{
    Bench bench;
    open(bench);
    QTemporaryFile file;
    QVERIFY(file.open());
    QMimeData data;
    data.setUrls({ QUrl::fromLocalFile(file.fileName()), QUrl(QStringLiteral("https://contoh.my/a.pdf")) });
    QVERIFY(drop(bench, data));
    QCOMPARE(bench.desk.verify.asked, QStringList { file.fileName() });
    QCOMPARE(bench.find<QListWidget>("verifiedFiles")->count(), 1);
}

void TestVerify::text_dropped_isNotTaken()
{
    Bench bench;
    open(bench);
    QMimeData data;
    data.setText(QStringLiteral("/tmp/a.asics"));
    QVERIFY(!drop(bench, data));
    QVERIFY(bench.desk.verify.asked.isEmpty());
}

void TestVerify::signature_alone_asksForItsDocument()
{
    Bench bench;
    open(bench);
    QVERIFY(!bench.find<QPushButton>("verifyDocument"));
    services::FilesVerified alone;
    alone.withoutDocument = { QStringLiteral("/tmp/statement.json.p7s") };
    bench.desk.verify.answer = alone;
    bench.door.files = alone.withoutDocument;
    bench.click<QPushButton>("verifyFiles");
    auto* document = bench.find<QPushButton>("verifyDocument");
    QVERIFY(document);
    QVERIFY(document->hasFocus());
    bench.desk.verify.answer.reset();
    bench.door.files = { QStringLiteral("/tmp/statement.json") };
    bench.click<QPushButton>("verifyDocument");
    // Both together: the signature that was given before, and the file that was asked for.
    QCOMPARE(bench.desk.verify.asked,
        (QStringList { QStringLiteral("/tmp/statement.json.p7s"), QStringLiteral("/tmp/statement.json") }));
    QVERIFY(!bench.find<QPushButton>("verifyDocument"));
}

void TestVerify::verdict_isToldWithOneLineACheck_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("line");
    QTest::newRow("good") << int(FileVerdict::Valid) << "The signature is valid."
                          << "not revoked: Passed";
    QTest::newRow("bad") << int(FileVerdict::Invalid) << "The signature is NOT valid."
                         << "not revoked: Failed";
    QTest::newRow("unknown") << int(FileVerdict::SignerUnknown) << "The document is intact, but nobody"
                             << "not revoked: Not checked";
}

void TestVerify::verdict_isToldWithOneLineACheck()
{
    QFETCH(int, verdict);
    QFETCH(QString, sentence);
    QFETCH(QString, line);
    Bench bench;
    open(bench);
    auto report = bench.desk.report(FileVerdict(verdict) != FileVerdict::Invalid);
    if (FileVerdict(verdict) == FileVerdict::SignerUnknown)
        report.lines[4].outcome = CheckOutcome::NotChecked;
    services::FilesVerified found;
    found.items = { { QStringLiteral("surat.pdf"), QStringLiteral("surat.pdf"), FileVerdict(verdict), report,
        std::nullopt } };
    bench.desk.verify.answer = found;
    bench.door.files = { QStringLiteral("/tmp/surat.pdf") };
    bench.click<QPushButton>("verifyFiles");
    QVERIFY(bench.find<QListWidget>("verifiedFiles")->item(0)->text().contains(sentence));
    const auto lines = linesOf(bench);
    QVERIFY2(lines.filter(sentence).size() == 1, qPrintable(lines.join(QLatin1Char('\n'))));
    QCOMPARE(lines.size(), report.lines.size() + 1);
    QVERIFY2(lines.filter(line).size() == 1, qPrintable(lines.join(QLatin1Char('\n'))));
    QVERIFY(bench.find<QLabel>("verifyDetails")->text().contains(report.signer.commonName));
}

void TestVerify::file_withoutSignature_isNotCalledABadSignature()
{
    Bench bench;
    open(bench);
    services::FilesVerified found;
    found.items = { { QStringLiteral("nota.txt"), {}, FileVerdict::Invalid, {},
        domain::Error { domain::ErrorCode::EvidenceMalformed, {}, {}, false, 0 } } };
    bench.desk.verify.answer = found;
    bench.door.files = { QStringLiteral("/tmp/nota.txt") };
    bench.click<QPushButton>("verifyFiles");
    const auto text = bench.find<QListWidget>("verifiedFiles")->item(0)->text();
    QVERIFY2(text.contains(QStringLiteral("No signature vouches")), qPrintable(text));
    QVERIFY(!bench.find<QWidget>("verifyReport"));
}

void TestVerify::stop_endsTheRun_andShowsNoVerdictsOfBefore()
{
    Bench bench;
    open(bench);
    bench.door.files = { QStringLiteral("/tmp/a.asics") };
    bench.click<QPushButton>("verifyFiles");
    QVERIFY(!bench.find<QPushButton>("verifyStop"));
    bench.desk.verify.held = std::make_shared<QPromise<domain::Result<services::FilesVerified>>>();
    bench.click<QPushButton>("verifyFiles");
    bench.click<QPushButton>("verifyStop");
    QVERIFY(bench.desk.verify.held->isCanceled());
    QVERIFY(!bench.find<QPushButton>("verifyStop"));
    QVERIFY(!bench.find<QListWidget>("verifiedFiles"));
    QVERIFY(bench.find<QPushButton>("verifyFiles")->hasFocus());
    bench.desk.verify.held->finish();
    Bench::settle();
    QVERIFY(!bench.find<QListWidget>("verifiedFiles"));
}

/** A run that the service does not end. */
std::shared_ptr<TestVerify::Run> TestVerify::startRun(Bench& bench)
{
    open(bench);
    bench.desk.verify.held = std::make_shared<Run>();
    bench.door.files = { QStringLiteral("/tmp/a.asics") };
    bench.click<QPushButton>("verifyFiles");
    return bench.desk.verify.held;
}

void TestVerify::newRun_cancelsTheOneBefore()
{
    Bench bench;
    const auto first = startRun(bench);
    bench.desk.verify.held.reset();
    bench.click<QPushButton>("verifyFiles");
    QVERIFY(first->isCanceled());
    QCOMPARE(bench.find<QListWidget>("verifiedFiles")->count(), 1);
    QVERIFY(!bench.find<QPushButton>("verifyStop"));
    first->finish();
}

void TestVerify::leaving_cancelsTheRun()
{
    Bench bench;
    const auto run = startRun(bench);
    bench.press(Qt::Key_Escape);
    QVERIFY(bench.find<QWidget>("loginPage"));
    QTRY_VERIFY(run->isCanceled());
    run->finish();
}

void TestVerify::container_showsWhatItsSignatureCovers_andWhatNoneDoes()
{
    Bench bench;
    open(bench);
    services::FileVerification seal { QStringLiteral("v.asice"), QStringLiteral("META-INF/signature.p7s"),
        FileVerdict::Valid, bench.desk.report(true), std::nullopt };
    seal.manifest = QStringLiteral("META-INF/ASiCManifest.xml");
    seal.covers = QStringList { QStringLiteral("1.asics"), QStringLiteral("record.json") };
    services::FileVerification added { QStringLiteral("v.asice / added.txt"), {}, FileVerdict::Invalid, {},
        domain::Error { domain::ErrorCode::EvidenceMalformed, {}, {}, false, 0 } };
    added.uncovered = true;
    bench.desk.verify.answer = services::FilesVerified { { seal, added }, {} };
    bench.door.files = { QStringLiteral("/tmp/v.asice") };
    bench.click<QPushButton>("verifyFiles");
    const auto* details = bench.find<QLabel>("verifyDetails");
    QVERIFY2(details->text().contains(
                 QStringLiteral("META-INF/ASiCManifest.xml covers 2 files: 1.asics, record.json")),
        qPrintable(details->text()));
    auto* list = bench.find<QListWidget>("verifiedFiles");
    list->setCurrentRow(1);
    QVERIFY(list->item(1)->text().contains(QStringLiteral("No signature vouches for this file")));
    QVERIFY2(details->text().contains(QStringLiteral("no signature there covers it")),
        qPrintable(details->text()));
}

void TestVerify::nothing_found_isSaid()
{
    Bench bench;
    open(bench);
    bench.desk.verify.answer = services::FilesVerified();
    bench.door.folder = QStringLiteral("/tmp/empty");
    bench.click<QPushButton>("verifyFolder");
    QVERIFY(bench.find<QLabel>("verifyDetails")->text().startsWith(QStringLiteral("Nothing that could")));
    QVERIFY(!bench.find<QPushButton>("verifySave")->isEnabled());
}

void TestVerify::failure_isSaidAndForgetsTheVerdictsBefore()
{
    Bench bench;
    open(bench);
    bench.door.files = { QStringLiteral("/tmp/a.asics") };
    bench.click<QPushButton>("verifyFiles");
    QVERIFY(bench.find<QListWidget>("verifiedFiles"));
    bench.desk.verify.refuse = domain::Error { domain::ErrorCode::TooLarge, {}, {}, false, 0 };
    bench.click<QPushButton>("verifyFiles");
    QVERIFY(!bench.find<QListWidget>("verifiedFiles"));
    QVERIFY(bench.find<QLabel>("bannerText"));
}

void TestVerify::revocationAge_isShown_data()
{
    QTest::addColumn<bool>("known");
    QTest::addColumn<int>("lapsesInHours");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("look");
    QTest::newRow("fresh") << true << 20 << "Revocation list of 20/11/2026"
                           << "muted";
    QTest::newRow("stale") << true << -1 << "out of date"
                           << "error";
    QTest::newRow("none") << false << 0 << "no revocation list yet"
                          << "error";
}

void TestVerify::revocationAge_isShown()
{
    QFETCH(bool, known);
    QFETCH(int, lapsesInHours);
    QFETCH(QString, sentence);
    QFETCH(QString, look);
    Bench bench;
    const auto now = bench.desk.clock.now;
    if (known)
        bench.desk.verify.age = { now.addSecs(-3600), now.addSecs(3600 * lapsesInHours), now.addSecs(-600) };
    open(bench);
    auto* age = bench.find<QLabel>("revocationAge");
    QVERIFY(age);
    QVERIFY2(age->text().contains(sentence), qPrintable(age->text()));
    QCOMPARE(age->property("look").toString(), look);
}

void TestVerify::report_isSaved()
{
    Bench bench;
    open(bench);
    bench.door.files = { QStringLiteral("/tmp/a.asics") };
    bench.click<QPushButton>("verifyFiles");
    bench.door.saveTo = bench.home.filePath(QStringLiteral("report.txt"));
    bench.click<QPushButton>("verifySave");
    QFile file(bench.door.saveTo);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto text = QString::fromUtf8(file.readAll());
    QVERIFY2(text.contains(QStringLiteral("The signature is valid.")), qPrintable(text));
    QCOMPARE(text.count(QStringLiteral("Passed")), 8);
}

QTEST_MAIN(TestVerify)
#include "test_verify.moc"
