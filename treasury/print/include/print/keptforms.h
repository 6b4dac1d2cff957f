#pragma once

#include <treasury/printing.h>

#include <QCache>

#include <mutex>

namespace peraku::print {

/**
 * Gives the same form again while nothing that it shows or carries has changed, so that the HSM seals each
 * once. Kept in memory, the least used go first. A form whose seal has no timestamp yet is made anew.
 * Thread-safe.
 */
class KeptForms : public treasury::VoucherPrinter {
public:
    /** `printer` outlives it. `bytes` is what all kept forms may have together. */
    explicit KeptForms(treasury::VoucherPrinter& printer, qsizetype bytes = 64 * 1024 * 1024)
        : m_printer(printer)
        , m_kept(bytes)
    {
    }
    /** The errors of the printer. `order.at` counts for new forms only. */
    domain::Result<treasury::PrintForm> form(const treasury::PrintOrder& order) override;

private:
    struct Kept {
        treasury::PrintOrder order;
        treasury::PrintForm form;
    };
    std::optional<treasury::PrintForm> find(treasury::PrintOrder order);

    treasury::VoucherPrinter& m_printer;
    std::mutex m_mutex;
    QCache<QString, Kept> m_kept; ///< By the voucher's id.
};

} // namespace peraku::print
