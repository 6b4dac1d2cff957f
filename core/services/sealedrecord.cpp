#include "sealedrecord.h"

#include <domain/jsonfields.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace peraku::services {

QHash<QString, QDateTime> receivedTimes(const container::Asic& asic)
{
    QHash<QString, QDateTime> times;
    for (const auto& document : asic.documents) {
        if (document.name != QLatin1String("record.json"))
            continue;
        const auto lines
            = QJsonDocument::fromJson(document.bytes).object().value(QLatin1String("signatures")).toArray();
        for (const auto& line : lines)
            times.insert(line[QLatin1String("file")].toString(),
                domain::timeFromJson(line[QLatin1String("receivedAt")].toString()));
    }
    return times;
}

} // namespace peraku::services
