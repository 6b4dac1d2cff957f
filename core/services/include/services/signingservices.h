#pragma once

#include <domain/ports.h>
#include <domain/statement.h>
#include <domain/task.h>
#include <domain/verification.h>

#include <QDateTime>
#include <QList>
#include <QObject>

#include <memory>

/** Certifying one voucher or many, and signing PDF files. Abstract and of the GUI thread: see desk.h. */
namespace peraku::services {

using domain::Async;
using domain::Done;
using domain::Error;
using domain::Result;

struct PreparedPdf; ///< Of the services alone.

/** A PDF of the officer's own as it was when they chose it: this is signed, whatever becomes of the file. */
struct FrozenPdf {
    QString path; ///< Where it was read.
    QString target; ///< Where the signed one goes; proposed as a free name beside it.
    QByteArray bytes;
    QByteArray fileHash; ///< SHA-256 of `bytes`, 32 bytes.
    QByteArray dataHash; ///< SHA-256 of what the signature covers; another one each time it is frozen.
    int pages = 0; ///< As the file claims.
    int signatures = 0; ///< That it bears already.
    std::shared_ptr<const PreparedPdf> prepared = nullptr;
};
struct SignedPdf {
    QString target;
    QByteArray bytes;
    domain::VerificationReport report; ///< On the signature that was added.
};
/** Signatures of the officer on PDF files of their own (PAdES). */
class PdfService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** Reads and freezes it for that credential. A file that cannot be signed is InvalidInput, the key of a
     * finding in its detail. */
    virtual Async<FrozenPdf> freeze(const QString& path, const domain::Credential& credential) = 0;
    /** Has a one-time code sent that is good for exactly this PDF; for credentials that need one. */
    virtual Async<domain::OtpDelivery> requestOtp(const FrozenPdf& pdf) = 0;
    /** Signs the frozen bytes; verifies; but writes nothing yet. */
    virtual Async<SignedPdf> sign(const FrozenPdf& pdf, domain::SigningSecrets secrets) = 0;
    /** Writes to the target, wholly or not at all and never over another file; a copy of the very same bytes
     * that stands there will do. InvalidInput, the key of a finding in its detail. */
    virtual Async<Done> save(const SignedPdf& pdf) = 0;
};

/** The frozen snapshot: what the review shows is parsed back from `bytes`. */
struct Review {
    QByteArray bytes; ///< Canonical statement.
    domain::SigningStatement statement; ///< parseStatement(bytes)
    QByteArray dataHash; ///< SHA-256 of bytes, 32 bytes.
    QString dataHeader;
    domain::Credential credential;
    int baseRevision = 0; ///< If-Match of the decision.
    /** Signed under the same authorisation; a code that was sent without it, or with another one, is void. */
    std::optional<FrozenPdf> pdf = std::nullopt;
    bool mayTakePdf() const { return credential.multisign > 1; }
};
struct SignedDecision {
    domain::VoucherId voucher;
    domain::CertificateFacts signer;
    domain::VerificationReport report; ///< Made here, before anything was stored.
    QDateTime signedAt;
    QByteArray cms;
    std::optional<SignedPdf> pdf = std::nullopt; ///< Of the review's.
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
    /** "Confirm Signature": the signed PDF is saved, where there is one; then one transaction {decision,
     * outbox row, key, audit row}; then it is sent. */
    virtual Async<Done> confirm(const Review& review, const SignedDecision& decision) = 0;
Q_SIGNALS:
    void mediaChanged();
    void pinPadCountdown(int secondsLeft);
    /** The service that holds a roaming key still works; seconds since it was asked. */
    void serviceWaiting(int seconds);
};

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
    int failed = 0; ///< Of those that are done.
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

} // namespace peraku::services
