#pragma once

#include "workspace.h"

#include <remote/endpoints.h>

namespace peraku::services {

/** Log-in with the treasury or, when it cannot be reached, by the password slot of the officer's files. */
class Session : public SessionService {
    Q_OBJECT
public:
    struct Parts {
        Workspace& workspace;
        VaultKeeper& keeper;
        remote::Client& client;
        domain::Clock& clock;
        domain::Rng& rng;
        domain::Scheduler& scheduler;
    };
    static constexpr qint64 farewellMs = 2'000;

    explicit Session(Parts parts, QObject* parent = nullptr);

    SessionState state() const override { return m_state; }
    domain::Officer officer() const override;
    bool passwordMustChange() const override;
    QList<Error> storageNotices() const override { return m_parts.workspace.notices(); }
    Async<qint64> verifyAudit() override;
    Async<Done> logIn(const domain::Ic& ic, secret::SecureBuffer password) override;
    Async<Done> changePassword(secret::SecureBuffer current, secret::SecureBuffer replacement) override;
    Async<Done> logOut() override;
    Async<Done> giveUpClosedAccount() override;
    qint64 clockOffsetMs() const override { return m_parts.client.clockOffsetMs(); }
    int idleLockMinutes() const override { return m_parts.workspace.account().policy.idleLockMinutes; }

    /** When logged in offline: asks the treasury again with the password that was typed then. */
    Async<Done> goOnline();
    /** Now by the treasury's clock, as far as it was heard. */
    QDateTime treasuryNow() const;

private:
    Async<wire::SessionResponse> askTreasury(const domain::Ic& ic, const secret::SecureBuffer& password);
    Async<Done> enterOnline(secret::SecureBuffer password, wire::SessionResponse answer);
    Async<Done> enterOffline(const domain::Ic& ic, secret::SecureBuffer password);
    Async<Done> continueOnline(wire::SessionResponse answer);
    Result<Done> judgeOfflineAccount(const domain::Ic& ic) const;
    Async<Done> depart(secret::SecureBuffer password, Error refusal);
    Async<Done> forgetVouchers();
    int unsentWork() const; ///< Changes that the treasury has perhaps not received.
    Async<Done> leaveBehind(Error refusal);
    void setState(SessionState state);
    void leave();

    Parts m_parts;
    SessionState m_state = SessionState::LoggedOut;
    domain::Ic m_ic;
    domain::Ic m_departed; ///< Whose account the last log-in found closed, with work that was never received.
    secret::SecureBuffer m_password; ///< Held only while offline, to go online without asking again.
    domain::Async<wire::SessionResponse> m_asked; ///< The treasury's answer to the latest log-in.
    int m_attempt = 0; ///< Another one since somebody left.
    bool m_busy = false;
};

} // namespace peraku::services
