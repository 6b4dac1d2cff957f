#pragma once

#include <domain/chargeline.h>
#include <domain/ids.h>

#include <QDate>
#include <QList>
#include <QString>

namespace peraku::domain {

struct Office {
    OfficeCode code;
    QString name;
    QString controllingOfficer;
    bool operator==(const Office&) const = default;
};
struct SegmentValue {
    QString segment; ///< Key of the mask's segment.
    QString code;
    QString name;
    bool operator==(const SegmentValue&) const = default;
};
struct BankInfo {
    QString code;
    QString name;
    int accountMin = 7; ///< Digits.
    int accountMax = 17;
    bool operator==(const BankInfo&) const = default;
};
struct KnownPayee {
    QString name;
    QString registrationId;
    QString bankCode;
    QString bankAccount;
    bool operator==(const KnownPayee&) const = default;
};
struct ReasonCode {
    QString code;
    QString textMs;
    QString textEn;
    bool forQuery = true;
    bool forCancel = false;
    bool operator==(const ReasonCode&) const = default;
};

/** What the desk completes from and validates against; one version at a time, all of it replaced on change.
 */
struct ReferenceData {
    QString version; ///< The treasury's ETag.
    ChargeMask mask;
    QList<Office> offices;
    QList<SegmentValue> values;
    QList<BankInfo> banks;
    QList<KnownPayee> payees;
    QList<ReasonCode> reasons;
    QList<int> processes; ///< Catalogue rows that this treasury accepts vouchers for.
    bool operator==(const ReferenceData&) const = default;
};

} // namespace peraku::domain
