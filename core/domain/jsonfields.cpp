#include <domain/jsonfields.h>

#include <QRegularExpression>

#include <cmath>

namespace peraku::domain {

namespace {

    QDateTime parseTime(const QString& text)
    {
        static const QRegularExpression shape(
            QStringLiteral("\\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3})?Z\\z"));
        return shape.match(text).hasMatch() ? QDateTime::fromString(text, Qt::ISODateWithMs) : QDateTime();
    }

    QDate parseDate(const QString& text)
    {
        return text.size() == 10 ? QDate::fromString(text, QStringLiteral("yyyy-MM-dd")) : QDate();
    }

} // namespace

QJsonValue JsonFields::take(const char* key)
{
    const QString name = QLatin1String(key);
    m_asked.insert(name);
    return m_object.value(name);
}

void JsonFields::wrong(const char* key)
{
    if (!m_error)
        m_error = Error { ErrorCode::ProtocolError, pathOf(key), {}, false, 0 };
}

void JsonFields::adopt(const Error& error)
{
    if (!m_error)
        m_error = error;
}

void JsonFields::refuseUnknown()
{
    for (auto member = m_object.constBegin(); member != m_object.constEnd(); ++member) {
        if (!m_asked.contains(member.key()))
            adopt({ ErrorCode::ProtocolError, QStringLiteral("unknown member in ") + (m_path.isEmpty() ? QStringLiteral("body") : m_path), {},
                false, 0 });
    }
}

QString JsonFields::text(const char* key, qsizetype maxLength)
{
    const auto value = take(key);
    const auto text = value.toString();
    if (!value.isString() || text.size() > maxLength) {
        wrong(key);
        return {};
    }
    return text;
}

QString JsonFields::optionalText(const char* key, qsizetype maxLength)
{
    m_asked.insert(QLatin1String(key));
    return has(key) ? text(key, maxLength) : QString();
}

qint64 JsonFields::integer(const char* key, qint64 least, qint64 most)
{
    const auto value = take(key);
    const double real = value.toDouble();
    // toInteger() answers 0 for what does not fit, so the range is asked of the number itself first.
    if (!value.isDouble() || std::floor(real) != real || real < double(least) || real > double(most) || value.toInteger() < least
        || value.toInteger() > most) {
        wrong(key);
        return least;
    }
    return value.toInteger();
}

bool JsonFields::boolean(const char* key)
{
    const auto value = take(key);
    if (!value.isBool())
        wrong(key);
    return value.toBool();
}

Money JsonFields::money(const char* key)
{
    const auto value = Money::fromDecimal(text(key, 32));
    if (!value)
        wrong(key);
    return value.value_or(Money());
}

QDate JsonFields::date(const char* key)
{
    const auto value = parseDate(text(key, 10));
    if (!value.isValid())
        wrong(key);
    return value;
}

QDate JsonFields::optionalDate(const char* key)
{
    m_asked.insert(QLatin1String(key));
    return has(key) ? date(key) : QDate();
}

QDateTime JsonFields::time(const char* key)
{
    const auto value = parseTime(text(key, 32));
    if (!value.isValid())
        wrong(key);
    return value;
}

QDateTime JsonFields::optionalTime(const char* key)
{
    m_asked.insert(QLatin1String(key));
    return has(key) ? time(key) : QDateTime();
}

Ic JsonFields::ic(const char* key)
{
    const auto digits = text(key, 12);
    const auto value = digits.size() == 12 ? Ic::parse(digits) : std::nullopt;
    if (!value)
        wrong(key);
    return value.value_or(Ic());
}

Ic JsonFields::optionalIc(const char* key)
{
    m_asked.insert(QLatin1String(key));
    return has(key) && !m_object.value(QLatin1String(key)).toString(QStringLiteral("?")).isEmpty() ? ic(key) : Ic();
}

QString JsonFields::hex(const char* key, qsizetype bytes)
{
    static const QRegularExpression shape(QStringLiteral("\\A[0-9a-f]*\\z"));
    const auto value = text(key, bytes * 2);
    if (value.size() != bytes * 2 || !shape.match(value).hasMatch()) {
        wrong(key);
        return {};
    }
    return value;
}

QByteArray JsonFields::bytes(const char* key, qsizetype maxBytes)
{
    const auto decoded = QByteArray::fromBase64Encoding(text(key, maxBytes * 4 / 3 + 4).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() > maxBytes) {
        wrong(key);
        return {};
    }
    return decoded.decoded;
}

QJsonObject JsonFields::object(const char* key)
{
    const auto value = take(key);
    if (!value.isObject())
        wrong(key);
    return value.toObject();
}

QJsonArray JsonFields::array(const char* key, qsizetype maxItems)
{
    const auto value = take(key);
    if (!value.isArray() || value.toArray().size() > maxItems) {
        wrong(key);
        return {};
    }
    return value.toArray();
}

QString timeToJson(const QDateTime& time, bool seconds)
{
    return time.isValid() ? time.toUTC().toString(seconds ? Qt::ISODate : Qt::ISODateWithMs) : QString();
}

QString dateToJson(QDate date) { return date.isValid() ? date.toString(Qt::ISODate) : QString(); }

} // namespace peraku::domain
