#include "verify.h"

#include <signing/certificate.h>

namespace peraku::services {

using domain::VerificationReport;

Verify::Verify(Parts parts, QObject* parent)
    : VerifyService(parent)
    , m_parts(std::move(parts))
    , m_patience(m_parts.clock, m_parts.scheduler)
{
}

Async<FilesVerified> Verify::verifyFiles(const QStringList& paths)
{
    // The lists that stand here will do where fresh ones do not come at once.
    const auto lists = m_patience.isOver() ? domain::ready<TrustMaterial>(m_parts.trust.material())
                                           : m_patience.with(m_parts.trust.current(), this);
    return domain::then<TrustMaterial>(lists, this, [this, paths](Result<TrustMaterial> current) {
        // Without the treasury and without its lists the roots still say who signed.
        const FileTrust trust { current ? *current : m_parts.trust.material(), m_parts.extraAuthorities,
            m_parts.clock.nowUtc() };
        return domain::andThen<FilesVerified>(verifyOnWorkers(paths, trust), this,
            [this](FilesVerified files) { return confirmed(std::move(files), 0); });
    });
}

/** As runOn(), but a cancel also ends what has begun: many large files take their time. */
Async<FilesVerified> Verify::verifyOnWorkers(const QStringList& paths, const FileTrust& trust)
{
    auto promise = std::make_shared<QPromise<Result<FilesVerified>>>();
    promise->start();
    m_parts.workers.post([promise, paths, trust] {
        promise->addResult(verifyPaths(paths, trust, [promise] { return promise->isCanceled(); }));
        promise->finish();
    });
    return promise->future();
}

Async<FilesVerified> Verify::confirmed(FilesVerified found, qsizetype next)
{
    while (next < found.items.size() && found.items[next].verdict != FileVerdict::Valid)
        ++next;
    if (next >= found.items.size())
        return domain::ready<FilesVerified>(std::move(found));
    auto asked = m_parts.responder.confirmed(found.items[next].report, found.items[next].existedAt);
    return domain::andThen<VerificationReport>(
        asked, this, [this, found = std::move(found), next](VerificationReport report) mutable {
            found.items[next].verdict = verdictOf(report);
            found.items[next].report = std::move(report);
            return confirmed(std::move(found), next + 1);
        });
}

RevocationAge Verify::revocationAge() const
{
    const auto list = signing::crlFacts(m_parts.trust.material().issuingCrl);
    return list ? RevocationAge { list->thisUpdate, list->nextUpdate, m_parts.trust.fetchedAt() }
                : RevocationAge {};
}

} // namespace peraku::services
