#include "pages.h"

#include <signing/pades.h>

#include <future>
#include <print/printer.h>

namespace peraku::print {

using domain::ErrorCode;
using domain::fail;
using domain::Result;
using domain::VoucherState;
using treasury::PrintForm;

Result<PrintForm> SealedPrinter::form(const treasury::PrintOrder& order)
{
    if (order.voucher.state != VoucherState::Posted && order.voucher.state != VoucherState::Paid)
        return fail(ErrorCode::WrongState, QStringLiteral("only what is posted is printed"));
    std::promise<Result<QByteArray>> promise;
    m_painter.start([&] { promise.set_value(pages(order)); });
    const auto painted = promise.get_future().get();
    if (!painted)
        return fail(painted.error());
    return sealed(*painted, order.at);
}

Result<PrintForm> SealedPrinter::sealed(const QByteArray& pdf, const QDateTime& at)
{
    const auto who = m_sealer.identity();
    if (!who)
        return fail(who.error());
    const auto prepared = signing::preparePades(
        { pdf, who->certificates.seal, who->certificates.chain, who->profile, at, who->name, {} });
    if (!prepared)
        return fail(prepared.error());
    const auto seal = m_sealer.complete(prepared->signature, at);
    if (!seal)
        return fail(seal.error());
    auto signedPdf = signing::embedPades(*prepared, seal->cms);
    if (!signedPdf)
        return fail(signedPdf.error());
    return PrintForm { std::move(*signedPdf), seal->timestamped };
}

} // namespace peraku::print
