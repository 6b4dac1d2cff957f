#include "calendar.h"

namespace peraku::demo {

namespace {

constexpr qint64 officeMinutes = 9 * 60;
const QTime endOfDay(9, 30); // when the last event and its timestamp are over
constexpr int busyDays = 10;
constexpr double busyShare = 0.06; // of all vouchers, so that desks open on full trays

bool isWorkingDay(QDate day)
{
    return day.dayOfWeek() <= 5;
}

QDate nextWorkingDay(QDate day)
{
    do
        day = day.addDays(1);
    while (!isWorkingDay(day));
    return day;
}

} // namespace

Calendar::Calendar(QDate today)
{
    for (QDate day(today.year() - 1, 1, 1); day < today; day = day.addDays(1)) {
        if (isWorkingDay(day))
            m_days.append(day);
    }
    m_end = QDateTime(today.addDays(-1), endOfDay, Qt::UTC);
}

QDateTime Calendar::momentOf(int index, int count) const
{
    const double share = (index + 0.5) / count;
    const double days = double(m_days.size());
    const double position = share < 1 - busyShare
        ? share / (1 - busyShare) * (days - busyDays)
        : days - busyDays + (share - (1 - busyShare)) / busyShare * busyDays;
    const auto day = qBound<qsizetype>(0, qsizetype(position), m_days.size() - 1);
    const auto second = qint64((position - double(day)) * officeMinutes * 60);
    return QDateTime(m_days.at(day), QTime(0, 0), Qt::UTC)
        .addSecs(qBound<qint64>(0, second, officeMinutes * 60 - 1));
}

QDateTime Calendar::evening(double share) const
{
    const auto day = qBound<qsizetype>(0, qsizetype(share * double(m_days.size())), m_days.size() - 1);
    return QDateTime(m_days.at(day), endOfDay, Qt::UTC);
}

QDateTime Calendar::after(const QDateTime& moment, qint64 minutes)
{
    QDate day = moment.date();
    qint64 minute = qint64(moment.time().msecsSinceStartOfDay()) / 60'000;
    if (!isWorkingDay(day) || minute >= officeMinutes) {
        day = nextWorkingDay(day);
        minute = 0;
    }
    minute += minutes;
    while (minute >= officeMinutes) {
        minute -= officeMinutes;
        day = nextWorkingDay(day);
    }
    // The odd second keeps two events of one minute apart.
    return QDateTime(day, QTime(0, 0), Qt::UTC).addSecs(minute * 60 + moment.time().second());
}

} // namespace peraku::demo
