#pragma once

#include <domain/chargeline.h>
#include <domain/result.h>
#include <domain/verification.h>

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

/** What the treasury needs for print forms; a port like those of ports.h. */
namespace peraku::treasury {

/** A posted or paid voucher with what its print form shows beside it. */
struct PrintOrder {
    domain::Voucher voucher;
    QList<domain::SignatureRecord> signatures; ///< Those in force, in step order.
    QString officeName;
    QString processName;
    QString bankName; ///< Of the payee's bank; empty for a journal.
    domain::ChargeMask mask;
    QDateTime at; ///< UTC; when it is printed and sealed.
    bool operator==(const PrintOrder&) const = default;
};

/** A PDF with every statement and signature attached, sealed by the treasury (PAdES). */
struct PrintForm {
    QByteArray pdf;
    bool timestamped = false; ///< False where the time authority did not answer: B-B instead of B-T.
};

/** Makes print forms.
 * Called from several threads at once. */
class VoucherPrinter {
public:
    virtual ~VoucherPrinter() = default;
    virtual domain::Result<PrintForm> form(const PrintOrder& order) = 0;
};

} // namespace peraku::treasury
