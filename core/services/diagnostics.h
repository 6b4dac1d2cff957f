#pragma once

#include "workspace.h"

#include <remote/client.h>
#include <remote/transport.h>
#include <services/diagnosticservices.h>
#include <services/signingservices.h>

#include <vector>

namespace peraku::services {

class Diagnostics : public DiagnosticService {
    Q_OBJECT
public:
    /** A server that the desk speaks to. */
    struct Host {
        remote::NetworkOptions network;
        remote::Client& client;
        QByteArray question; ///< A path that answers without a session.
    };
    struct Parts {
        Workspace& workspace;
        SessionService& session;
        SyncService& sync;
        OutboxService& outbox;
        CertifyService& certify;
        domain::Clock& clock;
        domain::Executor& workers;
        QString dataDir;
    };
    Diagnostics(Parts parts, std::vector<Host> hosts, QObject* parent = nullptr);

    Async<Diagnosis> examine() override;
    Async<Done> save(const QString& text, const QString& path) override;

private:
    void note(const QByteArray& path, const Error& error);
    Async<Done> examineHost(const std::shared_ptr<Diagnosis>& diagnosis, std::size_t number);
    Async<Done> examineDesk(const std::shared_ptr<Diagnosis>& diagnosis);

    Parts m_parts;
    std::vector<Host> m_hosts;
    QList<RecentError> m_errors;
};

} // namespace peraku::services
