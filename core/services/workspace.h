#pragma once

#include "vault.h"

#include <QHash>
#include <QMap>

#include <deque>
#include <functional>

namespace peraku::services {

/**
 * What the logged-in officer has open: the account, the drafts and the outbox, mirrored in memory from
 * work.db. Changes are made one after the other, each computed from what the one before it left.
 */
class Workspace : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~Workspace() override;

    bool isOpen() const { return bool(m_vault); }
    Vault& vault() const { return *m_vault; }
    /** What the officer must be told about the files since they were opened. */
    const QList<Error>& notices() const { return m_notices; }
    const Account& account() const { return m_account; }
    const domain::Officer& officer() const { return m_account.officer; }
    /** Records of work.db that do not open: what seems to be missing may stand in one of them. */
    int unreadable() const { return m_unreadable; }
    const QList<Parcel>& parcels() const { return m_parcels; }
    const QMap<domain::VoucherId, LocalDraft>& drafts() const { return m_drafts; }
    const Parcel* parcel(qint64 id) const;
    /** The unfinished rows of one voucher, oldest first. */
    QList<Parcel> parcelsOf(const domain::VoucherId& id) const;
    /** The highest revision that the treasury gave to a change from this desk; 0 = none in this run. */
    int ownRevision(const domain::VoucherId& id) const { return m_ownRevisions.value(id); }

    /** Reads work.db; rows that were on their way when the program ended are queued again with their keys. */
    Async<Done> open(std::shared_ptr<Vault> vault);
    void close();
    Async<Done> clearCache();

    using Build = std::function<Result<WorkChange>()>;
    /** Runs `build` when every earlier change is done, then commits what it gives in one transaction. */
    Async<Done> change(Build build);

Q_SIGNALS:
    void opened();
    void closed();
    /** The cache stands empty: it was damaged, or showed what the officer may no longer see. */
    void cacheRebuilt();
    /** The cache is damaged: what can be read of it is shown until the next pull makes it anew. */
    void cacheSpoiled();
    void parcelsChanged();
    /** Vouchers whose drafts or outbox rows changed. */
    void vouchersTouched(const QList<peraku::domain::VoucherId>& ids);

private:
    struct Pending {
        Build build;
        QPromise<Result<Done>> promise;
    };
    void runNext();
    void finishFirst(Result<Done> result);
    void mirror(const WorkChange& change, const QList<qint64>& ids);

    std::shared_ptr<Vault> m_vault;
    Account m_account;
    QList<Error> m_notices;
    int m_unreadable = 0;
    QList<Parcel> m_parcels;
    QMap<domain::VoucherId, LocalDraft> m_drafts;
    QHash<domain::VoucherId, int> m_ownRevisions;
    std::deque<std::unique_ptr<Pending>> m_pending;
    bool m_running = false;
};

} // namespace peraku::services
