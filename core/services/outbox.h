#pragma once

#include "workspace.h"

#include <remote/backoff.h>
#include <remote/endpoints.h>

#include <optional>

namespace peraku::services {

/** Sends what work.db holds, oldest first per voucher and one at a time. */
class Outbox : public OutboxService {
    Q_OBJECT
public:
    Outbox(Workspace& workspace, remote::Client& client, domain::Clock& clock, QObject* parent = nullptr);

    QList<OutboxRow> rows() const override;
    int pendingCount() const override;
    Async<Done> retry(qint64 row) override;
    Async<Done> discard(qint64 row) override;

    /** Sends everything that may go now; ends with the error that stopped it, if the treasury could not be
     * reached. */
    Async<Done> drain();
    /** Milliseconds until a row that backs off may go again; nullopt = nothing waits. */
    std::optional<qint64> nextDueMs() const;
    /** Whether a draft without a row is one that nothing sends: its row may be among those that do not open.
     */
    bool mayForsake() const { return m_workspace.unreadable() == 0; }
    /** Whether one of the rows brought the draft as it stands to the treasury. */
    static bool isSent(const LocalDraft& draft, const QList<Parcel>& rows);
    /** Forgets waiting times: the officer asked for it now. */
    void hurry() { m_notBefore.clear(); }
    /** After the feed was read to its end: removes acknowledged rows that the cache holds by now, or that the
     * treasury has no longer, and drafts that no row stands for. */
    Async<Done> settle();

Q_SIGNALS:
    /** Something new waits. */
    void queued();

private:
    /** The rows that may go now or later, oldest first. */
    QList<const Parcel*> sendable() const;
    qint64 waitMs(const Parcel& parcel) const;
    const Parcel* nextToSend() const;
    Async<Done> drainOn();
    Async<Done> sendOne(Parcel parcel);
    /** What goes over the wire, read from where it rests. */
    Async<QByteArray> payload(const Parcel& parcel);
    Async<Done> putOff(const Parcel& parcel, const Error& error);
    Async<Done> sendMarked(Parcel parcel, QByteArray bytes);
    Async<remote::HttpResponse> transmit(const Parcel& parcel, const QByteArray& bytes);
    Async<Done> record(const Parcel& parcel, Result<remote::HttpResponse> answer);
    Async<Done> recordSuccess(const Parcel& parcel, int revision);
    Async<Done> recordFailure(const Parcel& parcel, const Error& error);
    /** What becomes of the draft when `change` removes this row. */
    void restoreDraft(WorkChange& change, const OutboxRow& discarded) const;

    Workspace& m_workspace;
    remote::Client& m_client;
    domain::Clock& m_clock;
    QHash<qint64, qint64> m_notBefore; ///< Row to monotonic milliseconds.
    QHash<qint64, int> m_unread; ///< So many times in this run a row's bytes could not be read.
    bool m_draining = false;
    qsizetype m_knownRows = 0;
};

/** Whether the treasury's answer means that the voucher moved on meanwhile. */
bool isConflict(const Error& error);
/** Whether the same request may succeed later by itself. */
bool mayPass(const Error& error);

} // namespace peraku::services
