#pragma once

#include <QDate>
#include <QDateTime>

namespace peraku::treasury {

/** The country's time: the whole of it keeps UTC+8 without summer time. */
inline QDateTime malaysianTime(const QDateTime& utc)
{
    return utc.toOffsetFromUtc(8 * 3600);
}

/** The business date of a UTC time. */
inline QDate malaysianDate(const QDateTime& utc)
{
    return malaysianTime(utc).date();
}

} // namespace peraku::treasury
