#include "samples.h"

#include <signing/certificate.h>
#include <signing/evidence.h>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/pem.h>

using namespace peraku;
using namespace peraku::tests;
using support::TestKey;
using support::TestPki;

Q_DECLARE_METATYPE(peraku::tests::KeyCase)

/** The stock `openssl` command is the other side here. */
class TestInterop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void openssl_ourSignature_accepts_data();
    void openssl_ourSignature_accepts();
    void openssl_ourSignatureSpoiled_refuses();
    void openssl_revokedSigner_refuses();
    void verifyCades_opensslSignature_accepts_data();
    void verifyCades_opensslSignature_accepts();
    void verifyCades_opensslWithoutCades_refuses();
    void openssl_evidenceFolder_accepts();

private:
    QString write(const QString& name, const QByteArray& bytes);
    QString writeKey(const support::KeyPtr& key);
    bool run(const QStringList& arguments);
    bool opensslAccepts(const QByteArray& cms, const QByteArray& content);

    TestPki m_pki;
    QTemporaryDir m_folder;
    QByteArray m_output;
};

void TestInterop::initTestCase()
{
    QVERIFY(m_folder.isValid());
    const auto material = m_pki.material();
    write(QStringLiteral("trust.pem"),
        signing::certificatesToPem(material.roots) + signing::crlsToPem(material.crls));
    write(QStringLiteral("issuing.pem"), signing::certificatesToPem({ m_pki.issuing.der }));
    QVERIFY2(run({ QStringLiteral("version") }), "the openssl command is missing");
}

QString TestInterop::write(const QString& name, const QByteArray& bytes)
{
    const auto path = m_folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

QString TestInterop::writeKey(const support::KeyPtr& key)
{
    const signing::BioPtr out(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        qFatal("key cannot be written");
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return write(QStringLiteral("signer.key"), QByteArray(text, size));
}

bool TestInterop::run(const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"), arguments);
    if (!process.waitForFinished(30000))
        return false;
    m_output = process.readAll();
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

bool TestInterop::opensslAccepts(const QByteArray& cms, const QByteArray& content)
{
    return run({ QStringLiteral("cms"), QStringLiteral("-verify"), QStringLiteral("-cades"),
        QStringLiteral("-binary"), QStringLiteral("-inform"), QStringLiteral("DER"), QStringLiteral("-in"),
        write(QStringLiteral("signature.p7s"), cms), QStringLiteral("-content"),
        write(QStringLiteral("content"), content), QStringLiteral("-CAfile"),
        m_folder.filePath(QStringLiteral("trust.pem")), QStringLiteral("-crl_check_all"),
        QStringLiteral("-purpose"), QStringLiteral("any"), QStringLiteral("-attime"),
        QString::number(m_pki.now.toSecsSinceEpoch() + 1), QStringLiteral("-out"),
        QStringLiteral("/dev/null") });
}

void TestInterop::openssl_ourSignature_accepts_data()
{
    QTest::addColumn<KeyCase>("key");
    for (const auto& key : keyCases)
        QTest::newRow(key.name) << key;
}

void TestInterop::openssl_ourSignature_accepts()
{
    QFETCH(KeyCase, key);
    const auto cms = signedBy(m_pki, m_pki.officer(key.key), { key.scheme, key.digestBits });
    QVERIFY2(opensslAccepts(cms, document), m_output.constData());
    QVERIFY(!opensslAccepts(cms, document + "x"));
}

void TestInterop::openssl_ourSignatureSpoiled_refuses()
{
    const auto cms = signedBy(m_pki, m_pki.officer());
    // Signature value and signed attributes stand at the end; a bit in each of these places is a different
    // signature.
    for (const int fromEnd : { 3, 20, 40, 60, 110, 140, 170, 210, 250 }) {
        auto spoiled = cms;
        spoiled[spoiled.size() - fromEnd] = char(spoiled[spoiled.size() - fromEnd] ^ 0x04);
        QVERIFY2(!opensslAccepts(spoiled, document), qPrintable(QString::number(fromEnd)));
        QVERIFY(!signing::verifyCades(spoiled, document, *m_pki.trust(), optionsAt(m_pki.now)).valid());
    }
    for (qsizetype at = 0; at < document.size(); at += 9) {
        auto spoiled = document;
        spoiled[at] = char(spoiled[at] ^ 0x01);
        QVERIFY(!opensslAccepts(cms, spoiled));
        QVERIFY(!signing::verifyCades(cms, spoiled, *m_pki.trust(), optionsAt(m_pki.now)).valid());
    }
}

void TestInterop::openssl_revokedSigner_refuses()
{
    const auto officer = m_pki.officer(TestKey::P256, "800101145001", 4711);
    const auto cms = signedBy(m_pki, officer);
    auto list = m_pki.crlSpec();
    list.entries.append({ officer.serial, m_pki.now.addDays(-1), -1, {} });
    const auto material = m_pki.material(
        { support::makeCrl(list, m_pki.issuing), support::makeCrl(m_pki.crlSpec(), m_pki.root) });
    const auto path = m_folder.filePath(QStringLiteral("trust.pem"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto sound = file.readAll();
    file.close();
    QVERIFY2(opensslAccepts(cms, document), m_output.constData());
    write(QStringLiteral("trust.pem"),
        signing::certificatesToPem(material.roots) + signing::crlsToPem(material.crls));
    QVERIFY(!opensslAccepts(cms, document));
    QVERIFY(m_output.contains("revoked"));
    write(QStringLiteral("trust.pem"), sound);
}

void TestInterop::verifyCades_opensslSignature_accepts_data()
{
    QTest::addColumn<KeyCase>("key");
    QTest::addColumn<bool>("capabilities");
    for (const auto& key : keyCases)
        QTest::newRow(key.name) << key << false;
    QTest::newRow("with S/MIME capabilities") << keyCases[0] << true;
}

void TestInterop::verifyCades_opensslSignature_accepts()
{
    QFETCH(KeyCase, key);
    QFETCH(bool, capabilities);
    // openssl signs with the real time, which must lie within the certificate's validity.
    const TestPki pki(QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), Qt::UTC));
    const auto officer = pki.officer(key.key);
    QStringList arguments { QStringLiteral("cms"), QStringLiteral("-sign"), QStringLiteral("-cades"),
        QStringLiteral("-binary"), QStringLiteral("-in"), write(QStringLiteral("content"), document),
        QStringLiteral("-signer"),
        write(QStringLiteral("signer.pem"), signing::certificatesToPem({ officer.der })),
        QStringLiteral("-inkey"), writeKey(officer.key), QStringLiteral("-certfile"),
        write(QStringLiteral("chain.pem"), signing::certificatesToPem({ pki.issuing.der })),
        QStringLiteral("-md"), QStringLiteral("sha%1").arg(key.digestBits), QStringLiteral("-outform"),
        QStringLiteral("DER"), QStringLiteral("-out"), m_folder.filePath(QStringLiteral("peer.p7s")) };
    if (!capabilities)
        arguments.append(QStringLiteral("-nosmimecap"));
    if (key.scheme == domain::SignatureScheme::RsaPss)
        arguments.append({ QStringLiteral("-keyopt"), QStringLiteral("rsa_padding_mode:pss") });
    QVERIFY2(run(arguments), m_output.constData());
    QFile file(m_folder.filePath(QStringLiteral("peer.p7s")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto cms = file.readAll();
    auto options = optionsAt(pki.now.addSecs(60));
    const auto report = signing::verifyCades(cms, document, *pki.trust(), options);
    QVERIFY2(report.valid(), qPrintable(explain(report)));
    QVERIFY(!signing::verifyCades(cms, document + "x", *pki.trust(), options).valid());
}

void TestInterop::verifyCades_opensslWithoutCades_refuses()
{
    const TestPki pki(QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), Qt::UTC));
    const auto officer = pki.officer();
    QVERIFY(run({ QStringLiteral("cms"), QStringLiteral("-sign"), QStringLiteral("-binary"),
        QStringLiteral("-in"), write(QStringLiteral("content"), document), QStringLiteral("-signer"),
        write(QStringLiteral("signer.pem"), signing::certificatesToPem({ officer.der })),
        QStringLiteral("-inkey"), writeKey(officer.key), QStringLiteral("-outform"), QStringLiteral("DER"),
        QStringLiteral("-out"), m_folder.filePath(QStringLiteral("peer.p7s")) }));
    QFile file(m_folder.filePath(QStringLiteral("peer.p7s")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto report
        = signing::verifyCades(file.readAll(), document, *pki.trust(), optionsAt(pki.now.addSecs(60)));
    QCOMPARE(report.find(domain::CheckId::Signature)->reason->detail,
        QStringLiteral("no signing-certificate-v2 attribute"));
}

void TestInterop::openssl_evidenceFolder_accepts()
{
    const auto cms
        = signedBy(m_pki, m_pki.officer(TestKey::Rsa2048), { domain::SignatureScheme::RsaPkcs1, 256 });
    const auto files = signing::evidenceFiles(document, cms, *m_pki.trust());
    QVERIFY(files.has_value());
    const auto trust = write(QStringLiteral("evidence-trust.pem"), files->ca + files->crl);
    QVERIFY2(run({ QStringLiteral("cms"), QStringLiteral("-verify"), QStringLiteral("-cades"),
                 QStringLiteral("-binary"), QStringLiteral("-inform"), QStringLiteral("DER"),
                 QStringLiteral("-in"), write(QStringLiteral("signature.p7s"), files->signature),
                 QStringLiteral("-content"), write(QStringLiteral("statement.json"), files->statement),
                 QStringLiteral("-CAfile"), trust, QStringLiteral("-certfile"),
                 write(QStringLiteral("chain.pem"), files->chain), QStringLiteral("-crl_check_all"),
                 QStringLiteral("-attime"), QString::number(m_pki.now.toSecsSinceEpoch() + 1),
                 QStringLiteral("-out"), QStringLiteral("/dev/null") }),
        m_output.constData());
    const auto again = signing::trustFromEvidence(*files, { m_pki.root.der });
    QVERIFY(again.has_value());
    const auto store = signing::TrustStore::create(*again);
    QVERIFY(store.has_value());
    QVERIFY(signing::verifyCades(files->signature, files->statement, **store, optionsAt(m_pki.now)).valid());
}

QTEST_GUILESS_MAIN(TestInterop)
#include "test_interop.moc"
