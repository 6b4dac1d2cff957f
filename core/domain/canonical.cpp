#include <domain/canonical.h>
#include <domain/jsontext.h>

#include <QJsonArray>
#include <QStringList>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace peraku::domain {

namespace {

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

/** False for what JSON has no form for. */
bool write(JsonText& out, const QJsonValue& value)
{
    bool written = true;
    switch (value.type()) {
    case QJsonValue::Null:
        out.literal("null");
        break;
    case QJsonValue::Bool:
        out.boolean(value.toBool());
        break;
    case QJsonValue::Double:
        written = std::isfinite(value.toDouble());
        out.literal(written ? numberText(value.toDouble()) : QByteArray());
        break;
    case QJsonValue::String:
        out.text(value.toString());
        break;
    case QJsonValue::Array:
        out.array(value.toArray(), [&](const QJsonValue& item) { written = write(out, item) && written; });
        break;
    case QJsonValue::Object:
        out.object([&] {
            const auto object = value.toObject();
            auto keys = object.keys();
            // QString compares by UTF-16 code units, which is RFC 8785's order.
            std::sort(keys.begin(), keys.end());
            for (const auto& key : keys) {
                out.key(key);
                written = write(out, object.value(key)) && written;
            }
        });
        break;
    case QJsonValue::Undefined:
        written = false;
        break;
    }
    return written;
}

} // namespace

Result<QByteArray> canonicalJson(const QJsonValue& value)
{
    JsonText out;
    if (!write(out, value) || !out.isWellFormed())
        return fail(ErrorCode::InvalidInput, QStringLiteral("lone surrogate or number without a JSON form"));
    return out.bytes();
}

QString escapedForDisplay(const QString& text)
{
    // Controls, and what has no shape of its own: joiners, directions, fillers, annotations, tags.
    const auto hidden = [](char32_t c) {
        return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x061c || c == 0x180e
            || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f)
            || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
    };
    QString out;
    out.reserve(text.size());
    for (const auto c : text.toUcs4()) {
        if (hidden(c))
            out += QStringLiteral("\\u{%1}")
                       .arg(c, 4, 16, QLatin1Char('0'))
                       .toUpper()
                       .replace(QLatin1Char('U'), QLatin1Char('u'));
        else
            out += QChar::fromUcs4(c);
    }
    return out;
}

} // namespace peraku::domain
