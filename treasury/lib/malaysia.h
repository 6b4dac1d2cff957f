#pragma once

#include <QDate>
#include <QDateTime>

namespace peraku::treasury {

/** The business date of a UTC time: the whole country keeps UTC+8 without summer time. */
inline QDate malaysianDate(const QDateTime& utc)
{
    return utc.toOffsetFromUtc(8 * 3600).date();
}

} // namespace peraku::treasury
