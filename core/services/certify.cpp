#include "certify.h"

#include "mediumpolicy.h"
#include "pdfsigning.h"
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
            return domain::andThen<Grants>(grantsFor(m_parts.media, anyProcess, this), this,
                [this, found](const Grants& granted) -> Result<MediumInventory> {
                    auto arranged = found;
                    if (granted)
                        applyPolicy(arranged, *granted);
                    m_memory.arrange(arranged);
                    return arranged;
                });
        });
}

Async<Review> Certify::freeze(const VoucherId& id, const Credential& credential)
{
    return domain::andThen<Voucher>(
        readTreasuryVoucher(m_parts.workspace, id), this, [this, credential](const Voucher& voucher) {
            return domain::andThen<Grants>(grantsFor(m_parts.media, voucher.content.processNo, this), this,
                [this, voucher, credential](const Grants& granted) -> Result<Review> {
                    if (const auto refusal = refusalOf(granted, credential.medium))
                        return fail(*refusal);
                    return m_certification.freeze(voucher, credential);
                });
        });
}

Result<PreparedSignature> Certify::prepared(const Review& review) const
{
    auto prepared
        = prepareSignature(review.bytes, review.credential, review.statement.time, m_parts.trust.material());
    if (!prepared || !review.pdf)
        return prepared;
    if (const auto added = PdfSigning::addTo(prepared->request, *review.pdf); !added)
        return fail(added.error());
    return prepared;
}

Async<domain::OtpDelivery> Certify::requestOtp(const Review& review)
{
    const auto order = prepared(review);
    if (!order)
        return domain::readyError<domain::OtpDelivery>(order.error());
    return domain::andThen<domain::OtpDelivery>(m_parts.signer.requestOtp(order->request), this,
        [this, statement = review.bytes](domain::OtpDelivery delivery) -> Result<domain::OtpDelivery> {
            m_certification.codeSent({ statement }, delivery.nonceId);
            return delivery;
        });
}

Async<SignedDecision> Certify::sign(const Review& review, domain::SigningSecrets secrets)
{
    const auto order = prepared(review);
    if (!order)
        return domain::readyError<SignedDecision>(order.error());
    auto raw = m_parts.signer.sign(order->request, std::move(secrets));
    return domain::andThen<RawSignatures>(
        raw, this, [this, review, order = *order](const RawSignatures& raws) -> Async<SignedDecision> {
            if (raws.stopped)
                return domain::readyError<SignedDecision>(*raws.stopped);
            if (raws.made.size() != order.request.digests.size())
                return domain::readyError<SignedDecision>(
                    { ErrorCode::SignatureFailed, QStringLiteral("too few signatures"), {}, false, 0 });
            m_memory.signedWith(review.credential.id);
            auto decided = finished(review, order, raws.made.first());
            return review.pdf ? withPdf(decided, *review.pdf, raws.made.last()) : decided;
        });
}

Async<SignedDecision> Certify::finished(
    const Review& review, const PreparedSignature& order, const QByteArray& raw)
{
    const auto cms = completeSignature(order, raw);
    if (!cms)
        return domain::readyError<SignedDecision>(cms.error());
    const auto stamped
        = m_parts.timestamps ? m_parts.timestamps->stamped(*cms) : domain::ready<QByteArray>(*cms);
    return domain::andThen<QByteArray>(
        stamped, this, [this, review](const QByteArray& bytes) { return verified(review, bytes); });
}

Async<SignedDecision> Certify::withPdf(
    const Async<SignedDecision>& decided, const FrozenPdf& pdf, const QByteArray& raw)
{
    return domain::andThen<SignedDecision>(decided, this, [this, pdf, raw](const SignedDecision& decision) {
        return domain::andThen<SignedPdf>(
            m_parts.pdf.finished(pdf, raw), this, [decision](SignedPdf made) -> Result<SignedDecision> {
                auto both = decision;
                both.pdf = std::move(made);
                return both;
            });
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
    if (review.pdf.has_value() != decision.pdf.has_value())
        return domain::readyError<Done>(
            { ErrorCode::SignatureInvalid, QStringLiteral("not the PDF of this review"), {}, false, 0 });
    const auto saved = decision.pdf ? m_parts.pdf.save(*decision.pdf) : domain::ready<Done>(Done {});
    return domain::andThen<Done>(saved, this, [this, review, decision](Done) {
        return m_certification.store({ review.statement.voucherId, review.bytes, decision.cms,
                                         review.credential.medium, review.baseRevision },
            this);
    });
}

} // namespace peraku::services
