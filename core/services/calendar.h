#pragma once

#include <QDate>
#include <QDateTime>

namespace peraku::services {

/** Malaysia has one time zone without daylight saving; vouchers are dated by it wherever the PC believes to
 * be. */
inline QDate malaysianDate(const QDateTime& utc)
{
    constexpr int secondsEast = 8 * 3600;
    return utc.toOffsetFromUtc(secondsEast).date();
}

} // namespace peraku::services
