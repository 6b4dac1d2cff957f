#include <domain/jsonfields.h>

#include <cmath>

namespace peraku::domain {

namespace {

/** The number that ASCII digits say, or -1. */
int numberOf(QStringView digits)
{
    int value = 0;
    for (const auto c : digits) {
        if (c < QLatin1Char('0') || c > QLatin1Char('9'))
            return -1;
        value = value * 10 + (c.unicode() - u'0');
    }
    return value;
}

char* putChar(char* out, char c)
{
    *out = c;
    return out + 1;
}

char* putNumber(char* out, int value, int digits)
{
    for (int i = digits - 1; i >= 0; --i, value /= 10)
        out[i] = char('0' + value % 10);
    return out + digits;
}

/** Ten characters; null without a date, or for one whose year has not four digits. */
char* putDate(char* out, QDate date)
{
    int year = 0, month = 0, day = 0;
    date.getDate(&year, &month, &day);
    if (year < 1 || year > 9999)
        return nullptr;
    out = putChar(putNumber(out, year, 4), '-');
    out = putChar(putNumber(out, month, 2), '-');
    return putNumber(out, day, 2);
}

bool isAt(QStringView text, qsizetype index, char c)
{
    return text.at(index) == QLatin1Char(c);
}

} // namespace

QDate dateFromJson(QStringView text)
{
    if (text.size() != 10 || !isAt(text, 4, '-') || !isAt(text, 7, '-'))
        return {};
    const int year = numberOf(text.left(4));
    const int month = numberOf(text.mid(5, 2));
    const int day = numberOf(text.mid(8, 2));
    return year > 0 && month > 0 && day > 0 ? QDate(year, month, day) : QDate();
}

QDateTime timeFromJson(QStringView text)
{
    const bool fraction = text.size() == 24;
    if ((text.size() != 20 && !fraction) || !isAt(text, 10, 'T') || !isAt(text, 13, ':')
        || !isAt(text, 16, ':') || !text.endsWith(QLatin1Char('Z')) || (fraction && !isAt(text, 19, '.')))
        return {};
    const auto date = dateFromJson(text.left(10));
    const int hour = numberOf(text.mid(11, 2));
    const int minute = numberOf(text.mid(14, 2));
    const int second = numberOf(text.mid(17, 2));
    const int milliseconds = fraction ? numberOf(text.mid(20, 3)) : 0;
    if (!date.isValid() || !QTime::isValid(hour, minute, second, milliseconds))
        return {};
    return QDateTime(date, QTime(hour, minute, second, milliseconds), Qt::UTC);
}

bool isHex(QStringView text, qsizetype bytes)
{
    if (text.size() != bytes * 2)
        return false;
    bool hex = true;
    // No way out in the middle: so the compiler takes many characters at once.
    for (const auto c : text) {
        const auto unit = unsigned(c.unicode());
        hex &= unit - u'0' < 10 || unit - u'a' < 6;
    }
    return hex;
}

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
            adopt({ ErrorCode::ProtocolError,
                QStringLiteral("unknown member in ") + (m_path.isEmpty() ? QStringLiteral("body") : m_path),
                {}, false, 0 });
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
    if (!value.isDouble() || std::floor(real) != real || real < double(least) || real > double(most)
        || value.toInteger() < least || value.toInteger() > most) {
        wrong(key);
        return least;
    }
    return value.toInteger();
}

qint64 JsonFields::looseInteger(const char* key, qint64 least, qint64 most)
{
    const auto value = m_object.value(QLatin1String(key));
    if (!value.isString())
        return integer(key, least, most);
    bool isNumber = false;
    const auto number = text(key, 20).toLongLong(&isNumber);
    if (!isNumber || number < least || number > most) {
        wrong(key);
        return least;
    }
    return number;
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
    const auto value = dateFromJson(text(key, 10));
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
    auto value = timeFromJson(text(key, 32));
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
    return has(key) && !m_object.value(QLatin1String(key)).toString(QStringLiteral("?")).isEmpty() ? ic(key)
                                                                                                   : Ic();
}

QString JsonFields::hex(const char* key, qsizetype bytes)
{
    const auto value = text(key, bytes * 2);
    if (!isHex(value, bytes)) {
        wrong(key);
        return {};
    }
    return value;
}

QByteArray JsonFields::bytes(const char* key, qsizetype maxBytes)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        text(key, maxBytes * 4 / 3 + 4).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
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
    const auto utc = time.toUTC();
    char text[24];
    char* at = putDate(text, utc.date());
    if (!time.isValid() || !at)
        return {};
    const auto clock = utc.time();
    at = putNumber(putChar(at, 'T'), clock.hour(), 2);
    at = putNumber(putChar(at, ':'), clock.minute(), 2);
    at = putNumber(putChar(at, ':'), clock.second(), 2);
    if (!seconds)
        at = putNumber(putChar(at, '.'), clock.msec(), 3);
    return QString::fromLatin1(text, putChar(at, 'Z') - text);
}

QString dateToJson(QDate date)
{
    char text[10];
    return putDate(text, date) ? QString::fromLatin1(text, sizeof text) : QString();
}

} // namespace peraku::domain
