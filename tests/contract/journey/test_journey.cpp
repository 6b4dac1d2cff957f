#include "deskruns.h"
#include "droppingproxy.h"

#include <QDir>
#include <QDirIterator>

using namespace peraku;
using test::DeskRuns;

/** The real desk services (through peraku-cli), the real peraku-token over SoftHSM, and a real treasuryd. */
class TestJourney : public QObject, protected DeskRuns {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        TreasuryProcess::Options options;
        options.vouchers = 20;
        start(options);
    }

    void payment_preparedCheckedApproved_isPosted_andOpensslAgrees()
    {
        const auto id = prepared(QStringLiteral("Bekalan alat tulis"));
        QVERIFY(!id.isEmpty());
        const auto inbox = run("penyemak", { QStringLiteral("list") });
        QVERIFY(QJsonDocument(inbox.json).toJson().contains(id.toLatin1()));
        const auto checked = run("penyemak", { QStringLiteral("certify"), id });
        QVERIFY2(checked.exit == 0, checked.errors);
        QVERIFY(checked.json.value(QStringLiteral("valid")).toBool());
        const auto approved = run("pelulus", { QStringLiteral("certify"), id });
        QVERIFY2(approved.exit == 0, approved.errors);
        const auto shown = run("pelulus", { QStringLiteral("show"), id });
        QVERIFY(shown.json.value(QStringLiteral("state")).toString() == QStringLiteral("posted")
            || shown.json.value(QStringLiteral("state")).toString() == QStringLiteral("paid"));

        const auto printForm = m_files.filePath(QStringLiteral("borang.pdf"));
        const auto printed
            = run("penyedia", { QStringLiteral("print"), id, QStringLiteral("--out"), printForm });
        QVERIFY2(printed.exit == 0, printed.errors);
        QFile pdf(printForm);
        QVERIFY(pdf.open(QIODevice::ReadOnly) && pdf.read(5) == "%PDF-");

        const auto folder = m_files.filePath(QStringLiteral("evidence"));
        QCOMPARE(run("pelulus", { QStringLiteral("evidence"), id, folder }).exit, 0);
        for (const auto* step : { "1", "2" }) {
            QCOMPARE(
                run("pelulus", { QStringLiteral("verify"), folder + QLatin1Char('/') + QLatin1String(step) })
                    .exit,
                0);
            opensslAgrees(folder, step);
        }
        for (const auto* form : { "asics", "asice" }) {
            const auto containers = m_files.filePath(QLatin1String(form));
            const auto saved = run("pelulus",
                { QStringLiteral("evidence"), id, containers, QStringLiteral("--form"),
                    QLatin1String(form) });
            QVERIFY2(saved.exit == 0, saved.errors);
            QStringList verify { QStringLiteral("verify") };
            for (const auto& name : QDir(containers).entryList(QDir::Files))
                verify.append(QDir(containers).filePath(name));
            QCOMPARE(verify.size(), QLatin1String(form) == QLatin1String("asics") ? 3 : 2);
            const auto verified = run("pelulus", verify);
            QVERIFY2(verified.exit == 0, QJsonDocument(verified.json).toJson());
            QVERIFY(verified.json.value(QStringLiteral("signatures")).toArray().size() >= 2);
        }
        QFile statement(folder + QStringLiteral("/1/statement.json"));
        QVERIFY(statement.open(QIODevice::ReadWrite));
        auto bytes = statement.readAll();
        bytes.replace("alat tulis", "alat tuliS");
        QVERIFY(statement.seek(0));
        QCOMPARE(statement.write(bytes), bytes.size());
        statement.close();
        QCOMPARE(run("pelulus", { QStringLiteral("verify"), folder + QStringLiteral("/1") }).exit, 14);
    }

    void diagnostics_sayWhetherTheTreasuryAnswers()
    {
        auto health = [&] { return run("penyemak", { QStringLiteral("diagnostics") }).json; };
        auto said = health();
        QVERIFY(said.value(QStringLiteral("health")).toObject().value(QStringLiteral("answers")).toBool());
        QCOMPARE(said.value(QStringLiteral("credentials")).toArray().size(), 1);
        m_port = 1; // where nobody serves
        said = health();
        m_port = 0;
        QVERIFY(
            !said.value(QStringLiteral("health")).toObject().value(QStringLiteral("answers")).toBool(true));
        QCOMPARE(said.value(QStringLiteral("credentials")).toArray().size(), 1);
    }

    void wrongPin_leavesTheVoucherAsItWas()
    {
        const auto id = prepared(QStringLiteral("Sewa mesin fotostat"));
        const auto right = m_people[QStringLiteral("penyemak")].pin;
        m_people[QStringLiteral("penyemak")].pin = "000000";
        QCOMPARE(run("penyemak", { QStringLiteral("certify"), id }).exit, 12);
        m_people[QStringLiteral("penyemak")].pin = right;
        QCOMPARE(
            run("penyemak", { QStringLiteral("show"), id }).json.value(QStringLiteral("state")).toString(),
            QStringLiteral("submitted"));
        QCOMPARE(run("penyemak", { QStringLiteral("certify"), id }).exit, 0);
    }

    void anothersToken_isRefused()
    {
        const auto id = prepared(QStringLiteral("Penyelenggaraan"));
        auto& checker = m_people[QStringLiteral("penyemak")];
        const auto own = checker;
        checker.tokenConfig = m_people[QStringLiteral("pelulus")].tokenConfig;
        checker.pin = m_people[QStringLiteral("pelulus")].pin;
        const auto refused = run("penyemak", { QStringLiteral("certify"), id });
        checker = own;
        QVERIFY2(refused.exit == 13 || refused.exit == 11, refused.errors);
    }

    void preparer_cannotCertify_andTheWrongPasswordIsSaid()
    {
        const auto id = prepared(QStringLiteral("Bahan bacaan"));
        QCOMPARE(run("penyedia",
                     { QStringLiteral("query"), id, QStringLiteral("--reason"), QStringLiteral("Q01"),
                         QStringLiteral("--text"), QStringLiteral("tidak boleh") })
                     .exit,
            5);
        auto& clerk = m_people[QStringLiteral("penyedia")];
        const auto right = clerk.secret;
        clerk.secret = "Salah#2026-benar";
        QCOMPARE(run("penyedia", { QStringLiteral("login") }).exit, 8);
        clerk.secret = right;
        QCOMPARE(run("penyedia", { QStringLiteral("login") }).exit, 0);
    }

    void draftWhileTheTreasuryIsDown_goesOutAfterItsRestart()
    {
        QCOMPARE(run("penyedia", { QStringLiteral("sync") }).exit, 0);
        m_treasury->kill();
        const auto queued = prepare(QStringLiteral("Disediakan tanpa talian"), {});
        QVERIFY2(queued.exit == 3, queued.errors);
        const auto restarted = m_treasury->restart();
        QVERIFY2(restarted, restarted ? "" : qPrintable(restarted.error().detail));
        QCOMPARE(run("penyedia", { QStringLiteral("sync") }).exit, 0);
        const auto id = queued.json.value(QStringLiteral("id")).toString();
        const auto shown = run("penyedia", { QStringLiteral("show"), id });
        QCOMPARE(shown.json.value(QStringLiteral("state")).toString(), QStringLiteral("submitted"));
        QVERIFY(!shown.json.value(QStringLiteral("number")).toString().isEmpty());
    }

    void lostAnswers_bookOnce()
    {
        test::DroppingProxy proxy(m_treasury->port());
        m_port = proxy.serverPort();
        QCOMPARE(run("penyedia", { QStringLiteral("sync") }).exit, 0);
        // Log-in and the first pull pass; the answers to what the outbox sends are cut off.
        for (const qint64 bytes : { 3'000, 4'000, 5'000 }) {
            proxy.loseAnswersAfter(bytes);
            (void)prepare(QStringLiteral("Jawapan hilang %1").arg(bytes), {});
        }
        proxy.loseAnswersAfter(0);
        QCOMPARE(run("penyedia", { QStringLiteral("sync") }).exit, 0);
        QVERIFY(proxy.lost() > 0);
        m_port = 0;
        const auto rows = run("penyedia", { QStringLiteral("outbox") });
        QVERIFY2(
            rows.json.value(QStringLiteral("rows")).toArray().isEmpty(), QJsonDocument(rows.json).toJson());
        const auto found = run("penyedia",
            { QStringLiteral("list"), QStringLiteral("--list"), QStringLiteral("all"),
                QStringLiteral("--text"), QStringLiteral("jawapan hilang") });
        QCOMPARE(found.json.value(QStringLiteral("total")).toInt(), 3);
        const auto audit = run("penyedia", { QStringLiteral("audit") });
        QCOMPARE(audit.exit, 0);
        QVERIFY(audit.json.value(QStringLiteral("lines")).toInt() > 3);
        QVERIFY(audit.json.value(QStringLiteral("notices")).toArray().isEmpty());
    }

    void secondProcessOfTheSameOfficer_isTurnedAway()
    {
        QProcess first;
        begin(first, "penyedia", { QStringLiteral("prepare"), QStringLiteral("-") });
        // It waits for its input with the officer's lock taken; a second one before that would take it
        // instead.
        const auto held = [this] {
            return QDirIterator(
                m_files.path(), { QStringLiteral("officer.lock") }, QDir::Files, QDirIterator::Subdirectories)
                .hasNext();
        };
        QTRY_VERIFY_WITH_TIMEOUT(held(), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(run("penyedia", { QStringLiteral("login") }).exit == 75, 60'000);
        first.closeWriteChannel();
        QVERIFY(first.waitForFinished());
    }
};

QTEST_GUILESS_MAIN(TestJourney)
#include "test_journey.moc"
