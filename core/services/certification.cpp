#include "certification.h"

#include "session.h"
#include "voucherreader.h"

#include <domain/credentials.h>
#include <domain/statement.h>
#include <signing/digest.h>

#include <cstdlib>

namespace peraku::services {

using domain::Action;
using domain::Credential;
using domain::ErrorCode;
using domain::fail;
using domain::SigningStatement;
using domain::Voucher;

namespace {

constexpr qint64 clockWarningMs = 24LL * 3600 * 1000;

QList<domain::Sha256Hex> earlierSignatures(const Voucher& voucher)
{
    QMap<int, domain::Sha256Hex> byStep;
    for (const auto& entry : voucher.history) {
        if (entry.action == domain::HistoryAction::Certified && !entry.voided)
            byStep.insert(entry.step, entry.signatureHash);
    }
    return byStep.values();
}

} // namespace

QDateTime wholeSeconds(const QDateTime& time)
{
    return QDateTime::fromSecsSinceEpoch(time.toSecsSinceEpoch(), Qt::UTC);
}

Certification::Certification(
    Workspace& workspace, ReferenceBook& reference, Session& session, domain::Clock& clock, domain::Rng& rng)
    : m_workspace(workspace)
    , m_reference(reference)
    , m_session(session)
    , m_maker(workspace, clock, rng)
{
}

Result<Done> Certification::judge(const Credential& credential) const
{
    if (!m_workspace.isOpen())
        return fail(ErrorCode::SessionExpired, QStringLiteral("nobody is logged in"));
    if (auto judged = judgeClock(); !judged)
        return judged;
    return judgeCredential(credential);
}

Result<Done> Certification::judgeClock() const
{
    // A clock that is a day off would make a statement that the treasury must refuse; the offset mends
    // smaller errors.
    if (std::abs(m_session.clockOffsetMs()) > clockWarningMs)
        return fail(ErrorCode::ClockSkew);
    return Done {};
}

Result<Done> Certification::judgeCredential(const Credential& credential) const
{
    if (credential.unusable)
        return fail(*credential.unusable);
    const auto& officer = m_workspace.officer().ic;
    if (const auto reason = domain::obstacle(credential.certificate, officer, m_session.treasuryNow()))
        return fail(*reason);
    return Done {};
}

Result<Review> Certification::freeze(const Voucher& voucher, const Credential& credential) const
{
    if (!m_workspace.isOpen())
        return fail(ErrorCode::SessionExpired, QStringLiteral("nobody is logged in"));
    if (hasPendingStep(m_workspace, voucher.id))
        return fail(ErrorCode::WrongState, QStringLiteral("a submission or decision is under way"));
    if (auto judged = judgeClock(); !judged)
        return fail(judged.error());
    const auto& officer = m_workspace.officer();
    const domain::Workflow workflow(m_reference.catalogue());
    const auto transition = workflow.check(voucher, Action::Certify, officer);
    if (!transition)
        return fail(transition.error());
    const auto kind = workflow.nextStepKind(voucher);
    if (!kind)
        return fail(ErrorCode::WrongState);
    if (auto judged = judgeCredential(credential); !judged)
        return fail(judged.error());

    SigningStatement statement;
    statement.processNo = voucher.content.processNo;
    statement.step = transition->step;
    statement.stepKind = *kind;
    statement.voucherId = voucher.id;
    statement.voucherNumber = voucher.number;
    statement.contentRevision = voucher.contentRevision;
    statement.content = voucher.content;
    statement.preparer = voucher.preparer;
    statement.earlierSignatures = earlierSignatures(voucher);
    statement.signerIc = officer.ic;
    statement.signerCertificate = credential.certificate.sha256;
    statement.statementsVersion = QLatin1String(domain::currentStatementsVersion);
    statement.time = wholeSeconds(m_session.treasuryNow());
    const auto bytes = domain::canonicalBytes(statement);
    if (!bytes)
        return fail(bytes.error());
    return reviewOf(*bytes, credential, voucher.revision);
}

Result<Review> Certification::reviewOf(
    const QByteArray& bytes, const Credential& credential, int baseRevision)
{
    // What is shown is what the bytes say, not what they were made from.
    const auto parsed = domain::parseStatement(bytes);
    if (!parsed)
        return fail(parsed.error());
    const auto hash = signing::sha256(bytes);
    return Review { bytes, *parsed, hash, domain::dataHeader(*parsed), credential, baseRevision };
}

void Certification::codeSent(const QList<QByteArray>& statements, const QString& nonceId)
{
    m_nonceIds.clear();
    for (const auto& statement : statements)
        m_nonceIds.insert(signing::sha256(statement), nonceId);
}

Async<Done> Certification::store(const SignedStatement& made, QObject* context) const
{
    return domain::andThen<
        Voucher>(readTreasuryVoucher(m_workspace, made.voucher), context, [this, made](Voucher voucher) {
        return m_workspace.change([this, made, voucher]() -> Result<WorkChange> {
            if (voucher.revision != made.baseRevision)
                return fail(ErrorCode::Conflict, QStringLiteral("the voucher changed after it was reviewed"));
            if (hasPendingStep(m_workspace, voucher.id))
                return fail(ErrorCode::WrongState, QStringLiteral("a submission or decision is under way"));
            wire::DecisionBody body;
            body.action = Action::Certify;
            body.medium = made.medium;
            body.statement = made.bytes;
            body.signature = made.cms;
            body.nonceId = m_nonceIds.value(signing::sha256(made.bytes));
            WorkChange change;
            m_maker.decide(change, voucher, body, made.baseRevision);
            const auto hash = signing::sha256(made.cms).toHex();
            change.audit = AuditLine { QStringLiteral("certified"), voucher.id, QString::fromLatin1(hash) };
            return change;
        });
    });
}

} // namespace peraku::services
