#include "evidence.h"

#include "evidencefolder.h"
#include "signatures.h"

#include <domain/statement.h>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using domain::SignatureRecord;
using domain::VerificationReport;
using Records = QList<SignatureRecord>;

Evidence::Evidence(
    remote::Client& client, Trust& trust, domain::Executor& workers, domain::Clock& clock, QObject* parent)
    : EvidenceService(parent)
    , m_client(client)
    , m_trust(trust)
    , m_workers(workers)
    , m_clock(clock)
{
}

Async<Records> Evidence::signatures(const domain::VoucherId& id)
{
    auto answered = remote::VoucherEndpoint(m_client).signatures(id);
    return domain::andThen<remote::HttpResponse>(answered, this, [this](remote::HttpResponse answer) {
        return domain::runOn<Records>(
            m_workers, [body = std::move(answer.body)] { return wire::decodeSignatures(body); });
    });
}

Async<VerificationReport> Evidence::verify(const SignatureRecord& record)
{
    return domain::andThen<TrustMaterial>(m_trust.current(), this, [this, record](TrustMaterial trust) {
        const Expectation expectation { record.voucher, record.signer.ic, m_clock.nowUtc(), record.receivedAt,
            record.crl };
        return domain::runOn<VerificationReport>(
            m_workers, [record, trust, expectation]() -> Result<VerificationReport> {
                return verifySignature(record.statement, record.cms, trust, expectation);
            });
    });
}

Async<QStringList> Evidence::save(const Records& records, const QString& directory)
{
    if (records.isEmpty())
        return domain::readyError<QStringList>(
            { ErrorCode::NotFound, QStringLiteral("no signatures"), {}, false, 0 });
    return domain::andThen<TrustMaterial>(
        m_trust.current(), this, [this, records, directory](TrustMaterial trust) {
            return domain::runOn<QStringList>(
                m_workers, [records, directory, trust]() -> Result<QStringList> {
                    QStringList folders;
                    for (const auto& record : records) {
                        const auto files = evidenceOf(record, trust);
                        if (!files)
                            return fail(files.error());
                        const auto written = writeEvidence(directory, record, *files);
                        if (!written)
                            return fail(written.error());
                        folders.append(*written);
                    }
                    return folders;
                });
        });
}

Async<VerificationReport> Evidence::verifyFolder(const QString& directory)
{
    return domain::runOn<VerificationReport>(m_workers,
        [directory, roots = m_trust.material().roots,
            now = m_clock.nowUtc()]() -> Result<VerificationReport> {
            const auto files = readEvidence(directory);
            if (!files)
                return fail(files.error());
            return verifyEvidence(*files, roots, now);
        });
}

} // namespace peraku::services
