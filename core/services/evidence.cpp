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

namespace {

    /** When the signature reached the treasury; a folder alone only knows what the signer claimed. */
    QDateTime claimedTime(const QByteArray& statement, const QDateTime& otherwise)
    {
        const auto parsed = domain::parseStatement(statement);
        return parsed ? parsed->time : otherwise;
    }

} // namespace

Evidence::Evidence(remote::Client& client, Trust& trust, domain::Executor& workers, domain::Clock& clock, QObject* parent)
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
        return domain::runOn<Records>(m_workers, [body = std::move(answer.body)] { return wire::decodeSignatures(body); });
    });
}

Async<VerificationReport> Evidence::verify(const SignatureRecord& record)
{
    return domain::andThen<TrustMaterial>(m_trust.current(), this, [this, record](TrustMaterial trust) {
        return domain::runOn<VerificationReport>(m_workers, [record, trust]() -> Result<VerificationReport> {
            return verifySignature(record.statement, record.cms, trust, { record.voucher, record.signer.ic, record.receivedAt, record.crl });
        });
    });
}

Async<QStringList> Evidence::save(const Records& records, const QString& directory)
{
    if (records.isEmpty())
        return domain::readyError<QStringList>({ ErrorCode::NotFound, QStringLiteral("no signatures"), {}, false, 0 });
    return domain::andThen<TrustMaterial>(m_trust.current(), this, [this, records, directory](TrustMaterial trust) {
        return domain::runOn<QStringList>(m_workers, [records, directory, trust]() -> Result<QStringList> {
            QStringList folders;
            for (const auto& record : records) {
                const auto written = writeEvidence(directory, record, trust);
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
    // Trust comes from the settings, never from the folder's own ca.pem: that one serves other people's tools.
    const auto roots = m_trust.material().roots;
    const auto now = m_clock.nowUtc();
    return domain::runOn<VerificationReport>(m_workers, [directory, roots, now]() -> Result<VerificationReport> {
        const auto files = readEvidence(directory);
        if (!files)
            return fail(files.error());
        TrustMaterial trust;
        trust.roots = roots;
        trust.issuingCertificate = files->chain.first();
        trust.issuingCrl = files->crls.first();
        trust.rootCrl = files->crls.last();
        return verifySignature(files->statement, files->cms, trust, { {}, {}, claimedTime(files->statement, now), {} });
    });
}

} // namespace peraku::services
