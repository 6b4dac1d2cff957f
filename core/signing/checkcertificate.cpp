#include "chainverdict.h"

namespace peraku::signing {

using domain::Done;
using domain::fail;
using domain::Result;

Result<Done> checkCertificate(const QByteArray& der, const TrustStore& trust, const PathPolicy& policy,
    const QDateTime& at, const QList<QByteArray>& untrusted)
{
    const auto chain = buildChain(der, untrusted, trust, policy);
    if (!chain)
        return fail(chain.error());
    const auto verdict = judge(**chain, { at, at, false, false }, policy);
    if (verdict.path)
        return fail(*verdict.path);
    if ((*chain)->usageProblem)
        return fail(*(*chain)->usageProblem);
    if (const auto problem = verdict.first())
        return fail(*problem);
    return Done {};
}

} // namespace peraku::signing
