#pragma once

#include <domain/officer.h>
#include <domain/process.h>
#include <domain/reference.h>
#include <domain/voucher.h>

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QRandomGenerator>

namespace peraku::test {

/** The catalogue that the product ships. */
domain::ProcessCatalogue sampleCatalogue();

/** Reference data of a small made-up state: federal mask, 3 offices, chart, banks, payees, reasons; accepts
 * every voucher process. */
domain::ReferenceData sampleReference();

/** The day on which samples happen: dates lie on it or shortly before, so validate(…, sampleToday()) finds no
 * error. */
QDate sampleToday();

/**
 * A stream of plausible vouchers and officers, the same for the same seed on every machine. Names, firms and
 * accounts are made up; the ICs are well formed and synthetic. Not thread-safe.
 */
class Samples {
public:
    explicit Samples(quint32 seed = 1)
        : m_random(seed)
        , m_catalogue(sampleCatalogue())
    {
    }

    domain::Ic ic();
    /** An officer of the first sample office; checkers and approvers have a limit of RM10 million, others
     * none. */
    domain::Officer officer(domain::Role role);
    domain::VoucherContent payment();
    /** Balanced, on process 34 (Perakuan 1 and 2, Akuan Terima). */
    domain::VoucherContent journal();
    domain::VoucherContent content(domain::VoucherKind kind)
    {
        return kind == domain::VoucherKind::Payment ? payment() : journal();
    }

    /** A draft of revision 1 by `preparer`. */
    domain::Voucher draft(domain::VoucherKind kind, const domain::Officer& preparer);
    /** Brought to `state` by the rules themselves, each step by another officer; Paid gives a payment
     * voucher. */
    domain::Voucher voucher(
        domain::VoucherState state, domain::VoucherKind kind = domain::VoucherKind::Payment);
    /** `count` vouchers in all states; about 1.2 KB each on the wire. */
    QList<domain::Voucher> vouchers(int count);

    QString hex(int bytes);

private:
    int below(int bound) { return int(m_random.bounded(bound)); }
    QString digits(int count);
    QDateTime nextTime();

    QRandomGenerator m_random;
    domain::ProcessCatalogue m_catalogue;
    qint64 m_clockMs = 0;
    int m_serial = 0;
};

} // namespace peraku::test
