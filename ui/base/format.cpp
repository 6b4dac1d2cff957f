#include "format.h"

#include <domain/canonical.h>

#include <QLocale>

namespace peraku::ui {

namespace {
const QString dash = QStringLiteral("–");
}

QString shortDate(QDate date)
{
    return date.isValid() ? date.toString(QStringLiteral("dd/MM/yyyy")) : dash;
}

QString shortTime(const QDateTime& utc)
{
    return utc.isValid() ? utc.toLocalTime().toString(QStringLiteral("dd/MM/yyyy HH:mm")) : dash;
}

QString shortPeriod(const QString& period)
{
    if (period.size() == 7 && period.at(4) == QLatin1Char('-'))
        return period.mid(5) + QLatin1Char('/') + period.left(4);
    return period;
}

int daysSince(qint64 sinceMs, const QDateTime& nowUtc)
{
    if (sinceMs <= 0)
        return -1;
    return int(std::max<qint64>(0, (nowUtc.toMSecsSinceEpoch() - sinceMs) / 86'400'000));
}

QString officeText(const domain::OfficeCode& code, const domain::ReferenceData& reference)
{
    for (const auto& office : reference.offices)
        if (office.code == code)
            return domain::escapedForDisplay(QStringLiteral("%1 (%2)").arg(office.name, code.value()));
    return domain::escapedForDisplay(code.value());
}

QString bankText(const QString& code, const domain::ReferenceData& reference)
{
    for (const auto& bank : reference.banks)
        if (bank.code == code)
            return domain::escapedForDisplay(QStringLiteral("%1 (%2)").arg(bank.name, code));
    return domain::escapedForDisplay(code);
}

QString segmentLabel(const domain::SegmentRule& rule)
{
    return domain::escapedForDisplay(readsMalay() ? rule.labelMs : rule.labelEn);
}

QString reasonLabel(const QString& code, const domain::ReferenceData& reference)
{
    for (const auto& reason : reference.reasons)
        if (reason.code == code)
            return domain::escapedForDisplay(readsMalay() ? reason.textMs : reason.textEn);
    return domain::escapedForDisplay(code);
}

bool readsMalay()
{
    return QLocale().language() == QLocale::Malay;
}

} // namespace peraku::ui
