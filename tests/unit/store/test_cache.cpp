#include "storefixture.h"

#include <QTest>

using namespace peraku;
using namespace peraku::test;
using domain::ErrorCode;

namespace {

CacheRow row(int number, int shelf, qint64 sortKey)
{
    const auto text = QByteArray::number(number);
    return { voucherId(number), 1, shelf, sortKey, "body " + text, "summary " + text };
}

class TestCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<Folder>();
        m_files = *m_folder->create();
    }

    void applyPage_rows_areReadAndTheCursorMoves()
    {
        QVERIFY(applyNext(cache(), { row(1, 0, 10), row(2, 2, 20) }, {}, QStringLiteral("c1")));
        QCOMPARE(*cache().cursor(), QStringLiteral("c1"));
        QCOMPARE(*reader().body(voucherId(2)), QByteArray("body 2"));
        QCOMPARE(*reader().summaries({ voucherId(1), voucherId(9) }), QList<QByteArray> { "summary 1" });
        QCOMPARE(cache().revisions({ voucherId(1), voucherId(9) })->size(), 1);
        auto newer = row(1, 2, 30);
        newer.revision = 4;
        newer.body = "newer";
        QVERIFY(applyNext(cache(), { newer }, { voucherId(2) }, QStringLiteral("c2")));
        QCOMPARE(*reader().body(voucherId(1)), QByteArray("newer"));
        QCOMPARE(reader().body(voucherId(2)).error().code, ErrorCode::NotFound);
        QCOMPARE(cache().revisions({ voucherId(1) })->value(voucherId(1)), 4);
    }

    void applyPage_fromAnotherPlace_isRefused()
    {
        QVERIFY(applyNext(cache(), { row(1, 0, 1) }, {}, QStringLiteral("c1")));
        QVERIFY(cache().rebuild());
        // The page after c1 was under way while the cache was made anew.
        const auto late = cache().applyPage({ row(2, 0, 2) }, {}, QStringLiteral("c1"), QStringLiteral("c2"));
        QCOMPARE(late.error().code, ErrorCode::CursorGone);
        QVERIFY(cache().cursor()->isEmpty());
        QVERIFY(cache().revisions({ voucherId(2) })->isEmpty());
    }

    void firstSummaries_shelves_comeInOrder()
    {
        QVERIFY(applyNext(
            cache(), { row(1, 2, -50), row(2, 0, 70), row(3, 2, -60), row(4, 0, 5), row(5, 1, 1) }, {}, {}));
        QCOMPARE(*reader().firstSummaries(4),
            (QList<QByteArray> { "summary 4", "summary 2", "summary 5", "summary 3" }));
        QCOMPARE(allSummaries(), 5);
    }

    void clear_cache_keepsTheReferenceData()
    {
        QVERIFY(applyNext(cache(), { row(1, 0, 1) }, {}, QStringLiteral("c1")));
        QVERIFY(cache().saveReference("banks"));
        QVERIFY(cache().clear());
        QVERIFY(cache().cursor()->isEmpty());
        QCOMPARE(allSummaries(), 0);
        QCOMPARE(*reader().reference(), QByteArray("banks"));
    }

    void read_rowsSwappedOrTurnedBack_areBroken_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("bodies swapped")
            << QByteArray("UPDATE voucher SET body = (SELECT body FROM voucher v WHERE v.id <> voucher.id)");
        QTest::newRow("revision turned back") << QByteArray("UPDATE voucher SET revision = 0");
        QTest::newRow("summary for body") << QByteArray("UPDATE voucher SET body = summary");
    }
    void read_rowsSwappedOrTurnedBack_areBroken()
    {
        QFETCH(QByteArray, sql);
        QVERIFY(applyNext(cache(), { row(1, 0, 1), row(2, 0, 2) }, {}, {}));
        close();
        QVERIFY(m_folder->tamper(sql.constData(), "cache.db"));
        m_files = *m_folder->open();
        QCOMPARE(reader().body(voucherId(1)).error().code, ErrorCode::SealBroken);
    }

    void open_cacheUnusable_isMadeAnewAndWorkStays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("not a database") << QByteArray(9000, 'x') << QByteArray();
        QTest::newRow("another version") << QByteArray() << QByteArray("PRAGMA user_version = 99");
        QTest::newRow("another program's") << QByteArray() << QByteArray("PRAGMA application_id = 5");
    }
    void open_cacheUnusable_isMadeAnewAndWorkStays()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, sql);
        QVERIFY(applyNext(cache(), { row(1, 0, 1) }, {}, QStringLiteral("c1")));
        QVERIFY(saveDraft(m_files, 1, "mine"));
        close();
        if (!sql.isEmpty())
            QVERIFY(m_folder->tamper(sql.constData(), "cache.db"));
        if (!bytes.isEmpty()) {
            QFile file(m_folder->file("cache.db"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        }
        m_files = *m_folder->open();
        QVERIFY(cache().cursor()->isEmpty());
        QVERIFY(applyNext(cache(), { row(1, 0, 1) }, {}, QStringLiteral("c1")));
        QCOMPARE(m_files.work->load()->drafts.size(), 1);
    }

    void check_pageOverwritten_findsItAndRebuildHeals()
    {
        QList<CacheRow> rows;
        for (int number = 0; number < 300; ++number)
            rows.append(row(number, 2, number));
        QVERIFY(applyNext(cache(), rows, {}, QStringLiteral("c1")));
        QVERIFY(cache().check());
        close();
        QFile file(m_folder->file("cache.db"));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2));
        file.write(QByteArray(16384, '\xff'));
        file.close();
        m_files = *m_folder->open();
        QCOMPARE(cache().check().error().code, ErrorCode::StorageCorrupt);
        reader().close();
        QVERIFY(cache().rebuild());
        QVERIFY(cache().check());
        QVERIFY(cache().cursor()->isEmpty());
        QVERIFY(applyNext(cache(), { row(7, 0, 1) }, {}, QStringLiteral("c1")));
        QCOMPARE(*reader().body(voucherId(7)), QByteArray("body 7"));
    }

private:
    CacheStore& cache() { return *m_files.cache; }
    CacheReader& reader() { return *m_files.reader; }
    void close() { m_files = {}; }
    int allSummaries()
    {
        int seen = 0;
        const auto read = reader().forEachSummary([&](const QByteArray&) -> Result<domain::Done> {
            ++seen;
            return domain::Done {};
        });
        return read ? seen : -1;
    }

    std::unique_ptr<Folder> m_folder;
    OfficerFiles m_files;
};

} // namespace

QTEST_GUILESS_MAIN(TestCache)
#include "test_cache.moc"
