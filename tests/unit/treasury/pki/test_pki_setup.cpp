#include "support.h"

#include <pki/seal.h>
#include <pki/setup.h>
#include <sqlite/database.h>
#include <support/softhsm.h>

#include <QDir>
#include <QTest>

using namespace peraku;
using namespace Qt::StringLiterals;
using support::pinOf;
using support::SoftHsm;

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

/** DER of the seal that an opened folder signs with; empty where it cannot. */
QByteArray sealOf(const pki::DataFolder& folder, MovingClock& clock)
{
    const auto opened = pki::OpenedPki::open(folder, clock);
    if (!opened)
        return {};
    pki::SealKeeper seal((*opened)->authority());
    const auto certificates = seal.certificates();
    return certificates && seal.signDigest(QByteArray(32, 'd')) ? certificates->seal : QByteArray();
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
    void open_folderWithoutSeal_getsOneThatStays();
    void open_lapsedSeal_isRenewed();
    void hsm_newFolder_keepsNoKeyInFiles();
    void hsm_roamingToken_holdsOfficersKeys();
    void hsm_wrongAccess_isRefused_data();
    void hsm_wrongAccess_isRefused();
    void hsm_initRefused_leavesNoFolder();
};

void TestPkiSetup::init_newFolder_makesAWorkingPki()
{
    QTemporaryDir dir;
    MovingClock clock;
    OsRng rng;
    const auto folder = pki::initTreasury(dir.filePath(u"data"_s), quickOptions(), clock, rng);
    QVERIFY2(folder, qPrintable(folder ? QString() : folder.error().detail));
    QVERIFY(isPrivate(folder->root));
    QVERIFY(isPrivate(folder->passphraseFile()));
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

void TestPkiSetup::open_folderWithoutSeal_getsOneThatStays()
{
    QTemporaryDir dir;
    MovingClock clock;
    OsRng rng;
    const auto folder = pki::initTreasury(dir.filePath(u"data"_s), quickOptions(), clock, rng);
    QVERIFY(folder);
    // As an earlier version left it.
    QVERIFY(QFile::remove(folder->keyFiles() + u"/peraku-seal.key"_s));
    {
        auto store = sqlite::Database::open(folder->certificateRegister(), sqlite::Durability::Extra);
        QVERIFY(store);
        QVERIFY((*store)->execute(
            qPrintable(u"DELETE FROM certificates WHERE kind=%1"_s.arg(int(pki::CertificateKind::Seal)))));
    }
    const auto first = sealOf(*folder, clock);
    QVERIFY(!first.isEmpty());
    QCOMPARE(sealOf(*folder, clock), first);
    QVERIFY(isPrivate(folder->keyFiles() + u"/peraku-seal.key"_s));
}

void TestPkiSetup::open_lapsedSeal_isRenewed()
{
    QTemporaryDir dir;
    MovingClock clock;
    OsRng rng;
    const auto folder = pki::initTreasury(dir.filePath(u"data"_s), quickOptions(), clock, rng);
    QVERIFY(folder);
    const auto first = sealOf(*folder, clock);
    clock.ahead = 6LL * 366 * 24 * 3600;
    const auto second = sealOf(*folder, clock);
    QVERIFY(!second.isEmpty());
    QVERIFY(second != first);
}

void TestPkiSetup::hsm_newFolder_keepsNoKeyInFiles()
{
    SoftHsm store;
    {
        auto module = store.load();
        store.make(module, u"ca"_s);
    }
    QTemporaryDir dir;
    MovingClock clock;
    OsRng rng;
    pki::InitOptions options;
    options.hsm = { SoftHsm::module(), u"ca"_s, pinOf(SoftHsm::pin) };
    const auto folder = pki::initTreasury(dir.filePath(u"data"_s), options, clock, rng);
    QVERIFY2(folder, qPrintable(folder ? QString() : folder.error().detail));
    QVERIFY(!QDir(folder->keyFiles()).exists());
    QVERIFY(!take(folder->marker()).contains(SoftHsm::pin.data()));
    // The folder remembers where its keys are, so that only the PIN is asked.
    const auto opened = pki::OpenedPki::open(*folder, clock, { {}, {}, pinOf(SoftHsm::pin) });
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
    QVERIFY(put(dir.filePath(u"crl.der"_s), *(*opened)->authority().issuingCrl()));
    const auto said = openssl({ u"crl"_s, u"-inform"_s, u"DER"_s, u"-in"_s, u"crl.der"_s, u"-noout"_s,
                                  u"-verify"_s, u"-CAfile"_s, folder->issuingPem() },
        dir.path());
    QVERIFY2(said.good() && said.text.contains("verify OK"), said.text.constData());
}

void TestPkiSetup::hsm_roamingToken_holdsOfficersKeys()
{
    SoftHsm store;
    {
        auto module = store.load();
        store.make(module, u"ca"_s);
        store.make(module, u"officers"_s);
    }
    QTemporaryDir dir;
    MovingClock clock;
    OsRng rng;
    auto options = quickOptions();
    options.hsm = { {}, {}, {}, u"officers"_s };
    QCOMPARE(pki::initTreasury(dir.filePath(u"files"_s), options, clock, rng).error().code,
        domain::ErrorCode::InvalidInput);
    options.hsm = { SoftHsm::module(), u"ca"_s, pinOf(SoftHsm::pin), u"officers"_s };
    const auto folder = pki::initTreasury(dir.filePath(u"data"_s), options, clock, rng);
    QVERIFY2(folder, qPrintable(folder ? QString() : folder.error().detail));
    {
        const auto opened = pki::OpenedPki::open(*folder, clock, { {}, {}, pinOf(SoftHsm::pin) });
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
        QVERIFY((*opened)->token()->generate(u"pegawai"_s, pki::KeyAlgorithm::P256));
    }
    const auto other = pki::OpenedPki::open(*folder, clock, { {}, {}, pinOf(SoftHsm::pin), u"ca"_s });
    QCOMPARE(other.error().code, domain::ErrorCode::InvalidInput);
    auto module = store.load();
    QVERIFY(store.open(module, u"officers"_s).find(u"pegawai"_s));
    QCOMPARE(store.open(module, u"ca"_s).find(u"pegawai"_s).error().code, domain::ErrorCode::KeyMissing);
}

void TestPkiSetup::hsm_wrongAccess_isRefused_data()
{
    QTest::addColumn<bool>("keysInHsm");
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("token");
    QTest::addColumn<QByteArray>("pin");
    QTest::addColumn<domain::ErrorCode>("code");
    const QByteArray right(SoftHsm::pin.data());
    using enum domain::ErrorCode;
    QTest::newRow("no PIN") << true << QString() << QString() << QByteArray() << WrongPin;
    QTest::newRow("wrong PIN") << true << QString() << QString() << QByteArray("87654321") << WrongPin;
    QTest::newRow("other token") << true << QString() << u"other"_s << right << InvalidInput;
    QTest::newRow("missing module") << true << u"/nowhere/hsm.so"_s << QString() << right << ModuleNotFound;
    QTest::newRow("keys in files") << false << SoftHsm::module() << u"ca"_s << right << InvalidInput;
}

void TestPkiSetup::hsm_wrongAccess_isRefused()
{
    QFETCH(bool, keysInHsm);
    QFETCH(QString, module);
    QFETCH(QString, token);
    QFETCH(QByteArray, pin);
    QFETCH(domain::ErrorCode, code);
    SoftHsm store;
    {
        auto loaded = store.load();
        store.make(loaded, u"ca"_s);
        store.make(loaded, u"other"_s);
    }
    QTemporaryDir dir;
    MovingClock clock;
    OsRng rng;
    auto options = quickOptions();
    if (keysInHsm)
        options.hsm = { SoftHsm::module(), u"ca"_s, pinOf(SoftHsm::pin) };
    const auto folder = pki::initTreasury(dir.filePath(u"data"_s), options, clock, rng);
    QVERIFY(folder);
    const auto opened = pki::OpenedPki::open(*folder, clock, { module, token, pinOf(pin.constData()) });
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, code);
}

void TestPkiSetup::hsm_initRefused_leavesNoFolder()
{
    SoftHsm store;
    QTemporaryDir dir;
    MovingClock clock;
    OsRng rng;
    auto options = quickOptions();
    options.hsm = { SoftHsm::module(), u"ca"_s, pinOf(SoftHsm::pin) };
    const auto folder = pki::initTreasury(dir.filePath(u"data"_s), options, clock, rng);
    QVERIFY(!folder);
    QCOMPARE(folder.error().code, domain::ErrorCode::TokenMissing);
    QVERIFY(!QDir(dir.filePath(u"data"_s)).exists());
}

QTEST_GUILESS_MAIN(TestPkiSetup)
#include "test_pki_setup.moc"
