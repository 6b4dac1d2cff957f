#pragma once

#include <support/treasuryprocess.h>

#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

namespace peraku::test {

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

/** The desks of the demo's officers: peraku-cli with real services, real peraku-token over SoftHSM, one data
 * folder. */
class CliDesk {
public:
    explicit CliDesk(const support::TreasuryProcess& treasury)
        : m_treasury(treasury)
    {
        QFile file(treasury.dataDirectory() + QStringLiteral("/../tokens/demo-officers.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s", qPrintable(file.fileName()));
        const auto officers
            = QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("officers")).toArray();
        for (const auto& value : officers) {
            const auto officer = value.toObject();
            const auto token = officer.value(QStringLiteral("token")).toObject();
            people.insert(officer.value(QStringLiteral("persona")).toString(),
                { officer.value(QStringLiteral("ic")).toString(),
                    officer.value(QStringLiteral("password")).toString().toUtf8(),
                    token.value(QStringLiteral("pin")).toString().toUtf8(),
                    token.value(QStringLiteral("config")).toString() });
        }
    }

    void begin(QProcess& process, const char* persona, const QStringList& command)
    {
        const auto person = people.value(QLatin1String(persona));
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SOFTHSM2_CONF"), person.tokenConfig);
        environment.insert(QStringLiteral("PERAKU_SERVER"),
            QStringLiteral("https://127.0.0.1:%1").arg(port ? port : m_treasury.port()));
        environment.insert(QStringLiteral("PERAKU_CA"), m_treasury.caFile());
        environment.insert(QStringLiteral("PERAKU_DATA"), files.filePath(QStringLiteral("desk")));
        environment.insert(QStringLiteral("PERAKU_IC"), person.ic);
        environment.insert(QStringLiteral("SECRET_FILE"), secretFile("secret", person.secret));
        environment.insert(QStringLiteral("PIN_FILE"), secretFile("pin", person.pin));
        process.setProcessEnvironment(environment);
        // A shell opens the descriptors, as a script of an office would.
        const QStringList arguments { QStringLiteral("-c"),
            QStringLiteral(
                "exec \"$0\" --json --password-fd 3 --pin-fd 4 \"$@\" 3<\"$SECRET_FILE\" 4<\"$PIN_FILE\""),
            support::TreasuryProcess::program(QStringLiteral("peraku-cli")) };
        process.start(QStringLiteral("/bin/sh"), arguments + command);
    }

    Ran run(const char* persona, const QStringList& command)
    {
        QProcess process;
        QEventLoop loop; // the proxy of a test lives in this thread
        QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
        QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
        begin(process, persona, command);
        loop.exec();
        return { process.state() == QProcess::NotRunning ? process.exitCode() : -1,
            QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
            process.readAllStandardError() };
    }

    QMap<QString, Person> people; ///< By persona: penyedia, penyemak, pelulus.
    QTemporaryDir files;
    quint16 port = 0; ///< 0 = straight to the treasury.

private:
    QString secretFile(const char* name, const QByteArray& line)
    {
        QFile file(files.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(line + '\n') < 0)
            qFatal("a file of the test cannot be written");
        return file.fileName();
    }

    const support::TreasuryProcess& m_treasury;
};

} // namespace peraku::test
