#pragma once

#include <domain/money.h>

#include <QList>
#include <QMap>
#include <QString>

namespace peraku::domain {

/** One segment of the charge line as a state configures it. */
struct SegmentRule {
    QString key; ///< "controllingOfficer", "office", "vote", "programme", "project", "setia", "subsetia",
                 ///< "account"
    QString labelMs;
    QString labelEn;
    QString pattern; ///< Anchored regular expression of the whole value.
    int maxLength = 0; ///< Characters; for the width of the column and the input limit.
    bool required = true;
    bool operator==(const SegmentRule&) const = default;
};

/** The ordered segments of a charge line; configuration that comes with the reference data, never code. */
struct ChargeMask {
    QList<SegmentRule> segments;
    const SegmentRule* find(const QString& key) const;
    bool operator==(const ChargeMask&) const = default;
};

enum class Side { Debit, Credit };

/** Where money is charged. Payment vouchers use Debit lines only; a journal balances its sides. */
struct ChargeLine {
    QMap<QString, QString> segments; ///< Key to value, for the keys of the mask.
    Side side = Side::Debit;
    Money amount;

    QString segment(const QString& key) const { return segments.value(key); }
    /** Segments joined by '-' in the mask's order; what lists and evidence show. */
    QString display(const ChargeMask& mask) const;
    bool operator==(const ChargeLine&) const = default;
};

/** The mask of the federal guide, used by the demo state and as the default before reference data arrives. */
ChargeMask federalMask();

} // namespace peraku::domain
