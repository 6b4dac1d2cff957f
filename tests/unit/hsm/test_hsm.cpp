#include "keys.h"

#include <QRandomGenerator>
#include <QTest>

#include <atomic>
#include <cstring>
#include <thread>
#include <vector>

using namespace peraku;
using namespace peraku::test;
using namespace Qt::StringLiterals;
using domain::ErrorCode;
using hsm::KeyAlgorithm;
using support::pinOf;
using support::SoftHsm;

Q_DECLARE_METATYPE(peraku::hsm::KeyAlgorithm)

class TestHsm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { secret::hardenProcess(); }
    void load_badModule_isRefused_data();
    void load_badModule_isRefused();
    void load_twiceInOneProcess_isRefused();
    void load_afterTheLastHandle_worksAgain();
    void initialise_label_isChecked();
    void open_missingToken_isNamed();
    void open_wrongPin_isRefused();
    void open_twice_neverTakesAnyPin();
    void open_pin_leavesNoCopyOnTheHeap();
    void generate_eachKind_signsWhatOpensslVerifies_data();
    void generate_eachKind_signsWhatOpensslVerifies();
    void generate_takenLabel_isRefused();
    void find_absentKey_isMissing();
    void find_keyThatOthersMade_isJudged();
    void find_afterReopening_signsWithTheSameKey();
    void key_privateValues_neverLeaveTheToken();
    void key_whileOthersAreGenerated_keepsSigning();
    void key_eightThreads_allSign();
    void key_outlivesItsHandles_signs();
    void putCertificate_standsBesideItsKey();
    void tokens_twoOfOneModule_workSideBySide();
};

void TestHsm::load_badModule_isRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("missing") << u"/nowhere/libhsm.so"_s;
    QTest::newRow("bare name") << u"libsofthsm2.so"_s;
    QTest::newRow("no library") << u"/etc/passwd"_s;
    QTest::newRow("no PKCS#11") << u"/usr/lib/x86_64-linux-gnu/libcrypto.so.3"_s;
}

void TestHsm::load_badModule_isRefused()
{
    QFETCH(QString, path);
    const auto module = hsm::Module::load(path);
    QVERIFY(!module);
    QCOMPARE(module.error().code, ErrorCode::ModuleNotFound);
}

void TestHsm::load_twiceInOneProcess_isRefused()
{
    SoftHsm store;
    const auto module = store.load();
    const auto second = hsm::Module::load(SoftHsm::module());
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::ModuleFailed);
}

void TestHsm::load_afterTheLastHandle_worksAgain()
{
    SoftHsm store;
    for (int i = 0; i < 3; ++i) {
        auto module = store.load();
        if (i == 0)
            store.make(module, u"hsm"_s);
        const auto token = store.open(module, u"hsm"_s);
    }
}

void TestHsm::initialise_label_isChecked()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    for (const auto& label : { u"hsm"_s, QString(), QString(33, u'x') }) {
        const auto made = module.initialise(label, pinOf(SoftHsm::soPin), pinOf(SoftHsm::pin));
        QVERIFY2(!made, qPrintable(label));
        QCOMPARE(made.error().code, ErrorCode::InvalidInput);
    }
    store.make(module, QString(32, u'x'));
    store.open(module, QString(32, u'x'));
}

void TestHsm::open_missingToken_isNamed()
{
    SoftHsm store;
    auto module = store.load();
    const auto token = module.open(u"hsm"_s, pinOf(SoftHsm::pin));
    QVERIFY(!token);
    QCOMPARE(token.error().code, ErrorCode::TokenMissing);
    QVERIFY(token.error().detail.contains(u"hsm"_s));
}

void TestHsm::open_wrongPin_isRefused()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    for (const auto& [wrong, code] :
        { std::pair { "1234-usex", ErrorCode::WrongPin }, std::pair { "", ErrorCode::PinLengthWrong } }) {
        const auto token = module.open(u"hsm"_s, pinOf(wrong));
        QVERIFY(!token);
        QCOMPARE(token.error().code, code);
    }
    store.open(module, u"hsm"_s);
}

void TestHsm::open_twice_neverTakesAnyPin()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    const auto token = store.open(module, u"hsm"_s);
    const auto second = module.open(u"hsm"_s, pinOf("not the PIN"));
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::TokenNotUsable);
}

void TestHsm::open_pin_leavesNoCopyOnTheHeap()
{
    SoftHsm store;
    auto module = store.load();
    secret::SecureBuffer pin(16);
    for (std::size_t i = 0; i < pin.size(); ++i)
        pin.bytes()[i] = static_cast<unsigned char>('0' + QRandomGenerator::system()->bounded(10));
    QVERIFY(module.initialise(u"hsm"_s, pin, pin));
    auto token = SoftHsm::need(module.open(u"hsm"_s, pin));
    const auto key = SoftHsm::need(token.generate(u"kunci"_s, KeyAlgorithm::P256));
    QVERIFY(verifies(key, sign(key)));
    QCOMPARE(copiesOnTheHeap(pin), 0);
    const std::unique_ptr<char[]> copy(new char[pin.size()]);
    std::memcpy(copy.get(), pin.bytes(), pin.size());
    QCOMPARE(copiesOnTheHeap(pin), 1);
}

void TestHsm::generate_eachKind_signsWhatOpensslVerifies_data()
{
    QTest::addColumn<KeyAlgorithm>("algorithm");
    QTest::addColumn<int>("bits");
    QTest::newRow("RSA-2048") << KeyAlgorithm::Rsa2048 << 2048;
    QTest::newRow("RSA-3072") << KeyAlgorithm::Rsa3072 << 3072;
    QTest::newRow("P-256") << KeyAlgorithm::P256 << 256;
    QTest::newRow("P-384") << KeyAlgorithm::P384 << 384;
}

void TestHsm::generate_eachKind_signsWhatOpensslVerifies()
{
    QFETCH(KeyAlgorithm, algorithm);
    QFETCH(int, bits);
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    auto token = store.open(module, u"hsm"_s);
    const auto key = SoftHsm::need(token.generate(u"kunci"_s, algorithm));
    QCOMPARE(EVP_PKEY_get_bits(key.get()), bits);
    auto signature = sign(key);
    QVERIFY(verifies(key, signature));
    signature[signature.size() / 2] = char(signature.at(signature.size() / 2) ^ 1);
    QVERIFY(!verifies(key, signature));
    if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA)
        QVERIFY(verifies(key, sign(key, true), true));
}

void TestHsm::generate_takenLabel_isRefused()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    auto token = store.open(module, u"hsm"_s);
    QVERIFY(token.generate(u"kunci"_s, KeyAlgorithm::P256));
    const auto second = token.generate(u"kunci"_s, KeyAlgorithm::P256);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::InvalidInput);
    QVERIFY(token.find(u"kunci"_s));
}

void TestHsm::find_absentKey_isMissing()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    auto token = store.open(module, u"hsm"_s);
    QVERIFY(token.generate(u"kunci"_s, KeyAlgorithm::P256));
    const auto key = token.find(u"lain"_s);
    QVERIFY(!key);
    QCOMPARE(key.error().code, ErrorCode::KeyMissing);
    const auto put = token.putCertificate(u"lain"_s, selfSigned(*token.find(u"kunci"_s)));
    QVERIFY(!put);
    QCOMPARE(put.error().code, ErrorCode::KeyMissing);
}

void TestHsm::find_keyThatOthersMade_isJudged()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    auto token = store.open(module, u"hsm"_s);
    QVERIFY(token.generate(u"kunci"_s, KeyAlgorithm::P256)); // the list of keys stands from now on
    Raw raw("hsm");
    QCOMPARE(raw.generate("biasa", false), CK_RV(CKR_OK));
    QVERIFY(!sign(SoftHsm::need(token.find(u"biasa"_s))).isEmpty());
    QCOMPARE(raw.generate("berjaga", true), CK_RV(CKR_OK));
    QCOMPARE(token.find(u"berjaga"_s).error().code, ErrorCode::TokenNotUsable);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(raw.generate("kembar", false), CK_RV(CKR_OK));
    QCOMPARE(token.find(u"kembar"_s).error().code, ErrorCode::TokenNotUsable);
    QVERIFY(token.find(u"kunci"_s));
}

void TestHsm::find_afterReopening_signsWithTheSameKey()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    QByteArray before;
    {
        auto token = store.open(module, u"hsm"_s);
        before = sign(SoftHsm::need(token.generate(u"kunci"_s, KeyAlgorithm::Rsa2048)));
    }
    auto token = store.open(module, u"hsm"_s);
    const auto key = SoftHsm::need(token.find(u"kunci"_s));
    QVERIFY(verifies(key, before));
    QCOMPARE(sign(key), before);
}

void TestHsm::key_privateValues_neverLeaveTheToken()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"rsa"_s);
    store.make(module, u"ec"_s);
    auto rsa = store.open(module, u"rsa"_s);
    auto ec = store.open(module, u"ec"_s);
    QVERIFY(rsa.generate(u"kunci"_s, KeyAlgorithm::Rsa2048));
    QVERIFY(ec.generate(u"kunci"_s, KeyAlgorithm::P256));
    for (const auto& [label, secret] :
        { std::pair<QByteArray, CK_ATTRIBUTE_TYPE> { "rsa", CKA_PRIVATE_EXPONENT }, { "rsa", CKA_PRIME_1 },
            { "ec", CKA_VALUE } }) {
        Raw raw(label);
        const auto key = raw.find(CKO_PRIVATE_KEY);
        QVERIFY(key != CK_INVALID_HANDLE);
        QByteArray value;
        QCOMPARE(raw.read(key, secret, value), CK_RV(CKR_ATTRIBUTE_SENSITIVE));
        QCOMPARE(raw.read(key, CKA_EXTRACTABLE, value), CK_RV(CKR_OK));
        QCOMPARE(value, QByteArray(1, '\0'));
        QCOMPARE(raw.read(key, CKA_NEVER_EXTRACTABLE, value), CK_RV(CKR_OK));
        QCOMPARE(value, QByteArray(1, '\1'));
    }
}

void TestHsm::key_whileOthersAreGenerated_keepsSigning()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    auto token = store.open(module, u"hsm"_s);
    const auto rsa = SoftHsm::need(token.generate(u"rsa"_s, KeyAlgorithm::Rsa2048));
    const auto ec = SoftHsm::need(token.generate(u"ec"_s, KeyAlgorithm::P256));
    std::atomic<bool> enough { false };
    std::atomic<int> good { 0 };
    std::atomic<int> bad { 0 };
    std::vector<std::thread> signers;
    for (const auto& key : { rsa, ec }) {
        signers.emplace_back([&, key] {
            while (!enough)
                ++(verifies(key, sign(key)) ? good : bad);
        });
    }
    std::vector<hsm::PrivateKey> more;
    for (int i = 0; i < 12; ++i) {
        more.push_back(SoftHsm::need(
            token.generate(u"kunci%1"_s.arg(i), i % 4 == 0 ? KeyAlgorithm::Rsa2048 : KeyAlgorithm::P384)));
        QVERIFY(token.find(u"ec"_s));
    }
    enough = true;
    for (auto& signer : signers)
        signer.join();
    QCOMPARE(bad.load(), 0);
    QVERIFY(good > 0);
    for (const auto& key : more)
        QVERIFY(verifies(key, sign(key)));
}

void TestHsm::key_eightThreads_allSign()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    auto token = store.open(module, u"hsm"_s);
    for (const auto algorithm : { KeyAlgorithm::Rsa2048, KeyAlgorithm::P256 }) {
        const auto key = SoftHsm::need(token.generate(u"kunci%1"_s.arg(int(algorithm)), algorithm));
        std::atomic<int> good { 0 };
        std::vector<std::thread> signers;
        for (int i = 0; i < 8; ++i) {
            signers.emplace_back([&] {
                for (int n = 0; n < 50; ++n)
                    good += verifies(key, sign(key)) ? 1 : 0;
            });
        }
        for (auto& signer : signers)
            signer.join();
        QCOMPARE(good.load(), 400);
    }
}

void TestHsm::key_outlivesItsHandles_signs()
{
    SoftHsm store;
    hsm::PrivateKey key;
    {
        auto module = store.load();
        store.make(module, u"hsm"_s);
        key = SoftHsm::need(store.open(module, u"hsm"_s).generate(u"kunci"_s, KeyAlgorithm::P256));
    }
    QVERIFY(verifies(key, sign(key)));
    QVERIFY(!hsm::Module::load(SoftHsm::module()));
    key.reset();
    QVERIFY(hsm::Module::load(SoftHsm::module()));
}

void TestHsm::putCertificate_standsBesideItsKey()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    auto token = store.open(module, u"hsm"_s);
    const auto certificate = selfSigned(SoftHsm::need(token.generate(u"kunci"_s, KeyAlgorithm::P256)));
    QVERIFY(!certificate.isEmpty());
    QVERIFY(token.putCertificate(u"kunci"_s, certificate));
    Raw raw("hsm");
    const auto object = raw.find(CKO_CERTIFICATE);
    QVERIFY(object != CK_INVALID_HANDLE);
    QByteArray value;
    QCOMPARE(raw.read(object, CKA_VALUE, value), CK_RV(CKR_OK));
    QCOMPARE(value, certificate);
    QByteArray ofCertificate;
    QByteArray ofKey;
    QCOMPARE(raw.read(object, CKA_ID, ofCertificate), CK_RV(CKR_OK));
    QCOMPARE(raw.read(raw.find(CKO_PRIVATE_KEY), CKA_ID, ofKey), CK_RV(CKR_OK));
    QVERIFY(!ofKey.isEmpty());
    QCOMPARE(ofCertificate, ofKey);
    const auto damaged = token.putCertificate(u"kunci"_s, certificate + "x");
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().code, ErrorCode::CertificateMalformed);
}

void TestHsm::tokens_twoOfOneModule_workSideBySide()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"ca"_s);
    store.make(module, u"roaming"_s);
    auto ca = store.open(module, u"ca"_s);
    const auto key = SoftHsm::need(ca.generate(u"kunci"_s, KeyAlgorithm::P256));
    for (int i = 0; i < 3; ++i) {
        auto roaming = store.open(module, u"roaming"_s);
        const auto other = SoftHsm::need(roaming.generate(u"kunci%1"_s.arg(i), KeyAlgorithm::P256));
        QVERIFY(verifies(other, sign(other)));
        QVERIFY(!verifies(other, sign(key)));
    }
    QVERIFY(verifies(key, sign(key)));
}

QTEST_GUILESS_MAIN(TestHsm)
#include "test_hsm.moc"
