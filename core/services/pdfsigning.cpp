#include "pdfsigning.h"

#include "mediumpolicy.h"
#include "newfile.h"
#include "pdfsignatures.h"
#include "session.h"

#include <signing/digest.h>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::RawSignatures;

namespace {

constexpr int noProcess = 0; ///< A PDF belongs to none.

} // namespace

PdfSigning::PdfSigning(Parts parts, QObject* parent)
    : PdfService(parent)
    , m_parts(parts)
    , m_certification(parts.workspace, parts.reference, parts.session, parts.clock, parts.rng)
{
}

Async<FrozenPdf> PdfSigning::freeze(const QString& path, const domain::Credential& credential)
{
    if (const auto judged = m_certification.judge(credential); !judged)
        return domain::readyError<FrozenPdf>(judged.error());
    using Grants = std::optional<domain::MediaGrants>;
    return domain::andThen<Grants>(grantsFor(m_parts.media, noProcess, this), this,
        [this, path, credential](const Grants& granted) -> Async<FrozenPdf> {
            if (const auto refusal = refusalOf(granted, credential.medium))
                return domain::readyError<FrozenPdf>(*refusal);
            return domain::runOn<FrozenPdf>(m_parts.workers,
                [path, credential, trust = m_parts.trust.material(),
                    time = wholeSeconds(m_parts.session.treasuryNow())] {
                    return freezePdf(path, credential, trust, time);
                });
        });
}

Async<domain::OtpDelivery> PdfSigning::requestOtp(const FrozenPdf& pdf)
{
    return m_parts.signer.requestOtp(pdf.prepared->request);
}

Result<Done> PdfSigning::addTo(domain::RawSignRequest& order, const FrozenPdf& pdf)
{
    const auto& own = pdf.prepared->request;
    if (pdf.prepared->credential.multisign <= order.digests.size())
        return fail(ErrorCode::InvalidInput, QStringLiteral("finding.pdf-multisign"));
    if (own.credentialId != order.credentialId || own.scheme != order.scheme
        || own.digestBits != order.digestBits)
        return fail(ErrorCode::InvalidInput, QStringLiteral("the PDF was frozen for another credential"));
    order.digests += own.digests;
    order.documents += own.documents;
    return Done {};
}

Async<SignedPdf> PdfSigning::sign(const FrozenPdf& pdf, domain::SigningSecrets secrets)
{
    return domain::andThen<RawSignatures>(m_parts.signer.sign(pdf.prepared->request, std::move(secrets)),
        this, [this, pdf](const RawSignatures& raws) -> Async<SignedPdf> {
            if (raws.stopped)
                return domain::readyError<SignedPdf>(*raws.stopped);
            if (raws.made.size() != 1)
                return domain::readyError<SignedPdf>(
                    { ErrorCode::SignatureFailed, QStringLiteral("too few signatures"), {}, false, 0 });
            Q_EMIT signedWith(pdf.prepared->credential.id);
            return finished(pdf, raws.made.first());
        });
}

Async<SignedPdf> PdfSigning::finished(const FrozenPdf& pdf, const QByteArray& rawSignature)
{
    const auto cms = signing::completeCades(pdf.prepared->pades.signature, rawSignature);
    if (!cms)
        return domain::readyError<SignedPdf>(cms.error());
    const auto stamped
        = m_parts.timestamps ? m_parts.timestamps->stamped(*cms) : domain::ready<QByteArray>(*cms);
    return domain::andThen<QByteArray>(stamped, this, [this, pdf](const QByteArray& bytes) {
        return domain::andThen<TrustMaterial>(
            m_parts.trust.current(), this, [this, pdf, bytes](const TrustMaterial& trust) {
                return domain::runOn<SignedPdf>(
                    m_parts.workers, [pdf, bytes, trust, now = m_parts.session.treasuryNow()] {
                        return finishPdf(pdf, bytes, trust, now);
                    });
            });
    });
}

Async<Done> PdfSigning::save(const SignedPdf& pdf)
{
    if (!pdf.report.valid())
        return domain::readyError<Done>(
            { ErrorCode::SignatureInvalid, QStringLiteral("not verified"), {}, false, 0 });
    const auto hash = signing::sha256(pdf.bytes).toHex();
    auto written
        = domain::runOn<Done>(m_parts.workers, [pdf] { return writeNewFile(pdf.target, pdf.bytes); });
    return domain::andThen<Done>(written, this, [this, hash](Done) {
        return m_parts.workspace.change([hash]() -> Result<WorkChange> {
            WorkChange change;
            change.audit = AuditLine { QStringLiteral("pdf-signed"), {}, QString::fromLatin1(hash) };
            return change;
        });
    });
}

} // namespace peraku::services
