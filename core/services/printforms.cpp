#include "printforms.h"

#include "signatures.h"
#include "wholefile.h"

#include <signing/pades.h>

namespace peraku::services {

using domain::CheckId;
using domain::CheckOutcome;
using domain::Error;
using domain::ErrorCode;
using domain::fail;
using remote::HttpResponse;

namespace {

/** The seal is the file's first signature; officers may have added theirs. */
Result<PrintForm> checked(const QByteArray& pdf, const TrustMaterial& trust, const QDateTime& now)
{
    const auto store = trustStoreOf(trust);
    if (!store)
        return fail(store.error());
    signing::VerifyOptions options;
    options.now = now;
    options.timestamp = signing::TimestampPolicy::Expected;
    const auto reports = signing::verifyPades(pdf, **store, options);
    if (!reports)
        return fail(reports.error());
    if (reports->isEmpty())
        return fail(ErrorCode::EvidenceMalformed, QStringLiteral("the print form bears no seal"));
    auto report = reports->first().report;
    // Officers' certificates bear an IC: none of theirs is the treasury's seal.
    if (report.signer.ic) {
        auto& identity = report.lines[int(CheckId::SignerIdentity)];
        identity.outcome = CheckOutcome::Failed;
        identity.reason = Error { ErrorCode::CertificateWrongUsage, QStringLiteral("not the treasury's seal"),
            {}, false, 0 };
    }
    return PrintForm { pdf, report };
}

} // namespace

Async<PrintForm> PrintForms::form(const domain::VoucherId& id)
{
    auto answered = remote::VoucherEndpoint(m_client).printForm(id);
    return domain::andThen<HttpResponse>(answered, this, [this](HttpResponse answer) {
        return domain::andThen<TrustMaterial>(
            m_trust.current(), this, [this, pdf = std::move(answer.body)](TrustMaterial trust) {
                return domain::runOn<PrintForm>(
                    m_workers, [pdf, trust, now = m_clock.nowUtc()] { return checked(pdf, trust, now); });
            });
    });
}

Async<Done> PrintForms::save(const PrintForm& form, const QString& path)
{
    return domain::runOn<Done>(m_workers, [pdf = form.pdf, path] { return writeWhole(path, pdf); });
}

} // namespace peraku::services
