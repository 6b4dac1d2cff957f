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
    auto emptied = domain::andThen<Done>(opened, this, [this](Done) { return forgetVouchers(); });
    return domain::then<Done>(emptied, this, [this, refusal](Result<Done> done) mutable -> Async<Done> {
        // Nothing is here, or nothing that this password opens.
        if (!done)
            return domain::readyError<Done>(refusal);
        const auto& parcels = m_parts.workspace.parcels();
        const auto unsent = std::count_if(parcels.begin(), parcels.end(),
            [](const Parcel& parcel) { return parcel.row.state != OutboxState::Acknowledged; });
        refusal.args = { QString::number(unsent) };
        m_departed = unsent > 0 ? m_ic : domain::Ic();
        m_parts.workspace.close();
        auto removed = unsent > 0 ? domain::ready<Done>(Done {}) : m_parts.keeper.remove();
        return domain::andThen<Done>(
            removed, this, [refusal](Done) -> Result<Done> { return fail(refusal); });
    });
}

Async<Done> Session::forgetVouchers()
{
    if (!m_parts.workspace.isOpen())
        return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
    return domain::andThen<Done>(m_parts.workspace.clearCache(), this, [this](Done) {
        return m_parts.workspace.change([this]() -> Result<WorkChange> {
            WorkChange change;
            if (m_parts.workspace.vault().isReadOnly())
                return change;
            change.account = m_parts.workspace.account();
            // From now on this PC lets the officer in only after the treasury has.
            change.account->lastOnline = {};
            change.audit = AuditLine { QStringLiteral("account-closed"), {}, {} };
            return change;
        });
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
            m_departed = {};
            m_parts.keeper.release();
            return removed;
        });
}

} // namespace peraku::services
