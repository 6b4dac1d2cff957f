#include "support.h"

#include <pki/setup.h>

#include <QDir>
#include <QTest>

using namespace peraku;
using namespace Qt::StringLiterals;

namespace {

pki::InitOptions quickOptions()
{
    pki::InitOptions options;
    options.profile.caKeys = pki::KeyAlgorithm::P256;
    return options;
}

bool isPrivate(const QString& path)
{
    const auto open = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    return QFile::exists(path) && (QFile::permissions(path) & open) == QFile::Permissions();
}

} // namespace

class TestPkiSetup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init_newFolder_makesAWorkingPki();
    void init_twice_changesNothing();
    void init_interrupted_isFinished();
    void init_foreignFolder_isRefused();
    void open_withoutInit_isRefused();
};

void TestPkiSetup::init_newFolder_makesAWorkingPki()
{
    QTemporaryDir dir;
    MovingClock clock;
    OsRng rng;
    const auto folder = pki::initTreasury(dir.filePath(u"data"_s), quickOptions(), clock, rng);
    QVERIFY2(folder, qPrintable(folder ? QString() : folder.error().detail));
    QVERIFY(isPrivate(folder->root));
    QVERIFY(isPrivate(folder->hsmPin()));
    QVERIFY(isPrivate(folder->tlsKey()));
    const auto said = openssl({ u"verify"_s, u"-x509_strict"_s, u"-purpose"_s, u"sslserver"_s,
                                  u"-verify_ip"_s, u"127.0.0.1"_s, u"-CAfile"_s, folder->rootPem(),
                                  u"-untrusted"_s, folder->issuingPem(), folder->tlsCertificate() },
        dir.path());
    QVERIFY2(said.good(), said.text.constData());
    const auto opened = pki::OpenedPki::open(*folder, clock);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
    QVERIFY((*opened)->authority().issuingCrl());
}

void TestPkiSetup::init_twice_changesNothing()
{
    QTemporaryDir dir;
    MovingClock clock;
    OsRng rng;
    const auto first = pki::initTreasury(dir.filePath(u"data"_s), quickOptions(), clock, rng);
    QVERIFY(first);
    const auto root = take(first->rootPem());
    const auto tls = take(first->tlsCertificate());
    QVERIFY(pki::initTreasury(dir.filePath(u"data"_s), quickOptions(), clock, rng));
    QCOMPARE(take(first->rootPem()), root);
    QCOMPARE(take(first->tlsCertificate()), tls);
}

void TestPkiSetup::init_interrupted_isFinished()
{
    QTemporaryDir dir;
    MovingClock clock;
    OsRng rng;
    const auto first = pki::initTreasury(dir.filePath(u"data"_s), quickOptions(), clock, rng);
    QVERIFY(first);
    const auto root = take(first->rootPem());
    // As a power cut before the TLS key leaves it.
    QVERIFY(QFile::remove(first->tlsKey()) && QFile::remove(first->tlsCertificate()));
    auto marker = take(first->marker());
    QVERIFY(put(first->marker(), marker.replace("true", "false")));
    QVERIFY(!pki::OpenedPki::open(*first, clock));
    QVERIFY(pki::initTreasury(dir.filePath(u"data"_s), quickOptions(), clock, rng));
    QVERIFY(QFile::exists(first->tlsCertificate()));
    QCOMPARE(take(first->rootPem()), root);
    QVERIFY(pki::OpenedPki::open(*first, clock));
}

void TestPkiSetup::init_foreignFolder_isRefused()
{
    QTemporaryDir dir;
    MovingClock clock;
    OsRng rng;
    QVERIFY(put(dir.filePath(u"letter.txt"_s), "mine"));
    const auto refused = pki::initTreasury(dir.path(), quickOptions(), clock, rng);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, domain::ErrorCode::InvalidInput);
    QCOMPARE(
        QDir(dir.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList { u"letter.txt"_s });
}

void TestPkiSetup::open_withoutInit_isRefused()
{
    QTemporaryDir dir;
    MovingClock clock;
    const auto opened = pki::OpenedPki::open({ dir.path() }, clock);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, domain::ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestPkiSetup)
#include "test_pki_setup.moc"
