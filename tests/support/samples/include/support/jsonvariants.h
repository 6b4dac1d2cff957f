#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <functional>

namespace peraku::test {

/** Every value of a JSON tree replaced, one at a time, by something of another kind or by nothing. */
inline void variants(const QJsonValue& value, const std::function<void(const QJsonValue&)>& emitTree)
{
    for (const QJsonValue& other : { QJsonValue(QJsonValue::Null), QJsonValue(true), QJsonValue(-1),
             QJsonValue(1.5), QJsonValue(1e300), QJsonValue(QStringLiteral("?")),
             QJsonValue(QJsonArray { 1 }), QJsonValue(QJsonObject { { QStringLiteral("?"), 1 } }) }) {
        if (other != value)
            emitTree(other);
    }
    if (value.isObject()) {
        const auto object = value.toObject();
        for (const auto& key : object.keys()) {
            auto without = object;
            without.remove(key);
            emitTree(without);
            variants(object.value(key), [&](const QJsonValue& changed) {
                auto copy = object;
                copy.insert(key, changed);
                emitTree(copy);
            });
        }
        auto more = object;
        more.insert(QStringLiteral("unexpected"), 1);
        emitTree(more);
    } else if (value.isArray()) {
        const auto array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            variants(array.at(i), [&](const QJsonValue& changed) {
                auto copy = array;
                copy.replace(i, changed);
                emitTree(copy);
            });
        }
    }
}

} // namespace peraku::test
