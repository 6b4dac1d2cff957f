#pragma once

#include "workspace.h"

#include <remote/endpoints.h>
#include <services/desk.h>

#include <QMap>

namespace peraku::services {

/** Asks the treasury which media may sign, after each log-in and pull and before each signing, so that a
 * change of the policy is seen without a restart. What it said last stays with the officer's account, for
 * starts without it. */
class Media : public MediaService {
    Q_OBJECT
public:
    Media(SessionService& session, SyncService& sync, remote::Client& client, Workspace& workspace,
        QObject* parent = nullptr);

    Async<domain::MediaGrants> grants(int processNo) override;
    std::optional<domain::MediaGrants> lastHeard() const override;
    Async<domain::SigningProfile> profile() override;
    Async<domain::SigningProfile> setChannel(domain::OtpChannel channel) override;
    Async<domain::EnrolmentCode> enrolPhone(const QString& name, secret::SecureBuffer password) override;
    Async<Done> removePhone(const QString& id, secret::SecureBuffer password) override;

private:
    void followSession();
    void followSync();
    void refresh();
    void recall();
    void keep(const domain::MediaGrants& grants);
    void hear(const domain::MediaGrants& grants);
    Result<domain::MediaGrants> remembered(int processNo, const Error& error) const;

    SessionService& m_session;
    SyncService& m_sync;
    remote::Client& m_client;
    Workspace& m_workspace;
    QMap<int, domain::MediaGrants> m_heard; ///< By process; of the officer who is logged in.
    QDateTime m_lastSync;
};

} // namespace peraku::services
