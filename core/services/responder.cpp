#include "responder.h"

#include "signatures.h"

namespace peraku::services {

using domain::CertificateFacts;
using domain::CheckId;
using domain::CheckOutcome;
using domain::ErrorCode;
using domain::fail;
using domain::VerificationReport;
using signing::OcspAnswer;

namespace {

VerificationReport withAnswer(VerificationReport report, const OcspAnswer& answer, const QDateTime& existedAt)
{
    auto& line = report.lines[int(CheckId::Revocation)];
    const auto word = QStringLiteral("OCSP of %1").arg(answer.producedAt.toUTC().toString(Qt::ISODate));
    line.detail += line.detail.isEmpty() ? word : QStringLiteral("; ") + word;
    const auto at = report.timestampTime.isValid() ? report.timestampTime : existedAt;
    if (answer.revoked && (!at.isValid() || answer.revokedAt <= at)) {
        line.outcome = CheckOutcome::Failed;
        line.reason
            = domain::Error { ErrorCode::CertificateRevoked, QStringLiteral("OCSP: certificate is revoked"),
                  { answer.revokedAt.toString(Qt::ISODate) }, false, 0 };
    } else if (line.outcome == CheckOutcome::Warning) {
        // The responder knows what a stale or missing list could not tell.
        line.outcome = CheckOutcome::Passed;
        line.reason.reset();
    }
    return report;
}

} // namespace

Responder::Responder(remote::Client& client, Trust& trust, domain::Clock& clock, domain::Rng& rng,
    domain::Scheduler& scheduler, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_trust(trust)
    , m_clock(clock)
    , m_rng(rng)
    , m_patience(clock, scheduler)
{
}

Async<OcspAnswer> Responder::ask(const CertificateFacts& certificate)
{
    const auto name = certificate.sha256.value();
    const auto kept = m_kept.constFind(name);
    if (kept != m_kept.constEnd() && m_clock.monotonicMs() - kept->heardAt < freshSeconds * 1'000)
        return domain::ready<OcspAnswer>(kept->answer);
    if (m_patience.isOver())
        return domain::readyError<OcspAnswer>({ ErrorCode::Offline, {}, {}, true, 0 });
    const auto query = signing::ocspQuery(certificate.der, m_trust.material().issuingCertificate, m_rng);
    if (!query)
        return domain::readyError<OcspAnswer>(query.error());
    const auto asked = m_patience.with(remote::PkiEndpoint(m_client).ocsp(query->der), this);
    return domain::andThen<remote::HttpResponse>(asked, this,
        [this, name, query = *query](const remote::HttpResponse& response) -> Result<OcspAnswer> {
            auto answer = checkResponse(response.body, query, m_trust.material(), m_clock.nowUtc());
            if (answer)
                m_kept.insert(name, { *answer, m_clock.monotonicMs() });
            return answer;
        });
}

Async<VerificationReport> Responder::confirmed(VerificationReport report, const QDateTime& existedAt)
{
    const auto* path = report.find(CheckId::CertificatePath);
    const bool ours = path && path->outcome == CheckOutcome::Passed
        && isIssuedBy(report.signer, m_trust.material().issuingCertificate);
    if (!ours)
        return domain::ready<VerificationReport>(std::move(report));
    return domain::then<OcspAnswer>(ask(report.signer), this,
        [report, existedAt](Result<OcspAnswer> answer) -> Result<VerificationReport> {
            return answer ? withAnswer(report, *answer, existedAt) : report;
        });
}

} // namespace peraku::services
