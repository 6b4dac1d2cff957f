#include "simulation.h"

#include <QDir>

namespace peraku::sim {

using domain::Done;
using domain::Result;
using services::OutboxState;
using services::SessionState;

namespace {

QString folderTemplate()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QDir(memory).exists() ? memory : QDir::tempPath()) + QStringLiteral("/peraku-sim-XXXXXX");
}

} // namespace

Simulation::Simulation(Application& application, Cast& cast, quint64 seed, bool traced)
    : m_folder(folderTemplate())
    , m_time(application)
    , m_random(seed)
    , m_cast(cast)
    , m_treasury(m_time, m_history, cast, m_folder.path(), m_random.next())
    , m_network(m_time, m_random, m_history, m_treasury)
    , m_world { m_time, m_random, m_history, m_network, cast }
    , m_samples(quint32(m_random.next()))
{
    m_trace.kept = traced;
    m_outcome.seed = seed;
    m_network.faultPercent = m_random.between(5, 30);
    m_leisurely = m_random.chance(25);
    if (m_random.chance(70))
        m_treasury.pageSize = m_random.between(1, 6);
    m_treasury.start();

    // Two to four desks; one clerk works at two of them, others share theirs.
    const int desks = m_random.between(2, 4);
    const auto& clerk = m_random.oneOf(m_cast.clerks);
    for (int pc = 0; pc < desks; ++pc) {
        QList<Cast::Member> people;
        if (pc == 0 || m_random.chance(35))
            people.append(clerk);
        else if (pc == 1)
            people.append(m_random.oneOf(m_cast.signers));
        else
            people.append(
                m_random.chance(30) ? m_random.oneOf(m_cast.clerks) : m_random.oneOf(m_cast.signers));
        if (m_random.chance(30)) {
            const auto& other = m_random.oneOf(m_cast.signers);
            if (other.officer.ic != people.first().officer.ic)
                people.append(other);
        }
        m_desks.push_back(
            std::make_unique<DeskHost>(m_world, pc, m_folder.filePath(QStringLiteral("pc%1").arg(pc))));
        m_desks.back()->clock.skewMs = m_random.between(-90'000, 90'000);
        m_officers.push_back(
            std::make_unique<Officer>(*m_desks.back(), m_world, std::move(people), m_samples));
    }
}

Simulation::~Simulation()
{
    for (auto& officer : m_officers)
        officer->turnedOff();
    for (auto& desk : m_desks)
        desk->crash();
}

Outcome Simulation::run()
{
    for (int i = 0; i < steps && m_history.violations.isEmpty(); ++i)
        step();
    if (m_history.violations.isEmpty())
        heal();
    m_outcome.violations = m_history.violations;
    m_outcome.taken = int(m_history.accepted.size());
    for (const auto& effect : std::as_const(m_history.accepted))
        m_outcome.certified += effect.statement.isEmpty() ? 0 : 1;
    m_outcome.traceHash = m_trace.hash();
    m_outcome.events = m_trace.lines();
    return m_outcome;
}

void Simulation::turnOff(Officer& officer, bool crash)
{
    m_trace.add(m_time.now(),
        QStringLiteral("pc%1 %2")
            .arg(officer.host().pc())
            .arg(crash ? QStringLiteral("crashes") : QStringLiteral("quits")));
    officer.turnedOff();
    if (crash)
        officer.host().crash();
    else
        officer.host().quit();
    m_outcome.crashes += crash ? 1 : 0;
}

void Simulation::weather()
{
    const int dice = m_random.below(1000);
    if (dice < 20 && m_treasury.isUp()) {
        m_trace.add(m_time.now(), QStringLiteral("treasury crashes"));
        m_treasury.crash();
        m_treasuryBackAt = m_time.now() + m_random.below(60'000);
    } else if (dice < 26 && m_treasury.isUp()) {
        m_trace.add(m_time.now(), QStringLiteral("an officer changes"));
        m_treasury.changeOfficer(m_random);
    } else if (dice < 30 && m_treasury.isUp()) {
        m_trace.add(m_time.now(), QStringLiteral("the feed begins anew"));
        m_treasury.beginFeedAnew();
    } else if (dice < 50) {
        m_treasury.housekeep();
    } else if (dice < 90) {
        m_network.swizzle(int(m_desks.size()));
    }
    if (!m_treasury.isUp() && m_time.now() >= m_treasuryBackAt)
        m_treasury.start();
}

void Simulation::step()
{
    m_history.now = m_time.now();
    weather();
    auto& officer = *m_random.oneOf(m_officers);
    auto& host = officer.host();
    const int dice = m_random.below(1000);
    if (!host.isUp()) {
        if (dice < 200)
            host.loseCache();
        if (dice < 800)
            host.start();
    } else if (dice < 35) {
        turnOff(officer, dice < 25);
    } else if (dice < 43) {
        host.clock.skewMs = m_random.chance(50) ? m_random.between(-240'000, 240'000)
                                                : qint64(m_random.between(-40, 40)) * 24 * 3600 * 1000;
        m_trace.add(m_time.now(), QStringLiteral("pc%1 clock %2").arg(host.pc()).arg(host.clock.skewMs));
    } else {
        officer.act();
    }
    constexpr int briefMs = 2'000;
    m_time.advance(m_random.chance(m_leisurely ? 80 : 94) ? m_random.below(briefMs)
                                                          : m_random.below(m_leisurely ? 180'000 : 40'000));
}

bool Simulation::enter(Officer& officer, const domain::Ic& ic)
{
    auto& host = officer.host();
    if (!host.isUp())
        host.start();
    const auto desk = host.desk();
    if (desk.session.state() == SessionState::Online && host.sender().officer == ic)
        return true;
    if (desk.session.state() != SessionState::LoggedOut && host.sender().officer != ic)
        await(desk.session.logOut());
    const auto entered = await(host.logIn(ic));
    if (!entered)
        m_history.violate("I3",
            QStringLiteral("pc%1: nobody can log in: %2")
                .arg(host.pc())
                .arg(domain::errorKey(entered.error().code)));
    return entered.has_value();
}

void Simulation::everybodySyncs(const std::function<void(Officer&)>& then)
{
    for (auto& officer : m_officers) {
        for (const auto& member : officer->people()) {
            if (!m_history.violations.isEmpty() || !enter(*officer, member.officer.ic))
                return;
            m_history.now = m_time.now();
            auto synced = await(officer->host().desk().sync.syncNow());
            if (!synced && synced.error().code == domain::ErrorCode::SessionExpired) {
                // A session whose refresh was lost ends; the officer types the password once more.
                if (!enter(*officer, member.officer.ic))
                    return;
                synced = await(officer->host().desk().sync.syncNow());
            }
            m_trace.add(m_time.now(),
                QStringLiteral("pc%1 healed sync %2")
                    .arg(officer->host().pc())
                    .arg(synced ? QStringLiteral("ok") : domain::errorKey(synced.error().code)));
            if (then)
                then(*officer);
        }
    }
}

void Simulation::heal()
{
    m_trace.add(m_time.now(), QStringLiteral("healed"));
    m_network.heal(int(m_desks.size()));
    if (!m_treasury.isUp())
        m_treasury.start();
    constexpr int everythingArrivesMs = 130'000;
    for (auto& officer : m_officers) {
        officer->host().clock.skewMs = 0;
        if (m_random.chance(70) && officer->host().isUp())
            turnOff(*officer, m_random.chance(50));
    }
    // What was on its way arrives, and a desk that gave up for a while asks again.
    m_time.advance(m_random.chance(50) ? everythingArrivesMs : 20 * 60'000);
    for (auto& officer : m_officers)
        officer->turnedOff();

    for (int round = 1; round < rounds; ++round)
        everybodySyncs({});
    everybodySyncs([this](Officer& officer) {
        checkIntents(officer);
        checkCache(officer, false);
    });
    checkRestOfIntents();
    if (!m_history.violations.isEmpty())
        return;
    // What is left waits for the officers; once they have given it up, nothing of it may linger.
    everybodySyncs([this](Officer& officer) { giveUpWhatIsLeft(officer); });
    everybodySyncs([this](Officer& officer) { checkCache(officer, true); });
    checkTreasury();
    checkFiles();
}

void Simulation::giveUpWhatIsLeft(Officer& officer)
{
    const auto desk = officer.host().desk();
    constexpr int plenty = 200;
    for (int i = 0; i < plenty && !desk.outbox.rows().isEmpty(); ++i) {
        const auto row = desk.outbox.rows().last();
        ++m_outcome.blocked;
        const auto given = await(desk.outbox.discard(row.id));
        if (!given) {
            m_history.violate("I3",
                QStringLiteral("pc%1: a row in state %2 about %3 cannot be given up: %4")
                    .arg(officer.host().pc())
                    .arg(int(row.state))
                    .arg(row.voucher.value().left(6), domain::errorKey(given.error().code)));
            return;
        }
    }
    await(desk.sync.syncNow());
}

} // namespace peraku::sim
