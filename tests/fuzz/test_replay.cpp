#include "target.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace peraku::fuzz;

/**
 * The fuzz targets without a fuzzer: every seed, every input that once found a fault (`found`), and a fixed
 * choice of damaged seeds.
 */
class TestFuzzReplay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void target_seedsAndDamage_keepItsPromises_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const auto& target : allTargets())
            QTest::newRow(target.name) << QByteArray(target.name);
    }
    void target_seedsAndDamage_keepItsPromises()
    {
        QFETCH(QByteArray, name);
        const auto target = targetOf(name);
        target.run({});
        const QDir found(QStringLiteral(PERAKU_FUZZ_FOUND "/") + QString::fromLatin1(name));
        for (const auto& entry : found.entryList(QDir::Files)) {
            QFile file(found.filePath(entry));
            QVERIFY(file.open(QIODevice::ReadOnly));
            target.run(file.readAll());
        }
        const auto seeds = target.seeds();
        QVERIFY(!seeds.isEmpty());
        for (const auto& seed : seeds) {
            QVERIFY(!seed.isEmpty());
            target.run(seed);
        }
        // By time and not by count, since a certificate takes a thousand times as long as a frame.
        QRandomGenerator random(1);
        QElapsedTimer spent;
        spent.start();
        for (int i = 0; i < 5000 && spent.elapsed() < 700; ++i) {
            auto bytes = seeds[random.bounded(seeds.size())];
            const auto at = random.bounded(bytes.size());
            switch (random.bounded(4)) {
            case 0:
                bytes.truncate(at);
                break;
            case 1:
                bytes[at] = char(random.bounded(256));
                break;
            case 2:
                bytes.remove(at, 1 + random.bounded(8));
                break;
            default:
                bytes.insert(at, bytes.mid(random.bounded(bytes.size()), 1 + random.bounded(64)));
            }
            target.run(bytes);
        }
    }
};

QTEST_GUILESS_MAIN(TestFuzzReplay)
#include "test_replay.moc"
