#include "digest.h"
#include "replies.h"
#include "routes.h"

#include <treasury/printing.h>
#include <wire/messages.h>

#include <algorithm>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::VoucherState;

namespace {

using Gathered = tl::expected<PrintOrder, Response>;

template <typename List, typename Matches> QString nameIn(const List& list, Matches matches)
{
    const auto found = std::find_if(list.begin(), list.end(), matches);
    return found == list.end() ? QString() : found->name;
}

Gathered gather(Call& call, Ledger ledger)
{
    auto voucher = visibleVoucher(call, ledger);
    if (!voucher)
        return tl::unexpected<Response>(std::move(voucher.error()));
    auto records = ledger.signatures(voucher->id);
    if (!records)
        return tl::unexpected<Response>(problemReply(records.error()));
    records->erase(
        std::remove_if(records->begin(), records->end(), [](const auto& record) { return record.voided; }),
        records->end());
    const auto& content = voucher->content;
    const auto& reference = call.context.reference;
    PrintOrder order;
    order.signatures = *records;
    order.officeName = nameIn(
        reference.offices, [&](const domain::Office& office) { return office.code == content.office; });
    if (const auto* process = call.context.catalogue.find(content.processNo))
        order.processName = process->name;
    if (const auto* payment = content.payment())
        order.bankName = nameIn(reference.banks,
            [&](const domain::BankInfo& bank) { return bank.code == payment->payee.bankCode; });
    order.mask = reference.mask;
    order.at = call.now;
    order.voucher = std::move(*voucher);
    return order;
}

} // namespace

Response printVoucher(Call& call)
{
    auto* printer = call.context.ports.printer;
    if (!printer)
        return problemReply({ ErrorCode::NotFound, QStringLiteral("print form"), {}, false, 0 });
    // Painting takes long, so that the connection is given back before.
    auto gathered = call.context.database->read(
        [&](Connection& connection) -> Result<Gathered> { return gather(call, Ledger(connection)); });
    if (!gathered)
        return problemReply(gathered.error());
    if (!*gathered)
        return std::move(gathered->error());
    auto form = printer->form(**gathered);
    if (!form)
        return problemReply(form.error());
    // Not the revision: the same voucher has another form once its seal or a signature got a timestamp.
    const auto tag = '"' + sha256(form->pdf).toHex() + '"';
    auto response = call.request.header("if-none-match") == tag
        ? emptyReply(304)
        : sealedReply("application/pdf", std::move(form->pdf), form->timestamped);
    response.addHeader("ETag", tag);
    return response;
}

} // namespace peraku::treasury
