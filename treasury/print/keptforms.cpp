#include <print/keptforms.h>

namespace peraku::print {

using domain::Result;
using treasury::PrintForm;
using treasury::PrintOrder;

std::optional<PrintForm> KeptForms::find(PrintOrder order)
{
    const std::lock_guard lock(m_mutex);
    const auto* kept = m_kept.object(order.voucher.id.value());
    if (!kept)
        return std::nullopt;
    order.at = kept->order.at;
    return kept->order == order ? std::optional(kept->form) : std::nullopt;
}

Result<PrintForm> KeptForms::form(const PrintOrder& order)
{
    if (auto kept = find(order))
        return *kept;
    auto made = m_printer.form(order);
    if (!made || !made->timestamped)
        return made;
    // Whoever asked at the same time may have been first, and theirs is out already.
    if (auto kept = find(order))
        return *kept;
    auto* kept = new Kept { order, *made };
    const std::lock_guard lock(m_mutex);
    m_kept.insert(order.voucher.id.value(), kept, made->pdf.size());
    return made;
}

} // namespace peraku::print
