#include "chainverdict.h"

#include <algorithm>

namespace peraku::signing {

using domain::Error;
using domain::ErrorCode;

namespace {

constexpr int clockSkewSeconds = 300;

Error error(ErrorCode code, const QString& detail, const QStringList& args = {})
{
    return { code, detail, args, false, 0 };
}

std::optional<Error> validityProblem(const ChainLink& link, const QDateTime& at, const QString& whose)
{
    if (at < link.notBefore)
        return error(ErrorCode::CertificateNotYetValid, whose + QStringLiteral(" is not yet valid"),
            { link.notBefore.toString(Qt::ISODate) });
    if (at > link.notAfter)
        return error(ErrorCode::CertificateExpired, whose + QStringLiteral(" has expired"),
            { link.notAfter.toString(Qt::ISODate) });
    return std::nullopt;
}

/** The newest list that may be believed now; null if all are from the future. */
const CrlStatement* newest(const QList<CrlStatement>& crls, const QDateTime& now)
{
    const CrlStatement* best = nullptr;
    for (const auto& crl : crls) {
        if (crl.thisUpdate.isValid() && crl.thisUpdate <= now.addSecs(clockSkewSeconds)
            && (!best || crl.thisUpdate > best->thisUpdate))
            best = &crl;
    }
    return best;
}

std::optional<Error> freshnessProblem(const CrlStatement& crl, const QDateTime& at, const PathPolicy& policy)
{
    if (!crl.nextUpdate.isValid())
        return error(ErrorCode::CrlStale, QStringLiteral("CRL without nextUpdate"));
    if (crl.nextUpdate < at)
        return error(
            ErrorCode::CrlStale, QStringLiteral("CRL has expired"), { crl.nextUpdate.toString(Qt::ISODate) });
    if (policy.maxCrlAgeHours > 0 && crl.thisUpdate < at.addSecs(-3600LL * policy.maxCrlAgeHours))
        return error(
            ErrorCode::CrlStale, QStringLiteral("CRL is older than %1 hours").arg(policy.maxCrlAgeHours));
    return std::nullopt;
}

std::optional<Error> revokedProblem(const CrlStatement& crl, const JudgedTime& time, bool authority)
{
    if (!crl.listed)
        return std::nullopt;
    const bool later = time.trusted && crl.revokedAt.isValid() && crl.revokedAt > time.at;
    if (later && !(time.compromiseIsRetroactive && crl.keyCompromise))
        return std::nullopt;
    return error(ErrorCode::CertificateRevoked,
        authority ? QStringLiteral("authority is revoked") : QStringLiteral("certificate is revoked"),
        { crl.revokedAt.toString(Qt::ISODate) });
}

} // namespace

std::optional<Error> ChainVerdict::first() const
{
    return path ? path : revocation ? revocation : validity;
}

ChainVerdict judge(const Chain& chain, const JudgedTime& time, const PathPolicy& policy)
{
    ChainVerdict verdict;
    verdict.path = chain.pathProblem;
    if (!chain.links.isEmpty())
        verdict.validity = validityProblem(chain.links.first(), time.at, QStringLiteral("certificate"));
    for (qsizetype i = 1; i < chain.links.size() && !verdict.path; ++i)
        verdict.path = validityProblem(chain.links[i], time.at, QStringLiteral("authority"));

    QStringList asked;
    for (qsizetype i = 0; i + 1 < chain.links.size(); ++i) {
        const auto& link = chain.links[i];
        const auto* crl = newest(link.crls, time.now);
        std::optional<Error> problem;
        if (!crl && !link.crls.isEmpty())
            problem = error(ErrorCode::CrlStale, QStringLiteral("CRL is not yet valid"));
        else if (!crl)
            problem = error(ErrorCode::CrlMissing, link.crlProblem);
        else
            problem = freshnessProblem(*crl, time.at, policy);
        if (!policy.requireCrl && problem && problem->code == ErrorCode::CrlMissing)
            problem.reset();
        if (crl) {
            // Revoked outweighs stale: an old list can still tell that.
            if (auto revoked = revokedProblem(*crl, time, i > 0))
                problem = revoked;
            asked.append(QStringLiteral("CRL %1 of %2")
                             .arg(crl->number.isEmpty() ? QStringLiteral("-") : crl->number,
                                 crl->thisUpdate.toString(Qt::ISODate)));
            if (i == 0)
                verdict.issuerCrl = crl->der;
        }
        if (!verdict.revocation)
            verdict.revocation = problem;
    }
    verdict.revocationText = asked.join(QStringLiteral("; "));
    return verdict;
}

} // namespace peraku::signing
