#include "media.h"

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::MediaGrants;
using domain::SigningMedium;
using domain::SigningProfile;
using remote::HttpResponse;

Media::Media(
    SessionService& session, SyncService& sync, remote::Client& client, Workspace& workspace, QObject* parent)
    : MediaService(parent)
    , m_session(session)
    , m_sync(sync)
    , m_client(client)
    , m_workspace(workspace)
{
    connect(&session, &SessionService::stateChanged, this, &Media::followSession);
    connect(&sync, &SyncService::statusChanged, this, &Media::followSync);
}

void Media::followSession()
{
    if (m_session.state() == SessionState::LoggedOut)
        m_heard.clear();
    else
        recall();
    if (m_session.state() == SessionState::Online && !m_session.passwordMustChange())
        refresh();
}

void Media::followSync()
{
    const auto lastSync = m_sync.status().lastSync;
    if (lastSync == m_lastSync)
        return;
    m_lastSync = lastSync;
    if (m_session.state() == SessionState::Online)
        refresh();
}

void Media::refresh()
{
    domain::onFinished<MediaGrants>(grants(0), this, [](const Result<MediaGrants>&) {
        // Without an answer the last one stands; whoever signs asks again and is told.
    });
}

void Media::recall()
{
    const auto& kept = m_workspace.account().media;
    if (m_heard.contains(0) || !kept || kept->officer != m_session.officer().ic)
        return;
    m_heard.insert(0, *kept);
    m_heard[0].remembered = true;
    Q_EMIT changed();
}

void Media::keep(const MediaGrants& grants)
{
    if (!m_workspace.isOpen() || m_workspace.vault().isReadOnly() || m_workspace.account().media == grants)
        return;
    const auto kept = m_workspace.change([this, grants]() -> Result<WorkChange> {
        WorkChange change;
        change.account = m_workspace.account();
        change.account->media = grants;
        return change;
    });
    domain::onFinished<Done>(kept, this, [](const Result<Done>& answer) {
        // The next answer is kept again; until then the one before it counts for a start without the
        // treasury.
        if (!answer)
            qWarning("the treasury's word on media was not kept: %s", qUtf8Printable(answer.error().detail));
    });
}

void Media::hear(const MediaGrants& grants)
{
    const auto before = m_heard.find(grants.processNo);
    const bool differs = grants.processNo == 0 && before != m_heard.end() && *before != grants;
    const bool first = grants.processNo == 0 && before == m_heard.end();
    // What was said of single processes before may be over too.
    if (differs)
        m_heard.clear();
    m_heard.insert(grants.processNo, grants);
    if (grants.processNo == 0)
        keep(grants);
    if (differs || first)
        Q_EMIT changed();
}

Result<MediaGrants> Media::remembered(int processNo, const Error& error) const
{
    // After a log-in without the treasury nobody can ask it, whatever the client calls that.
    const bool unheard = m_session.state() == SessionState::Offline || error.code == ErrorCode::Offline
        || error.code == ErrorCode::Timeout || error.code == ErrorCode::ServerBusy
        || error.code == ErrorCode::ServerFailed;
    auto found = m_heard.constFind(processNo);
    if (found == m_heard.cend())
        found = m_heard.constFind(0);
    if (!unheard || found == m_heard.cend())
        return fail(error);
    auto grants = *found;
    grants.remembered = true;
    grants.processNo = processNo;
    if (grants.roamingOnlyProcesses.contains(processNo)) {
        for (auto& grant : grants.grants) {
            if (grant.medium != SigningMedium::Token)
                continue;
            grant.allowed = false;
            grant.reason = Error { ErrorCode::MediumSwitchedOff, QStringLiteral("process"), {}, false, 0 };
        }
        grants.preferred = SigningMedium::RoamingOtp;
    }
    return grants;
}

Async<MediaGrants> Media::grants(int processNo)
{
    const auto officer = m_session.officer().ic;
    return domain::then<HttpResponse>(remote::MediaEndpoint(m_client).grants(processNo), this,
        [this, processNo, officer](Result<HttpResponse> answer) -> Result<MediaGrants> {
            if (!answer)
                return remembered(processNo, answer.error());
            auto grants = wire::decodeMediaGrants(answer->body);
            if (!grants)
                return fail(grants.error());
            // An answer that comes after a log-out is about somebody else.
            if (grants->officer != officer || m_session.officer().ic != officer)
                return fail(ErrorCode::Cancelled);
            hear(*grants);
            return grants;
        });
}

std::optional<MediaGrants> Media::lastHeard() const
{
    const auto found = m_heard.constFind(0);
    return found == m_heard.cend() ? std::nullopt : std::optional(*found);
}

Async<SigningProfile> Media::profile()
{
    return domain::andThen<HttpResponse>(remote::MediaEndpoint(m_client).profile(), this,
        [](HttpResponse answer) { return wire::decodeSigningProfile(answer.body); });
}

Async<SigningProfile> Media::setChannel(domain::OtpChannel channel)
{
    const domain::IdempotencyKey key(m_client.rng().hex(16));
    return domain::andThen<HttpResponse>(remote::MediaEndpoint(m_client).setChannel(channel, key), this,
        [](HttpResponse answer) { return wire::decodeSigningProfile(answer.body); });
}

Async<domain::EnrolmentCode> Media::enrolPhone(const QString& name, secret::SecureBuffer password)
{
    return domain::andThen<HttpResponse>(
        remote::MediaEndpoint(m_client).requestPhone({ name, std::move(password) }), this,
        [](HttpResponse answer) { return wire::decodeEnrolmentCode(answer.body); });
}

Async<Done> Media::removePhone(const QString& id, secret::SecureBuffer password)
{
    return domain::andThen<HttpResponse>(
        remote::MediaEndpoint(m_client).removePhone(id, { std::move(password) }), this,
        [](HttpResponse) { return Result<Done>(Done {}); });
}

} // namespace peraku::services
