#include "batch.h"
#include "certify.h"
#include "conflicts.h"
#include "decisions.h"
#include "diagnostics.h"
#include "drafts.h"
#include "evidence.h"
#include "media.h"
#include "outbox.h"
#include "pdfsigning.h"
#include "pem.h"
#include "printforms.h"
#include "referencebook.h"
#include "requests.h"
#include "roamingsigner.h"
#include "session.h"
#include "signers.h"
#include "storevault.h"
#include "sync.h"
#include "timestamps.h"
#include "treasuryclock.h"
#include "trust.h"
#include "verify.h"
#include "voucherlist.h"

#include <services/composition.h>

#include <QDir>
#include <QFile>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;

namespace {

/** A signing provider beside the treasury: its own network, anchors and token. */
struct Foreign {
    Foreign(std::unique_ptr<remote::Transport> made, secret::SecureBuffer token, const QUrl& url,
        const DeskPorts& ports)
        : transport(std::move(made))
        , client(*transport, ports.clock, ports.rng, ports.scheduler, remote::Client::Peer::Provider)
        , signer(client, ports.clock, ports.scheduler, { url.host(), false, pathOf(url) })
    {
        client.openSession({ std::move(token), {} });
    }
    static QByteArray pathOf(const QUrl& url)
    {
        const auto path = url.path(QUrl::FullyEncoded).toLatin1();
        return path.endsWith('/') ? path.chopped(1) : path;
    }
    std::unique_ptr<remote::Transport> transport;
    remote::Client client;
    RoamingSigner signer;
};

remote::NetworkOptions networkOf(const QUrl& server, const QString& caFile, const DeskOptions& options)
{
    remote::NetworkOptions network;
    network.server = server;
    network.caFile = caFile;
    network.proxy = options.proxy;
    network.idleMs = options.idleTimeoutMs;
    network.totalMs = options.totalTimeoutMs;
    return network;
}

/** What the desk is made of beside the ports. */
struct Made {
    std::unique_ptr<remote::Transport> transport;
    std::unique_ptr<Foreign> foreign;
    domain::ProcessCatalogue catalogue;
    QList<QByteArray> roots;
    QList<QByteArray> extraAuthorities; ///< DER; for verifying files alone.
};

/** Members stand in the order in which they need each other; they are destroyed the other way round. */
class Context : public DeskContext {
public:
    Context(const DeskOptions& options, const DeskPorts& ports, Made made)
        : m_clock(ports.clock)
        , m_transport(std::move(made.transport))
        , m_foreign(std::move(made.foreign))
        , m_keeper(makeStoreVaults({ options.dataDir, ports.clock, ports.rng, ports.workWriter,
              ports.cacheWriter, ports.cacheReader }))
        , m_client(ports.transport ? *ports.transport : *m_transport, ports.clock, ports.rng, ports.scheduler)
        , m_treasuryClock(ports.clock, m_client)
        , m_session({ m_workspace, *m_keeper, m_client, ports.clock, ports.rng, ports.scheduler })
        , m_roaming(m_client, m_treasuryClock, ports.scheduler, { options.serverUrl.host(), true })
        , m_signers(signersOf(ports.signer))
        , m_reference(std::move(made.catalogue), m_workspace)
        , m_trust(std::move(made.roots), QDir(options.dataDir).filePath(QStringLiteral("pki")), m_client,
              ports.clock)
        , m_outbox(m_workspace, m_client, ports.clock)
        , m_conflicts({ m_workspace, m_outbox, m_reference, m_client, ports.clock, ports.rng })
        , m_sync({ m_workspace, m_session, m_outbox, m_reference, m_trust, m_client, ports.clock,
              ports.scheduler, ports.workers })
        , m_vouchers(m_workspace, m_reference)
        , m_drafts({ m_workspace, m_reference, m_client, ports.clock, ports.rng, ports.workers })
        , m_decisions(m_workspace, m_reference, ports.clock, ports.rng)
        , m_media(m_session, m_sync, m_client, m_workspace)
        , m_timestamps({ m_client, m_trust, m_treasuryClock, ports.rng, ports.scheduler, ports.workers })
        , m_pdf(signingParts(ports))
        , m_certify({ signingParts(ports), m_pdf, ports.preferences })
        , m_batch(signingParts(ports))
        , m_responder(m_client, m_trust, m_treasuryClock, ports.rng, ports.scheduler)
        , m_evidence(m_client, m_trust, m_responder, ports.workers, m_treasuryClock)
        , m_verify({ m_trust, m_responder, std::move(made.extraAuthorities), ports.workers, m_treasuryClock,
              ports.scheduler })
        , m_requests({ m_workspace, m_client, m_signers, ports.rng })
        , m_print(m_client, m_trust, ports.workers, m_treasuryClock)
        , m_diagnostics({ m_workspace, m_session, m_sync, m_outbox, m_certify, ports.clock, ports.workers,
                            options.dataDir },
              hostsOf(options))
    {
        QObject::connect(&m_pdf, &PdfSigning::signedWith, &m_certify, &Certify::rememberCredential);
        QObject::connect(&m_batch, &Batch::signedWith, &m_certify, &Certify::rememberCredential);
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
        return { m_session, m_sync, m_vouchers, m_reference, m_drafts, m_decisions, m_certify, m_batch, m_pdf,
            m_outbox, m_conflicts, m_evidence, m_media, m_requests, m_verify, m_print, m_diagnostics,
            m_clock };
    }

private:
    SigningParts signingParts(const DeskPorts& ports)
    {
        return { m_workspace, m_reference, m_session, m_trust, m_signers, ports.clock, ports.rng,
            ports.workers, &m_media, &m_timestamps };
    }

    std::vector<Diagnostics::Host> hostsOf(const DeskOptions& options)
    {
        std::vector<Diagnostics::Host> hosts { { networkOf(options.serverUrl, options.caFile, options),
            m_client, "/v1/health" } };
        if (m_foreign)
            hosts.push_back({ networkOf(options.roamingUrl, options.roamingCaFile, options),
                m_foreign->client, Foreign::pathOf(options.roamingUrl) + "/info" });
        return hosts;
    }

    QList<domain::Signer*> signersOf(domain::Signer& token)
    {
        QList<domain::Signer*> all { &token, &m_roaming };
        if (m_foreign)
            all.append(&m_foreign->signer);
        return all;
    }

    domain::Clock& m_clock;
    std::unique_ptr<remote::Transport> m_transport;
    std::unique_ptr<Foreign> m_foreign;
    std::unique_ptr<VaultKeeper> m_keeper;
    Workspace m_workspace;
    remote::Client m_client;
    TreasuryClock m_treasuryClock;
    Session m_session;
    RoamingSigner m_roaming;
    Signers m_signers;
    ReferenceBook m_reference;
    Trust m_trust;
    Outbox m_outbox;
    Conflicts m_conflicts;
    Sync m_sync;
    Vouchers m_vouchers;
    Drafts m_drafts;
    Decisions m_decisions;
    Media m_media;
    Timestamps m_timestamps;
    PdfSigning m_pdf;
    Certify m_certify;
    Batch m_batch;
    Responder m_responder;
    Evidence m_evidence;
    Verify m_verify;
    Requests m_requests;
    PrintForms m_print;
    Diagnostics m_diagnostics;
};

Result<QList<QByteArray>> readAuthorities(const QString& path, const char* option)
{
    QFile file(path);
    const auto certificates
        = file.open(QIODevice::ReadOnly) ? fromPem(file.readAll(), certificateLabel) : QList<QByteArray>();
    if (certificates.isEmpty())
        return fail(ErrorCode::InvalidInput, QLatin1String(option));
    return certificates;
}

/** One line, read without a copy outside wiped memory. */
Result<secret::SecureBuffer> readToken(const QString& path)
{
    constexpr qint64 longest = 16 * 1024;
    secret::SecureBuffer token;
    if (path.isEmpty())
        return token;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || file.size() > longest)
        return fail(ErrorCode::InvalidInput, QStringLiteral("roamingTokenFile"));
    token = secret::SecureBuffer(std::size_t(file.size()));
    if (file.read(reinterpret_cast<char*>(token.data()), file.size()) != file.size())
        return fail(ErrorCode::InvalidInput, QStringLiteral("roamingTokenFile"));
    while (!token.isEmpty() && token.bytes()[token.size() - 1] <= ' ')
        token.remove(token.size() - 1, 1);
    return token;
}

Result<std::unique_ptr<Foreign>> makeForeign(const DeskOptions& options, const DeskPorts& ports)
{
    if (options.roamingUrl.isEmpty())
        return std::unique_ptr<Foreign>();
    auto transport = remote::networkTransport(networkOf(options.roamingUrl, options.roamingCaFile, options));
    if (!transport)
        return fail(ErrorCode::InvalidInput, QStringLiteral("roaming ") + transport.error().detail);
    auto token = readToken(options.roamingTokenFile);
    if (!token)
        return fail(token.error());
    return std::make_unique<Foreign>(std::move(*transport), std::move(*token), options.roamingUrl, ports);
}

} // namespace

Result<std::unique_ptr<DeskContext>> makeDesk(const DeskOptions& options, const DeskPorts& ports)
{
    auto catalogue = domain::ProcessCatalogue::fromCsv(options.catalogueCsv);
    if (!catalogue)
        return fail(catalogue.error());
    auto roots = readAuthorities(
        options.signingCaFile.isEmpty() ? options.caFile : options.signingCaFile, "signingCaFile");
    if (!roots)
        return fail(roots.error());
    QList<QByteArray> extraAuthorities;
    for (const auto& path : options.extraCaFiles) {
        const auto read = readAuthorities(path, "extraCaFiles");
        if (!read)
            return fail(read.error());
        extraAuthorities += *read;
    }
    if (!QDir().mkpath(options.dataDir))
        return fail(ErrorCode::StorageFailed, QStringLiteral("dataDir"));
    std::unique_ptr<remote::Transport> transport;
    if (!ports.transport) {
        auto made = remote::networkTransport(networkOf(options.serverUrl, options.caFile, options));
        if (!made)
            return fail(made.error());
        transport = std::move(*made);
    }
    auto foreign = makeForeign(options, ports);
    if (!foreign)
        return fail(foreign.error());
    return std::make_unique<Context>(options, ports,
        Made { std::move(transport), std::move(*foreign), std::move(*catalogue), std::move(*roots),
            std::move(extraAuthorities) });
}

} // namespace peraku::services
