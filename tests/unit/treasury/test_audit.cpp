#include "mediumworld.h"

#include <treasury/audit.h>

#include <QtTest>

#include <sqlite3.h>

using namespace peraku;
using namespace peraku::test;
using namespace peraku::domain;

/** The audit chain: whole after work, and every way of tampering shows. */
class TestAudit : public QObject {
    Q_OBJECT
    static constexpr auto openTables
        = "DROP TRIGGER audit_fixed; DROP TRIGGER audit_kept; DROP TRIGGER signature_kept; "
          "DROP TRIGGER signature_fixed; DROP TRIGGER signature_evidence_fixed; "
          "DROP TRIGGER signature_stamped_once;";
    static bool execute(World& world, const char* sql)
    {
        sqlite3* db = nullptr;
        sqlite3_open(world.databasePath().toUtf8().constData(), &db);
        const bool done = sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(db);
        return done;
    }
    static void work(MediumWorld& world)
    {
        const auto reasoned = world.certified(
            world.submitted(world.clerk, world.paymentContent(World::officeA)), world.checker);
        wire::DecisionBody query;
        query.action = Action::Query;
        query.reason = { QStringLiteral("K01"), QStringLiteral("Sila lampirkan invois") };
        const auto queried
            = world.send("POST", "/v1/vouchers/" + reasoned.id.value().toLatin1() + "/decisions",
                world.approver, wire::encode(query), reasoned.revision);
        QCOMPARE(queried.status, 200);
        world.submittedApplication(world.clerk);
        world.sent(world.otherClerk, MediumWorld::application());
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
        MediumWorld world;
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
        MediumWorld world;
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
        MediumWorld world;
        work(world);
        QVERIFY(!execute(world, sql.constData()));
    }

    void tampering_isFound_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("fault");
        const QByteArray open(openTables);
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
        const auto changed = QStringLiteral("is not as it was audited");
        for (const auto* change :
            { "signer = x'7b7d'", "medium = 'roaming'", "statement = x'00'", "received_at = received_at - 1",
                "voided = 1 - voided", "nonce_id = 'n9'", "ocsp = NULL", "ocsp = x'00'", "stamped = x'00'",
                "timestamp_at = 1", "step = step + 5", "content_revision = content_revision + 1" })
            QTest::newRow(change) << QByteArray(open + "UPDATE signature SET " + change)
                                  << QStringLiteral("signature ") + changed;
        QTest::newRow("added signature") << QByteArray(open
            + "INSERT INTO signature SELECT voucher, content_revision, 9, signer, medium, statement, "
              "cms, x'00', crl, received_at, voided, nonce_id, ocsp, stamped, timestamp_at, 0 "
              "FROM signature LIMIT 1") << QStringLiteral("signature ") + changed;
        QTest::newRow("edited CRL") << QByteArray("UPDATE crl SET der = x'00'") << QStringLiteral("CRL ");
        for (const auto* change : { "state = 'done'", "applicant = '800101145005'", "office = 'B0020002'",
                 "created_at = created_at - 1", "body = CAST(replace(body, 'example', 'sample') AS BLOB)",
                 "credential = 'c9'", "pin_hash = x'00'", "answer_hash = x'00'" })
            QTest::newRow(QByteArray("request: ") + change)
                << QByteArray("UPDATE medium_request SET ") + change << QStringLiteral("request ") + changed;
        QTest::newRow("added request") << QByteArray(
            "INSERT INTO medium_request SELECT 'r9', state, applicant, office, created_at, body, "
            "credential, pin_hash, answer_hash FROM medium_request LIMIT 1")
                                       << QStringLiteral("request r9 is not as it was audited");
        QTest::newRow("removed request")
            << QByteArray("DELETE FROM confirmation; DELETE FROM medium_request WHERE state = 'submitted'")
            << QStringLiteral("was audited and is missing");
    }
    void tampering_isFound()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, fault);
        MediumWorld world;
        work(world);
        const auto head = treasury::auditHead(world.databasePath());
        QVERIFY(head.has_value());
        QVERIFY(execute(world, sql.constData()));
        const auto report = treasury::verifyAudit(world.databasePath(), { *head });
        QVERIFY(report.has_value());
        // A row is named by its id, which is different every time.
        static const QRegularExpression ids(QStringLiteral(R"((signature|request) [0-9a-f]{32}\S* )"));
        const auto faults = report->faults.join(QLatin1Char('\n')).replace(ids, QStringLiteral("\\1 "));
        QVERIFY2(faults.contains(fault), qPrintable(faults));
    }

    void rowsOfAnOlderTreasury_areTakenIn_once()
    {
        MediumWorld world;
        work(world);
        QVERIFY(execute(world, openTables));
        QVERIFY(execute(world, "DELETE FROM audit"));
        world.reopen();
        world.reopen();
        world.treasury.reset();
        const auto faultsOf = [&](const char* what) {
            return treasury::verifyAudit(world.databasePath(), {})->faults.filter(QLatin1String(what));
        };
        QCOMPARE(faultsOf("signature "), QStringList());
        QCOMPARE(faultsOf("request "), QStringList());
        QVERIFY(execute(world,
            "UPDATE signature SET nonce_id = 'n9' WHERE step = 2; UPDATE medium_request SET credential = "
            "'c9' "
            "WHERE state = 'submitted'"));
        world.reopen();
        world.treasury.reset();
        QCOMPARE(faultsOf("signature ").size(), 1);
        QCOMPARE(faultsOf("request ").size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "test_audit.moc"
