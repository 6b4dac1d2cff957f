#pragma once

#include <domain/media.h>
#include <domain/ports.h>
#include <domain/reference.h>
#include <domain/requests.h>
#include <domain/statement.h>
#include <domain/summary.h>
#include <domain/task.h>
#include <domain/validation.h>
#include <domain/verification.h>
#include <domain/workflow.h>
#include <secret/securebuffer.h>

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

/**
 * The use cases of the desk as the screens and peraku-cli see them. Abstract, so that screens can be tried
 * with made-up services; the real ones are put together by makeDesk() (composition.h). All live in the GUI
 * thread and answer there.
 */
namespace peraku::services {

using domain::Async;
using domain::Done;
using domain::Error;
using domain::Result;

// ---- session ----
enum class SessionState {
    LoggedOut,
    Online,
    Offline
}; ///< Logged in by the password slot, the treasury was not asked.

class SessionService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual SessionState state() const = 0;
    virtual domain::Officer officer() const = 0; ///< Empty while logged out.
    virtual bool passwordMustChange() const = 0;
    /** What the officer must be told about the files on this PC: a backup was restored, a record does not
     * open, a later version wrote them. */
    virtual QList<Error> storageNotices() const { return {}; }
    /** How many lines the desk's own audit has; SealBroken if its chain does not hold. */
    virtual Async<qint64> verifyAudit() = 0;
    /** Asks the treasury; when it cannot be reached, opens the cache by the password slot. */
    virtual Async<Done> logIn(const domain::Ic& ic, secret::SecureBuffer password) = 0;
    virtual Async<Done> changePassword(secret::SecureBuffer current, secret::SecureBuffer replacement) = 0;
    virtual Async<Done> logOut() = 0;
    /** The treasury's time minus the desk's, milliseconds; 0 until it was heard. */
    virtual qint64 clockOffsetMs() const = 0;
    /** The treasury's policy: after so many minutes without a key or mouse the desk locks. */
    virtual int idleLockMinutes() const { return 15; }
Q_SIGNALS:
    void stateChanged();
};

// ---- synchronisation ----
struct SyncStatus {
    bool running = false;
    bool online = false; ///< The last contact worked.
    QDateTime offlineSince; ///< UTC, invalid while online.
    QDateTime lastSync; ///< UTC, invalid before the first.
    qint64 received = 0; ///< Vouchers received in the pull that runs.
    std::optional<Error> lastError;
    bool operator==(const SyncStatus&) const = default;
};
class SyncService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual SyncStatus status() const = 0;
    /** Outbox first, then the feed, then reference data. */
    virtual Async<Done> syncNow() = 0;
    virtual void cancel() = 0;
    /** Keeps in sync by itself from now on. */
    virtual void start() = 0;
    virtual void stop() = 0;
Q_SIGNALS:
    void statusChanged();
};

// ---- lists and reading ----
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

// ---- preparing ----
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

// ---- deciding ----
class DecisionService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** Whether the logged-in officer may do this now; the error is the sentence to show. */
    virtual Result<domain::Transition> check(const domain::Voucher& voucher, domain::Action action) const = 0;
    virtual Async<Done> query(const domain::VoucherId& id, const domain::Reason& reason) = 0;
    virtual Async<Done> cancel(const domain::VoucherId& id, const domain::Reason& reason) = 0;
};

/** The frozen snapshot: what the review shows is parsed back from `bytes`. */
struct Review {
    QByteArray bytes; ///< Canonical statement.
    domain::SigningStatement statement; ///< parseStatement(bytes)
    QByteArray dataHash; ///< SHA-256 of bytes, 32 bytes.
    QString dataHeader;
    domain::Credential credential;
    int baseRevision = 0; ///< If-Match of the decision.
};
struct SignedDecision {
    domain::VoucherId voucher;
    domain::CertificateFacts signer;
    domain::VerificationReport report; ///< Made here, before anything was stored.
    QDateTime signedAt;
    QByteArray cms;
};
class CertifyService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** What is plugged in, with reasons where it cannot be used by this officer; the preferred credential
     * first. */
    virtual Async<domain::MediumInventory> media() = 0;
    /** Checks every rule, freezes the statement and its digest. */
    virtual Async<Review> freeze(const domain::VoucherId& id, const domain::Credential& credential) = 0;
    /** Has a one-time code sent that is good for exactly this review; for credentials that need one. */
    virtual Async<domain::OtpDelivery> requestOtp(const Review& review) = 0;
    /** Signs the frozen bytes; verifies; but stores nothing yet. */
    virtual Async<SignedDecision> sign(const Review& review, domain::SigningSecrets secrets) = 0;
    /** "Confirm Signature": one transaction {decision, outbox row, key, audit row}, then it is sent. */
    virtual Async<Done> confirm(const Review& review, const SignedDecision& decision) = 0;
Q_SIGNALS:
    void mediaChanged();
    void pinPadCountdown(int secondsLeft);
    /** The service that holds a roaming key still works; seconds since it was asked. */
    void serviceWaiting(int seconds);
};

// ---- many at once ----
/** One voucher of a batch: frozen, or set aside with its reason. */
struct BatchItem {
    domain::VoucherId voucher;
    QString number; ///< Empty where the voucher could not be read.
    QString counterparty;
    domain::Money total;
    QByteArray bytes; ///< Canonical statement; empty where it was set aside.
    int baseRevision = 0; ///< If-Match of the decision.
    std::optional<Error> setAside = std::nullopt;
};
/** What the officer reviews and then signs under one authorisation a chunk. */
struct BatchPlan {
    domain::Credential credential;
    QList<BatchItem> items; ///< In the order asked for, without those set aside.
    QList<BatchItem> setAside;
    domain::Money total; ///< Of `items`.
    int chunkSize = 1; ///< So many items under one PIN, or one PIN and code.

    int chunks() const { return int((items.size() + chunkSize - 1) / chunkSize); }
    /** The items of the chunk, 0-based. */
    QList<BatchItem> chunk(int number) const { return items.mid(qsizetype(number) * chunkSize, chunkSize); }
};
/** What came of one item: certified and queued, unless there is an error. */
struct BatchResult {
    domain::VoucherId voucher;
    QString number;
    std::optional<Error> error;
};
struct BatchOutcome {
    QList<BatchResult> results; ///< One an item of the chunk, in its order.
    std::optional<Error> stopped; ///< Why the rest was not tried: a wrong PIN, a pulled token, the officer.
};
struct BatchProgress {
    int done = 0;
    int total = 0;
    int secondsLeft = -1; ///< -1 = not known yet.
    bool operator==(const BatchProgress&) const = default;
};
/**
 * Certifies many vouchers under one PIN. The officer's review of the plan is the confirmation: each signature
 * is verified and stored by itself as soon as it is made, so that an end in the middle leaves every voucher
 * untouched or queued once.
 */
class BatchService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    static constexpr int largest = 1000; ///< Vouchers in one plan; TooLarge beyond.

    /** Freezes each voucher as CertifyService::freeze() does. An error is about all of them: the credential,
     * the clock. */
    virtual Async<BatchPlan> plan(const QList<domain::VoucherId>& ids, const domain::Credential& credential)
        = 0;
    /** What a screen shows of an item, parsed back from its frozen bytes. */
    virtual Result<Review> review(const BatchItem& item, const domain::Credential& credential) const = 0;
    /** Has a one-time code sent that is good for exactly this chunk; for credentials that need one. */
    virtual Async<domain::OtpDelivery> requestOtp(const BatchPlan& plan, int chunk) = 0;
    /** Signs, verifies and stores. Items that changed meanwhile fail alone. WrongState while another chunk is
     * being signed. */
    virtual Async<BatchOutcome> sign(const BatchPlan& plan, int chunk, domain::SigningSecrets secrets) = 0;
    /** Ends the signing; what was signed by then is still stored, and sign() answers with what came of it. */
    virtual void stop() = 0;
Q_SIGNALS:
    /** While a plan is made and while it is signed. */
    void progressed(const peraku::services::BatchProgress& progress);
};

// ---- outbox ----
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
    virtual Async<Done> retry(qint64 row) = 0;
    virtual Async<Done> discard(qint64 row) = 0;
Q_SIGNALS:
    void changed();
};

// ---- evidence ----
enum class EvidenceForm {
    Folder, ///< STEP/{statement.json, signature.p7s, chain.pem, crl.pem, ca.pem} for each signature.
    Simple, ///< One ASiC-S for each signature.
    Sealed ///< One ASiC-E of them all, sealed by the treasury; needs the treasury.
};
class EvidenceService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** The treasury's records of a voucher's signatures, oldest first; needs the treasury. */
    virtual Async<QList<domain::SignatureRecord>> signatures(const domain::VoucherId& id) = 0;
    virtual Async<domain::VerificationReport> verify(const domain::SignatureRecord& record) = 0;
    /** Writes the evidence of one voucher's signatures into the folder and gives the paths; refuses what is
     * there already. */
    virtual Async<QStringList> save(const QList<domain::SignatureRecord>& records, const QString& directory,
        EvidenceForm form = EvidenceForm::Folder)
        = 0;
    /** Verifies a folder that save() wrote. */
    virtual Async<domain::VerificationReport> verifyFolder(const QString& directory) = 0;
};

// ---- media and the way of one-time codes ----
class MediaService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** Which media the officer may sign a process with (0 = whatever the process): asked before each signing.
     * Offline it is the treasury's last answer in this run, marked as remembered; Offline if there was none.
     */
    virtual Async<domain::MediaGrants> grants(int processNo) = 0;
    /** The last answer for whatever process; nothing before the first. */
    virtual std::optional<domain::MediaGrants> lastHeard() const = 0;
    virtual Async<domain::SigningProfile> profile() = 0;
    virtual Async<domain::SigningProfile> setChannel(domain::OtpChannel channel) = 0;
    /** Has a code sent by e-mail that the new phone is enrolled with. WrongPassword, ServerBusy (too many),
     * OtpUndeliverable (no address). */
    virtual Async<domain::EnrolmentCode> enrolPhone(const QString& name, secret::SecureBuffer password) = 0;
    virtual Async<Done> removePhone(const QString& id, secret::SecureBuffer password) = 0;
Q_SIGNALS:
    /** The policy or the officer's media are others than at the last answer; lastHeard() has them. */
    void changed();
};

// ---- certificates and requests about them ----
/** What goes with a request and is nobody else's to know. */
struct RequestSecrets {
    secret::SecureBuffer pin; ///< Where the request needsPin().
    secret::SecureBuffer securityAnswer; ///< With an application form; UTF-8.
};
class RequestService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** The officer's own requests, an administrator's also those of their offices; newest first. Needs the
     * treasury, as everything here but the PIN of a token does. */
    virtual Async<QList<domain::MediumRequest>> requests() = 0;
    /** What the treasury knows of the officer's certificates, also of those that are not plugged in. */
    virtual Async<QList<domain::HeldCertificate>> certificates() = 0;
    /** ValidationFailed where requestFindings() or pinFindings() has any. */
    virtual Async<domain::MediumRequest> send(const domain::MediumRequest& request, RequestSecrets secrets)
        = 0;
    virtual Async<domain::MediumRequest> decide(
        const domain::RequestId& id, domain::RequestAction action, const QString& reason)
        = 0;
    /** WrongPin, PinLocked, CredentialLocked; ValidationFailed by pinFindings(); MediumUnsupported where
     * another provider keeps the PIN. Both are empty for a PIN pad. */
    virtual Async<Done> changePin(
        const domain::Credential& credential, secret::SecureBuffer current, secret::SecureBuffer replacement)
        = 0;
Q_SIGNALS:
    /** A request was sent or decided; ask again. */
    void changed();
};

// ---- verifying files ----
enum class FileVerdict {
    Valid,
    Invalid,
    SignerUnknown ///< Intact, but no configured authority vouches for the signer.
};
/** One signature that was found in the files, or one file that is no evidence. */
struct FileVerification {
    QString document; ///< What is signed; inside containers "a.asice / 1.asics / statement.json".
    QString signature; ///< Where the signature stands.
    FileVerdict verdict = FileVerdict::Invalid;
    domain::VerificationReport report; ///< Without lines where there is a problem.
    std::optional<Error> problem; ///< Why there is nothing to check, or what stands outside every signature.
};
struct FilesVerified {
    QList<FileVerification> items; ///< In the order of the files.
    /** Signatures whose signed file was not among those given: ask for it and verify both together. */
    QStringList withoutDocument;
};
/** How fresh the desk's knowledge of revoked certificates is; times are UTC, invalid = never. */
struct RevocationAge {
    QDateTime issuedAt; ///< Of the authority's list.
    QDateTime lapsesAt;
    QDateTime fetchedAt; ///< When the treasury was last asked for it.
    bool isStale(const QDateTime& now) const { return !lapsesAt.isValid() || lapsesAt < now; }
};
class VerifyService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /**
     * Checks evidence folders, ASiC-S and ASiC-E, CMS signatures beside their files, from this treasury or
     * elsewhere; works without the treasury and without a log-in.
     */
    virtual Async<FilesVerified> verifyFiles(const QStringList& paths) = 0;
    virtual RevocationAge revocationAge() const = 0;
};

/** All use cases; the composition root owns it. */
struct Desk {
    SessionService& session;
    SyncService& sync;
    VoucherList& vouchers;
    ReferenceService& reference;
    DraftService& drafts;
    DecisionService& decisions;
    CertifyService& certify;
    BatchService& batch;
    OutboxService& outbox;
    EvidenceService& evidence;
    MediaService& media;
    RequestService& requests;
    VerifyService& verify;
    domain::Clock& clock;
};

} // namespace peraku::services
