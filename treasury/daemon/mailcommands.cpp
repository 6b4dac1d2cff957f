#include "command.h"

#include <treasury/mailqueue.h>

#include <QJsonDocument>
#include <QJsonObject>

namespace peraku::treasury {

int listMail(Command& command)
{
    const auto all = queuedMail(command.folder().database());
    if (!all)
        return complain(all.error());
    for (const auto& each : *all) {
        const QJsonObject json { { QStringLiteral("id"), each.id }, { QStringLiteral("to"), each.to },
            { QStringLiteral("subject"), each.subject },
            { QStringLiteral("queuedAt"), each.queuedAt.toString(Qt::ISODate) },
            { QStringLiteral("attempts"), each.attempts },
            { QStringLiteral("nextAttempt"), each.nextAttempt.toString(Qt::ISODate) },
            { QStringLiteral("failure"), each.failure } };
        printLine(QJsonDocument(json).toJson(QJsonDocument::Compact));
    }
    return ExitOk;
}

} // namespace peraku::treasury
