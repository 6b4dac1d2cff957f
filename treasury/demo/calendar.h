#pragma once

#include <QDate>
#include <QDateTime>
#include <QList>

namespace peraku::demo {

/**
 * The working days of the history: Mondays to Fridays from 1 January of the year before `today` up to the day
 * before it. Office hours, 08:00 to 17:00 in Malaysia, are 00:00 to 09:00 UTC of the same date.
 */
class Calendar {
public:
    explicit Calendar(QDate today);

    /** When item `index` of `count` happens: in order, evenly, save that the last weeks are busier. UTC. */
    QDateTime momentOf(int index, int count) const;
    /** `minutes` of office hours later. */
    static QDateTime after(const QDateTime& moment, qint64 minutes);
    /** After work on the day when `share` (0..1) of the working days are over. */
    QDateTime evening(double share) const;
    QDateTime begin() const { return QDateTime(m_days.first(), QTime(0, 0), Qt::UTC); }
    /** What would happen later has not happened. */
    QDateTime end() const { return m_end; }

private:
    QList<QDate> m_days;
    QDateTime m_end;
};

} // namespace peraku::demo
