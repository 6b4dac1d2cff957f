#include "simulation.h"

#include <QHashSeed>
#include <QTest>

using namespace peraku::sim;

/** That the simulator itself can be trusted: its runs are the same again, and they are worth something. */
class TestSimulator : public QObject {
    Q_OBJECT

public:
    TestSimulator(Application& application, Cast& cast)
        : m_application(application)
        , m_cast(cast)
    {
    }

private Q_SLOTS:
    void seed_runTwice_isTheSameRun()
    {
        for (const quint64 seed : { 4U, 11U, 19U }) {
            const auto first = Simulation(m_application, m_cast, seed, false).run();
            const auto second = Simulation(m_application, m_cast, seed, false).run();
            QCOMPARE(first.traceHash, second.traceHash);
            QVERIFY(first.events > 100);
        }
    }

    void otherSeed_isAnotherRun()
    {
        QVERIFY(Simulation(m_application, m_cast, 1, false).run().traceHash
            != Simulation(m_application, m_cast, 2, false).run().traceHash);
    }

    void seeds_holdTheInvariants_andGetThroughToTheTreasury()
    {
        int taken = 0, certified = 0, crashes = 0, blocked = 0;
        for (quint64 seed = 1; seed <= 30; ++seed) {
            const auto outcome = Simulation(m_application, m_cast, seed, false).run();
            QVERIFY2(outcome.violations.isEmpty(),
                qPrintable(
                    QStringLiteral("seed %1: ").arg(seed) + outcome.violations.join(QStringLiteral("; "))));
            taken += outcome.taken;
            certified += outcome.certified;
            crashes += outcome.crashes;
            blocked += outcome.blocked;
        }
        QVERIFY(taken > 300);
        QVERIFY(certified > 5);
        QVERIFY(crashes > 50);
        QVERIFY(blocked > 5);
    }

private:
    Application& m_application;
    Cast& m_cast;
};

int main(int argc, char** argv)
{
    QHashSeed::setDeterministicGlobalSeed();
    QCoreApplication::setEventDispatcher(new StillDispatcher);
    Application application(argc, argv);
    Cast cast;
    TestSimulator test(application, cast);
    return QTest::qExec(&test, argc, argv);
}

#include "test_simulator.moc"
