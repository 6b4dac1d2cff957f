#include "fastfields.h"

#include <QStringDecoder>

namespace peraku::wire {

using domain::Error;
using domain::ErrorCode;

namespace {
constexpr qsizetype mostMembers = 64;

/** As ==, without a call for the many names that differ in their first letter. */
bool same(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && (a.empty() || (a.front() == b.front() && a == b));
}
} // namespace

FastFields::FastFields(simdjson::dom::object object, TextPool* pool)
    : m_pool(pool)
{
    readMembers(object);
}

FastFields::FastFields(
    simdjson::dom::object object, const FastFields& parent, const char* name, qsizetype index)
    : m_parent(&parent)
    , m_name(name)
    , m_index(index)
    , m_pool(parent.m_pool)
{
    readMembers(object);
}

void FastFields::readMembers(simdjson::dom::object object)
{
    for (const auto field : object) {
        if (m_members.size() == mostMembers || has(field.key))
            adopt({ ErrorCode::ProtocolError, QStringLiteral("duplicate or too many members in ") + path(),
                {}, false, 0 });
        if (m_error)
            return;
        m_members.append({ field.key, field.value });
    }
}

bool FastFields::has(std::string_view key) const
{
    for (const auto& member : m_members) {
        if (same(member.key, key))
            return true;
    }
    return false;
}

FastFields::Member* FastFields::take(const char* key)
{
    const std::string_view name(key);
    for (auto& member : m_members) {
        if (same(member.key, name)) {
            member.asked = true;
            return &member;
        }
    }
    return nullptr;
}

QString FastFields::path() const
{
    if (!m_name)
        return QStringLiteral("body");
    const auto outer = m_parent ? m_parent->pathOf(m_name) : QString::fromLatin1(m_name);
    return m_index < 0 ? outer : QStringLiteral("%1[%2]").arg(outer).arg(m_index);
}

QString FastFields::pathOf(const char* key) const
{
    return m_name ? path() + QLatin1Char('.') + QLatin1String(key) : QString::fromLatin1(key);
}

void FastFields::wrong(const char* key)
{
    if (!m_error)
        m_error = Error { ErrorCode::ProtocolError, pathOf(key), {}, false, 0 };
}

void FastFields::adopt(const Error& error)
{
    if (!m_error)
        m_error = error;
}

void FastFields::refuseUnknown()
{
    for (const auto& member : m_members) {
        if (!member.asked)
            return adopt(
                { ErrorCode::ProtocolError, QStringLiteral("unknown member in ") + path(), {}, false, 0 });
    }
}

QString FastFields::textOf(std::string_view text) const
{
    if (const auto* known = m_pool ? m_pool->of(text) : nullptr)
        return *known;
    const QByteArrayView utf8(text.data(), qsizetype(text.size()));
    if (!utf8.startsWith("\xef\xbb\xbf"))
        return QString::fromUtf8(utf8);
    // fromUtf8() drops U+FEFF at the start, but content must come back as it was signed.
    return QStringDecoder(QStringDecoder::Utf8,
        QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom)(utf8);
}

std::optional<QString> FastFields::textOf(const Member& member) const
{
    std::string_view text;
    if (member.value.get(text) != simdjson::SUCCESS)
        return std::nullopt;
    return textOf(text);
}

QStringView FastFields::token(const char* key)
{
    std::string_view text;
    const auto* member = take(key);
    if (!member || member->value.get(text) != simdjson::SUCCESS || text.size() > m_token.size())
        return {};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] < 0)
            return {};
        m_token[i] = char16_t(text[i]);
    }
    return QStringView(m_token.data(), qsizetype(text.size()));
}

QString FastFields::text(const char* key, qsizetype maxLength)
{
    const auto* member = take(key);
    const auto text = member ? textOf(*member) : std::nullopt;
    if (!text || text->size() > maxLength) {
        wrong(key);
        return {};
    }
    return *text;
}

QString FastFields::optionalText(const char* key, qsizetype maxLength)
{
    return has(key) ? text(key, maxLength) : QString();
}

qint64 FastFields::integer(const char* key, qint64 least, qint64 most)
{
    std::int64_t value = 0;
    const auto* member = take(key);
    if (!member || member->value.get(value) != simdjson::SUCCESS || value < least || value > most) {
        wrong(key);
        return least;
    }
    return value;
}

bool FastFields::boolean(const char* key)
{
    bool value = false;
    const auto* member = take(key);
    if (!member || member->value.get(value) != simdjson::SUCCESS)
        wrong(key);
    return value;
}

domain::Money FastFields::money(const char* key)
{
    const auto value = domain::Money::fromDecimal(token(key));
    if (!value)
        wrong(key);
    return value.value_or(domain::Money());
}

QDate FastFields::date(const char* key)
{
    const auto value = domain::dateFromJson(token(key));
    if (!value.isValid())
        wrong(key);
    return value;
}

QDate FastFields::optionalDate(const char* key)
{
    return has(key) ? date(key) : QDate();
}

QDateTime FastFields::time(const char* key)
{
    auto value = domain::timeFromJson(token(key));
    if (!value.isValid())
        wrong(key);
    return value;
}

QDateTime FastFields::optionalTime(const char* key)
{
    return has(key) ? time(key) : QDateTime();
}

domain::Ic FastFields::optionalIc(const char* key)
{
    if (!has(key))
        return {};
    const auto digits = text(key, 12);
    if (digits.isEmpty())
        return {};
    const auto value = digits.size() == 12 ? domain::Ic::parse(digits) : std::nullopt;
    if (!value)
        wrong(key);
    return value.value_or(domain::Ic());
}

QString FastFields::hex(const char* key, qsizetype bytes)
{
    const auto digits = token(key);
    if (!domain::isHex(digits, bytes)) {
        wrong(key);
        return {};
    }
    return digits.toString();
}

} // namespace peraku::wire
