#include "batchrun.h"

#include "session.h"

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::RawSignatures;

namespace {

/** What concerns one voucher; anything else would meet the next one too. */
bool isAboutOneVoucher(ErrorCode code)
{
    return code == ErrorCode::Conflict || code == ErrorCode::WrongState || code == ErrorCode::NotFound
        || code == ErrorCode::SignatureFailed || code == ErrorCode::SignatureInvalid
        || code == ErrorCode::SealBroken;
}

Error changedMeanwhile()
{
    return { ErrorCode::Conflict, QStringLiteral("the voucher changed after it was reviewed"), {}, false, 0 };
}

} // namespace

BatchRun::BatchRun(Batch::Parts parts, const Certification& certification,
    std::shared_ptr<SignatureChecker> checker, domain::Credential credential, QList<BatchItem> items,
    QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_certification(certification)
    , m_checker(std::move(checker))
    , m_credential(std::move(credential))
    , m_items(std::move(items))
    , m_errors(m_items.size())
    , m_recorded(m_items.size(), false)
{
    m_promise.start();
    // Whoever logs in next is somebody else, or has to give the PIN anew.
    connect(&parts.workspace, &Workspace::closed, this, [this] {
        halt({ ErrorCode::SessionExpired, {}, {}, false, 0 }, false);
    });
}

BatchRun::~BatchRun()
{
    m_signature.cancel();
    end(fail(ErrorCode::Cancelled));
}

Async<BatchOutcome> BatchRun::start(domain::SigningSecrets secrets)
{
    m_secrets = std::move(secrets);
    auto future = m_promise.future();
    const auto trusted = [this](Result<TrustMaterial> trust) {
        if (!trust)
            return end(fail(trust.error()));
        m_trust = std::move(*trust);
        prepare();
    };
    using Revisions = QHash<domain::VoucherId, int>;
    QList<domain::VoucherId> ids;
    for (const auto& item : std::as_const(m_items))
        ids.append(item.voucher);
    domain::onFinished<Revisions>(
        m_parts.workspace.vault().revisions(ids), this, [this, trusted](Result<Revisions> held) {
            if (!held)
                return end(fail(held.error()));
            setChangedAside(*held);
            domain::onFinished<TrustMaterial>(m_parts.trust.current(), this, trusted);
        });
    return future;
}

void BatchRun::setChangedAside(const QHash<domain::VoucherId, int>& held)
{
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        const auto& item = m_items.at(i);
        // A one-time code was sent for exactly these digests, so none may be missing; storing refuses those
        // that changed.
        if (!m_credential.needsOtp && held.value(item.voucher) != item.baseRevision)
            record(i, changedMeanwhile());
        else
            m_order.append(i);
    }
}

void BatchRun::prepare()
{
    if (m_stopped || m_order.isEmpty()) {
        m_signing = false;
        return endIfDone();
    }
    QList<QByteArray> statements;
    for (const auto item : std::as_const(m_order))
        statements.append(m_items.at(item).bytes);
    auto prepared = domain::runOn<PreparedSignatures>(
        m_parts.workers, [statements, credential = m_credential, trust = m_trust] {
            return prepareSignatures(statements, credential, trust);
        });
    domain::onFinished<PreparedSignatures>(prepared, this, [this](Result<PreparedSignatures> made) {
        if (!made)
            return end(fail(made.error()));
        if (!m_stopped)
            return signAll(std::move(*made));
        m_signing = false;
        endIfDone();
    });
}

void BatchRun::signAll(PreparedSignatures prepared)
{
    m_prepared = std::move(prepared.cades);
    m_startedMs = m_parts.clock.monotonicMs();
    prepared.request.onSignature = [self = QPointer<BatchRun>(this)](const QByteArray& raw) {
        if (self)
            self->take(raw);
    };
    m_signature = m_parts.signer.sign(std::move(prepared.request), std::move(m_secrets));
    domain::onFinished<RawSignatures>(
        m_signature, this, [this](const Result<RawSignatures>& answer) { signingEnded(answer); });
}

void BatchRun::take(const QByteArray& raw)
{
    if (m_raw.size() == m_order.size())
        return;
    if (m_raw.isEmpty())
        Q_EMIT firstSignature();
    m_raw.append(raw);
    pump();
}

void BatchRun::signingEnded(const Result<RawSignatures>& answer)
{
    m_signing = false;
    m_signedMs = m_parts.clock.monotonicMs();
    if (answer) {
        // Some media give all of them at the end.
        for (qsizetype i = m_raw.size(); i < answer->made.size(); ++i)
            take(answer->made.at(i));
    }
    if (!m_stopped && !answer)
        m_stopped = answer.error();
    else if (!m_stopped && answer->stopped)
        m_stopped = answer->stopped;
    else if (!m_stopped && m_raw.size() != m_order.size())
        m_stopped = Error { ErrorCode::SignatureFailed, QStringLiteral("too few signatures"), {}, false, 0 };
    pump();
    endIfDone();
}

void BatchRun::pump()
{
    while (m_storing && m_busy < inFlight && m_next < m_raw.size()) {
        const auto at = m_next++;
        ++m_busy;
        // Nothing is kept of a signature once it is on its way.
        check(m_order.at(at), std::exchange(m_prepared[at], {}), std::exchange(m_raw[at], {}));
    }
}

void BatchRun::check(qsizetype item, const signing::PreparedSignature& prepared, const QByteArray& raw)
{
    const auto& frozen = m_items.at(item);
    const Expectation expectation { frozen.voucher, m_credential.certificate.ic.value_or(domain::Ic()),
        m_parts.session.treasuryNow(), {}, {} };
    auto completed = domain::runOn<QByteArray>(
        m_parts.workers, [prepared, raw] { return signing::completeCades(prepared, raw); });
    auto lasting = domain::andThen<QByteArray>(
        completed, this, [this](const QByteArray& cms) { return stamped(cms); });
    auto checked = domain::andThen<QByteArray>(
        lasting, this, [this, bytes = frozen.bytes, expectation](const QByteArray& cms) {
            return domain::runOn<QByteArray>(m_parts.workers,
                [bytes, cms, expectation, trust = m_trust, checker = m_checker]() -> Result<QByteArray> {
                    const auto report = checker->verify(bytes, cms, trust, expectation);
                    if (!report)
                        return fail(report.error());
                    if (const auto failure = report->firstFailure())
                        return fail(*failure);
                    return cms;
                });
        });
    domain::onFinished<QByteArray>(checked, this, [this, item](const Result<QByteArray>& cms) {
        if (cms && m_storing)
            return store(item, *cms);
        --m_busy;
        record(item, cms ? *m_stopped : cms.error());
    });
}

Async<QByteArray> BatchRun::stamped(const QByteArray& cms)
{
    const bool late = !m_signing && m_parts.clock.monotonicMs() - m_signedMs > stampingMs;
    if (!m_parts.timestamps || late || !m_storing)
        return domain::ready<QByteArray>(cms);
    return m_parts.timestamps->stamped(cms);
}

void BatchRun::store(qsizetype item, const QByteArray& cms)
{
    const auto& frozen = m_items.at(item);
    auto stored = m_certification.store(
        { frozen.voucher, frozen.bytes, cms, m_credential.medium, frozen.baseRevision }, this);
    domain::onFinished<Done>(stored, this, [this, item](const Result<Done>& done) {
        --m_busy;
        record(item, done ? std::nullopt : std::optional(done.error()));
    });
}

void BatchRun::record(qsizetype item, std::optional<Error> error)
{
    m_items[item].bytes.clear();
    m_recorded[item] = true;
    if (error && !isAboutOneVoucher(error->code))
        halt(*error, false);
    ++m_done;
    m_failed += error ? 1 : 0;
    m_errors[item] = std::move(error);
    // Before the key was asked there is no progress to tell.
    if (m_startedMs)
        tellProgress();
    else
        ++m_aside;
    pump();
    endIfDone();
}

void BatchRun::tellProgress()
{
    const auto total = int(m_items.size());
    const auto elapsed = m_parts.clock.monotonicMs() - m_startedMs;
    const auto left = elapsed * (total - m_done) / (m_done - m_aside) / 1000;
    Q_EMIT progressed({ m_done, total, int(left), m_failed });
}

void BatchRun::stop()
{
    halt({ ErrorCode::Cancelled, {}, {}, false, 0 }, true);
}

void BatchRun::halt(const Error& reason, bool storing)
{
    if (!m_stopped)
        m_stopped = reason;
    m_storing = m_storing && storing;
    m_signature.cancel();
}

void BatchRun::endIfDone()
{
    if (m_signing || m_busy > 0 || (m_storing && m_next < m_raw.size()))
        return;
    BatchOutcome outcome;
    outcome.stopped = m_stopped;
    const auto untried = m_stopped.value_or(Error { ErrorCode::Cancelled, {}, {}, false, 0 });
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        const auto& item = m_items.at(i);
        outcome.results.append(
            { item.voucher, item.number, m_recorded.at(i) ? m_errors.at(i) : std::optional(untried) });
    }
    end(std::move(outcome));
}

void BatchRun::end(Result<BatchOutcome> result)
{
    if (std::exchange(m_ended, true))
        return;
    m_promise.addResult(std::move(result));
    m_promise.finish();
    deleteLater();
}

} // namespace peraku::services
