#pragma once

#include <domain/reference.h>
#include <domain/summary.h>
#include <domain/task.h>
#include <domain/validation.h>
#include <domain/workflow.h>

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

/** Reading, preparing and deciding vouchers, and what waits to be sent. Abstract and of the GUI thread: see
 * desk.h. */
namespace peraku::services {

using domain::Async;
using domain::Done;
using domain::Error;
using domain::Result;

enum class ListKind {
    Inbox, ///< Waits for me, oldest first.
    Drafts, ///< My drafts and vouchers returned to me.
    All
};
struct ListQuery {
    ListKind list = ListKind::Inbox;
    QString text; ///< Words; every one must occur in number, counterparty, narration, amount or preparer.
    std::optional<domain::VoucherKind> kind;
    std::optional<domain::VoucherState> state;
    std::optional<domain::OfficeCode> office;
    QDate from;
    QDate to;
    enum class Sort { Age, Number, Date, Counterparty, Amount, State } sort = Sort::Age;
    bool descending = false;
    bool operator==(const ListQuery&) const = default;
};
class VoucherList : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** False until the in-memory index stands; query() then answers from the first page only. */
    virtual bool indexReady() const = 0;
    /** Row keys in order; in memory, under 10 ms for 100,000. */
    virtual QList<quint32> query(const ListQuery& query) const = 0;
    virtual domain::VoucherSummary row(quint32 key) const = 0;
    virtual int inboxCount() const = 0;
    virtual int draftCount() const = 0;
    /** The whole voucher with its drafts applied; from the cache. */
    virtual Async<domain::Voucher> voucher(const domain::VoucherId& id) = 0;
Q_SIGNALS:
    /** Rows changed, came or went; ask again. One signal a batch. */
    void changed(const QList<peraku::domain::VoucherId>& ids);
    void indexBecameReady();
};

class ReferenceService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual const domain::ProcessCatalogue& catalogue() const = 0;
    virtual const domain::ReferenceData& reference() const = 0;
Q_SIGNALS:
    void referenceChanged();
};

struct DraftSaved {
    domain::VoucherId id;
    QDateTime at; ///< UTC; it survives a crash from here on.
    bool operator==(const DraftSaved&) const = default;
};
class DraftService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual domain::Voucher newDraft(domain::VoucherKind kind, int processNo) const = 0;
    virtual QList<domain::Finding> check(const domain::VoucherContent& content) const = 0;
    virtual Async<DraftSaved> save(const domain::Voucher& draft) = 0;
    /** Copies the file into the store and adds it to the draft's content. */
    virtual Async<domain::Attachment> attach(const domain::VoucherId& id, const QString& path) = 0;
    virtual Async<QByteArray> attachmentBytes(const domain::Attachment& attachment) = 0;
    virtual Async<Done> discard(const domain::VoucherId& id) = 0;
    /** Saves and queues the submission; findings of severity Error refuse it. */
    virtual Async<Done> submit(const domain::Voucher& draft) = 0;
};

class DecisionService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** Whether the logged-in officer may do this now; the error is the sentence to show. */
    virtual Result<domain::Transition> check(const domain::Voucher& voucher, domain::Action action) const = 0;
    virtual Async<Done> query(const domain::VoucherId& id, const domain::Reason& reason) = 0;
    virtual Async<Done> cancel(const domain::VoucherId& id, const domain::Reason& reason) = 0;
};

enum class OutboxState {
    Queued,
    Sending,
    Acknowledged, ///< The treasury took it; waits for the feed.
    NeedsAttention,
    Conflict
};
enum class OutboxOperation { SaveDraft, Submit, Decide, Attach };
struct OutboxRow {
    qint64 id = 0;
    domain::VoucherId voucher;
    QString title; ///< Number or counterparty.
    OutboxOperation operation = OutboxOperation::SaveDraft;
    domain::Action action = domain::Action::Edit;
    OutboxState state = OutboxState::Queued;
    QDateTime createdAt;
    int attempts = 0;
    std::optional<Error> reason;
    bool operator==(const OutboxRow&) const = default;
};
class OutboxService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual QList<OutboxRow> rows() const = 0;
    virtual int pendingCount() const = 0;
    /** Conflict where the treasury has another version: that is decided over both, see ConflictService. */
    virtual Async<Done> retry(qint64 row) = 0;
    virtual Async<Done> discard(qint64 row) = 0;
Q_SIGNALS:
    void changed();
};

} // namespace peraku::services
