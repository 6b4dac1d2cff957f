#include "command.h"

#include <treasury/audit.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace peraku::treasury {

namespace {

domain::Result<QList<AuditHead>> readHeads(const QString& path)
{
    QList<AuditHead> heads;
    QFile file(path);
    if (!file.exists())
        return heads;
    if (!file.open(QIODevice::ReadOnly))
        return domain::fail(domain::ErrorCode::StorageFailed, file.errorString());
    for (const auto& line : file.readAll().split('\n')) {
        if (line.isEmpty())
            continue;
        auto head = AuditHead::fromJson(line);
        if (!head)
            return domain::fail(head.error());
        heads.append(*head);
    }
    return heads;
}

} // namespace

int verifyAuditChain(Command& command)
{
    const auto folder = command.folder();
    const auto heads = readHeads(
        command.options.isSet(QStringLiteral("heads")) ? command.value("heads") : auditHeadsFile(folder));
    if (!heads)
        return complain(heads.error());
    const auto report = verifyAudit(folder.database(), *heads);
    if (!report)
        return complain(report.error());
    const QJsonObject json { { QStringLiteral("rows"), report->rows },
        { QStringLiteral("head"), QString::fromLatin1(report->head.hash.toHex()) },
        { QStringLiteral("keptHeads"), heads->size() },
        { QStringLiteral("faults"), QJsonArray::fromStringList(report->faults) } };
    printLine(QJsonDocument(json).toJson(QJsonDocument::Compact));
    return report->faults.isEmpty() ? ExitOk : ExitFindings;
}

int showAuditHead(Command& command)
{
    const auto head = auditHead(command.folder().database());
    if (!head)
        return complain(head.error());
    printLine(head->toJson());
    return ExitOk;
}

} // namespace peraku::treasury
