#include <domain/voucher.h>

namespace peraku::domain {

VoucherKind VoucherContent::kind() const
{
    return payment() ? VoucherKind::Payment : VoucherKind::Journal;
}

std::optional<Money> VoucherContent::totalOf(Side side) const
{
    Money sum;
    for (const auto& line : lines) {
        if (line.side != side)
            continue;
        const auto next = sum.plus(line.amount);
        if (!next)
            return std::nullopt;
        sum = *next;
    }
    return sum;
}

std::optional<Money> VoucherContent::total() const
{
    return totalOf(Side::Debit);
}

} // namespace peraku::domain
