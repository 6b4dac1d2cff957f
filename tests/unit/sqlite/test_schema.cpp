#include <sqlite/schema.h>

#include <QTemporaryDir>
#include <QTest>

using namespace peraku::sqlite;

namespace {

const Schema first { 77, { "CREATE TABLE a(x)" } };
const Schema second { 77, { "CREATE TABLE a(x)", "CREATE TABLE b(y); INSERT INTO b SELECT x FROM a" } };
const Schema broken { 77, { "CREATE TABLE a(x)", "CREATE TABLE b(y)", "INSERT INTO b VALUES(1); NONSENSE" } };

class TestSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = *Database::open(m_folder->filePath(QStringLiteral("s.db")), Durability::Extra);
    }

    void state_file_isTold_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("state");
        QTest::newRow("nothing in it") << QByteArray() << int(SchemaState::Empty);
        QTest::newRow("tables of nobody") << QByteArray("CREATE TABLE q(x)") << int(SchemaState::Foreign);
        QTest::newRow("another program's")
            << QByteArray("PRAGMA application_id=78; PRAGMA user_version=2") << int(SchemaState::Foreign);
        QTest::newRow("older") << QByteArray("PRAGMA application_id=77; PRAGMA user_version=1")
                               << int(SchemaState::Older);
        QTest::newRow("current") << QByteArray("PRAGMA application_id=77; PRAGMA user_version=2")
                                 << int(SchemaState::Current);
        QTest::newRow("newer") << QByteArray("PRAGMA application_id=77; PRAGMA user_version=3")
                               << int(SchemaState::Newer);
    }
    void state_file_isTold()
    {
        QFETCH(QByteArray, sql);
        QFETCH(int, state);
        QVERIFY(m_database->execute(sql.constData()));
        QCOMPARE(int(*schemaState(*m_database, second)), state);
    }

    void migrate_olderFile_keepsItsRows()
    {
        QVERIFY(migrate(*m_database, first));
        QVERIFY(m_database->execute("INSERT INTO a VALUES(5)"));
        QVERIFY(migrate(*m_database, second));
        QCOMPARE(int(*schemaState(*m_database, second)), int(SchemaState::Current));
        auto rows = m_database->prepare("SELECT y FROM b");
        QVERIFY(rows && *rows->step());
        QCOMPARE(rows->integer(0), 5);
    }

    void migrate_twice_changesNothing()
    {
        QVERIFY(migrate(*m_database, second));
        QVERIFY(migrate(*m_database, second));
        QCOMPARE(*m_database->userVersion(), 2);
    }

    void migrate_stepFails_staysAtTheLastGoodOne()
    {
        QVERIFY(!migrate(*m_database, broken));
        QCOMPARE(*m_database->userVersion(), 2);
        auto rows = m_database->prepare("SELECT count(*) FROM b");
        QVERIFY(rows && *rows->step());
        QCOMPARE(rows->integer(0), 0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
};

} // namespace

QTEST_GUILESS_MAIN(TestSchema)
#include "test_schema.moc"
