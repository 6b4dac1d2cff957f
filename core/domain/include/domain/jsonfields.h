#pragma once

#include <domain/ic.h>
#include <domain/money.h>
#include <domain/result.h>
#include <domain/voucher.h>

#include <QDate>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QString>

#include <optional>

namespace peraku::domain {

/**
 * Reads the members of one JSON object and remembers the first thing that is wrong, so that a decoder reads
 * as a list of fields. After the last one, error() says with the member's path what was wrong; values read
 * before are defaults then. Not thread-safe.
 */
class JsonFields {
public:
    explicit JsonFields(QJsonObject object, QString path = {})
        : m_object(std::move(object))
        , m_path(std::move(path))
    {
    }

    /** A string of at most `maxLength` characters. */
    QString text(const char* key, qsizetype maxLength = 1000);
    /** As text(), empty if the member is absent. */
    QString optionalText(const char* key, qsizetype maxLength = 1000);
    qint64 integer(const char* key, qint64 least, qint64 most);
    /** As integer(), and also its digits in a string, as some providers send numbers. */
    qint64 looseInteger(const char* key, qint64 least, qint64 most);
    bool boolean(const char* key);
    Money money(const char* key);
    /** ISO 8601 calendar date. */
    QDate date(const char* key);
    QDate optionalDate(const char* key); ///< Invalid if absent.
    /** RFC 3339 in UTC ("...Z"), with or without milliseconds. */
    QDateTime time(const char* key);
    QDateTime optionalTime(const char* key);
    Ic ic(const char* key);
    Ic optionalIc(const char* key); ///< Empty if absent or an empty string.
    /** Lower-case hex of `bytes` bytes. */
    QString hex(const char* key, qsizetype bytes);
    /** Base64 of at most `maxBytes` bytes. */
    QByteArray bytes(const char* key, qsizetype maxBytes);
    QJsonObject object(const char* key);
    QJsonArray array(const char* key, qsizetype maxItems);
    /** Runs `read(JsonFields&)` over a member that must be an object, and takes over what it refused. */
    template <typename Read> void nested(const char* key, Read read)
    {
        const auto value = take(key);
        if (!value.isObject())
            return wrong(key);
        JsonFields inner(value.toObject(), pathOf(key));
        read(inner);
        if (inner.error())
            adopt(*inner.error());
    }
    /** As nested(), for every item of a list of objects; ends with the first refusal. */
    template <typename Read> void each(const char* key, qsizetype maxItems, Read read)
    {
        const auto items = array(key, maxItems);
        for (qsizetype i = 0; i < items.size() && !m_error; ++i) {
            if (!items.at(i).isObject())
                return wrong(key);
            JsonFields inner(items.at(i).toObject(), QStringLiteral("%1[%2]").arg(pathOf(key)).arg(i));
            read(inner);
            if (inner.error())
                adopt(*inner.error());
        }
    }
    /** Runs `read(name, text)` for every member of an object of strings. */
    template <typename Read> void texts(const char* key, qsizetype maxMembers, qsizetype maxLength, Read read)
    {
        const auto members = object(key);
        if (members.size() > maxMembers)
            return wrong(key);
        for (auto member = members.constBegin(); member != members.constEnd(); ++member) {
            const auto value = member.value().toString();
            if (!member.value().isString() || value.size() > maxLength || member.key().size() > maxLength)
                return wrong(key);
            read(member.key(), value);
        }
    }
    template <typename E> E word(const char* key)
    {
        const auto value = fromWire<E>(text(key, 64));
        if (!value)
            wrong(key);
        return value.value_or(E {});
    }

    bool has(const char* key) const { return m_object.contains(QLatin1String(key)); }
    QString pathOf(const char* key) const
    {
        return m_path.isEmpty() ? QString::fromLatin1(key) : m_path + QLatin1Char('.') + QLatin1String(key);
    }
    /** Refuses the member; the first refusal counts. */
    void wrong(const char* key);
    /** Takes over what a nested decoder refused. */
    void adopt(const Error& error);
    /** Refuses members that no call asked for. */
    void refuseUnknown();
    const std::optional<Error>& error() const { return m_error; }

private:
    QJsonValue take(const char* key);

    QJsonObject m_object;
    QString m_path;
    QSet<QString> m_asked;
    std::optional<Error> m_error;
};

/** The strict forms that members have; invalid for any other spelling. */
QDateTime timeFromJson(QStringView text);
QDate dateFromJson(QStringView text);
/** Whether `text` is lower-case hex of exactly `bytes` bytes. */
bool isHex(QStringView text, qsizetype bytes);

/** RFC 3339 in UTC with milliseconds, or with whole seconds if `seconds`; empty for an invalid time. */
QString timeToJson(const QDateTime& time, bool seconds = false);
/** Empty for an invalid date. */
QString dateToJson(QDate date);

} // namespace peraku::domain
