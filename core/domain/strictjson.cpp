#include <domain/canonical.h>

#include <QJsonArray>
#include <QStringDecoder>

#include <charconv>
#include <cmath>

namespace peraku::domain {

namespace {

constexpr qsizetype mostMembers = 1000;

/** A recursive-descent reader of RFC 8259 that refuses what QJsonDocument lets pass: duplicate keys, lone
 * surrogates, trailing bytes. */
class Reader {
public:
    Reader(const QByteArray& bytes, int maxDepth)
        : m_at(bytes.constData())
        , m_begin(bytes.constData())
        , m_end(bytes.constData() + bytes.size())
        , m_maxDepth(maxDepth)
    {
    }

    Result<QJsonValue> document()
    {
        auto value = this->value(0);
        skipSpace();
        if (value && m_at != m_end)
            return broken("trailing bytes");
        return value;
    }

private:
    tl::unexpected<Error> broken(const char* what) const
    {
        return fail(ErrorCode::ProtocolError,
            QStringLiteral("JSON: %1 at byte %2").arg(QLatin1String(what)).arg(m_at - m_begin));
    }
    void skipSpace()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
    }
    bool take(char c)
    {
        skipSpace();
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    bool takeWord(const char* word)
    {
        const auto size = qsizetype(qstrlen(word));
        if (m_end - m_at < size || qstrncmp(m_at, word, size_t(size)) != 0)
            return false;
        m_at += size;
        return true;
    }

    Result<QJsonValue> value(int depth)
    {
        if (depth > m_maxDepth)
            return broken("too deep");
        skipSpace();
        if (m_at == m_end)
            return broken("end of text");
        switch (*m_at) {
        case '{':
            return object(depth);
        case '[':
            return array(depth);
        case '"': {
            auto text = string();
            return text ? Result<QJsonValue>(QJsonValue(*text)) : fail(text.error());
        }
        case 't':
            return takeWord("true") ? Result<QJsonValue>(QJsonValue(true)) : broken("word");
        case 'f':
            return takeWord("false") ? Result<QJsonValue>(QJsonValue(false)) : broken("word");
        case 'n':
            return takeWord("null") ? Result<QJsonValue>(QJsonValue(QJsonValue::Null)) : broken("word");
        default:
            return number();
        }
    }

    Result<QJsonValue> object(int depth)
    {
        ++m_at;
        QJsonObject object;
        if (take('}'))
            return QJsonValue(object);
        do {
            skipSpace();
            if (m_at == m_end || *m_at != '"')
                return broken("member name");
            auto key = string();
            if (!key)
                return fail(key.error());
            if (object.contains(*key))
                return broken("duplicate member");
            // Each insertion moves the members behind it, so a huge object would cost quadratic time.
            if (object.size() == mostMembers)
                return broken("too many members");
            if (!take(':'))
                return broken("colon");
            auto member = value(depth + 1);
            if (!member)
                return member;
            object.insert(*key, *member);
        } while (take(','));
        if (!take('}'))
            return broken("end of object");
        return QJsonValue(object);
    }

    Result<QJsonValue> array(int depth)
    {
        ++m_at;
        QJsonArray array;
        if (take(']'))
            return QJsonValue(array);
        do {
            auto item = value(depth + 1);
            if (!item)
                return item;
            array.append(*item);
        } while (take(','));
        if (!take(']'))
            return broken("end of array");
        return QJsonValue(array);
    }

    bool digits()
    {
        const auto* start = m_at;
        while (m_at != m_end && *m_at >= '0' && *m_at <= '9')
            ++m_at;
        return m_at != start;
    }

    Result<QJsonValue> number()
    {
        const auto* start = m_at;
        bool whole = true;
        if (m_at != m_end && *m_at == '-')
            ++m_at;
        const auto* first = m_at;
        if (!digits() || (*first == '0' && m_at - first > 1))
            return broken("number");
        if (m_at != m_end && *m_at == '.') {
            whole = false;
            ++m_at;
            if (!digits())
                return broken("number");
        }
        if (m_at != m_end && (*m_at == 'e' || *m_at == 'E')) {
            whole = false;
            ++m_at;
            if (m_at != m_end && (*m_at == '+' || *m_at == '-'))
                ++m_at;
            if (!digits())
                return broken("number");
        }
        if (whole) {
            qint64 integer = 0;
            if (std::from_chars(start, m_at, integer).ec == std::errc())
                return QJsonValue(integer);
        }
        double real = 0;
        if (std::from_chars(start, m_at, real).ec != std::errc() || !std::isfinite(real))
            return broken("number");
        return QJsonValue(real);
    }

    bool hex4(char16_t& unit)
    {
        if (m_end - m_at < 4)
            return false;
        unsigned value = 0;
        const auto [stop, error] = std::from_chars(m_at, m_at + 4, value, 16);
        if (error != std::errc() || stop != m_at + 4)
            return false;
        m_at += 4;
        unit = char16_t(value);
        return true;
    }

    Result<QString> escape()
    {
        if (m_at == m_end)
            return broken("escape");
        switch (*m_at++) {
        case '"':
            return QStringLiteral("\"");
        case '\\':
            return QStringLiteral("\\");
        case '/':
            return QStringLiteral("/");
        case 'b':
            return QStringLiteral("\b");
        case 'f':
            return QStringLiteral("\f");
        case 'n':
            return QStringLiteral("\n");
        case 'r':
            return QStringLiteral("\r");
        case 't':
            return QStringLiteral("\t");
        case 'u':
            break;
        default:
            return broken("escape");
        }
        char16_t unit = 0;
        if (!hex4(unit) || QChar::isLowSurrogate(unit))
            return broken("escape");
        if (!QChar::isHighSurrogate(unit))
            return QString(QChar(unit));
        char16_t low = 0;
        if (!takeWord("\\u") || !hex4(low) || !QChar::isLowSurrogate(low))
            return broken("lone surrogate");
        return QString(QChar(unit)) + QChar(low);
    }

    Result<QString> string()
    {
        ++m_at;
        QString text;
        const auto* plain = m_at;
        const auto flush = [&] {
            QStringDecoder decoder(QStringDecoder::Utf8,
                QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
            text += decoder(QByteArrayView(plain, m_at - plain));
            return !decoder.hasError();
        };
        for (; m_at != m_end; ++m_at) {
            if (*m_at == '"') {
                if (!flush())
                    return broken("UTF-8");
                ++m_at;
                return text;
            }
            if (static_cast<unsigned char>(*m_at) < 0x20)
                return broken("control character");
            if (*m_at != '\\')
                continue;
            if (!flush())
                return broken("UTF-8");
            ++m_at;
            auto piece = escape();
            if (!piece)
                return piece;
            text += *piece;
            plain = m_at--;
        }
        return broken("end of string");
    }

    const char* m_at;
    const char* m_begin;
    const char* m_end;
    int m_maxDepth;
};

} // namespace

Result<QJsonValue> parseStrictJson(const QByteArray& bytes, qsizetype maxBytes, int maxDepth)
{
    if (bytes.size() > maxBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("JSON"));
    return Reader(bytes, maxDepth).document();
}

} // namespace peraku::domain
