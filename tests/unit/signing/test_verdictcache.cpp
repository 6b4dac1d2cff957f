#include "samples.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace peraku;
using namespace peraku::tests;

class TestVerdictCache : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void verifyCades_manyThreadsOneSmallCache_agreeWithFreshVerdict();
};

void TestVerdictCache::verifyCades_manyThreadsOneSmallCache_agreeWithFreshVerdict()
{
    constexpr int signers = 6;
    constexpr int threads = 4;
    const support::TestPki pki;
    const auto trust = pki.trust();
    const auto options = optionsAt(pki.now);
    QList<QByteArray> signatures;
    QList<domain::VerificationReport> expected;
    for (int i = 0; i < signers; ++i) {
        signatures.append(signedBy(pki, pki.officer(support::TestKey::P256, "800101145001", 2000 + i)));
        expected.append(signing::verifyCades(signatures[i], document, *trust, options));
        QVERIFY2(expected[i].valid(), qPrintable(explain(expected[i])));
    }
    // Room for fewer than there are, so that it is emptied while others read.
    signing::VerdictCache cache(trust, signers / 2);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> workers;
    workers.reserve(threads);
    for (int worker = 0; worker < threads; ++worker) {
        workers.emplace_back([&, worker] {
            for (int round = 0; round < 60; ++round) {
                const auto at = (round * (worker + 1)) % signers;
                if (!(signing::verifyCades(signatures[at], document, cache, options) == expected[at]))
                    ++wrong;
            }
        });
    }
    for (auto& worker : workers)
        worker.join();
    QCOMPARE(wrong.load(), 0);
}

QTEST_GUILESS_MAIN(TestVerdictCache)
#include "test_verdictcache.moc"
