#include <services/composition.h>
#include <services/systemports.h>
#include <support/tokenbench.h>

#include <resources/resources.h>

using namespace peraku;
using namespace peraku::domain;
using namespace peraku::support;

/** Which certificate is offered first, from one run of the desk to the next. */
class TestChoice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void choice_isRememberedFromRunToRun();
    void choice_isForgottenForThisRunWhenItCannotSign();
    void rememberedFile_holdsNoPersonalData();

private:
    std::unique_ptr<TokenBench> m_bench;
    services::DeskOptions m_options;
    QString m_iniFile;
};

namespace {

/** The services of one run, as the programs put them together. */
struct Run {
    Run(TokenBench& bench, const services::DeskOptions& options, const QString& iniFile)
        : preferences(iniFile)
        , made(services::makeDesk(options,
              { bench.clock, ports.rng, ports.scheduler, ports.workers, ports.workWriter, ports.cacheWriter,
                  ports.cacheReader, bench.start(), nullptr, &preferences }))
    {
    }
    services::CertifyService& certify() { return (*made)->desk().certify; }
    MediumInventory media() { return waited(certify().media()).value_or(MediumInventory {}); }
    /** As far as the token goes; the statement is none that anyone would accept. */
    void sign(const Credential& credential)
    {
        services::Review review;
        review.bytes = "{}";
        review.credential = credential;
        review.statement.time = QDateTime(QDate(2026, 6, 15), QTime(4, 0), Qt::UTC);
        waited(certify().sign(review, { secret::SecureBuffer::copyOf(TokenBench::userCode), {} }));
    }

    services::SystemPorts ports;
    services::IniPreferences preferences;
    Result<std::unique_ptr<services::DeskContext>> made;
};

} // namespace

void TestChoice::initTestCase()
{
    resources::registerAll();
    m_bench = std::make_unique<TokenBench>();
    QVERIFY(!m_bench->addToken("ujian", { TestKey::P256, TestKey::Rsa2048, TestKey::P384 }).isEmpty());
    QFile root(m_bench->folder.filePath(QStringLiteral("root.pem")));
    QVERIFY(root.open(QIODevice::WriteOnly));
    root.write(
        "-----BEGIN CERTIFICATE-----\n" + m_bench->pki.root.der.toBase64() + "\n-----END CERTIFICATE-----\n");
    root.close();
    m_options.serverUrl = QUrl(QStringLiteral("https://127.0.0.1:1"));
    m_options.caFile = root.fileName();
    m_options.dataDir = m_bench->folder.filePath(QStringLiteral("desk"));
    m_options.catalogueCsv = resources::processCatalogueCsv();
    m_iniFile = m_bench->folder.filePath(QStringLiteral("desk.ini"));
}

void TestChoice::choice_isRememberedFromRunToRun()
{
    Credential chosen;
    {
        Run first(*m_bench, m_options, m_iniFile);
        QVERIFY(first.made);
        const auto media = first.media();
        QCOMPARE(media.credentials.size(), 3);
        QVERIFY(media.preferred.isEmpty());
        chosen = media.credentials.at(2);
        m_bench->plan({});
        first.sign(chosen);
        QCOMPARE(m_bench->logged("C_Sign "), 1);
        QCOMPARE(first.media().preferred, chosen.id);
    }
    Run second(*m_bench, m_options, m_iniFile);
    const auto media = second.media();
    QCOMPARE(media.preferred, chosen.id);
    QCOMPARE(media.credentials.first().id, chosen.id);
    QVERIFY(chosen.id.startsWith(chosen.mediumSerial));
    QVERIFY(chosen.id.endsWith(chosen.certificate.sha256.value()));
}

void TestChoice::choice_isForgottenForThisRunWhenItCannotSign()
{
    Run run(*m_bench, m_options, m_iniFile);
    m_bench->plan("flags 40000");
    const auto media = run.media();
    QCOMPARE(media.credentials.size(), 3);
    QVERIFY(media.preferred.isEmpty());
    m_bench->plan({});
    QVERIFY(!run.media().preferred.isEmpty());
}

void TestChoice::rememberedFile_holdsNoPersonalData()
{
    QFile file(m_iniFile);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto text = file.readAll();
    QVERIFY(text.contains("latestCredentials"));
    QVERIFY(!text.contains(TokenBench::officerIc));
}

QTEST_GUILESS_MAIN(TestChoice)
#include "test_choice.moc"
