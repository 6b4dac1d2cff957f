#include "batchbench.h"

#include <ui/secretedit.h>

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTextBrowser>

using namespace peraku;
using namespace guitest;

/** Dialogs where there is little room, as at 200 % on a small screen: what is read or typed is in sight. */
class TestSmallScreens : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void review_atItsUsualSize_scrollsInOneDirection_data();
    void review_atItsUsualSize_scrollsInOneDirection();
    void review_withAPdf_cutsNothing();
    void pin_whenAskedFor_isInSight();
    void pin_refused_itsSentenceIsInSight();
    void batchReview_keepsRoomToRead();
    void batchResult_prefersWhatCameOfIt();

private:
    static constexpr QSize small { 643, 324 }; ///< 1366x768 pixels at 200 %, less a frame.
    static void shrink(Bench& bench)
    {
        bench.dialog()->setMinimumSize(0, 0);
        bench.dialog()->resize(small);
        Bench::settle();
        QCOMPARE(bench.dialog()->size(), small);
    }
    static void toReview(Bench& bench)
    {
        bench.logIn(domain::Role::Checker);
        bench.press(Qt::Key_1, Qt::ControlModifier);
        bench.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(bench.find<QTextBrowser>("reviewDocument"));
    }
    static bool isWhollyInSight(const QWidget* widget)
    {
        return widget && widget->visibleRegion().boundingRect() == widget->rect();
    }
};

void TestSmallScreens::review_atItsUsualSize_scrollsInOneDirection_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("Malay") << QStringLiteral("ms");
    QTest::newRow("English") << QStringLiteral("en");
}

void TestSmallScreens::review_atItsUsualSize_scrollsInOneDirection()
{
    QFETCH(QString, language);
    Bench bench(language);
    toReview(bench);
    bench.dialog()->resize(760, 720);
    Bench::settle();
    const auto* document = bench.find<QTextBrowser>("reviewDocument");
    QCOMPARE(document->horizontalScrollBar()->maximum(), 0);
    QVERIFY(document->document()->size().width() <= document->viewport()->width());
}

void TestSmallScreens::review_withAPdf_cutsNothing()
{
    Bench bench;
    toReview(bench);
    QFile file(bench.home.filePath(QStringLiteral("memo-kelulusan-peruntukan-tambahan.pdf")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("%PDF-1.7 surat") > 0);
    file.close();
    bench.door.files = { file.fileName() };
    shrink(bench);
    bench.find<QPushButton>("choosePdf")->click();
    Bench::settle();
    auto* document = bench.find<QTextBrowser>("reviewDocument");
    QVERIFY(document->height() >= document->fontMetrics().lineSpacing() * 8);
    const auto* facts = bench.find<QLabel>("pdfFacts");
    QVERIFY(facts->height() >= facts->heightForWidth(facts->width()));
    // It has the focus, which brings it into sight.
    QVERIFY(isWhollyInSight(bench.find<QPushButton>("openPdf")));
}

void TestSmallScreens::pin_whenAskedFor_isInSight()
{
    Bench bench;
    toReview(bench);
    shrink(bench);
    bench.click<QPushButton>("certifyNext");
    QVERIFY(isWhollyInSight(bench.find<ui::SecretEdit>("pin")));
}

void TestSmallScreens::pin_refused_itsSentenceIsInSight()
{
    Bench bench;
    toReview(bench);
    shrink(bench);
    bench.click<QPushButton>("certifyNext");
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("999999"));
    bench.click<QPushButton>("sign");
    QVERIFY(isWhollyInSight(bench.find<QLabel>("pinError")));
}

void TestSmallScreens::batchReview_keepsRoomToRead()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    openAll(bench);
    shrink(bench);
    auto* document = bench.find<QTextBrowser>("batchDocument");
    QVERIFY(document->height() >= document->fontMetrics().lineSpacing() * 8);
}

void TestSmallScreens::batchResult_prefersWhatCameOfIt()
{
    Bench bench;
    bench.logIn(domain::Role::Checker);
    openAll(bench);
    bench.desk.batch.stopAfter = 4;
    bench.click<QPushButton>("batchNext");
    QTest::keyClicks(bench.find<ui::SecretEdit>("pin"), QStringLiteral("123456"));
    bench.click<QPushButton>("batchSign");
    untilResult(bench);
    auto* results = bench.find<QTableView>("batchResults");
    QVERIFY(!results->isColumnHidden(1));
    shrink(bench);
    QVERIFY(results->isColumnHidden(1));
    QVERIFY(results->columnWidth(3) >= 200);
}

QTEST_MAIN(TestSmallScreens)
#include "test_smallscreens.moc"
