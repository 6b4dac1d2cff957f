#pragma once

#include "officer.h"

#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace peraku::sim {

struct Outcome {
    quint64 seed = 0;
    QStringList violations;
    QByteArray traceHash;
    qint64 events = 0;
    int taken = 0; ///< Changes that the treasury took.
    int certified = 0;
    int blocked = 0; ///< Rows that waited for the officer at the end.
    int crashes = 0;
};

/** One run: a world made from a seed, some 200 steps of it, its healing, and the question whether all is
 * well. */
class Simulation {
public:
    static constexpr int steps = 200;
    static constexpr int rounds = 3; ///< In which all desks must agree with the treasury once all is healed.

    Simulation(Application& application, Cast& cast, quint64 seed, bool traced);
    ~Simulation();
    Outcome run();
    const Trace& trace() const { return m_trace; }

private:
    void step();
    void weather();
    void turnOff(Officer& officer, bool crash);
    void heal();
    /** Everybody who worked at any PC logs in there and syncs. */
    void everybodySyncs(const std::function<void(Officer&)>& then);
    bool enter(Officer& officer, const domain::Ic& ic);
    void giveUpWhatIsLeft(Officer& officer);
    void checkIntents(Officer& officer);
    void checkRestOfIntents();
    void checkCache(Officer& officer, bool everything);
    void checkTreasury();
    void checkFiles();
    bool visibleAtDesk(Officer& officer, const Intent& intent);
    template <typename T> domain::Result<T> await(domain::Async<T> future) { return m_time.await(future); }

    QTemporaryDir m_folder;
    VirtualTime m_time;
    Random m_random;
    Trace m_trace;
    History m_history { m_trace };
    Cast& m_cast;
    TreasuryHost m_treasury;
    Network m_network;
    DeskHost::World m_world;
    test::Samples m_samples;
    std::vector<std::unique_ptr<DeskHost>> m_desks;
    std::vector<std::unique_ptr<Officer>> m_officers;
    Outcome m_outcome;
    bool m_leisurely
        = false; ///< Sessions lapse and clogged requests time out; else more happens between two polls.
    qint64 m_treasuryBackAt = 0;
    QSet<qsizetype> m_seen; ///< Intents found where they should be.
};

} // namespace peraku::sim
