#pragma once

#include <domain/chargeline.h>
#include <domain/reference.h>

#include <QDate>
#include <QDateTime>
#include <QString>

namespace peraku::ui {

/** "dd/MM/yyyy", a dash for an invalid date. */
QString shortDate(QDate date);
/** "MM/yyyy" from the wire's "yyyy-MM"; what is neither stays as it is. */
QString shortPeriod(const QString& period);
/** "dd/MM/yyyy HH:mm" in local time from UTC, a dash for an invalid time. */
QString shortTime(const QDateTime& utc);
/** Whole days from `sinceMs` (UTC milliseconds) to now; -1 if there is no beginning. */
int daysSince(qint64 sinceMs, const QDateTime& nowUtc);
/** Name of an office with its code, the code alone if it is unknown. */
QString officeText(const domain::OfficeCode& code, const domain::ReferenceData& reference);
QString bankText(const QString& code, const domain::ReferenceData& reference);
/** Label of a segment in the language that is on. */
QString segmentLabel(const domain::SegmentRule& rule);
QString reasonLabel(const QString& code, const domain::ReferenceData& reference);
/** True while the officer reads Malay. */
bool readsMalay();

} // namespace peraku::ui
