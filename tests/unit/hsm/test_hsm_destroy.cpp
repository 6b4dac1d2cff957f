#include "keys.h"

#include <QTest>

using namespace peraku;
using namespace peraku::test;
using namespace Qt::StringLiterals;
using domain::ErrorCode;
using hsm::KeyAlgorithm;
using support::SoftHsm;

/** Keys that nobody will need. */
class TestHsmDestroy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { secret::hardenProcess(); }
    void destroy_key_isGoneForGood();
};

void TestHsmDestroy::destroy_key_isGoneForGood()
{
    SoftHsm store;
    auto module = store.load();
    store.make(module, u"hsm"_s);
    {
        auto token = store.open(module, u"hsm"_s);
        const auto doomed = token.generate(u"kunci"_s, KeyAlgorithm::P256);
        const auto other = token.generate(u"lain"_s, KeyAlgorithm::P256);
        QVERIFY(doomed && other);
        QVERIFY(!sign(*doomed).isEmpty());
        QVERIFY(token.destroy(u"kunci"_s));
        QVERIFY(sign(*doomed).isEmpty());
        QVERIFY(verifies(*other, sign(*other)));
        QCOMPARE(token.find(u"kunci"_s).error().code, ErrorCode::KeyMissing);
        QCOMPARE(token.destroy(u"kunci"_s).error().code, ErrorCode::KeyMissing);
    }
    auto again = store.open(module, u"hsm"_s);
    QCOMPARE(again.find(u"kunci"_s).error().code, ErrorCode::KeyMissing);
    QVERIFY(again.find(u"lain"_s));
    QVERIFY(again.generate(u"kunci"_s, KeyAlgorithm::P256));
}

QTEST_GUILESS_MAIN(TestHsmDestroy)
#include "test_hsm_destroy.moc"
