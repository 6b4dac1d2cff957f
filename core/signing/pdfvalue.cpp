#include "pdfvalue.h"

#include <algorithm>

namespace peraku::signing::pdf {

namespace {

constexpr int maxDepth = 64;
constexpr int maxGeneration = 65535;

bool isSpace(int c)
{
    return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

bool isRegular(int c)
{
    return c >= 0 && !isSpace(c) && !QByteArrayView("()<>[]{}/%").contains(char(c));
}

int hexDigit(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

} // namespace

const Value& Value::operator[](QByteArrayView name) const
{
    static const Value null;
    const auto entry = std::lower_bound(entries.begin(), entries.end(), name,
        [](const auto& each, QByteArrayView wanted) { return QByteArrayView(each.first) < wanted; });
    return entry == entries.end() || entry->first != name ? null : entry->second;
}

std::optional<qint64> Value::integerWithin(qint64 least, qint64 most) const
{
    return kind == Kind::Integer && integer >= least && integer <= most ? std::optional(integer)
                                                                        : std::nullopt;
}

bool sameValue(const Value& a, const Value& b)
{
    if (a.kind != b.kind || a.integer != b.integer || !(a.reference == b.reference) || a.text != b.text
        || a.items.size() != b.items.size() || a.entries.size() != b.entries.size() || a.stream != b.stream)
        return false;
    if (a.kind == Value::Kind::Real && a.raw != b.raw)
        return false;
    return std::equal(a.items.begin(), a.items.end(), b.items.begin(), sameValue)
        && std::equal(
            a.entries.begin(), a.entries.end(), b.entries.begin(), [](const auto& one, const auto& other) {
                return one.first == other.first && sameValue(one.second, other.second);
            });
}

int Parser::peek(qsizetype ahead) const
{
    return m_at + ahead < m_bytes.size() ? static_cast<unsigned char>(m_bytes[m_at + ahead]) : -1;
}

void Parser::skipSpace()
{
    if (*m_budget < 0)
        return;
    const auto start = m_at;
    for (bool comment = false; peek() >= 0 && (comment || peek() == '%' || isSpace(peek())); ++m_at)
        comment = (comment || peek() == '%') && peek() != '\n' && peek() != '\r';
    charge(m_at - start);
}

bool Parser::keyword(QByteArrayView word)
{
    skipSpace();
    if (!m_bytes.sliced(m_at).startsWith(word) || isRegular(peek(word.size())))
        return false;
    m_at += word.size();
    return true;
}

std::optional<qint64> Parser::unsignedInteger()
{
    skipSpace();
    qint64 number = 0;
    const auto start = m_at;
    for (; peek() >= '0' && peek() <= '9'; ++m_at) {
        if (m_at - start == 18)
            return std::nullopt;
        number = number * 10 + (peek() - '0');
    }
    return m_at > start && !isRegular(peek()) ? std::optional(number) : std::nullopt;
}

std::optional<Value> Parser::value(int depth)
{
    skipSpace();
    if (depth == maxDepth || --*m_budget < 0)
        return std::nullopt;
    Value value;
    const auto start = m_at;
    bool read = false;
    if (peek() == '/') {
        value.kind = Value::Kind::Name;
        read = readName(value.text);
    } else if (peek() == '(') {
        value.kind = Value::Kind::String;
        read = readLiteral(value.text);
    } else if (peek() == '<' && peek(1) == '<') {
        value.kind = Value::Kind::Dictionary;
        read = readEntries(value, depth);
    } else if (peek() == '<') {
        value.kind = Value::Kind::String;
        read = readHex(value.text);
    } else if (peek() == '[') {
        value.kind = Value::Kind::Array;
        read = readItems(value, depth);
    } else if (keyword("null")) {
        read = true;
    } else if (keyword("true")) {
        value.kind = Value::Kind::Boolean;
        value.integer = 1;
        read = true;
    } else if (keyword("false")) {
        value.kind = Value::Kind::Boolean;
        read = true;
    } else {
        read = readNumber(value);
    }
    if (value.kind == Value::Kind::String)
        charge(m_at - start);
    if (!read || *m_budget < 0)
        return std::nullopt;
    value.raw = m_bytes.sliced(start, m_at - start);
    return value;
}

bool Parser::readItems(Value& value, int depth)
{
    for (++m_at;;) {
        skipSpace();
        if (peek() == ']') {
            ++m_at;
            return true;
        }
        auto item = this->value(depth + 1);
        if (!item)
            return false;
        value.items.append(std::move(*item));
    }
}

bool Parser::readEntries(Value& value, int depth)
{
    for (m_at += 2;;) {
        skipSpace();
        if (peek() == '>' && peek(1) == '>') {
            m_at += 2;
            break;
        }
        QByteArray name;
        if (peek() != '/' || !readName(name))
            return false;
        auto entry = this->value(depth + 1);
        if (!entry)
            return false;
        value.entries.append({ name, std::move(*entry) });
    }
    const auto name = [](const auto& entry) { return QByteArrayView(entry.first); };
    std::ranges::sort(value.entries, {}, name);
    // Two entries of one name would let two readers see two documents.
    return std::ranges::adjacent_find(value.entries, {}, name) == value.entries.end();
}

bool Parser::readName(QByteArray& name)
{
    for (++m_at; isRegular(peek()); ++m_at) {
        if (peek() != '#') {
            name.append(char(peek()));
            continue;
        }
        if (hexDigit(peek(1)) < 0 || hexDigit(peek(2)) < 0)
            return false;
        name.append(char(hexDigit(peek(1)) * 16 + hexDigit(peek(2))));
        m_at += 2;
    }
    return true;
}

bool Parser::readLiteral(QByteArray& text)
{
    int open = 0;
    for (; peek() >= 0; ++m_at) {
        const int c = peek();
        if (c == '(' && ++open == 1)
            continue;
        if (c == ')' && --open == 0) {
            ++m_at;
            return true;
        }
        if (c != '\\') {
            text.append(char(c));
            continue;
        }
        ++m_at;
        constexpr QByteArrayView letters("nrtbf"), controls("\n\r\t\b\f");
        if (peek() == '\r' || peek() == '\n') {
            if (peek() == '\r' && peek(1) == '\n')
                ++m_at;
        } else if (peek() >= '0' && peek() <= '7') {
            int octal = 0;
            for (int i = 0; i < 3 && peek() >= '0' && peek() <= '7'; ++i, ++m_at)
                octal = octal * 8 + (peek() - '0');
            text.append(char(octal));
            --m_at;
        } else if (const auto at = peek() < 0 ? -1 : letters.indexOf(char(peek())); at >= 0) {
            text.append(controls[at]);
        } else if (peek() >= 0) {
            text.append(char(peek()));
        }
    }
    return false;
}

bool Parser::readHex(QByteArray& text)
{
    int half = -1;
    for (++m_at; peek() >= 0 && peek() != '>'; ++m_at) {
        if (isSpace(peek()))
            continue;
        const int digit = hexDigit(peek());
        if (digit < 0)
            return false;
        if (half >= 0)
            text.append(char(half * 16 + digit));
        half = half >= 0 ? -1 : digit;
    }
    if (half >= 0)
        text.append(char(half * 16));
    return peek() == '>' && ++m_at;
}

bool Parser::readNumber(Value& value)
{
    const auto start = m_at;
    while (isRegular(peek()))
        ++m_at;
    const auto word = m_bytes.sliced(start, m_at - start);
    const auto unsignedPart = word.startsWith('-') || word.startsWith('+') ? word.sliced(1) : word;
    const auto digits = std::count_if(
        unsignedPart.begin(), unsignedPart.end(), [](char c) { return c >= '0' && c <= '9'; });
    const auto points = std::count(unsignedPart.begin(), unsignedPart.end(), '.');
    if (digits == 0 || digits + points != unsignedPart.size() || points > 1)
        return false;
    if (points == 1) {
        value.kind = Value::Kind::Real;
        return true;
    }
    if (digits > 18)
        return false;
    value.kind = Value::Kind::Integer;
    value.integer = word.toByteArray().toLongLong();
    if (unsignedPart.size() != word.size())
        return true;
    const auto afterNumber = m_at;
    const auto generation = unsignedInteger();
    if (generation && *generation <= maxGeneration && value.integer <= INT_MAX && keyword("R")) {
        value.kind = Value::Kind::Reference;
        value.reference = { int(value.integer), int(*generation) };
        value.integer = 0;
        return true;
    }
    m_at = afterNumber;
    return true;
}

} // namespace peraku::signing::pdf
