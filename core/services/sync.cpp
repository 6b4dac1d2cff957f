#include "sync.h"

#include "reconcile.h"
#include "trust.h"

#include <algorithm>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::FeedCursor;
using domain::VoucherId;
using remote::HttpResponse;
using Revisions = QHash<VoucherId, int>;

Sync::Sync(Parts parts, QObject* parent)
    : SyncService(parent)
    , m_parts(parts)
{
    connect(&parts.workspace, &Workspace::closed, this, [this] {
        cancel();
        ++m_opened;
        m_status = {};
        m_failures = 0;
        m_referenceAskedMs.reset();
        Q_EMIT statusChanged();
    });
    connect(&parts.outbox, &Outbox::queued, this, [this] {
        m_pollMs = quickestPollMs;
        if (m_automatic && !m_status.running)
            run(false);
    });
}

Sync::~Sync()
{
    for (const auto& waiter : std::exchange(m_waiters, {})) {
        waiter->addResult(Result<Done>(fail(ErrorCode::Cancelled)));
        waiter->finish();
    }
}

Async<Done> Sync::syncNow()
{
    m_parts.outbox.hurry();
    // What waits is sent before the feed is asked, and must not wait out an open circuit breaker either.
    m_parts.client.breaker().succeeded();
    return run(true);
}

Async<Done> Sync::run(bool probe)
{
    auto waiter = std::make_shared<QPromise<Result<Done>>>();
    waiter->start();
    auto future = waiter->future();
    m_waiters.push_back(waiter);
    if (m_status.running)
        return future;
    ++m_planNumber;
    m_probe = probe;
    m_restartedFeed = false;
    m_status.running = true;
    m_status.stopped = false;
    m_status.received = 0;
    publish();
    m_current = round();
    domain::onFinished<Done>(m_current, this, [this](Result<Done> result) { finished(result); });
    return future;
}

Async<Done> Sync::round()
{
    if (!m_parts.workspace.isOpen())
        return domain::readyError<Done>(
            { ErrorCode::SessionExpired, QStringLiteral("nobody is logged in"), {}, false, 0 });
    auto online = m_parts.session.goOnline();
    auto sent = domain::andThen<Done>(online, this, [this](Done) { return m_parts.outbox.drain(); });
    // First, since a first pull is long and its vouchers are shown by the names of banks and offices.
    auto referenced = domain::andThen<Done>(sent, this,
        [this](Done) { return referenceIsDue() ? pullReference() : domain::ready<Done>(Done {}); });
    auto pulled = domain::andThen<Done>(referenced, this, [this](Done) { return pull(); });
    auto settled = domain::andThen<Done>(pulled, this, [this](Done) { return m_parts.outbox.settle(); });
    return domain::andThen<Done>(settled, this, [this](Done) {
        // Without fresh CRLs one can still work; signing says so itself.
        return domain::then<TrustMaterial>(
            m_parts.trust.current(), this, [](Result<TrustMaterial>) -> Result<Done> { return Done {}; });
    });
}

Async<Done> Sync::pull()
{
    if (!m_parts.workspace.isOpen())
        return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
    return domain::andThen<FeedCursor>(
        m_parts.workspace.vault().cursor(), this, [this](FeedCursor cursor) { return pullPage(cursor); });
}

Async<Done> Sync::pullPage(FeedCursor cursor)
{
    auto answered = remote::FeedEndpoint(m_parts.client).changes(cursor, pageLimit, m_probe);
    return domain::then<HttpResponse>(
        answered, this, [this, cursor](Result<HttpResponse> answer) -> Async<Done> {
            if (!answer && answer.error().code == ErrorCode::CursorGone && !m_restartedFeed)
                return startAnew();
            if (!answer)
                return domain::readyError<Done>(answer.error());
            auto decoded = domain::runOn<wire::ChangesPage>(
                m_parts.workers, [body = std::move(answer->body)] { return wire::decodeChangesPage(body); });
            return domain::andThen<wire::ChangesPage>(decoded, this,
                [this, cursor](wire::ChangesPage page) { return applyPage(std::move(page), cursor); });
        });
}

Async<Done> Sync::startAnew()
{
    if (!m_parts.workspace.isOpen())
        return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
    m_restartedFeed = true;
    auto cleared = toItsEnd(m_parts.workspace.vault().clearCache(), [this] { Q_EMIT cacheCleared(); });
    return domain::andThen<Done>(cleared, this, [this](Done) { return pullPage({}); });
}

Async<Done> Sync::toItsEnd(Async<Done> stored, std::function<void()> told)
{
    auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    auto future = promise->future();
    domain::onFinished<Done>(
        stored, this, [this, promise, told = std::move(told), opened = m_opened](const Result<Done>& result) {
            if (result && opened == m_opened)
                told();
            promise->addResult(result);
            promise->finish();
        });
    return future;
}

Async<Done> Sync::applyPage(wire::ChangesPage page, FeedCursor from)
{
    if (!m_parts.workspace.isOpen())
        return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
    QList<VoucherId> ids;
    ids.reserve(page.changes.size());
    for (const auto& change : page.changes)
        ids.append(change.id);
    const bool more = page.more;
    const auto next = page.next;
    auto shared = std::make_shared<wire::ChangesPage>(std::move(page));
    const auto tell = [this, received = ids.size()](const PageRows& rows) {
        m_status.received += received;
        if (received == 0)
            return;
        m_pollMs = quickestPollMs;
        Q_EMIT pageApplied(rows);
        publish();
    };
    auto asked
        = domain::andThen<Revisions>(m_parts.workspace.vault().revisions(ids), this, [this](Revisions held) {
              return domain::andThen<Done>(
                  keepAncestors(held), this, [held](Done) -> Result<Revisions> { return held; });
          });
    auto applied
        = domain::andThen<Revisions>(asked, this, [this, shared, tell, from](Revisions held) -> Async<Done> {
              if (!m_parts.workspace.isOpen())
                  return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
              const domain::Workflow workflow(m_parts.reference.catalogue());
              auto plan = reconcile(held, std::move(*shared), m_parts.workspace.officer(), workflow);
              plan.from = from;
              PageRows rows;
              rows.gone = plan.deletions;
              rows.rows.reserve(plan.upserts.size());
              for (const auto& upsert : plan.upserts)
                  rows.rows.append(upsert.summary);
              return toItsEnd(
                  m_parts.workspace.vault().applyPage(std::move(plan)), [tell, rows] { tell(rows); });
          });
    return domain::then<Done>(applied, this, [this, more, next](Result<Done> stored) -> Async<Done> {
        if (!stored && stored.error().code == ErrorCode::CursorGone && !m_restartedFeed)
            return startAnew();
        if (!stored)
            return domain::readyError<Done>(stored.error());
        if (more && m_status.stopped) // while this page was stored
            return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
        return more ? pullPage(next) : domain::ready<Done>(Done {});
    });
}

/** What drafts of this officer began with is about to be replaced, and comparing versions needs it. */
Async<Done> Sync::keepAncestors(const Revisions& held)
{
    auto chain = domain::ready<Done>(Done {});
    if (!m_parts.workspace.isOpen() || m_parts.workspace.vault().isReadOnly())
        return chain;
    for (auto known = held.begin(); known != held.end(); ++known) {
        const auto draft = m_parts.workspace.drafts().constFind(known.key());
        if (draft != m_parts.workspace.drafts().constEnd() && draft->voucher.revision == known.value()
            && draft->ancestor.revision != known.value())
            chain = domain::andThen<Done>(
                chain, this, [this, id = known.key()](Done) { return keepAncestor(id); });
    }
    return chain;
}

Async<Done> Sync::keepAncestor(const VoucherId& id)
{
    if (!m_parts.workspace.isOpen())
        return domain::readyError<Done>({ ErrorCode::Cancelled, {}, {}, false, 0 });
    return domain::then<domain::Voucher>(
        m_parts.workspace.vault().voucher(id), this, [this, id](Result<domain::Voucher> held) -> Async<Done> {
            if (!held) // unreadable: a comparison says that it is not kept
                return domain::ready<Done>(Done {});
            return m_parts.workspace.change([this, id, held = std::move(*held)]() -> Result<WorkChange> {
                WorkChange change;
                auto draft = m_parts.workspace.drafts().value(id);
                if (draft.voucher.id == id && draft.voucher.revision == held.revision) {
                    draft.ancestor = { held.revision, held.content };
                    change.putDrafts.append(draft);
                }
                return change;
            });
        });
}

bool Sync::referenceIsDue() const
{
    return m_probe || !m_referenceAskedMs
        || m_parts.clock.monotonicMs() - *m_referenceAskedMs >= referenceBeatMs;
}

Async<Done> Sync::pullReference()
{
    auto answered
        = remote::FeedEndpoint(m_parts.client).reference(m_parts.reference.reference().version, m_probe);
    return domain::andThen<HttpResponse>(answered, this, [this](HttpResponse answer) -> Async<Done> {
        m_referenceAskedMs = m_parts.clock.monotonicMs();
        if (answer.status == 304)
            return domain::ready<Done>(Done {});
        auto decoded = domain::runOn<domain::ReferenceData>(
            m_parts.workers, [body = answer.body] { return wire::decodeReference(body); });
        return domain::andThen<domain::ReferenceData>(decoded, this, [this](domain::ReferenceData reference) {
            return m_parts.reference.replace(std::move(reference));
        });
    });
}

void Sync::finished(const Result<Done>& result)
{
    m_status.running = false;
    if (result) {
        m_failures = 0;
        m_status.online = true;
        m_status.offlineSince = {};
        m_status.lastSync = m_parts.clock.nowUtc();
        m_status.lastError.reset();
        m_pollMs = m_status.received > 0 ? quickestPollMs : std::min(slowestPollMs, m_pollMs * 3 / 2);
    } else if (result.error().code != ErrorCode::Cancelled) {
        ++m_failures;
        const bool unreachable
            = remote::isOutage(result.error()) || result.error().code == ErrorCode::SessionExpired;
        if (unreachable && !m_status.offlineSince.isValid())
            m_status.offlineSince = m_parts.clock.nowUtc();
        m_status.online = !unreachable;
        m_status.lastError = result.error();
    }
    publish();
    for (const auto& waiter : std::exchange(m_waiters, {})) {
        waiter->addResult(result);
        waiter->finish();
    }
    if (m_automatic)
        planNext();
}

void Sync::planNext()
{
    qint64 wait = m_attended ? m_pollMs : unattendedPollMs;
    if (m_failures > 0 && m_status.lastError) {
        const remote::Backoff backoff(m_parts.client.rng());
        wait = std::max(backoff.delayMs(m_failures, *m_status.lastError), m_parts.client.breaker().waitMs());
    } else if (const auto due = m_parts.outbox.nextDueMs()) {
        wait = std::min(wait, std::max<qint64>(*due, remote::Backoff::firstMs));
    }
    m_parts.scheduler.after(wait, this, [this, number = ++m_planNumber] {
        if (m_automatic && number == m_planNumber && !m_status.running && m_parts.workspace.isOpen())
            run(false);
    });
}

void Sync::cancel()
{
    if (!m_status.running)
        return;
    m_status.stopped = true;
    // Who has just stopped it does not want it back in ten seconds.
    m_pollMs = slowestPollMs;
    m_current.cancel();
}

void Sync::setAttended(bool attended)
{
    if (std::exchange(m_attended, attended) == attended || !m_automatic || m_status.running)
        return;
    m_pollMs = attended ? quickestPollMs : m_pollMs;
    const bool stale
        = !m_status.lastSync.isValid() || m_status.lastSync.msecsTo(m_parts.clock.nowUtc()) >= quickestPollMs;
    if (attended && stale && m_failures == 0 && !m_status.stopped && m_parts.workspace.isOpen())
        run(false);
    else
        planNext();
}

void Sync::start()
{
    m_automatic = true;
    m_pollMs = quickestPollMs;
    if (!m_status.running && m_parts.workspace.isOpen())
        run(false);
}

void Sync::stop()
{
    m_automatic = false;
    ++m_planNumber;
}

void Sync::publish()
{
    Q_EMIT statusChanged();
}

} // namespace peraku::services
