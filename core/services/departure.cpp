#include "session.h"

#include <algorithm>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;

// The treasury lets an officer go: it says so only to who gives the right password. Nothing of its vouchers
// stays on this PC then; what it never received stays sealed until it is sent or given up.

Async<Done> Session::depart(secret::SecureBuffer password, Error refusal)
{
    auto opened = domain::andThen<std::shared_ptr<Vault>>(m_parts.keeper.openOffline(std::move(password)),
        this, [this](std::shared_ptr<Vault> vault) { return m_parts.workspace.open(std::move(vault)); });
    return domain::then<Done>(opened, this, [this, refusal](Result<Done> open) -> Async<Done> {
        // Nothing is here, or nothing that this password opens.
        if (!open)
            return domain::readyError<Done>(refusal);
        return domain::then<Done>(
            forgetVouchers(), this, [this, refusal](Result<Done>) { return leaveBehind(refusal); });
    });
}

int Session::unsentWork() const
{
    const auto& parcels = m_parts.workspace.parcels();
    const auto queued = int(std::count_if(parcels.begin(), parcels.end(),
        [](const Parcel& parcel) { return parcel.row.state != OutboxState::Acknowledged; }));
    // What does not open, and what a backup may not hold yet, may be work as well.
    const auto& notices = m_parts.workspace.notices();
    const bool uncertain = m_parts.workspace.vault().isReadOnly()
        || std::any_of(notices.begin(), notices.end(),
            [](const Error& notice) { return notice.code == ErrorCode::StorageRestored; });
    return std::max(queued + m_parts.workspace.unreadable(), uncertain ? 1 : 0);
}

Async<Done> Session::leaveBehind(Error refusal)
{
    if (!m_parts.workspace.isOpen())
        return domain::readyError<Done>(refusal);
    const int unsent = unsentWork();
    refusal.args = { QString::number(unsent) };
    m_departed = m_ic;
    m_parts.workspace.close();
    if (unsent > 0)
        return domain::readyError<Done>(refusal);
    return domain::then<Done>(
        m_parts.keeper.remove(), this, [this, refusal](Result<Done> removed) -> Result<Done> {
            if (removed)
                m_departed = {};
            return fail(refusal);
        });
}

Async<Done> Session::forgetVouchers()
{
    if (!m_parts.workspace.isOpen())
        return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
    // Whatever becomes of the cache, nobody is let in without the treasury from now on.
    return domain::then<Done>(
        m_parts.workspace.clearCache(), this, [this](Result<Done> cleared) -> Async<Done> {
            if (!m_parts.workspace.isOpen())
                return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
            auto stamped = m_parts.workspace.change([this]() -> Result<WorkChange> {
                WorkChange change;
                if (m_parts.workspace.vault().isReadOnly())
                    return change;
                change.account = m_parts.workspace.account();
                change.account->lastOnline = {};
                change.audit = AuditLine { QStringLiteral("account-closed"), {}, {} };
                return change;
            });
            return domain::andThen<Done>(stamped, this, [cleared](Done) { return cleared; });
        });
}

Async<Done> Session::giveUpClosedAccount()
{
    if (m_departed.isEmpty() || m_state != SessionState::LoggedOut || m_busy)
        return domain::readyError<Done>(
            { ErrorCode::WrongState, QStringLiteral("no closed account"), {}, false, 0 });
    if (auto locked = m_parts.keeper.acquire(m_departed); !locked)
        return domain::readyError<Done>(locked.error());
    m_busy = true;
    return domain::then<Done>(
        m_parts.keeper.remove(), this, [this, attempt = m_attempt](Result<Done> removed) {
            if (attempt != m_attempt)
                return removed;
            m_busy = false;
            if (removed)
                m_departed = {};
            m_parts.keeper.release();
            return removed;
        });
}

} // namespace peraku::services
