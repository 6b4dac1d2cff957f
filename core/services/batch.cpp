#include "batch.h"

#include "batchplanning.h"
#include "batchrun.h"
#include "session.h"
#include "signatures.h"

#include <algorithm>

namespace peraku::services {

using domain::ErrorCode;
using domain::VoucherId;

namespace {

QList<VoucherId> eachOnce(const QList<VoucherId>& ids)
{
    QList<VoucherId> once;
    QSet<VoucherId> seen;
    for (const auto& id : ids) {
        if (!seen.contains(id))
            once.append(id);
        seen.insert(id);
    }
    return once;
}

} // namespace

Batch::Batch(Parts parts, QObject* parent)
    : BatchService(parent)
    , m_parts(parts)
    , m_certification(parts.workspace, parts.reference, parts.session, parts.clock, parts.rng)
    , m_checker(std::make_shared<SignatureChecker>())
{
}

Batch::~Batch() = default;

Async<BatchPlan> Batch::plan(const QList<VoucherId>& ids, const domain::Credential& credential)
{
    if (const auto judged = m_certification.judge(credential); !judged)
        return domain::readyError<BatchPlan>(judged.error());
    auto once = eachOnce(ids);
    if (once.size() > largest)
        return domain::readyError<BatchPlan>(
            { ErrorCode::TooLarge, QStringLiteral("vouchers in a batch"), {}, false, 0 });
    auto* planning = new BatchPlanning(
        m_parts.workspace, m_certification, m_parts.media, std::move(once), credential, this);
    connect(planning, &BatchPlanning::progressed, this, &BatchService::progressed);
    return planning->start();
}

Result<Review> Batch::review(const BatchItem& item, const domain::Credential& credential) const
{
    return Certification::reviewOf(item.bytes, credential, item.baseRevision);
}

Async<domain::OtpDelivery> Batch::requestOtp(const BatchPlan& plan, int chunk)
{
    QList<QByteArray> statements;
    const auto items = plan.chunk(chunk);
    for (const auto& item : items)
        statements.append(item.bytes);
    auto prepared = domain::runOn<PreparedSignatures>(
        m_parts.workers, [statements, credential = plan.credential, trust = m_parts.trust.material()] {
            return prepareSignatures(statements, credential, trust);
        });
    auto sent = domain::andThen<PreparedSignatures>(prepared, this,
        [this](PreparedSignatures made) { return m_parts.signer.requestOtp(std::move(made.request)); });
    return domain::andThen<domain::OtpDelivery>(
        sent, this, [this, statements](domain::OtpDelivery delivery) -> Result<domain::OtpDelivery> {
            m_certification.codeSent(statements, delivery.nonceId);
            return delivery;
        });
}

Async<BatchOutcome> Batch::sign(const BatchPlan& plan, int chunk, domain::SigningSecrets secrets)
{
    if (m_run && !m_run->isOver())
        return domain::readyError<BatchOutcome>(
            { ErrorCode::WrongState, QStringLiteral("a batch is being signed"), {}, false, 0 });
    if (const auto judged = m_certification.judge(plan.credential); !judged)
        return domain::readyError<BatchOutcome>(judged.error());
    const auto items = plan.chunk(chunk);
    if (items.isEmpty())
        return domain::readyError<BatchOutcome>(
            { ErrorCode::InvalidInput, QStringLiteral("chunk"), {}, false, 0 });
    m_run = new BatchRun(m_parts, m_certification, m_checker, plan.credential, items, this);
    connect(m_run, &BatchRun::progressed, this, &BatchService::progressed);
    connect(
        m_run, &BatchRun::firstSignature, this, [this, id = plan.credential.id] { Q_EMIT signedWith(id); });
    return m_run->start(std::move(secrets));
}

void Batch::stop()
{
    if (m_run)
        m_run->stop();
}

} // namespace peraku::services
