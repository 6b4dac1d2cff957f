#pragma once

#include "outbox.h"
#include "referencebook.h"
#include "session.h"

#include <functional>
#include <vector>

namespace peraku::services {

class Trust;

/** The round trip: outbox out, feed in, reference data; by hand or by itself. */
class Sync : public SyncService {
    Q_OBJECT
public:
    struct Parts {
        Workspace& workspace;
        Session& session;
        Outbox& outbox;
        ReferenceBook& reference;
        Trust& trust;
        remote::Client& client;
        domain::Clock& clock;
        domain::Scheduler& scheduler;
        domain::Executor& workers;
    };
    static constexpr qint64 quickestPollMs = 10'000;
    static constexpr qint64 slowestPollMs = 60'000;
    static constexpr qint64 unattendedPollMs = 5 * 60'000;
    /** Reference data changes a few times a year: a round asks for it no oftener, unless the officer does. */
    static constexpr qint64 referenceBeatMs = 30 * 60'000;
    static constexpr int pageLimit = wire::maxPageSize;

    explicit Sync(Parts parts, QObject* parent = nullptr);
    ~Sync() override;

    SyncStatus status() const override { return m_status; }
    Async<Done> syncNow() override;
    void cancel() override;
    void setAttended(bool attended) override;
    void start() override;
    void stop() override;

Q_SIGNALS:
    /** A page of the feed is in the cache. */
    void pageApplied(const peraku::services::PageRows& page);
    void cacheCleared();

private:
    Async<Done> run(bool probe);
    Async<Done> round();
    Async<Done> pull();
    Async<Done> pullPage(domain::FeedCursor cursor);
    Async<Done> applyPage(wire::ChangesPage page, domain::FeedCursor from);
    Async<Done> keepAncestors(const QHash<domain::VoucherId, int>& held);
    Async<Done> keepAncestor(const domain::VoucherId& id);
    Async<Done> pullReference();
    bool referenceIsDue() const;
    Async<Done> startAnew();
    /** What is being stored is stored to its end, and who shows it is told, even if the pull is stopped
     * meanwhile: the cursor has moved. */
    Async<Done> toItsEnd(Async<Done> stored, std::function<void()> told);
    void finished(const Result<Done>& result);
    void planNext();
    void publish();

    Parts m_parts;
    SyncStatus m_status;
    std::vector<std::shared_ptr<QPromise<Result<Done>>>> m_waiters;
    Async<Done> m_current;
    bool m_automatic = false;
    bool m_probe = false;
    bool m_restartedFeed = false;
    bool m_attended = true;
    std::optional<qint64> m_referenceAskedMs; ///< Monotonic, in this session.
    int m_planNumber = 0; ///< A plan made obsolete by a newer one does nothing.
    int m_opened = 0; ///< Tells one officer's files from the next one's.
    int m_failures = 0;
    qint64 m_pollMs = quickestPollMs;
};

} // namespace peraku::services
