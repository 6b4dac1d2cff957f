#include "world.h"

#include <treasury/audit.h>

#include <QtTest>

#include <sqlite3.h>

using namespace peraku;
using namespace peraku::test;
using namespace peraku::domain;

/** The audit chain: whole after work, and every way of tampering shows. */
class TestAudit : public QObject {
    Q_OBJECT
    static bool execute(World& world, const char* sql)
    {
        sqlite3* db = nullptr;
        sqlite3_open(world.databasePath().toUtf8().constData(), &db);
        const bool done = sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(db);
        return done;
    }
    static void work(World& world)
    {
        world.certified(world.certified(world.submitted(world.clerk, world.paymentContent(World::officeA)),
                            world.checker),
            world.approver);
        const auto draft = world.draft(world.clerk, world.paymentContent(World::officeA));
        world.send("DELETE", "/v1/vouchers/" + draft.id.value().toLatin1(), world.clerk, {}, draft.revision);
        world.logIn(world.clerk.ic, "Salah-Sekali-99");
        world.treasury->payDue();
        world.treasury.reset();
    }

private Q_SLOTS:
    void files_evenOlderOnes_areTheirOwnersAlone()
    {
        World world;
        world.treasury.reset();
        const auto everyone = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther;
        QVERIFY(QFile::setPermissions(world.databasePath(), everyone));
        world.reopen();
        world.draft(world.clerk, world.paymentContent(World::officeA));
        for (const auto* suffix : { "", "-wal", "-shm" }) {
            const auto path = world.databasePath() + QLatin1String(suffix);
            QVERIFY2(QFile::exists(path), suffix);
            constexpr auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
            QCOMPARE(QFile::permissions(path), QFile::Permissions(owner));
        }
        work(world);
    }

    void untouched_isWhole()
    {
        World world;
        work(world);
        const auto head = treasury::auditHead(world.databasePath());
        QVERIFY(head.has_value());
        const auto report
            = treasury::verifyAudit(world.databasePath(), { *treasury::AuditHead::fromJson(head->toJson()) });
        QVERIFY(report.has_value());
        QCOMPARE(report->faults, QStringList());
        QCOMPARE(report->rows, head->sequence);
        QVERIFY(report->rows > 20);
    }

    void database_itself_forbidsChanges_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("update audit") << QByteArray("UPDATE audit SET detail = 'x'");
        QTest::newRow("delete audit") << QByteArray("DELETE FROM audit");
        QTest::newRow("delete signature") << QByteArray("DELETE FROM signature");
        QTest::newRow("change signature") << QByteArray("UPDATE signature SET cms = x'00'");
    }
    void database_itself_forbidsChanges()
    {
        QFETCH(QByteArray, sql);
        World world;
        work(world);
        QVERIFY(!execute(world, sql.constData()));
    }

    void tampering_isFound_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("fault");
        const QByteArray open = "DROP TRIGGER audit_fixed; DROP TRIGGER audit_kept; DROP TRIGGER "
                                "signature_kept; DROP TRIGGER signature_fixed;";
        QTest::newRow("edited row") << open + "UPDATE audit SET detail = 'innocent' WHERE sequence = 10"
                                    << QStringLiteral("row 10 does not match");
        QTest::newRow("edited time") << open
                + "UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE sequence = 5"
                                     << QStringLiteral("row 5 does not match");
        QTest::newRow("deleted row") << open + "DELETE FROM audit WHERE sequence = 10"
                                     << QStringLiteral("row 11 follows row 9");
        QTest::newRow("swapped rows") << open
                + "UPDATE audit SET sequence = -1 WHERE sequence = 10; UPDATE audit SET sequence = 10 WHERE "
                  "sequence = 11; UPDATE audit SET sequence = 11 WHERE sequence = -1"
                                      << QStringLiteral("row 10 does not match");
        QTest::newRow("cut tail") << open + "DELETE FROM audit WHERE sequence > 20"
                                  << QStringLiteral("the chain ends at row 20");
        QTest::newRow("edited voucher")
            << QByteArray("UPDATE voucher SET body = CAST(replace(body, '123.45', '999.45') AS BLOB)")
            << QStringLiteral("is not as it was audited");
        QTest::newRow("removed voucher")
            << open + "DELETE FROM signature; DELETE FROM voucher WHERE deleted = 0"
            << QStringLiteral("was audited and is missing");
        QTest::newRow("removed signature")
            << open + "DELETE FROM signature WHERE step = 1" << QStringLiteral("lacks the audited step 1");
        QTest::newRow("edited signature") << open + "UPDATE signature SET cms = x'00' WHERE step = 2"
                                          << QStringLiteral("signature 2 of voucher");
    }
    void tampering_isFound()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, fault);
        World world;
        work(world);
        const auto head = treasury::auditHead(world.databasePath());
        QVERIFY(head.has_value());
        QVERIFY(execute(world, sql.constData()));
        const auto report = treasury::verifyAudit(world.databasePath(), { *head });
        QVERIFY(report.has_value());
        QVERIFY2(report->faults.join(QLatin1Char('\n')).contains(fault),
            qPrintable(report->faults.join(QLatin1Char('\n'))));
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "test_audit.moc"
