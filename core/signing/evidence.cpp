#include "chain.h"

#include <signing/certificate.h>
#include <signing/evidence.h>
#include <signing/verify.h>

#include <algorithm>

namespace peraku::signing {

using domain::ErrorCode;
using domain::fail;
using domain::Result;

namespace {

/** The list for one authority: the one that was checked at the time if it is of that authority, else the
 * newest. */
QByteArray listFor(const ChainLink& link, const QByteArray& preferred)
{
    const auto isPreferred
        = [&](const CrlStatement& crl) { return !preferred.isEmpty() && crl.der == preferred; };
    if (std::any_of(link.crls.begin(), link.crls.end(), isPreferred))
        return preferred;
    const auto newest = std::max_element(link.crls.begin(), link.crls.end(),
        [](const auto& a, const auto& b) { return a.thisUpdate < b.thisUpdate; });
    return newest == link.crls.end() ? QByteArray() : newest->der;
}

} // namespace

Result<EvidenceFiles> evidenceFiles(
    const QByteArray& statement, const QByteArray& cms, const TrustStore& trust, const QByteArray& crl)
{
    const auto certificate = signerCertificateOf(cms);
    if (!certificate)
        return fail(certificate.error());
    auto withCrl = trust.material();
    if (!crl.isEmpty() && !withCrl.crls.contains(crl))
        withCrl.crls.append(crl);
    const auto store = TrustStore::create(withCrl);
    if (!store)
        return fail(store.error());
    const auto chain = buildChain(*certificate, {}, **store, {});
    if (!chain)
        return fail(chain.error());
    if ((*chain)->pathProblem)
        return fail(*(*chain)->pathProblem);

    const auto& links = (*chain)->links;
    QList<QByteArray> path;
    QList<QByteArray> lists;
    for (qsizetype i = 0; i + 1 < links.size(); ++i) {
        path.append(links[i].der);
        const auto list = listFor(links[i], crl);
        if (list.isEmpty())
            return fail(ErrorCode::CrlMissing, links[i].crlProblem);
        lists.append(list);
    }
    return EvidenceFiles { statement, cms, certificatesToPem(path), crlsToPem(lists),
        certificatesToPem({ links.last().der }) };
}

Result<TrustMaterial> trustFromEvidence(const EvidenceFiles& files, const QList<QByteArray>& roots)
{
    const auto chain = certificatesFromPem(files.chain);
    if (!chain)
        return fail(chain.error());
    const auto crls = crlsFromPem(files.crl);
    if (!crls)
        return fail(crls.error());
    return TrustMaterial { roots, *chain, *crls };
}

} // namespace peraku::signing
