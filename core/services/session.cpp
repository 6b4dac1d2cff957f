#include "session.h"

#include "treasuryclock.h"

#include <remote/backoff.h>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::Ic;
using secret::SecureBuffer;
using wire::SessionResponse;

namespace {

// An hour of difference is a time zone set by hand; more means that the clock was turned back to revive a
// lapsed log-in.
constexpr qint64 clockSetBackSeconds = 3600;

/** The feed shows what the officer may see and marks what waits for them; both are stale when these change.
 */
bool seesTheSame(const domain::Officer& a, const domain::Officer& b)
{
    return a.ic == b.ic && a.office == b.office && a.roles == b.roles && a.limit == b.limit
        && a.servedOffices == b.servedOffices;
}

/** The treasury does not want this password, or not this officer. */
bool isRefusal(ErrorCode code)
{
    return code == ErrorCode::WrongPassword || code == ErrorCode::AccountLocked
        || code == ErrorCode::AccountInactive || code == ErrorCode::NotAllowed;
}

Account accountOf(const SessionResponse& answer)
{
    return { answer.officer, answer.policy, answer.passwordMustChange, answer.serverTime };
}

} // namespace

Session::Session(Parts parts, QObject* parent)
    : SessionService(parent)
    , m_parts(parts)
{
    connect(&parts.client, &remote::Client::sessionExpired, this, [this] {
        if (m_state == SessionState::Online)
            setState(SessionState::Offline);
    });
}

domain::Officer Session::officer() const
{
    return m_state == SessionState::LoggedOut ? domain::Officer {} : m_parts.workspace.officer();
}

bool Session::passwordMustChange() const
{
    return m_state != SessionState::LoggedOut && m_parts.workspace.account().passwordMustChange;
}

QDateTime Session::treasuryNow() const
{
    return TreasuryClock(m_parts.clock, m_parts.client).nowUtc();
}

void Session::setState(SessionState state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void Session::leave()
{
    // What was asked for the officer who leaves must not open anything when it is answered.
    ++m_attempt;
    m_asked.cancel();
    m_busy = false;
    m_password.clear();
    m_parts.client.closeSession();
    m_parts.workspace.close();
    m_parts.keeper.release();
    m_ic = {};
    if (m_state != SessionState::LoggedOut)
        setState(SessionState::LoggedOut);
}

Async<SessionResponse> Session::askTreasury(const Ic& ic, const SecureBuffer& password)
{
    const wire::LoginRequest request { ic, password.clone(), m_parts.keeper.device() };
    const domain::IdempotencyKey key(m_parts.rng.hex(16));
    m_asked = remote::SessionEndpoint(m_parts.client).logIn(request, key, this);
    return m_asked;
}

Async<Done> Session::logIn(const Ic& ic, SecureBuffer password)
{
    if (m_busy)
        return domain::readyError<Done>(
            { ErrorCode::InvalidInput, QStringLiteral("a log-in is under way"), {}, false, 0 });
    m_departed = {};
    const bool again = m_state == SessionState::Offline && ic == m_ic;
    if (!again) {
        leave();
        if (auto locked = m_parts.keeper.acquire(ic); !locked)
            return domain::readyError<Done>(locked.error());
    }
    m_busy = true;
    m_ic = ic;
    const auto attempt = m_attempt;
    auto secret = std::make_shared<SecureBuffer>(std::move(password));
    auto entered = domain::then<SessionResponse>(askTreasury(ic, *secret), this,
        [this, ic, secret, again, attempt](Result<SessionResponse> answer) -> Async<Done> {
            if (attempt != m_attempt)
                return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
            if (answer)
                return again ? continueOnline(std::move(*answer))
                             : enterOnline(std::move(*secret), std::move(*answer));
            if (answer.error().code == ErrorCode::AccountInactive)
                return again ? domain::then<Done>(forgetVouchers(), this,
                           [refusal = answer.error()](Result<Done>) -> Result<Done> { return fail(refusal); })
                             : depart(std::move(*secret), answer.error());
            if (again || !remote::isOutage(answer.error()))
                return domain::readyError<Done>(answer.error());
            // A PC that knows the officer opens by itself; one that does not says why the treasury could not
            // be asked.
            return domain::then<Done>(enterOffline(ic, std::move(*secret)), this,
                [outage = answer.error()](Result<Done> opened) -> Result<Done> {
                    if (!opened && opened.error().code == ErrorCode::NoOfflineAccount
                        && outage.code != ErrorCode::Offline)
                        return fail(outage);
                    return opened;
                });
        });
    return domain::then<Done>(entered, this, [this, again, attempt](Result<Done> result) {
        if (attempt != m_attempt)
            return result;
        m_busy = false;
        if (!result && !again)
            leave();
        return result;
    });
}

Async<Done> Session::enterOnline(SecureBuffer password, SessionResponse answer)
{
    const auto bytes = std::as_bytes(
        std::span(answer.recoverySecret.constData(), std::size_t(answer.recoverySecret.size())));
    auto recovery = SecureBuffer::copyOf(bytes);
    secret::wipe(answer.recoverySecret.data(), std::size_t(answer.recoverySecret.size()));
    auto shared = std::make_shared<SessionResponse>(std::move(answer));
    auto opened = domain::andThen<std::shared_ptr<Vault>>(
        m_parts.keeper.openOnline(std::move(password), std::move(recovery)), this,
        [this](std::shared_ptr<Vault> vault) { return m_parts.workspace.open(std::move(vault)); });
    return domain::andThen<Done>(
        opened, this, [this, shared](Done) { return continueOnline(std::move(*shared)); });
}

Async<Done> Session::continueOnline(SessionResponse answer)
{
    auto account = accountOf(answer);
    account.media = m_parts.workspace.account().media;
    const auto& before = m_parts.workspace.officer();
    const bool feedStale = !before.ic.isEmpty() && !seesTheSame(before, account.officer);
    m_parts.client.openSession({ std::move(answer.accessToken), std::move(answer.refreshToken) });
    // Emptied before the change that asks for it is stored: a crash in between only empties it again.
    auto fresh = feedStale ? m_parts.workspace.clearCache() : domain::ready<Done>(Done {});
    auto stored = domain::andThen<Done>(fresh, this, [this, account](Done) {
        return m_parts.workspace.change([account, this]() -> Result<WorkChange> {
            WorkChange change;
            // A file of a later version is shown, and its account stays as that version left it.
            if (m_parts.workspace.vault().isReadOnly())
                return change;
            change.account = account;
            change.audit = AuditLine { QStringLiteral("log-in"), {}, QStringLiteral("online") };
            return change;
        });
    });
    return domain::andThen<Done>(stored, this, [this, attempt = m_attempt](Done) -> Result<Done> {
        if (attempt != m_attempt)
            return fail(ErrorCode::Cancelled);
        m_password.clear();
        setState(SessionState::Online);
        return Done {};
    });
}

Async<Done> Session::enterOffline(const Ic& ic, SecureBuffer password)
{
    auto held = std::make_shared<SecureBuffer>(password.clone());
    auto opened = domain::andThen<std::shared_ptr<Vault>>(m_parts.keeper.openOffline(std::move(password)),
        this, [this](std::shared_ptr<Vault> vault) { return m_parts.workspace.open(std::move(vault)); });
    return domain::andThen<Done>(opened, this, [this, ic, held](Done) -> Result<Done> {
        if (auto judged = judgeOfflineAccount(ic); !judged)
            return judged;
        m_password = std::move(*held);
        setState(SessionState::Offline);
        return Done {};
    });
}

Result<Done> Session::judgeOfflineAccount(const Ic& ic) const
{
    const auto& account = m_parts.workspace.account();
    if (account.officer.ic != ic || !account.lastOnline.isValid())
        return fail(ErrorCode::NoOfflineAccount);
    const auto now = m_parts.clock.nowUtc();
    if (now.secsTo(account.lastOnline) > clockSetBackSeconds)
        return fail(ErrorCode::ClockSkew, QStringLiteral("the clock stands before the last online log-in"));
    if (account.lastOnline.addDays(account.policy.offlineDays) < now)
        return fail(ErrorCode::OfflineLoginLapsed, {}, { QString::number(account.policy.offlineDays) });
    return Done {};
}

Async<Done> Session::goOnline()
{
    if (m_state == SessionState::Online && m_parts.client.hasSession())
        return domain::ready<Done>(Done {});
    if (m_state == SessionState::LoggedOut || m_password.isEmpty() || m_busy)
        return domain::readyError<Done>({ ErrorCode::SessionExpired, {}, {}, false, 0 });
    const auto attempt = m_attempt;
    m_busy = true;
    auto entered = domain::andThen<SessionResponse>(
        askTreasury(m_ic, m_password), this, [this, attempt](SessionResponse answer) -> Async<Done> {
            if (attempt != m_attempt)
                return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
            return continueOnline(std::move(answer));
        });
    return domain::then<Done>(entered, this, [this, attempt](Result<Done> result) -> Result<Done> {
        if (attempt != m_attempt)
            return result;
        m_busy = false;
        // A refused password is not tried again by itself: five tries would lock the account.
        if (!result && isRefusal(result.error().code))
            m_password.clear();
        // Whoever still types goes on until the desk is closed; the vouchers are gone at once.
        if (!result && result.error().code == ErrorCode::AccountInactive)
            forgetVouchers();
        return result;
    });
}

Async<Done> Session::changePassword(SecureBuffer current, SecureBuffer replacement)
{
    if (m_state != SessionState::Online)
        return domain::readyError<Done>({ ErrorCode::Offline, {}, {}, true, 0 });
    auto next = std::make_shared<SecureBuffer>(replacement.clone());
    const wire::PasswordChangeRequest request { std::move(current), std::move(replacement) };
    const domain::IdempotencyKey key(m_parts.rng.hex(16));
    auto changed = domain::andThen<remote::HttpResponse>(
        remote::SessionEndpoint(m_parts.client).changePassword(request, key), this,
        [this, next](remote::HttpResponse) -> Async<Done> {
            if (!m_parts.workspace.isOpen())
                return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
            return m_parts.workspace.vault().rewrap(std::move(*next));
        });
    return domain::andThen<Done>(changed, this, [this](Done) {
        auto stored = m_parts.workspace.change([this]() -> Result<WorkChange> {
            WorkChange change;
            change.account = m_parts.workspace.account();
            change.account->passwordMustChange = false;
            change.audit = AuditLine { QStringLiteral("password-changed"), {}, {} };
            return change;
        });
        return domain::andThen<Done>(stored, this, [this](Done) -> Result<Done> {
            Q_EMIT stateChanged();
            return Done {};
        });
    });
}

Async<qint64> Session::verifyAudit()
{
    if (!m_parts.workspace.isOpen())
        return domain::readyError<qint64>({ ErrorCode::SessionExpired, {}, {}, false, 0 });
    return m_parts.workspace.vault().verifyAudit();
}

Async<Done> Session::logOut()
{
    if (m_busy && m_state == SessionState::LoggedOut)
        return domain::readyError<Done>(
            { ErrorCode::InvalidInput, QStringLiteral("a log-in is under way"), {}, true, 0 });
    const bool tell = m_state == SessionState::Online && m_parts.client.hasSession();
    auto told = tell
        ? remote::SessionEndpoint(m_parts.client).logOut(domain::IdempotencyKey(m_parts.rng.hex(16)))
        : domain::ready<remote::HttpResponse>(remote::HttpResponse {});
    // The treasury is told, but the keys are wiped at once and nobody waits long for its answer.
    leave();
    m_parts.scheduler.after(farewellMs, this, [told]() mutable { told.cancel(); });
    return domain::then<remote::HttpResponse>(
        told, this, [](Result<remote::HttpResponse>) -> Result<Done> { return Done {}; });
}

} // namespace peraku::services
