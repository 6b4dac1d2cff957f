#pragma once

#include <domain/voucher.h>

#include <QDateTime>
#include <QString>

namespace peraku::domain {

/** What a list shows of a voucher; about 200 bytes, 100,000 of them live in memory. */
struct VoucherSummary {
    VoucherId id;
    QString number;
    VoucherKind kind = VoucherKind::Payment;
    VoucherState state = VoucherState::Draft;
    int certifiedSteps = 0;
    int processNo = 0;
    int revision = 0;
    OfficeCode office;
    QString counterparty; ///< Payee, or the reason of a journal.
    QString narration;
    Money total;
    QDate date;
    QString preparer;
    qint64 submittedAtMs = 0; ///< UTC milliseconds, 0 before submission.
    qint64 updatedAtMs = 0;
    bool waitsForMe = false;
    bool operator==(const VoucherSummary&) const = default;
};

VoucherSummary summaryOf(const Voucher& voucher);

} // namespace peraku::domain
