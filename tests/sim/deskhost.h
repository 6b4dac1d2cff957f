#pragma once

#include "network.h"

#include <services/composition.h>

namespace peraku::sim {

/** A token in the reader of each officer who has a key; it may be pulled while it signs. */
class SimSigner : public domain::Signer {
public:
    SimSigner(const Cast& cast, SimScheduler& scheduler, Random& random, Network& network);
    domain::Async<domain::MediumInventory> inventory(const domain::Ic& officer) override;
    domain::Async<domain::RawSignatures> sign(
        domain::RawSignRequest request, domain::SigningSecrets secrets) override;

private:
    SimScheduler& m_scheduler;
    Random& m_random;
    Network& m_network;
    struct Held {
        domain::Credential credential;
        support::KeyPtr key;
    };
    QMap<QString, Held> m_byOfficer;
};

/** A PC with the program on it: the files stay, the process comes and goes. The production desk runs inside.
 */
class DeskHost {
public:
    struct World {
        VirtualTime& time;
        Random& random;
        History& history;
        Network& network;
        const Cast& cast;
    };
    DeskHost(const World& world, int pc, const QString& folder);
    ~DeskHost();

    bool isUp() const { return bool(m_process); }
    void start();
    /** At the wall switch: nothing that was under way is finished. */
    void crash();
    void quit();
    /** While it is off: the cache can be filled again. */
    void loseCache();

    domain::Async<domain::Done> logIn(const domain::Ic& officer);
    services::Desk desk() const;
    int pc() const { return m_pc; }
    QString folder() const { return m_folder; }
    /** Whoever logged in last. */
    Sender sender() const { return { m_pc, m_officer }; }
    static Effect::Kind kindOf(const services::OutboxRow& row);

    SimClock clock;

private:
    struct Process;
    void watch(const remote::HttpRequest& request);
    void observe();

    World m_world;
    int m_pc;
    QString m_folder;
    domain::Ic m_officer;
    std::unique_ptr<Process> m_process;
};

} // namespace peraku::sim
