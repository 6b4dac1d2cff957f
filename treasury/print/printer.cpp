#include "pages.h"

#include <signing/certificate.h>
#include <signing/pades.h>
#include <signing/timestamp.h>

#include <future>
#include <print/printer.h>

namespace peraku::print {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using domain::VoucherState;

Result<QByteArray> SealedPrinter::pdf(const treasury::PrintOrder& order)
{
    if (order.voucher.state != VoucherState::Posted && order.voucher.state != VoucherState::Paid)
        return fail(ErrorCode::WrongState, QStringLiteral("only what is posted is printed"));
    std::promise<Result<QByteArray>> promise;
    m_painter.start([&] { promise.set_value(pages(order)); });
    const auto painted = promise.get_future().get();
    if (!painted)
        return painted;
    return sealed(*painted, order.at);
}

Result<QByteArray> SealedPrinter::sealed(const QByteArray& pdf, const QDateTime& at)
{
    const auto certificates = m_seal.certificates();
    if (!certificates)
        return fail(certificates.error());
    const auto facts = signing::certificateFacts(certificates->seal);
    if (!facts)
        return fail(facts.error());
    const auto profile = signing::profileFor(*facts, false);
    if (!profile)
        return fail(profile.error());
    const auto prepared = signing::preparePades(
        { pdf, certificates->seal, certificates->chain, *profile, at, facts->commonName, {} });
    if (!prepared)
        return fail(prepared.error());
    const auto raw = m_seal.signDigest(prepared->signature.attributesDigest);
    if (!raw)
        return fail(raw.error());
    const auto cms = signing::completeCades(prepared->signature, *raw);
    if (!cms)
        return fail(cms.error());
    const auto trust = signing::TrustStore::create({ { m_pki.rootCertificate().body },
        { m_pki.issuingCertificate().body }, { m_pki.rootCrl().body, m_pki.issuingCrl().body } });
    if (!trust)
        return fail(trust.error());
    const auto query = signing::timestampQuery(*cms, m_rng);
    if (!query)
        return fail(query.error());
    const auto stamped
        = signing::attachTimestamp(*cms, *query, m_pki.timestamp(query->der).body, **trust, {}, at);
    if (!stamped)
        return fail(stamped.error());
    return signing::embedPades(*prepared, *stamped);
}

} // namespace peraku::print
