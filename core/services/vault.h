#pragma once

#include <domain/media.h>
#include <services/desk.h>
#include <wire/messages.h>

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QPair>

#include <memory>
#include <optional>

namespace peraku::services {

class VoucherIndex;

/** Base revision of a row that builds upon whatever the voucher's row before it comes to. */
inline constexpr int followsPrevious = -1;

/** An outbox row with what it takes to send it. */
struct Parcel {
    OutboxRow row;
    domain::IdempotencyKey key; ///< Made before the first send, the same on every retry.
    int baseRevision = 0; ///< If-Match; 0 = new at the treasury, followsPrevious = not known yet.
    /** The request's body; for Attach the attachment's description. A decision's rests in work.db and is
     * empty here once it is stored: see Vault::body(). */
    QByteArray body;
    int acknowledgedRevision = 0;
    /** For Query and Cancel: the content that the officer saw, as a draft's body, to show what moved under
     * the decision. A certification's stands in its statement. */
    QByteArray reviewed = {};

    /** Statements and signatures are large, and a batch queues hundreds of them. */
    bool bodyRests() const { return row.operation == OutboxOperation::Decide; }

    bool isDiscard() const
    {
        return row.operation == OutboxOperation::SaveDraft && row.action == domain::Action::Cancel;
    }
    /** A draft of which the treasury has another version. */
    bool isConflictingSave() const
    {
        return row.operation == OutboxOperation::SaveDraft && row.state == OutboxState::Conflict
            && !isDiscard();
    }
    bool isWaiting() const { return row.state == OutboxState::Queued || row.state == OutboxState::Sending; }
    bool isBlocked() const
    {
        return row.state == OutboxState::NeedsAttention || row.state == OutboxState::Conflict;
    }
};

/** The version of the treasury's that a draft began with. */
struct Ancestor {
    int revision = 0; ///< 0 = not kept.
    domain::VoucherContent content;
};

/** A voucher as the officer left it, not yet held by the cache. */
struct LocalDraft {
    domain::Voucher voucher; ///< Its revision is the one that the draft builds upon.
    QDateTime savedAt; ///< UTC
    Ancestor ancestor = {};
};

/** What an offline log-in knows of the officer. */
struct Account {
    domain::Officer officer;
    wire::Policy policy;
    bool passwordMustChange = false;
    QDateTime lastOnline; ///< UTC, by the treasury's clock.
    /** What the treasury said last of media, whatever the process, so that a start without it follows the
     * same. */
    std::optional<domain::MediaGrants> media = std::nullopt;
};

/** One line of the desk's own audit; no names, no contents. */
struct AuditLine {
    QString action;
    domain::VoucherId voucher;
    QString detail;
};

/** What ONE transaction of work.db does. */
struct WorkChange {
    QList<Parcel> put; ///< row.id 0 = a new row.
    QList<qint64> remove;
    QList<LocalDraft> putDrafts;
    QList<domain::VoucherId> removeDrafts;
    std::optional<QPair<domain::Sha256Hex, QByteArray>> putAttachment;
    std::optional<Account> account;
    std::optional<AuditLine> audit;

    bool isEmpty() const
    {
        return put.isEmpty() && remove.isEmpty() && putDrafts.isEmpty() && removeDrafts.isEmpty()
            && !putAttachment && !account && !audit;
    }
};

struct WorkContents {
    std::optional<Account> account;
    QList<Parcel> parcels; ///< By id.
    QList<LocalDraft> drafts;
    int unreadable = 0; ///< Records that do not open; they stay in the file.
};

/** A voucher of the feed with its row of the lists. */
struct Upsert {
    wire::Change change;
    domain::VoucherSummary summary;
};

/** What one page of the feed does to cache.db. */
struct CachePlan {
    QList<Upsert> upserts;
    QList<domain::VoucherId> deletions;
    domain::FeedCursor from; ///< Where the cache must stand, else CursorGone.
    domain::FeedCursor next;
};

/** What a stored page means for the lists. */
struct PageRows {
    QList<domain::VoucherSummary> rows;
    QList<domain::VoucherId> gone;
};

/** One officer's pair of databases, opened. Lives in the GUI thread; work is done by the writers and answered
 * here. */
class Vault : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /** What the officer must be told about the files: restored, lost, too new. */
    virtual QList<Error> notices() const { return {}; }
    /** Written by a later version of the program: commit() is refused. */
    virtual bool isReadOnly() const { return false; }

    /** Without the bodies that rest. */
    virtual Async<WorkContents> load() = 0;
    /** The ids of `change.put`, in order. A known row whose body rests keeps the one that is stored. */
    virtual Async<QList<qint64>> commit(WorkChange change) = 0;
    /** The body of a stored row of the outbox. NotFound, SealBroken. */
    virtual Async<QByteArray> body(qint64 row) = 0;
    virtual Async<QByteArray> attachment(const domain::Sha256Hex& sha256) = 0;
    /** Wraps the data key anew for this password. */
    virtual Async<Done> rewrap(secret::SecureBuffer replacement) = 0;
    /** How many lines the desk's audit has; SealBroken if its chain does not hold. */
    virtual Async<qint64> verifyAudit() = 0;

    virtual Async<domain::FeedCursor> cursor() = 0;
    virtual Async<Done> applyPage(CachePlan plan) = 0;
    /** Empties the cache and its cursor; work.db stays. */
    virtual Async<Done> clearCache() = 0;
    virtual Async<domain::Voucher> voucher(const domain::VoucherId& id) = 0;
    /** Revisions that the cache holds, for those of `ids` that it holds. */
    virtual Async<QHash<domain::VoucherId, int>> revisions(const QList<domain::VoucherId>& ids) = 0;
    virtual Async<std::optional<domain::ReferenceData>> reference() = 0;
    virtual Async<Done> saveReference(const domain::ReferenceData& reference) = 0;
    /** The newest rows, quickly, while the index is built. */
    virtual Async<QList<domain::VoucherSummary>> firstPage(int rows) = 0;
    /** All rows, indexed outside the GUI thread. */
    virtual Async<std::shared_ptr<VoucherIndex>> index() = 0;
    /** Rows of those of `ids` that the cache holds. */
    virtual Async<QList<domain::VoucherSummary>> summaries(const QList<domain::VoucherId>& ids) = 0;

Q_SIGNALS:
    /** cache.db was damaged and stands empty now. */
    void cacheRebuilt();
    /** cache.db is damaged; the next cursor() makes it anew, since then the treasury can fill it. */
    void cacheSpoiled();
};

/** Finds, makes and locks officers' vaults. The open functions are about the officer acquired last. */
class VaultKeeper {
public:
    virtual ~VaultKeeper() = default;
    /** Takes the officer's lock for this process: AnotherInstance if it is held. release() gives it back. */
    virtual Result<Done> acquire(const domain::Ic& officer) = 0;
    virtual void release() = 0;
    /** What names the officer acquired last at this PC to the treasury (wire::LoginRequest::device); empty
     * where nothing is kept. */
    virtual QString device() const { return {}; }
    /** After an online log-in: opens or makes it; a changed password is taken over through the recovery
     * secret. */
    virtual Async<std::shared_ptr<Vault>> openOnline(
        secret::SecureBuffer password, secret::SecureBuffer recovery)
        = 0;
    /** Deletes the files of the officer acquired last, whose vault is closed: backups and what was set aside
     * too. */
    virtual Async<Done> remove() = 0;
    /** By the password alone: NoOfflineAccount, WrongPassword. */
    virtual Async<std::shared_ptr<Vault>> openOffline(secret::SecureBuffer password) = 0;
};

} // namespace peraku::services
