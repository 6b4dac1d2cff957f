#include "keys.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace peraku;
using namespace peraku::test;
using namespace Qt::StringLiterals;
using support::pinOf;
using support::SoftHsm;

class TestHsmMac : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { secret::hardenProcess(); }
    void hmac_key_neverLeavesTheTokenAndOutlivesAReopening();
    void hmac_eightThreads_agree();
};

void TestHsmMac::hmac_key_neverLeavesTheTokenAndOutlivesAReopening()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    QByteArray first;
    {
        auto token = store.open(module, u"hsm"_s);
        first = SoftHsm::need(token.hmac(u"lada"_s, pinOf("pesan")));
        QCOMPARE(first.size(), 32);
        QVERIFY(first != SoftHsm::need(token.hmac(u"lada"_s, pinOf("pesam"))));
        QVERIFY(first != SoftHsm::need(token.hmac(u"garam"_s, pinOf("pesan"))));
    }
    auto token = store.open(module, u"hsm"_s);
    QCOMPARE(SoftHsm::need(token.hmac(u"garam"_s, pinOf("pesan"))).size(), 32);
    QCOMPARE(SoftHsm::need(token.hmac(u"lada"_s, pinOf("pesan"))), first);
    store.make(module, u"lain"_s);
    auto other = store.open(module, u"lain"_s);
    QVERIFY(SoftHsm::need(other.hmac(u"lada"_s, pinOf("pesan"))) != first);
    Raw raw("lain");
    const auto key = raw.find(CKO_SECRET_KEY);
    QVERIFY(key != CK_INVALID_HANDLE);
    QByteArray value;
    QCOMPARE(raw.read(key, CKA_VALUE, value), CK_RV(CKR_ATTRIBUTE_SENSITIVE));
}

void TestHsmMac::hmac_eightThreads_agree()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    auto token = store.open(module, u"hsm"_s);
    const auto expected = SoftHsm::need(token.hmac(u"lada"_s, pinOf("pesan")));
    std::atomic<int> good { 0 };
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 50; ++n) {
                const auto mac = token.hmac(u"lada"_s, pinOf("pesan"));
                good += mac && *mac == expected ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    QCOMPARE(good.load(), 400);
}

QTEST_GUILESS_MAIN(TestHsmMac)
#include "test_hsm_mac.moc"
