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

Evidence::Evidence(remote::Client& client, Trust& trust, Responder& responder, domain::Executor& workers,
    domain::Clock& clock, QObject* parent)
    : EvidenceService(parent)
    , m_client(client)
    , m_trust(trust)
    , m_responder(responder)
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
        auto checked = domain::runOn<VerificationReport>(
            m_workers, [record, trust, expectation]() -> Result<VerificationReport> {
                return verifySignature(record.statement, record.lasting(), trust, expectation);
            });
        return domain::andThen<VerificationReport>(
            checked, this, [this, existedAt = expectation.existedAt](VerificationReport report) {
                return m_responder.confirmed(std::move(report), existedAt);
            });
    });
}

Async<QStringList> Evidence::save(const Records& records, const QString& directory, EvidenceForm form)
{
    if (records.isEmpty())
        return domain::readyError<QStringList>(
            { ErrorCode::NotFound, QStringLiteral("no signatures"), {}, false, 0 });
    switch (form) {
    case EvidenceForm::Folder:
        break;
    case EvidenceForm::Simple:
        return domain::runOn<QStringList>(
            m_workers, [records, directory] { return writeContainers(directory, records); });
    case EvidenceForm::Sealed:
        return saveSealed(records.first(), directory);
    }
    return saveFolders(records, directory);
}

Async<QStringList> Evidence::saveSealed(const SignatureRecord& record, const QString& directory)
{
    auto answered = remote::VoucherEndpoint(m_client).evidence(record.voucher);
    return domain::andThen<remote::HttpResponse>(
        answered, this, [this, record, directory](remote::HttpResponse answer) {
            return domain::runOn<QStringList>(
                m_workers, [record, directory, body = std::move(answer.body)]() -> Result<QStringList> {
                    auto written = writeSealed(directory, record, body);
                    if (!written)
                        return fail(written.error());
                    return QStringList { *written };
                });
        });
}

Async<QStringList> Evidence::saveFolders(const Records& records, const QString& directory)
{
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
