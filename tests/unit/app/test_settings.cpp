#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <common/settingrows.h>
#include <common/settings.h>
#include <unistd.h>

using namespace peraku;
using common::Settings;
using common::SettingsPlaces;
using domain::Result;
using services::SettingOrigin;

namespace {

/** The layers of one computer, each an ini file. */
class Computer {
public:
    SettingsPlaces places() const
    {
        return { path("policy.ini"), path("userpolicy.ini"), path("computer.ini"), path("user.ini"), false };
    }
    QString path(const char* name) const { return m_home.filePath(QLatin1String(name)); }
    void write(const char* name, const QByteArray& text) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    Result<Settings> start(const QStringList& options = {}, const QProcessEnvironment& environment = {}) const
    {
        QCommandLineParser parser;
        common::addSettingsOptions(parser);
        if (!parser.parse(QStringList { QStringLiteral("peraku") } + options))
            return domain::fail(domain::ErrorCode::InvalidInput, parser.errorText());
        return common::readSettings(parser, environment, places());
    }

private:
    QTemporaryDir m_home;
};

QByteArray language(const char* code)
{
    return QByteArray("[desk]\nlanguage=") + code + '\n';
}
QByteArray server(const char* host)
{
    return QByteArray("[treasury]\nserver=https://") + host + '\n';
}

constexpr uid_t nobodyElse = 65534;

QString languageOf(const Result<Settings>& read)
{
    return services::settingOf(read->inForce, "desk/language").values.value(0);
}

QString refusal(const Result<Settings>& read)
{
    return read ? QString() : read.error().detail;
}

} // namespace

class TestSettings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void layers_ofTheAddress_strongestWins_data()
    {
        QTest::addColumn<QList<QByteArray>>(
            "layers"); // policy, user's policy, option, environment, computer, user
        QTest::addColumn<QString>("host");
        QTest::addColumn<SettingOrigin>("origin");
        const QList<QPair<const char*, SettingOrigin>> order { { "policy", SettingOrigin::ComputerPolicy },
            { "userpolicy", SettingOrigin::UserPolicy }, { "option", SettingOrigin::CommandLine },
            { "environment", SettingOrigin::Environment }, { "computer", SettingOrigin::Computer },
            { "user", SettingOrigin::User } };
        for (int strongest = 0; strongest < order.size(); ++strongest) {
            QList<QByteArray> layers;
            for (int layer = 0; layer < order.size(); ++layer)
                layers << (layer < strongest ? QByteArray() : QByteArray(order[layer].first));
            QTest::newRow(order[strongest].first)
                << layers << QString::fromLatin1(order[strongest].first) << order[strongest].second;
        }
    }
    void layers_ofTheAddress_strongestWins()
    {
        QFETCH(QList<QByteArray>, layers);
        const Computer computer;
        const char* const files[]
            = { "policy.ini", "userpolicy.ini", nullptr, nullptr, "computer.ini", "user.ini" };
        for (int layer = 0; layer < layers.size(); ++layer)
            if (files[layer] && !layers[layer].isEmpty())
                computer.write(files[layer], server(layers[layer]));
        QStringList options;
        QProcessEnvironment environment;
        if (!layers[2].isEmpty())
            options << QStringLiteral("--server") << QStringLiteral("https://option");
        if (!layers[3].isEmpty())
            environment.insert(QStringLiteral("PERAKU_SERVER"), QStringLiteral("https://environment"));
        const auto read = computer.start(options, environment);
        QVERIFY2(read, qPrintable(refusal(read)));
        QTEST(read->serverUrl.host(), "host");
        QTEST(services::settingOf(read->inForce, "treasury/server").origin, "origin");
    }

    void language_proposedByTheComputer_isTheOfficersToChoose()
    {
        const Computer computer;
        computer.write("computer.ini", server("t") + language("en"));
        computer.write("user.ini", language("ms"));
        QCOMPARE(languageOf(computer.start()), QStringLiteral("ms"));
        computer.write("policy.ini", language("en"));
        const auto managed = computer.start({ QStringLiteral("--language"), QStringLiteral("ms") });
        QCOMPARE(languageOf(managed), QStringLiteral("en"));
        QVERIFY(services::isFixed(services::settingOf(managed->inForce, "desk/language").origin));
    }

    void configFile_given_isReadInsteadOfComputerAndUser()
    {
        const Computer computer;
        computer.write("computer.ini", server("computer"));
        computer.write("user.ini", server("user") + language("en"));
        computer.write("given.ini", server("given"));
        const auto read = computer.start({ QStringLiteral("--config"), computer.path("given.ini") });
        QCOMPARE(read->serverUrl.host(), QStringLiteral("given"));
        QVERIFY(languageOf(read).isEmpty());
        computer.write("policy.ini", server("policy"));
        QCOMPARE(computer.start({ QStringLiteral("--config"), computer.path("given.ini") })->serverUrl.host(),
            QStringLiteral("policy"));
    }

    void values_wrong_nameSettingAndLayer_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("said");
        const auto row = [](const char* name, const char* file, const QByteArray& text, QStringList said) {
            QTest::newRow(name) << QByteArray(file) << text << said;
        };
        row("language in policy", "policy.ini", language("fr"),
            { QStringLiteral("desk/language"), QStringLiteral("computer's policy"),
                QStringLiteral("ms or en") });
        row("address of computer", "computer.ini", "[treasury]\nserver=treasury\n",
            { QStringLiteral("treasury/server"), QStringLiteral("computer's settings") });
        row("two addresses", "computer.ini", "[treasury]\nserver=https://a, https://b\n",
            { QStringLiteral("treasury/server"), QStringLiteral("one value") });
        row("proxy with a password", "user.ini", "[network]\nproxy=http://me:secret@proxy:8080\n",
            { QStringLiteral("network/proxy"), QStringLiteral("user's settings") });
        row("proxy without a port", "user.ini", "[network]\nproxy=http://proxy\n",
            { QStringLiteral("network/proxy") });
        row("appearance", "user.ini", "[desk]\nappearance=pink\n", { QStringLiteral("desk/appearance") });
        row("policy is no ini file", "policy.ini", "[treasury\nserver=https://t",
            { QStringLiteral("computer's policy"), QStringLiteral("not an ini file") });
    }
    void values_wrong_nameSettingAndLayer()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, text);
        QFETCH(QStringList, said);
        const Computer computer;
        computer.write("computer.ini", server("t"));
        computer.write(file.constData(), text);
        const auto refused = refusal(computer.start());
        for (const auto& word : said)
            QVERIFY2(refused.contains(word), qPrintable(refused));
        QVERIFY2(!refused.contains(QStringLiteral("secret")), qPrintable(refused));
    }

    void policy_empty_fixesThatThereIsNone()
    {
        const Computer computer;
        computer.write("user.ini", server("t") + "[token]\nmodule=/mine.so\n[verify]\nextra-ca=/mine.pem\n");
        computer.write("policy.ini", "[token]\nmodule=\n[verify]\nextra-ca=\n");
        const auto read = computer.start({ QStringLiteral("--module"), QStringLiteral("/other.so") });
        QVERIFY2(read, qPrintable(refusal(read)));
        QVERIFY(read->modulePaths.isEmpty());
        QVERIFY(read->extraCaFiles.isEmpty());
        QVERIFY(services::isFixed(services::settingOf(read->inForce, "token/module").origin));
    }

    void policy_unreadable_isNotIgnored()
    {
        const Computer computer;
        computer.write("computer.ini", server("t"));
        QVERIFY(QDir().mkpath(computer.path("policy.ini"))); // there, but nothing that can be read
        QVERIFY(refusal(computer.start()).contains(QStringLiteral("computer's policy")));
    }

    void policy_inAFolderThatMayNotBeSearched_isNotIgnored()
    {
        const QTemporaryDir home;
        const auto folder = home.filePath(QStringLiteral("etc"));
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(QFile::setPermissions(folder, {}));
        QCommandLineParser parser;
        common::addSettingsOptions(parser);
        QVERIFY(parser.parse({ QStringLiteral("peraku") }));
        // The superuser may search everything.
        const bool isRoot = ::getuid() == 0;
        QVERIFY(QFile::setPermissions(
            home.path(), QFile::permissions(home.path()) | QFile::ExeGroup | QFile::ExeOther));
        QVERIFY(!isRoot || ::setresuid(nobodyElse, nobodyElse, 0) == 0);
        const auto read
            = common::readSettings(parser, {}, { folder + QStringLiteral("/policy.ini"), {}, {}, {}, false });
        QVERIFY(!isRoot || ::setresuid(0, 0, 0) == 0);
        QVERIFY(refusal(read).contains(QStringLiteral("computer's policy")));
    }

    void address_missing_saysWhichSetting()
    {
        QVERIFY(refusal(Computer().start()).contains(QStringLiteral("treasury/server")));
    }

    void modules_several_areReadFromEachLayer()
    {
        const Computer computer;
        computer.write("computer.ini", server("t") + "[token]\nmodule=/a.so, /b.so\n");
        QCOMPARE(
            computer.start()->modulePaths, QStringList({ QStringLiteral("/a.so"), QStringLiteral("/b.so") }));
        QCOMPARE(computer
                     .start({ QStringLiteral("--module"), QStringLiteral("/c.so"), QStringLiteral("--module"),
                         QStringLiteral("/d.so") })
                     ->modulePaths,
            QStringList({ QStringLiteral("/c.so"), QStringLiteral("/d.so") }));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "test_settings.moc"
