#pragma once

#include <support/treasuryprocess.h>

#include <QDateTime>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <sys/stat.h>

namespace peraku::test {

/** Runs the desk's services through peraku-cli as officers of the demo state, each with their own secrets,
 * against a real treasuryd. One-time codes are read from the officers' mail, as people would. */
class DeskRuns {
public:
    using TreasuryProcess = support::TreasuryProcess;
    struct Person {
        QString ic;
        QByteArray secret;
        QByteArray pin; ///< Of the token.
        QString tokenConfig;
        QByteArray roamingPin;
    };
    struct Ran {
        int exit = -1;
        QJsonObject json;
        QByteArray errors;
    };

    void start(const TreasuryProcess::Options& options)
    {
        QVERIFY2(
            !TreasuryProcess::program(QStringLiteral("peraku-cli")).isEmpty(), "peraku-cli is not built");
        auto started = TreasuryProcess::start(options);
        QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
        m_treasury = std::move(*started);
        readPeople();
        for (const auto* persona : { "penyedia", "penyemak", "pelulus" })
            QVERIFY2(m_people.contains(QLatin1String(persona)), persona);
        QVERIFY(m_files.isValid());
        QVERIFY(::mkfifo(qPrintable(m_files.filePath(QStringLiteral("code"))), 0600) == 0);
        QFile document(m_files.filePath(QStringLiteral("invois.pdf")));
        QVERIFY(document.open(QIODevice::WriteOnly));
        QVERIFY(document.write("%PDF-1.7 made up for a test\n") > 0);
    }

    Ran run(const char* persona, const QStringList& command)
    {
        QProcess process;
        QEventLoop loop; // the proxy of a test lives in this thread
        QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
        QTimer postman;
        QObject::connect(&postman, &QTimer::timeout, &loop, [this] { deliverCode(); });
        postman.start(50);
        m_mailSeen = mails();
        m_codes.clear();
        begin(process, persona, command);
        loop.exec();
        return { process.state() == QProcess::NotRunning ? process.exitCode() : -1,
            QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
            process.readAllStandardError() };
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
        environment.insert(QStringLiteral("SECRET_FILE"), secretFile("secret", person.secret));
        environment.insert(QStringLiteral("PIN_FILE"),
            secretFile("pin", command.contains(QStringLiteral("roaming")) ? person.roamingPin : person.pin));
        environment.insert(QStringLiteral("CODE_PIPE"), m_files.filePath(QStringLiteral("code")));
        process.setProcessEnvironment(environment);
        // A shell opens the descriptors, as a script of an office would.
        process.start(QStringLiteral("/bin/sh"),
            QStringList { QStringLiteral("-c"),
                QStringLiteral("exec \"$0\" --json --password-fd 3 --pin-fd 4 --otp-fd 5 \"$@\" "
                               "3<\"$SECRET_FILE\" 4<\"$PIN_FILE\" 5<>\"$CODE_PIPE\""),
                TreasuryProcess::program(QStringLiteral("peraku-cli")) }
                + command);
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

    /** Whether openssl agrees with the signature of a step that `evidence` wrote to `folder`. */
    static void opensslAgrees(const QString& folder, const char* step)
    {
        const auto path = [&](const char* file) {
            return QStringLiteral("%1/%2/%3").arg(folder, QLatin1String(step), QLatin1String(file));
        };
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

protected:
    QStringList mails() const
    {
        return QDir(m_treasury->dataDirectory() + QStringLiteral("/mail")).entryList(QDir::Files, QDir::Name);
    }

    /** Types the code of a mail that has come since into the pipe that peraku-cli reads. */
    void deliverCode()
    {
        const auto present = mails();
        if (present.size() <= m_mailSeen.size())
            return;
        m_mailSeen = present;
        QFile mail(m_treasury->dataDirectory() + QStringLiteral("/mail/") + present.last());
        if (!mail.open(QIODevice::ReadOnly))
            return;
        m_lastMail = QString::fromUtf8(mail.readAll());
        static const QRegularExpression code(
            QStringLiteral("^(\\d{6})\\r?$"), QRegularExpression::MultilineOption);
        const auto found = code.match(m_lastMail);
        QFile pipe(m_files.filePath(QStringLiteral("code")));
        // Opened for both: the reader may have gone, and nobody waits here.
        if (!found.hasMatch() || !pipe.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
            return;
        m_codes.append(found.captured(1).toLatin1());
        const auto instead = m_typed.value(m_codes.size() - 1);
        pipe.write((instead.isEmpty() ? m_codes.last() : instead) + '\n');
    }

    void readPeople()
    {
        QFile file(m_treasury->dataDirectory() + QStringLiteral("/../tokens/demo-officers.json"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const auto officers
            = QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("officers")).toArray();
        const auto text = [](const QJsonObject& object, const char* key) {
            return object.value(QLatin1String(key)).toString();
        };
        for (const auto& value : officers) {
            const auto officer = value.toObject();
            const auto token = officer.value(QStringLiteral("token")).toObject();
            m_people.insert(text(officer, "persona"),
                { text(officer, "ic"), text(officer, "password").toUtf8(), text(token, "pin").toUtf8(),
                    text(token, "config"),
                    text(officer.value(QStringLiteral("roaming")).toObject(), "pin").toUtf8() });
        }
    }

    QString secretFile(const char* name, const QByteArray& line)
    {
        QFile file(m_files.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(line + '\n') < 0)
            qFatal("a file of the test cannot be written");
        return file.fileName();
    }

    std::unique_ptr<TreasuryProcess> m_treasury;
    QMap<QString, Person> m_people;
    QTemporaryDir m_files;
    quint16 m_port = 0; ///< 0 = straight to the treasury.
    int m_invoice = 0;
    QStringList m_mailSeen;
    QString m_lastMail;
    QByteArrayList m_codes; ///< That came during the latest run.
    QByteArrayList m_typed; ///< Instead of the codes that come; empty = the code.
};

} // namespace peraku::test
