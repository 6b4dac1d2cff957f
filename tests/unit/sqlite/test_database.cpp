#include <sqlite/codes.h>
#include <sqlite/database.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace peraku::sqlite;

namespace {

class TestDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("some.db"));
    }

    void open_durability_setsJournalAndSync_data()
    {
        QTest::addColumn<int>("durability");
        QTest::addColumn<QString>("journal");
        QTest::addColumn<qint64>("synchronous");
        QTest::newRow("extra") << int(Durability::Extra) << QStringLiteral("delete") << qint64(3);
        QTest::newRow("rebuildable") << int(Durability::Rebuildable) << QStringLiteral("wal") << qint64(1);
        QTest::newRow("shared log") << int(Durability::SharedLog) << QStringLiteral("wal") << qint64(2);
    }
    void open_durability_setsJournalAndSync()
    {
        QFETCH(int, durability);
        QFETCH(QString, journal);
        QFETCH(qint64, synchronous);
        auto database = Database::open(m_path, Durability(durability));
        QVERIFY(database);
        QCOMPARE(text(**database, "PRAGMA journal_mode"), journal);
        QCOMPARE(number(**database, "PRAGMA synchronous"), synchronous);
        QCOMPARE(number(**database, "PRAGMA foreign_keys"), 1);
        QCOMPARE(number(**database, "PRAGMA secure_delete"), 1);
        QCOMPARE(number(**database, "PRAGMA trusted_schema"), 0);
        QCOMPARE(number(**database, "PRAGMA temp_store"), 2);
    }

    void open_fileOfAnotherKind_isCorrupt()
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        const auto database = Database::open(m_path, Durability::Extra);
        QVERIFY(!database);
        QCOMPARE(kindOf(database.error().code), Kind::Corrupt);
    }

    void open_folderMissing_fails()
    {
        const auto database
            = Database::open(m_folder->filePath(QStringLiteral("no/such.db")), Durability::Extra);
        QVERIFY(!database);
        QCOMPARE(kindOf(database.error().code), Kind::Other);
    }

    void openReadOnly_write_isRefused()
    {
        QVERIFY(fresh()->execute("CREATE TABLE t(a)"));
        auto reader = Database::openReadOnly(m_path);
        QVERIFY(reader);
        QVERIFY(!(*reader)->execute("INSERT INTO t VALUES(1)"));
    }

    void bind_positionOutOfRange_failsAtStep()
    {
        auto database = fresh();
        auto statement = database->prepare("SELECT ?");
        QVERIFY(statement);
        statement->bind(2, qint64(7));
        QVERIFY(!statement->step());
        statement->reset();
        QVERIFY(statement->bind(1, qint64(7)).step().value_or(false));
        QCOMPARE(statement->integer(0), 7);
    }

    void bind_valueOfEachType_comesBack()
    {
        auto database = fresh();
        auto statement = database->prepare("SELECT ?, ?, ?, ?");
        const QByteArray bytes("a\0b", 3);
        const auto row = statement->bind(1, qint64(-1))
                             .bind(2, QStringLiteral("Pejabat \u00e9"))
                             .bind(3, bytes)
                             .bind(4, QByteArray())
                             .step();
        QVERIFY(row && *row);
        QCOMPARE(statement->integer(0), -1);
        QCOMPARE(statement->text(1), QStringLiteral("Pejabat \u00e9"));
        QCOMPARE(statement->blob(2), bytes);
        QVERIFY(statement->isNull(3));
    }

    void prepare_sameTextAgain_reusesWithoutOldValues()
    {
        auto database = fresh();
        for (int round = 0; round < 3; ++round) {
            auto statement = database->prepare("SELECT ?");
            QVERIFY(statement && *statement->step());
            QVERIFY(statement->isNull(0));
            statement->reset();
            QVERIFY(*statement->bind(1, qint64(round)).step());
        }
    }

    void prepare_sameTextTwiceAtOnce_givesTwoStatements()
    {
        auto database = fresh();
        auto first = database->prepare("SELECT ?");
        auto second = database->prepare("SELECT ?");
        QVERIFY(*first->bind(1, qint64(1)).step());
        QVERIFY(*second->bind(1, qint64(2)).step());
        QCOMPARE(first->integer(0), 1);
        QCOMPARE(second->integer(0), 2);
    }

    void transaction_workFails_leavesNothing()
    {
        auto database = fresh();
        QVERIFY(database->execute("CREATE TABLE t(a)"));
        const auto done = database->transaction([&]() -> Outcome<Nothing> {
            if (auto inserted = database->execute("INSERT INTO t VALUES(1)"); !inserted)
                return inserted;
            return tl::unexpected(Failure { 1, QStringLiteral("changed my mind") });
        });
        QVERIFY(!done);
        QCOMPARE(done.error().text, QStringLiteral("changed my mind"));
        QCOMPARE(number(*database, "SELECT count(*) FROM t"), 0);
        QVERIFY(database->transaction([&] { return database->execute("INSERT INTO t VALUES(2)"); }));
        QCOMPARE(number(*database, "SELECT count(*) FROM t"), 1);
    }

    void copyTo_databaseInUse_makesTheSame()
    {
        auto database = fresh();
        QVERIFY(database->execute("CREATE TABLE t(a); INSERT INTO t VALUES(41), (42); PRAGMA user_version=7; "
                                  "PRAGMA application_id=9"));
        const auto copy = m_folder->filePath(QStringLiteral("copy.db"));
        QVERIFY(database->copyTo(copy));
        auto read = Database::openReadOnly(copy);
        QVERIFY(read);
        QCOMPARE(number(**read, "SELECT sum(a) FROM t"), 83);
        QCOMPARE(*(*read)->userVersion(), 7);
        QCOMPARE(*(*read)->applicationId(), 9);
    }

    void quickCheck_pageOverwritten_tellsDamage()
    {
        {
            auto database = fresh();
            QVERIFY(database->execute("CREATE TABLE t(a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT "
                                      "i+1 FROM n WHERE i<2000) "
                                      "INSERT INTO t SELECT hex(randomblob(50)) FROM n"));
            QVERIFY(*database->quickCheck());
        }
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(3 * 4096));
        file.write(QByteArray(4096, '\xff'));
        file.close();
        auto database = Database::open(m_path, Durability::Extra);
        QVERIFY(database);
        const auto whole = (*database)->quickCheck();
        QVERIFY(!whole || !*whole);
    }

private:
    std::unique_ptr<Database> fresh()
    {
        auto opened = Database::open(m_path, Durability::Extra);
        return opened ? std::move(*opened) : nullptr;
    }
    static qint64 number(Database& database, const char* sql)
    {
        auto statement = database.prepare(sql);
        return statement && statement->step().value_or(false) ? statement->integer(0) : -1;
    }
    static QString text(Database& database, const char* sql)
    {
        auto statement = database.prepare(sql);
        return statement && statement->step().value_or(false) ? statement->text(0) : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

} // namespace

QTEST_GUILESS_MAIN(TestDatabase)
#include "test_database.moc"
