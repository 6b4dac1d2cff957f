#include "certify.h"
#include "decisions.h"
#include "drafts.h"
#include "evidence.h"
#include "media.h"
#include "outbox.h"
#include "pem.h"
#include "referencebook.h"
#include "session.h"
#include "storevault.h"
#include "sync.h"
#include "trust.h"
#include "voucherlist.h"

#include <services/composition.h>

#include <QDir>
#include <QFile>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;

namespace {

/** Members stand in the order in which they need each other; they are destroyed the other way round. */
class Context : public DeskContext {
public:
    Context(const DeskOptions& options, const DeskPorts& ports, std::unique_ptr<remote::Transport> transport,
        domain::ProcessCatalogue catalogue, QList<QByteArray> roots)
        : m_clock(ports.clock)
        , m_transport(std::move(transport))
        , m_keeper(makeStoreVaults({ options.dataDir, ports.clock, ports.rng, ports.workWriter,
              ports.cacheWriter, ports.cacheReader }))
        , m_client(ports.transport ? *ports.transport : *m_transport, ports.clock, ports.rng, ports.scheduler)
        , m_session({ m_workspace, *m_keeper, m_client, ports.clock, ports.rng, ports.scheduler })
        , m_reference(std::move(catalogue), m_workspace)
        , m_trust(
              std::move(roots), QDir(options.dataDir).filePath(QStringLiteral("pki")), m_client, ports.clock)
        , m_outbox(m_workspace, m_client, ports.clock)
        , m_sync({ m_workspace, m_session, m_outbox, m_reference, m_trust, m_client, ports.clock,
              ports.scheduler, ports.workers })
        , m_vouchers(m_workspace, m_reference)
        , m_drafts({ m_workspace, m_reference, m_client, ports.clock, ports.rng, ports.workers })
        , m_decisions(m_workspace, m_reference, ports.clock, ports.rng)
        , m_certify({ m_workspace, m_reference, m_session, m_trust, ports.signer, ports.clock, ports.rng,
              ports.workers, ports.preferences })
        , m_evidence(m_client, m_trust, ports.workers, ports.clock)
        , m_media(m_session, m_sync, m_client)
    {
        QObject::connect(&m_sync, &Sync::pageApplied, &m_vouchers, &Vouchers::apply);
        QObject::connect(&m_sync, &Sync::cacheCleared, &m_vouchers, &Vouchers::startAnew);
        QObject::connect(&m_workspace, &Workspace::cacheRebuilt, &m_vouchers, &Vouchers::startAnew);
        QObject::connect(&m_workspace, &Workspace::cacheRebuilt, &m_sync, [this] { m_sync.syncNow(); });
        QObject::connect(&m_workspace, &Workspace::cacheSpoiled, &m_sync, [this] { m_sync.syncNow(); });
    }

    ~Context() override
    {
        m_sync.stop();
        m_workspace.close();
    }

    Desk desk() override
    {
        return { m_session, m_sync, m_vouchers, m_reference, m_drafts, m_decisions, m_certify, m_outbox,
            m_evidence, m_media, m_clock };
    }

private:
    domain::Clock& m_clock;
    std::unique_ptr<remote::Transport> m_transport;
    std::unique_ptr<VaultKeeper> m_keeper;
    Workspace m_workspace;
    remote::Client m_client;
    Session m_session;
    ReferenceBook m_reference;
    Trust m_trust;
    Outbox m_outbox;
    Sync m_sync;
    Vouchers m_vouchers;
    Drafts m_drafts;
    Decisions m_decisions;
    Certify m_certify;
    Evidence m_evidence;
    Media m_media;
};

Result<QList<QByteArray>> readRoots(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::InvalidInput, QStringLiteral("signingCaFile"));
    auto roots = fromPem(file.readAll(), certificateLabel);
    if (roots.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("signingCaFile"));
    return roots;
}

} // namespace

Result<std::unique_ptr<remote::Transport>> makeTransport(const DeskOptions& options)
{
    remote::NetworkOptions network;
    network.server = options.serverUrl;
    network.caFile = options.caFile;
    network.idleMs = options.idleTimeoutMs;
    network.totalMs = options.totalTimeoutMs;
    return remote::networkTransport(network);
}

Result<std::unique_ptr<DeskContext>> makeDesk(const DeskOptions& options, const DeskPorts& ports)
{
    auto catalogue = domain::ProcessCatalogue::fromCsv(options.catalogueCsv);
    if (!catalogue)
        return fail(catalogue.error());
    auto roots = readRoots(options.signingCaFile.isEmpty() ? options.caFile : options.signingCaFile);
    if (!roots)
        return fail(roots.error());
    if (!QDir().mkpath(options.dataDir))
        return fail(ErrorCode::StorageFailed, QStringLiteral("dataDir"));
    std::unique_ptr<remote::Transport> transport;
    if (!ports.transport) {
        auto made = makeTransport(options);
        if (!made)
            return fail(made.error());
        transport = std::move(*made);
    }
    return std::make_unique<Context>(
        options, ports, std::move(transport), std::move(*catalogue), std::move(*roots));
}

} // namespace peraku::services
