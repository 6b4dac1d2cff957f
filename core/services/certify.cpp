#include "certify.h"

#include "mediumpolicy.h"
#include "session.h"
#include "signatures.h"
#include "voucherreader.h"

#include <domain/credentials.h>
#include <domain/statement.h>

#include <QCryptographicHash>

#include <cstdlib>

namespace peraku::services {

using domain::Action;
using domain::Credential;
using domain::ErrorCode;
using domain::fail;
using domain::MediumInventory;
using domain::RawSignatures;
using domain::SigningStatement;
using domain::VerificationReport;
using domain::Voucher;
using domain::VoucherId;

namespace {

using Grants = std::optional<domain::MediaGrants>;
constexpr int anyProcess = 0;
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

QDateTime wholeSeconds(const QDateTime& time)
{
    return QDateTime::fromSecsSinceEpoch(time.toSecsSinceEpoch(), Qt::UTC);
}

} // namespace

Certify::Certify(Parts parts, QObject* parent)
    : CertifyService(parent)
    , m_parts(parts)
    , m_maker(parts.workspace, parts.clock, parts.rng)
    , m_memory(parts.preferences)
{
    connect(&parts.signer, &domain::Signer::inventoryChanged, this, &CertifyService::mediaChanged);
    connect(&parts.signer, &domain::Signer::pinPadCountdown, this, &CertifyService::pinPadCountdown);
    if (parts.media)
        connect(parts.media, &MediaService::changed, this, &CertifyService::mediaChanged);
    connect(&parts.signer, &domain::Signer::serviceWaiting, this, &CertifyService::serviceWaiting);
}

Async<MediumInventory> Certify::media()
{
    const auto officer = m_parts.workspace.isOpen() ? m_parts.workspace.officer().ic : domain::Ic {};
    return domain::andThen<MediumInventory>(
        m_parts.signer.inventory(officer), this, [this](const MediumInventory& found) {
            return domain::andThen<Grants>(
                grants(anyProcess), this, [this, found](const Grants& granted) -> Result<MediumInventory> {
                    auto arranged = found;
                    if (granted)
                        applyPolicy(arranged, *granted);
                    m_memory.arrange(arranged);
                    return arranged;
                });
        });
}

Async<std::optional<domain::MediaGrants>> Certify::grants(int processNo)
{
    if (!m_parts.media)
        return domain::ready<Grants>(Grants {});
    return domain::then<domain::MediaGrants>(
        m_parts.media->grants(processNo), this, [](Result<domain::MediaGrants> answer) -> Result<Grants> {
            return answer ? Grants(std::move(*answer)) : Grants {};
        });
}

Result<Done> Certify::judgeCredential(const Credential& credential) const
{
    if (credential.unusable)
        return fail(*credential.unusable);
    const auto& officer = m_parts.workspace.officer().ic;
    if (const auto reason = domain::obstacle(credential.certificate, officer, m_parts.session.treasuryNow()))
        return fail(*reason);
    return Done {};
}

Async<Review> Certify::freeze(const VoucherId& id, const Credential& credential)
{
    return domain::andThen<Voucher>(
        readTreasuryVoucher(m_parts.workspace, id), this, [this, credential](const Voucher& voucher) {
            return domain::andThen<Grants>(grants(voucher.content.processNo), this,
                [this, voucher, credential](const Grants& granted) -> Result<Review> {
                    if (const auto refusal = granted ? refusalOf(*granted, credential.medium) : std::nullopt)
                        return fail(*refusal);
                    return freezeVoucher(voucher, credential);
                });
        });
}

Result<Review> Certify::freezeVoucher(const Voucher& voucher, const Credential& credential) const
{
    if (!m_parts.workspace.isOpen())
        return fail(ErrorCode::SessionExpired, QStringLiteral("nobody is logged in"));
    if (hasPendingStep(m_parts.workspace, voucher.id))
        return fail(ErrorCode::WrongState, QStringLiteral("a submission or decision is under way"));
    // A clock that is a day off would make a statement that the treasury must refuse; the offset mends
    // smaller errors.
    if (std::abs(m_parts.session.clockOffsetMs()) > clockWarningMs)
        return fail(ErrorCode::ClockSkew);
    const auto& officer = m_parts.workspace.officer();
    const domain::Workflow workflow(m_parts.reference.catalogue());
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
    statement.time = wholeSeconds(m_parts.session.treasuryNow());
    const auto bytes = domain::canonicalBytes(statement);
    if (!bytes)
        return fail(bytes.error());
    // What is shown is what the bytes say, not what they were made from.
    const auto parsed = domain::parseStatement(*bytes);
    if (!parsed)
        return fail(parsed.error());
    const auto hash = QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256);
    return Review { *bytes, *parsed, hash, domain::dataHeader(*parsed), credential, voucher.revision };
}

Async<domain::OtpDelivery> Certify::requestOtp(const Review& review)
{
    const auto prepared
        = prepareSignature(review.bytes, review.credential, review.statement.time, m_parts.trust.material());
    if (!prepared)
        return domain::readyError<domain::OtpDelivery>(prepared.error());
    return m_parts.signer.requestOtp(prepared->request);
}

Async<SignedDecision> Certify::sign(const Review& review, domain::SigningSecrets secrets)
{
    const auto prepared
        = prepareSignature(review.bytes, review.credential, review.statement.time, m_parts.trust.material());
    if (!prepared)
        return domain::readyError<SignedDecision>(prepared.error());
    auto raw = m_parts.signer.sign(prepared->request, std::move(secrets));
    return domain::andThen<RawSignatures>(
        raw, this, [this, review, prepared = *prepared](RawSignatures raws) -> Async<SignedDecision> {
            if (raws.stopped)
                return domain::readyError<SignedDecision>(*raws.stopped);
            if (raws.made.size() != 1)
                return domain::readyError<SignedDecision>({ ErrorCode::SignatureFailed,
                    QStringLiteral("%1 signatures for one digest").arg(raws.made.size()), {}, false, 0 });
            m_memory.signedWith(review.credential.id);
            const auto cms = completeSignature(prepared, raws.made.first());
            if (!cms)
                return domain::readyError<SignedDecision>(cms.error());
            return verified(review, *cms);
        });
}

Async<SignedDecision> Certify::verified(const Review& review, const QByteArray& cms)
{
    const Expectation expectation { review.statement.voucherId, review.statement.signerIc,
        m_parts.session.treasuryNow(), {}, {} };
    return domain::andThen<TrustMaterial>(
        m_parts.trust.current(), this, [this, review, cms, expectation](TrustMaterial trust) {
            auto checked = domain::runOn<VerificationReport>(
                m_parts.workers, [review, cms, trust, expectation]() -> Result<VerificationReport> {
                    return verifySignature(review.bytes, cms, trust, expectation);
                });
            return domain::andThen<VerificationReport>(
                checked, this, [review, cms](VerificationReport report) -> Result<SignedDecision> {
                    if (const auto failure = report.firstFailure())
                        return fail(*failure);
                    return SignedDecision { review.statement.voucherId, report.signer, report,
                        review.statement.time, cms };
                });
        });
}

Async<Done> Certify::confirm(const Review& review, const SignedDecision& decision)
{
    if (!decision.report.valid() || decision.voucher != review.statement.voucherId)
        return domain::readyError<Done>(
            { ErrorCode::SignatureInvalid, QStringLiteral("not the decision of this review"), {}, false, 0 });
    return domain::andThen<Voucher>(readTreasuryVoucher(m_parts.workspace, review.statement.voucherId), this,
        [this, review, decision](Voucher voucher) {
            return m_parts.workspace.change([this, review, decision, voucher]() -> Result<WorkChange> {
                if (voucher.revision != review.baseRevision)
                    return fail(
                        ErrorCode::Conflict, QStringLiteral("the voucher changed after it was reviewed"));
                if (hasPendingStep(m_parts.workspace, voucher.id))
                    return fail(
                        ErrorCode::WrongState, QStringLiteral("a submission or decision is under way"));
                wire::DecisionBody body;
                body.action = Action::Certify;
                body.medium = review.credential.medium;
                body.statement = review.bytes;
                body.signature = decision.cms;
                WorkChange change;
                m_maker.decide(change, voucher, body, review.baseRevision);
                const auto hash = QCryptographicHash::hash(decision.cms, QCryptographicHash::Sha256).toHex();
                change.audit
                    = AuditLine { QStringLiteral("certified"), voucher.id, QString::fromLatin1(hash) };
                return change;
            });
        });
}

} // namespace peraku::services
