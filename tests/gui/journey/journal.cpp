#include "journal.h"

#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>

#include <cstdio>

namespace peraku::journey {

void Journal::add(const QString& step, const QString& role, const QString& ic, const QString& voucher,
    const QString& before, const QString& after, const QDateTime& began, const QJsonObject& more)
{
    QJsonObject entry = more;
    entry.insert(QStringLiteral("step"), step);
    entry.insert(QStringLiteral("role"), role);
    entry.insert(QStringLiteral("ic"), ic);
    entry.insert(QStringLiteral("voucher"), voucher);
    entry.insert(QStringLiteral("before"), before);
    entry.insert(QStringLiteral("after"), after);
    entry.insert(QStringLiteral("began"), began.toString(Qt::ISODateWithMs));
    entry.insert(QStringLiteral("ended"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    m_steps.append(entry);
    std::printf("  %-12s %-10s %-22s %s -> %s\n", qUtf8Printable(step), qUtf8Printable(role),
        qUtf8Printable(voucher), qUtf8Printable(before), qUtf8Printable(after));
    std::fflush(stdout);
}

bool Journal::write(bool whole, const QString& problem) const
{
    QSaveFile file(QDir(m_directory).filePath(QStringLiteral("journey.json")));
    const QJsonObject all { { QStringLiteral("complete"), whole }, { QStringLiteral("problem"), problem },
        { QStringLiteral("steps"), m_steps } };
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(all).toJson()) > 0 && file.commit();
}

} // namespace peraku::journey
