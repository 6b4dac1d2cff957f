#pragma once

#include "dice.h"

#include <domain/reference.h>

#include <QList>

namespace peraku::demo {

/** Offices of the invented state; the first is the state treasury. */
QList<domain::Office> inventOffices(int count);

/** Votes, programmes, projects, setia, subsetia and accounts; the controlling officers and offices of
 * `offices` besides. */
QList<domain::SegmentValue> chartOfAccounts(const QList<domain::Office>& offices);

QList<domain::BankInfo> inventBanks();
QList<domain::ReasonCode> reasonCodes();

/** Something that offices pay for, with the account that it is charged to. */
struct Spending {
    const char* narration; ///< Malay; %1 = month and year, %2 = office.
    const char* account;
    const char* trade; ///< Which payees deliver it.
    std::int64_t lowRinggit;
    std::int64_t highRinggit;
    bool ordered; ///< With a purchase order.
};
const QList<Spending>& spendings();

/** A supplier that the state knows; `trade` links it to Spending. */
struct Supplier {
    domain::KnownPayee payee;
    QString trade;
};
QList<Supplier> inventSuppliers(std::uint64_t seed, int count, const QList<domain::BankInfo>& banks);

} // namespace peraku::demo
