#include "droppingproxy.h"

#include <support/treasuryprocess.h>

#include <QDateTime>
#include <QDirIterator>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace peraku;
using support::TreasuryProcess;

namespace {

/** An officer of the demo state as their own desk would act: their secret, their token. */
struct Person {
    QString ic;
    QByteArray secret;
    QByteArray pin;
    QString tokenConfig;
};

struct Ran {
    int exit = -1;
    QJsonObject json;
    QByteArray errors;
};

} // namespace

/** The real desk services (through peraku-cli), the real peraku-token over SoftHSM, and a real treasuryd. */
class TestJourney : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(
            !TreasuryProcess::program(QStringLiteral("peraku-cli")).isEmpty(), "peraku-cli is not built");
        TreasuryProcess::Options options;
        options.vouchers = 20;
        auto started = TreasuryProcess::start(options);
        QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
        m_treasury = std::move(*started);
        readPeople();
        for (const auto* persona : { "penyedia", "penyemak", "pelulus" })
            QVERIFY2(m_people.contains(QLatin1String(persona)), persona);
        QVERIFY(m_files.isValid());
        QFile document(m_files.filePath(QStringLiteral("invois.pdf")));
        QVERIFY(document.open(QIODevice::WriteOnly));
        QVERIFY(document.write("%PDF-1.7 made up for a test\n") > 0);
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

        const auto folder = m_files.filePath(QStringLiteral("evidence"));
        QCOMPARE(run("pelulus", { QStringLiteral("evidence"), id, folder }).exit, 0);
        for (const auto* step : { "1", "2" }) {
            const auto path = [&](const char* file) {
                return QStringLiteral("%1/%2/%3").arg(folder, QLatin1String(step), QLatin1String(file));
            };
            QCOMPARE(
                run("pelulus", { QStringLiteral("verify"), folder + QLatin1Char('/') + QLatin1String(step) })
                    .exit,
                0);
            QProcess openssl;
            openssl.start(QStringLiteral("openssl"),
                { QStringLiteral("cms"), QStringLiteral("-verify"), QStringLiteral("-cades"),
                    QStringLiteral("-inform"), QStringLiteral("DER"), QStringLiteral("-in"),
                    path("signature.p7s"), QStringLiteral("-content"), path("statement.json"),
                    QStringLiteral("-binary"), QStringLiteral("-CAfile"), path("ca.pem"),
                    QStringLiteral("-certfile"), path("chain.pem"), QStringLiteral("-purpose"),
                    QStringLiteral("any"), QStringLiteral("-out"), QStringLiteral("/dev/null") });
            QVERIFY(openssl.waitForFinished());
            QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError());
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

private:
    void readPeople()
    {
        QFile file(m_treasury->dataDirectory() + QStringLiteral("/../tokens/demo-officers.json"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const auto officers
            = QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("officers")).toArray();
        for (const auto& value : officers) {
            const auto officer = value.toObject();
            const auto token = officer.value(QStringLiteral("token")).toObject();
            m_people.insert(officer.value(QStringLiteral("persona")).toString(),
                { officer.value(QStringLiteral("ic")).toString(),
                    officer.value(QStringLiteral("password")).toString().toUtf8(),
                    token.value(QStringLiteral("pin")).toString().toUtf8(),
                    token.value(QStringLiteral("config")).toString() });
        }
    }

    QString secretFile(const char* name, const QByteArray& line)
    {
        QFile file(m_files.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(line + '\n') < 0)
            qFatal("a file of the test cannot be written");
        return file.fileName();
    }

    void begin(QProcess& process, const char* persona, const QStringList& command)
    {
        const auto person = m_people.value(QLatin1String(persona));
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SOFTHSM2_CONF"), person.tokenConfig);
        environment.insert(QStringLiteral("PERAKU_SERVER"),
            QStringLiteral("https://127.0.0.1:%1").arg(m_port ? m_port : m_treasury->port()));
        environment.insert(QStringLiteral("PERAKU_CA"), m_treasury->caFile());
        environment.insert(QStringLiteral("PERAKU_DATA"), m_files.filePath(QStringLiteral("desk")));
        environment.insert(QStringLiteral("PERAKU_IC"), person.ic);
        process.setProcessEnvironment(environment);
        // A shell opens the descriptors, as a script of an office would.
        const QStringList arguments { QStringLiteral("-c"),
            QStringLiteral(
                "exec \"$0\" --json --password-fd 3 --pin-fd 4 \"$@\" 3<\"$SECRET_FILE\" 4<\"$PIN_FILE\""),
            TreasuryProcess::program(QStringLiteral("peraku-cli")) };
        environment.insert(QStringLiteral("SECRET_FILE"), secretFile("secret", person.secret));
        environment.insert(QStringLiteral("PIN_FILE"), secretFile("pin", person.pin));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral("/bin/sh"), arguments + command);
    }

    Ran run(const char* persona, const QStringList& command)
    {
        QProcess process;
        QEventLoop loop; // the proxy of a test lives in this thread
        connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
        begin(process, persona, command);
        loop.exec();
        return { process.state() == QProcess::NotRunning ? process.exitCode() : -1,
            QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
            process.readAllStandardError() };
    }

    /** A payment like one that stands already, with a narration of its own. */
    Ran prepare(const QString& narration, const QStringList& more)
    {
        const auto all = run("penyedia",
            { QStringLiteral("list"), QStringLiteral("--offline"), QStringLiteral("--list"),
                QStringLiteral("all"), QStringLiteral("--kind"), QStringLiteral("payment"),
                QStringLiteral("--state"), QStringLiteral("paid") });
        const auto model = all.json.value(QStringLiteral("vouchers"))
                               .toArray()
                               .at(0)
                               .toObject()
                               .value(QStringLiteral("id"))
                               .toString();
        auto content = run("penyedia", { QStringLiteral("show"), QStringLiteral("--offline"), model })
                           .json.value(QStringLiteral("content"))
                           .toObject();
        const auto today = QDateTime::currentDateTimeUtc().toOffsetFromUtc(8 * 3600).date();
        content.insert(QStringLiteral("narration"), narration);
        content.insert(QStringLiteral("attachments"), QJsonArray {});
        content.insert(QStringLiteral("date"), today.toString(Qt::ISODate));
        auto payment = content.value(QStringLiteral("payment")).toObject();
        payment.insert(QStringLiteral("documentsReceived"), today.toString(Qt::ISODate));
        auto invoices = payment.value(QStringLiteral("invoices")).toArray();
        for (qsizetype i = 0; i < invoices.size(); ++i) {
            auto changed = invoices.at(i).toObject();
            changed.insert(QStringLiteral("date"), today.toString(Qt::ISODate));
            changed.insert(QStringLiteral("number"), QStringLiteral("INV-%1").arg(++m_invoice));
            invoices.replace(i, changed);
        }
        payment.insert(QStringLiteral("invoices"), invoices);
        content.insert(QStringLiteral("payment"), payment);
        QFile file(m_files.filePath(QStringLiteral("payment.json")));
        if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(content).toJson()) < 0)
            qFatal("a file of the test cannot be written");
        file.close();
        return run("penyedia",
            QStringList { QStringLiteral("prepare"), file.fileName(), QStringLiteral("--attach"),
                m_files.filePath(QStringLiteral("invois.pdf")), QStringLiteral("--submit") }
                + more);
    }

    QString prepared(const QString& narration)
    {
        if (run("penyedia", { QStringLiteral("sync") }).exit != 0)
            return {};
        const auto ran = prepare(narration, {});
        if (ran.exit != 0)
            qWarning("%s %s", QJsonDocument(ran.json).toJson().constData(), ran.errors.constData());
        return ran.exit == 0 ? ran.json.value(QStringLiteral("id")).toString() : QString();
    }

    std::unique_ptr<TreasuryProcess> m_treasury;
    QMap<QString, Person> m_people;
    QTemporaryDir m_files;
    quint16 m_port = 0; ///< 0 = straight to the treasury.
    int m_invoice = 0;
};

QTEST_GUILESS_MAIN(TestJourney)
#include "test_journey.moc"
