#include "deskhost.h"

#include <signing/cades.h>
#include <signing/certificate.h>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QPromise>

#include <resources/resources.h>

namespace peraku::sim {

using domain::ErrorCode;
using services::OutboxOperation;
using services::OutboxRow;
using services::OutboxState;

SimSigner::SimSigner(const Cast& cast, SimScheduler& scheduler, Random& random, Network& network)
    : m_scheduler(scheduler)
    , m_random(random)
    , m_network(network)
{
    for (const auto& group : { cast.clerks, cast.signers }) {
        for (const auto& member : group) {
            if (!member.key)
                continue;
            Held held;
            held.credential.id = QStringLiteral("0001:") + member.officer.ic.digits();
            held.credential.certificate = *signing::certificateFacts(member.key->der);
            held.key = member.key->key;
            m_byOfficer.insert(member.officer.ic.digits(), held);
        }
    }
}

domain::Async<domain::MediumInventory> SimSigner::inventory(const domain::Ic& officer)
{
    domain::MediumInventory found;
    if (const auto held = m_byOfficer.constFind(officer.digits()); held != m_byOfficer.constEnd())
        found.credentials = { held->credential };
    return domain::ready<domain::MediumInventory>(found);
}

domain::Async<domain::RawSignatures> SimSigner::sign(
    domain::RawSignRequest request, domain::SigningSecrets secrets)
{
    if (!equalConstantTime(secrets.pin, Cast::secretOf(Cast::pin)))
        return domain::readyError<domain::RawSignatures>({ ErrorCode::WrongPin, {}, {}, true, 0 });
    auto promise = std::make_shared<QPromise<domain::Result<domain::RawSignatures>>>();
    promise->start();
    constexpr int slowestMs = 4'000;
    const bool pulled = m_random.chance(m_network.faultPercent / 3);
    m_scheduler.after(m_random.below(slowestMs), this, [this, promise, pulled, request = std::move(request)] {
        domain::RawSignatures raw;
        const auto held = m_byOfficer.value(request.credentialId.section(QLatin1Char(':'), 1));
        for (const auto& digest : request.digests)
            raw.made.append(*signing::signDigest(
                held.key.get(), *signing::profileFor(held.credential.certificate, false), digest));
        if (pulled)
            promise->addResult(domain::Result<domain::RawSignatures>(domain::fail(ErrorCode::TokenRemoved)));
        else
            promise->addResult(raw);
        promise->finish();
    });
    return promise->future();
}

/** What ends with the program. Members are destroyed the other way round. */
struct DeskHost::Process {
    Process(DeskHost& host, quint64 seed)
        : random(seed)
        , line(host.m_world.network, host.m_pc)
        , scheduler(host.m_world.time)
        , workers(host.m_world.time, random)
        , workWriter(host.m_world.time, random)
        , cacheWriter(host.m_world.time, random)
        , cacheReader(host.m_world.time, random)
        , signer(host.m_world.cast, scheduler, random, host.m_world.network)
    {
    }
    std::array<SimExecutor*, 4> threads() { return { &workers, &workWriter, &cacheWriter, &cacheReader }; }

    Random random;
    Line line;
    SimScheduler scheduler;
    SimExecutor workers;
    SimExecutor workWriter;
    SimExecutor cacheWriter;
    SimExecutor cacheReader;
    SimSigner signer;
    std::unique_ptr<services::DeskContext> context;
};

DeskHost::DeskHost(const World& world, int pc, const QString& folder)
    : clock(world.time)
    , m_world(world)
    , m_pc(pc)
    , m_folder(folder)
{
    QDir().mkpath(folder);
    QFile root(folder + QStringLiteral("/root.pem"));
    if (!root.open(QIODevice::WriteOnly))
        qFatal("the authority's certificate cannot be written");
    root.write("-----BEGIN CERTIFICATE-----\n" + world.cast.pki.pki.root.der.toBase64()
        + "\n-----END CERTIFICATE-----\n");
}

DeskHost::~DeskHost()
{
    crash();
}

void DeskHost::start()
{
    m_process = std::make_unique<Process>(*this, m_world.random.next());
    auto& process = *m_process;
    process.line.sender = [this] { return sender(); };
    process.line.onSend = [this](const remote::HttpRequest& request) { watch(request); };
    services::DeskOptions options;
    options.serverUrl = QUrl(QStringLiteral("https://treasury.invalid"));
    options.caFile = m_folder + QStringLiteral("/root.pem");
    options.dataDir = m_folder + QStringLiteral("/data");
    options.catalogueCsv = resources::processCatalogueCsv();
    auto made = services::makeDesk(options,
        { clock, process.random, process.scheduler, process.workers, process.workWriter, process.cacheWriter,
            process.cacheReader, process.signer, &process.line });
    if (!made)
        qFatal("the desk does not start: %s", qPrintable(made.error().detail));
    process.context = std::move(*made);
    auto& outbox = desk().outbox;
    QObject::connect(&outbox, &services::OutboxService::changed, &outbox, [this] { observe(); });
}

void DeskHost::crash()
{
    if (!m_process)
        return;
    m_process->scheduler.kill();
    for (auto* thread : m_process->threads())
        thread->kill();
    QObject::disconnect(&desk().outbox, nullptr, &desk().outbox, nullptr);
    m_process.reset();
    m_world.time.settle();
}

void DeskHost::quit()
{
    if (!m_process)
        return;
    QObject::disconnect(&desk().outbox, nullptr, &desk().outbox, nullptr);
    m_process->context.reset();
    for (auto* thread : m_process->threads())
        thread->finish();
    m_process->scheduler.kill();
    m_process.reset();
    m_world.time.settle();
}

void DeskHost::loseCache()
{
    QDirIterator files(m_folder, { QStringLiteral("cache.db*") }, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        QFile::remove(files.next());
}

services::Desk DeskHost::desk() const
{
    return m_process->context->desk();
}

domain::Async<domain::Done> DeskHost::logIn(const domain::Ic& officer)
{
    m_officer = officer;
    return desk().session.logIn(officer, Cast::secretOf(Cast::password));
}

Effect::Kind DeskHost::kindOf(const OutboxRow& row)
{
    switch (row.operation) {
    case OutboxOperation::Submit:
        return Effect::Kind::Submit;
    case OutboxOperation::Decide:
        return Effect::Kind::Decide;
    default:
        return row.action == domain::Action::Cancel ? Effect::Kind::Discard : Effect::Kind::Save;
    }
}

void DeskHost::watch(const remote::HttpRequest& request)
{
    const auto parts = request.path.split('/');
    if (request.method == remote::Method::Get || parts.size() < 4 || parts[2] != "vouchers")
        return;
    QString key;
    for (const auto& [name, value] : request.headers) {
        if (name.compare("Idempotency-Key", Qt::CaseInsensitive) == 0)
            key = QString::fromLatin1(value);
    }
    const domain::VoucherId voucher(QString::fromLatin1(parts[3]));
    m_world.history.now = m_world.time.now();
    int sending = 0;
    bool earlierWaits = false;
    for (const auto& row : desk().outbox.rows()) {
        if (row.voucher != voucher)
            continue;
        if (row.state != OutboxState::Sending) {
            earlierWaits = earlierWaits || row.state != OutboxState::Acknowledged;
            continue;
        }
        if (earlierWaits)
            m_world.history.violate("order",
                QStringLiteral("a change of %1 overtook an earlier one").arg(voucher.value().left(6)));
        ++sending;
        m_world.history.sent(sender(), row.id, key, voucher, kindOf(row));
    }
    if (sending != 1)
        m_world.history.violate(
            "order", QStringLiteral("%1 rows of one voucher are on their way").arg(sending));
}

void DeskHost::observe()
{
    m_world.history.now = m_world.time.now();
    for (const auto& row : desk().outbox.rows()) {
        if (row.operation == OutboxOperation::Attach)
            continue;
        if (row.state == OutboxState::NeedsAttention || row.state == OutboxState::Conflict)
            m_world.history.refused(sender(), row.id);
        else if (row.state == OutboxState::Acknowledged)
            m_world.history.acknowledged(sender(), row.id);
    }
}

} // namespace peraku::sim
