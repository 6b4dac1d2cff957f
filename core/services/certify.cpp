#include "certify.h"

#include "mediumpolicy.h"
#include "session.h"
#include "signatures.h"
#include "voucherreader.h"

namespace peraku::services {

using domain::Credential;
using domain::ErrorCode;
using domain::fail;
using domain::MediumInventory;
using domain::RawSignatures;
using domain::VerificationReport;
using domain::Voucher;
using domain::VoucherId;

namespace {

using Grants = std::optional<domain::MediaGrants>;
constexpr int anyProcess = 0;

} // namespace

Certify::Certify(Parts parts, QObject* parent)
    : CertifyService(parent)
    , m_parts(parts)
    , m_certification(parts.workspace, parts.reference, parts.session, parts.clock, parts.rng)
    , m_memory(parts.preferences)
    , m_checker(std::make_shared<SignatureChecker>())
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

Async<Review> Certify::freeze(const VoucherId& id, const Credential& credential)
{
    return domain::andThen<Voucher>(
        readTreasuryVoucher(m_parts.workspace, id), this, [this, credential](const Voucher& voucher) {
            return domain::andThen<Grants>(grants(voucher.content.processNo), this,
                [this, voucher, credential](const Grants& granted) -> Result<Review> {
                    if (const auto refusal = granted ? refusalOf(*granted, credential.medium) : std::nullopt)
                        return fail(*refusal);
                    return m_certification.freeze(voucher, credential);
                });
        });
}

Async<domain::OtpDelivery> Certify::requestOtp(const Review& review)
{
    const auto prepared
        = prepareSignature(review.bytes, review.credential, review.statement.time, m_parts.trust.material());
    if (!prepared)
        return domain::readyError<domain::OtpDelivery>(prepared.error());
    return domain::andThen<domain::OtpDelivery>(m_parts.signer.requestOtp(prepared->request), this,
        [this, statement = review.bytes](domain::OtpDelivery delivery) -> Result<domain::OtpDelivery> {
            m_certification.codeSent({ statement }, delivery.nonceId);
            return delivery;
        });
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
            const auto stamped
                = m_parts.timestamps ? m_parts.timestamps->stamped(*cms) : domain::ready<QByteArray>(*cms);
            return domain::andThen<QByteArray>(
                stamped, this, [this, review](const QByteArray& bytes) { return verified(review, bytes); });
        });
}

Async<SignedDecision> Certify::verified(const Review& review, const QByteArray& cms)
{
    const Expectation expectation { review.statement.voucherId, review.statement.signerIc,
        m_parts.session.treasuryNow(), {}, {} };
    return domain::andThen<TrustMaterial>(
        m_parts.trust.current(), this, [this, review, cms, expectation](TrustMaterial trust) {
            auto checked = domain::runOn<VerificationReport>(m_parts.workers,
                [review, cms, trust, expectation, checker = m_checker]() -> Result<VerificationReport> {
                    return checker->verify(review.bytes, cms, trust, expectation);
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
    return m_certification.store({ review.statement.voucherId, review.bytes, decision.cms,
                                     review.credential.medium, review.baseRevision },
        this);
}

} // namespace peraku::services
