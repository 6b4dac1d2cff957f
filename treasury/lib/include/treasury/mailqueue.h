#pragma once

#include <domain/result.h>

#include <QDateTime>
#include <QList>
#include <QString>

namespace peraku::treasury {

/** A mail that waits, or that nobody would take, as the operator sees it. */
struct QueuedMail {
    qint64 id = 0;
    QString to;
    QString subject;
    QDateTime queuedAt; ///< UTC
    int attempts = 0;
    QDateTime nextAttempt; ///< UTC; invalid once it was given up.
    QString failure; ///< Of the last attempt, "SMTP 451"; empty before the first.
};

/** What waits and what was given up, oldest first. Opens the database read-only, also while it is served. */
domain::Result<QList<QueuedMail>> queuedMail(const QString& databasePath);

} // namespace peraku::treasury
