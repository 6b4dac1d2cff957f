#pragma once

#include "treasuryhost.h"

#include <remote/transport.h>

#include <vector>

namespace peraku::sim {

class Line;

/** All the lines between the desks and the treasury, and what goes wrong on them. */
class Network {
public:
    Network(VirtualTime& time, Random& random, History& history, TreasuryHost& treasury)
        : m_time(time)
        , m_random(random)
        , m_history(history)
        , m_treasury(treasury)
    {
    }
    int faultPercent = 0;
    /** A clogged line holds everything, both ways, until it is freed. */
    void clog(int pc);
    void unclog(int pc);
    /** Some of them, or all those clogged, in an order of chance. */
    void swizzle(int pcs);
    /** No more faults from now on. */
    void heal(int pcs);

private:
    friend class Line;
    struct Exchange;
    using Shared = std::shared_ptr<Exchange>;
    void begin(const Shared& exchange);
    void arrive(const Shared& exchange, bool again);
    void answer(const Shared& exchange, remote::HttpResponse response);
    /** Goes on at once, or when the line is free. */
    void pass(int pc, qint64 delay, std::function<void()> on);
    qint64 delay();
    void note(const Exchange& exchange, const char* what);

    VirtualTime& m_time;
    Random& m_random;
    History& m_history;
    TreasuryHost& m_treasury;
    QHash<int, bool> m_clogged;
    QMap<int, std::vector<std::function<void()>>> m_held;
};

/** The network as one run of one desk's program sees it. */
class Line : public remote::Transport {
public:
    Line(Network& network, int pc)
        : m_network(network)
        , m_pc(pc)
    {
    }
    domain::Async<remote::HttpResponse> send(remote::HttpRequest request) override;
    std::function<void(const remote::HttpRequest&)> onSend;
    std::function<Sender()> sender;

private:
    Network& m_network;
    int m_pc;
};

} // namespace peraku::sim
