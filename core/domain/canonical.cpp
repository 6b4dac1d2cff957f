#include <domain/canonical.h>

#include <QJsonArray>
#include <QStringList>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace peraku::domain {

namespace {

bool hasLoneSurrogate(const QString& text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i).isLowSurrogate())
            return true;
        if (text.at(i).isHighSurrogate() && (++i == text.size() || !text.at(i).isLowSurrogate()))
            return true;
    }
    return false;
}

void writeString(QByteArray& out, const QString& text)
{
    out += '"';
    for (const char c : text.toUtf8()) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out += "\\u00" + QByteArray(1, c).toHex();
            else
                out += c;
        }
    }
    out += '"';
}

/** ECMAScript's Number::toString: the shortest digits, in plain notation from 1e-6 up to 1e21. */
QByteArray numberText(double value)
{
    if (value == 0)
        return "0";
    char buffer[40];
    const auto end
        = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value), std::chars_format::scientific).ptr;
    const QByteArray scientific(buffer, end - buffer);
    const auto mark = scientific.indexOf('e');
    const int exponent = scientific.mid(mark + 1).toInt();
    auto digits = scientific.left(mark);
    digits.remove(1, 1);
    const int count = int(digits.size());
    const int point = exponent + 1; // digits before the decimal point
    QByteArray text;
    if (point >= count && point <= 21)
        text = digits + QByteArray(point - count, '0');
    else if (point > 0 && point <= 21)
        text = digits.left(point) + '.' + digits.mid(point);
    else if (point > -6 && point <= 0)
        text = "0." + QByteArray(-point, '0') + digits;
    else
        text = digits.left(1) + (count > 1 ? "." + digits.mid(1) : QByteArray()) + 'e'
            + (exponent < 0 ? "-" : "+") + QByteArray::number(std::abs(exponent));
    return value < 0 ? '-' + text : text;
}

Result<Done> write(QByteArray& out, const QJsonValue& value);

Result<Done> writeText(QByteArray& out, const QString& text)
{
    if (hasLoneSurrogate(text))
        return fail(ErrorCode::InvalidInput, QStringLiteral("lone surrogate"));
    writeString(out, text);
    return Done {};
}

Result<Done> writeObject(QByteArray& out, const QJsonObject& object)
{
    auto keys = object.keys();
    // QString compares by UTF-16 code units, which is RFC 8785's order.
    std::sort(keys.begin(), keys.end());
    out += '{';
    bool first = true;
    for (const auto& key : keys) {
        if (!first)
            out += ',';
        first = false;
        if (auto written = writeText(out, key); !written)
            return written;
        out += ':';
        if (auto written = write(out, object.value(key)); !written)
            return written;
    }
    out += '}';
    return Done {};
}

Result<Done> writeArray(QByteArray& out, const QJsonArray& array)
{
    out += '[';
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (i > 0)
            out += ',';
        if (auto written = write(out, array.at(i)); !written)
            return written;
    }
    out += ']';
    return Done {};
}

Result<Done> write(QByteArray& out, const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        out += "null";
        return Done {};
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        return Done {};
    case QJsonValue::Double:
        if (!std::isfinite(value.toDouble()))
            return fail(ErrorCode::InvalidInput, QStringLiteral("number"));
        out += numberText(value.toDouble());
        return Done {};
    case QJsonValue::String:
        return writeText(out, value.toString());
    case QJsonValue::Array:
        return writeArray(out, value.toArray());
    case QJsonValue::Object:
        return writeObject(out, value.toObject());
    case QJsonValue::Undefined:
        break;
    }
    return fail(ErrorCode::InvalidInput, QStringLiteral("undefined value"));
}

} // namespace

Result<QByteArray> canonicalJson(const QJsonValue& value)
{
    QByteArray out;
    if (auto written = write(out, value); !written)
        return fail(written.error());
    return out;
}

QString escapedForDisplay(const QString& text)
{
    const auto hidden = [](char16_t c) {
        return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || (c >= 0x200b && c <= 0x200f)
            || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
    };
    QString out;
    out.reserve(text.size());
    for (const auto c : text) {
        if (hidden(c.unicode()))
            out += QStringLiteral("\\u{%1}")
                       .arg(c.unicode(), 4, 16, QLatin1Char('0'))
                       .toUpper()
                       .replace(QLatin1Char('U'), QLatin1Char('u'));
        else
            out += c;
    }
    return out;
}

} // namespace peraku::domain
