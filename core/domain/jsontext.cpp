#include <domain/jsonfields.h>
#include <domain/jsontext.h>

#include <cstring>

namespace peraku::domain {

namespace {

/** The most that one UTF-16 code unit becomes: "\u0000". */
constexpr qsizetype mostBytes = 6;

char* putEscaped(char* out, char c)
{
    constexpr char digits[] = "0123456789abcdef";
    const char* shortForm = std::strchr("\"\"\\\\\bb\ff\nn\rr\tt", c);
    *out++ = '\\';
    if (c != '\0' && shortForm) {
        *out++ = shortForm[1];
        return out;
    }
    for (const char part : { 'u', '0', '0', digits[(c >> 4) & 0xF], digits[c & 0xF] })
        *out++ = part;
    return out;
}

char* putUtf8(char* out, char32_t c)
{
    if (c >= 0x10000) {
        *out++ = char(0xF0 | (c >> 18));
        *out++ = char(0x80 | ((c >> 12) & 0x3F));
    } else if (c >= 0x800) {
        *out++ = char(0xE0 | (c >> 12));
    }
    if (c >= 0x800)
        *out++ = char(0x80 | ((c >> 6) & 0x3F));
    else
        *out++ = char(0xC0 | (c >> 6));
    *out++ = char(0x80 | (c & 0x3F));
    return out;
}

} // namespace

void JsonText::separate()
{
    if (m_bytes.isEmpty())
        return;
    const char last = m_bytes.back();
    if (last != '{' && last != '[' && last != ':')
        m_bytes += ',';
}

void JsonText::key(const char* name)
{
    separate();
    m_bytes += '"';
    m_bytes += name;
    m_bytes += "\":";
}

void JsonText::key(QStringView name)
{
    text(name);
    m_bytes += ':';
}

void JsonText::text(QStringView value)
{
    separate();
    const auto start = m_bytes.size();
    m_bytes.resize(start + value.size() * mostBytes + 2);
    char* out = m_bytes.data() + start;
    *out++ = '"';
    for (qsizetype i = 0; i < value.size(); ++i) {
        const char16_t unit = value[i].unicode();
        if (unit < 0x80) {
            if (unit < 0x20 || unit == u'"' || unit == u'\\')
                out = putEscaped(out, char(unit));
            else
                *out++ = char(unit);
        } else if (!QChar::isSurrogate(unit)) {
            out = putUtf8(out, unit);
        } else if (QChar::isHighSurrogate(unit) && i + 1 < value.size() && value[i + 1].isLowSurrogate()) {
            out = putUtf8(out, QChar::surrogateToUcs4(unit, value[++i].unicode()));
        } else {
            m_wellFormed = false;
            out = putUtf8(out, QChar::ReplacementCharacter);
        }
    }
    *out++ = '"';
    m_bytes.truncate(out - m_bytes.constData());
}

void JsonText::number(qint64 value)
{
    literal(QByteArray::number(value));
}

void JsonText::boolean(bool value)
{
    literal(value ? "true" : "false");
}

void JsonText::literal(QByteArrayView json)
{
    separate();
    m_bytes.append(json);
}

void JsonText::optional(const char* name, QDate value)
{
    if (value.isValid())
        member(name, dateToJson(value));
}

void JsonText::optional(const char* name, const QDateTime& value)
{
    if (value.isValid())
        member(name, timeToJson(value));
}

} // namespace peraku::domain
