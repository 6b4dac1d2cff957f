#pragma once

#include <domain/ports.h>
#include <services/desk.h>

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <memory>

namespace peraku::remote {
class Transport;
}

namespace peraku::services {

/** Where the treasury is, whom to trust and where the officer's files stand. */
struct DeskOptions {
    QUrl serverUrl; ///< https://host[:port]
    QString caFile; ///< PEM; the only anchors of the treasury's TLS and, unless signingCaFile is set, of
                    ///< officers' certificates.
    QString signingCaFile; ///< PEM; root of the officers' certificates; empty = caFile.
    QUrl roamingUrl; ///< A signing provider beside the treasury, https://host[:port][/path]; empty = none.
    QString roamingCaFile; ///< PEM; the only anchors of that provider's TLS.
    QString roamingTokenFile; ///< Its bearer token, one line; empty = it asks for none.
    QStringList extraCaFiles; ///< PEM; further authorities whose signatures "Verify a file" accepts.
    QString proxy = QStringLiteral("system"); ///< As remote::NetworkOptions has it.
    QString dataDir; ///< One pair of databases per officer stands here; made if missing.
    QByteArray catalogueCsv; ///< The process catalogue (resources::processCatalogueCsv()).
    int idleTimeoutMs = 30'000;
    int totalTimeoutMs = 120'000;
};

/** What the services take from outside; everything outlives the desk. */
struct DeskPorts {
    domain::Clock& clock;
    domain::Rng& rng;
    domain::Scheduler& scheduler;
    domain::Executor& workers; ///< Decodes, opens seals, verifies, runs scrypt; several threads.
    domain::Executor& workWriter; ///< One thread, in order: work.db.
    domain::Executor& cacheWriter; ///< One thread, in order: cache.db.
    domain::Executor& cacheReader; ///< One thread, in order: what is read from cache.db for the screens.
    domain::Signer& signer;
    remote::Transport* transport = nullptr; ///< Null = the network, by the options.
    domain::Preferences* preferences = nullptr; ///< Null = choices are forgotten when the desk closes.
};

/** Owns every service of one desk. Made in the GUI thread and destroyed there, before the ports. */
class DeskContext {
public:
    virtual ~DeskContext() = default;
    virtual Desk desk() = 0;
};

/** Puts the services together. InvalidInput: the address or a CA file cannot be used; detail names it. */
Result<std::unique_ptr<DeskContext>> makeDesk(const DeskOptions& options, const DeskPorts& ports);

} // namespace peraku::services
