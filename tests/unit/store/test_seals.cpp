#include "storefixture.h"

#include <QSet>
#include <QTest>

using namespace peraku;
using namespace peraku::test;
using domain::ErrorCode;

namespace {

std::shared_ptr<const DataKey> keyOf(char filler, const char* id)
{
    secret::SecureBuffer bytes(Sealer::keyBytes);
    std::fill_n(bytes.bytes(), bytes.size(), static_cast<unsigned char>(filler));
    return std::make_shared<const DataKey>(DataKey { std::move(bytes), id });
}

class TestSeals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seal_anySize_opensAgain_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : { 0, 1, 15, 16, 17, 1'000, 100'000 })
            QTest::addRow("%d bytes", size) << size;
    }
    void seal_anySize_opensAgain()
    {
        QFETCH(int, size);
        Sealer sealer(keyOf('k', "k1"), "db1", m_rng);
        const QByteArray plain(size, 'p');
        const auto blob = sealer.seal(plain, "draft|1");
        QVERIFY(blob);
        QVERIFY(size < 15 || !blob->contains(plain));
        QCOMPARE(*sealer.open(*blob, "draft|1"), plain);
    }

    void open_anyByteChanged_isBroken()
    {
        Sealer sealer(keyOf('k', "k1"), "db1", m_rng);
        const auto blob = *sealer.seal("forty ringgit", "draft|1");
        for (qsizetype i = 0; i < blob.size(); ++i) {
            auto bent = blob;
            bent[i] = char(bent[i] ^ 1);
            QCOMPARE(sealer.open(bent, "draft|1").error().code, ErrorCode::SealBroken);
        }
        for (qsizetype size = 0; size < blob.size(); ++size)
            QVERIFY(!sealer.open(blob.left(size), "draft|1"));
    }

    void open_otherPlaceDatabaseOrKey_isBroken_data()
    {
        QTest::addColumn<char>("filler");
        QTest::addColumn<QByteArray>("keyId");
        QTest::addColumn<QByteArray>("database");
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("row") << 'k' << QByteArray("k1") << QByteArray("db1") << QByteArray("draft|2");
        QTest::newRow("table") << 'k' << QByteArray("k1") << QByteArray("db1") << QByteArray("outbox|1");
        QTest::newRow("database") << 'k' << QByteArray("k1") << QByteArray("db2") << QByteArray("draft|1");
        QTest::newRow("key id") << 'k' << QByteArray("k2") << QByteArray("db1") << QByteArray("draft|1");
        QTest::newRow("key") << 'j' << QByteArray("k1") << QByteArray("db1") << QByteArray("draft|1");
    }
    void open_otherPlaceDatabaseOrKey_isBroken()
    {
        QFETCH(char, filler);
        QFETCH(QByteArray, keyId);
        QFETCH(QByteArray, database);
        QFETCH(QByteArray, place);
        Sealer sealer(keyOf('k', "k1"), "db1", m_rng);
        const auto blob = *sealer.seal("forty ringgit", "draft|1");
        Sealer other(keyOf(filler, keyId.constData()), database, m_rng);
        QCOMPARE(other.open(blob, place).error().code, ErrorCode::SealBroken);
    }

    void seal_sameTextManyTimes_neverRepeatsANonce()
    {
        Sealer sealer(keyOf('k', "k1"), "db1", m_rng);
        QSet<QByteArray> nonces;
        constexpr int times = 20'000;
        for (int i = 0; i < times; ++i)
            nonces.insert(sealer.seal("x", "p")->left(12));
        QCOMPARE(nonces.size(), times);
    }

    void passwordSlot_otherPassword_isRefused()
    {
        secret::SecureBuffer key(Sealer::keyBytes);
        m_rng.fill(key.bytes(), qsizetype(key.size()));
        const auto slot = wrapForPassword(key, secretOf("right"), m_rng);
        QVERIFY(equalConstantTime(*unwrapByPassword(*slot, secretOf("right")), key));
        QCOMPARE(unwrapByPassword(*slot, secretOf("wrong")).error().code, ErrorCode::WrongPassword);
        QCOMPARE(unwrapByPassword({}, secretOf("right")).error().code, ErrorCode::WrongPassword);
    }

    void recoverySlot_otherSecret_isBroken()
    {
        secret::SecureBuffer key(Sealer::keyBytes);
        m_rng.fill(key.bytes(), qsizetype(key.size()));
        const auto slot = wrapForRecovery(key, secretOf("kept by the treasury"), m_rng);
        QVERIFY(equalConstantTime(*unwrapByRecovery(*slot, secretOf("kept by the treasury")), key));
        QCOMPARE(unwrapByRecovery(*slot, secretOf("guessed")).error().code, ErrorCode::SealBroken);
        QVERIFY(*slot != *wrapForRecovery(key, secretOf("kept by the treasury"), m_rng));
    }

    void folder_sameOfficer_isFoundAgainAndTellsNobody()
    {
        QTemporaryDir root;
        QTemporaryDir otherPc;
        const auto first = officerFolder(root.path(), "800101145001", m_rng);
        QVERIFY(first);
        QCOMPARE(*officerFolder(root.path(), "800101145001", m_rng), *first);
        QVERIFY(*officerFolder(root.path(), "800101145002", m_rng) != *first);
        QVERIFY(
            QDir(*first).dirName() != QDir(*officerFolder(otherPc.path(), "800101145001", m_rng)).dirName());
        QVERIFY(!first->contains(QLatin1String("800101")));
    }

private:
    TrueRng m_rng;
};

} // namespace

QTEST_GUILESS_MAIN(TestSeals)
#include "test_seals.moc"
