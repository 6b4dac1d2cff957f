#pragma once

#include "batch.h"
#include "signatures.h"

namespace peraku::services {

/**
 * The signing of one chunk: the key makes signature after signature, the worker pool completes and verifies
 * them, and each is stored as soon as it is verified. Deletes itself at the end.
 */
class BatchRun : public QObject {
    Q_OBJECT
public:
    BatchRun(Batch::Parts parts, const Certification& certification,
        std::shared_ptr<SignatureChecker> checker, domain::Credential credential, QList<BatchItem> items,
        QObject* parent);
    ~BatchRun() override;
    Async<BatchOutcome> start(domain::SigningSecrets secrets);
    void stop();
    bool isOver() const { return m_ended; }

Q_SIGNALS:
    void progressed(const peraku::services::BatchProgress& progress);
    void firstSignature();

private:
    static constexpr int inFlight = 8; ///< Signatures that are stamped, verified and stored at the same time.
    /** So long after the key has made its last signature timestamps are still asked for; the treasury gives
     * them to the rest. */
    static constexpr qint64 stampingMs = 20'000;

    void setChangedAside(const QHash<domain::VoucherId, int>& held);
    void prepare();
    void signAll(PreparedSignatures prepared);
    void take(const QByteArray& raw);
    void signingEnded(const Result<domain::RawSignatures>& answer);
    void pump();
    void check(qsizetype item, const signing::PreparedSignature& prepared, const QByteArray& raw);
    Async<QByteArray> stamped(const QByteArray& cms);
    void store(qsizetype item, const QByteArray& cms);
    void record(qsizetype item, std::optional<Error> error);
    void tellProgress();
    /** No further signature is asked for; with `storing` those that are made are still stored. */
    void halt(const Error& reason, bool storing);
    void endIfDone();
    void end(Result<BatchOutcome> result);

    Batch::Parts m_parts;
    const Certification& m_certification;
    std::shared_ptr<SignatureChecker> m_checker;
    domain::Credential m_credential;
    QList<BatchItem> m_items;
    QList<qsizetype> m_order; ///< Items whose digests the key is given.
    TrustMaterial m_trust;
    QList<signing::PreparedSignature> m_prepared; ///< In that order, as are the next.
    QList<QByteArray> m_raw;
    qsizetype m_next = 0; ///< The raw signature to be verified next.
    int m_busy = 0;
    domain::SigningSecrets m_secrets;
    Async<domain::RawSignatures> m_signature;
    bool m_signing = true; ///< More signatures may come.
    qint64 m_signedMs = 0; ///< When the last came.
    bool m_storing = true;
    qint64 m_startedMs = 0;
    int m_done = 0;
    int m_failed = 0; ///< Of m_done.
    int m_aside = 0; ///< Of m_failed: before the key was asked.
    QList<std::optional<Error>> m_errors;
    QList<bool> m_recorded;
    std::optional<Error> m_stopped;
    QPromise<Result<BatchOutcome>> m_promise;
    bool m_ended = false;
};

} // namespace peraku::services
