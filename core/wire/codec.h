#pragma once

#include <domain/canonical.h>
#include <domain/jsonfields.h>
#include <wire/messages.h>

#include <QJsonDocument>

namespace peraku::wire {

using domain::ErrorCode;
using domain::fail;
using domain::JsonFields;
using domain::Result;

inline QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/** A body that must be one JSON object. */
Result<QJsonObject> objectOf(const QByteArray& body);

/** Decodes each object of a list; the first refusal goes to `fields`. */
template <typename T, typename Decode>
QList<T> listOf(JsonFields& fields, const char* key, qsizetype maxItems, Decode decode)
{
    QList<T> list;
    const auto array = fields.array(key, maxItems);
    list.reserve(array.size());
    for (const auto& item : array) {
        auto value = item.isObject() ? decode(item.toObject())
                                     : Result<T>(fail(ErrorCode::ProtocolError, fields.pathOf(key)));
        if (!value) {
            fields.adopt(value.error());
            break;
        }
        list.append(std::move(*value));
    }
    return list;
}

/** Strings of a list. */
QStringList textsOf(JsonFields& fields, const char* key, qsizetype maxItems);

/** The member "medium"; an unknown word is refused. */
domain::SigningMedium mediumOf(JsonFields& fields);
/** "nonceId" if it is there: at most 128 visible ASCII characters. */
QString nonceIdOf(JsonFields& fields);

QJsonObject toJson(const domain::Officer& officer);
Result<domain::Officer> officerFromJson(const QJsonObject& object);

} // namespace peraku::wire
