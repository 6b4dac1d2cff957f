#pragma once

#include "textpool.h"

#include <domain/jsonfields.h>

#include <QVarLengthArray>

#include <simdjson.h>
#include <string_view>

namespace peraku::wire {

/**
 * JsonFields' interface over simdjson's tape: no tree of values is built and paths are put together only when
 * something is wrong. Refuses duplicate members and objects of over 64 members. Lives on the stack beneath
 * the parser's document; not thread-safe.
 */
class FastFields {
public:
    /** `pool` serves the objects inside too, and outlives them. */
    explicit FastFields(simdjson::dom::object object, TextPool* pool = nullptr);

    QString text(const char* key, qsizetype maxLength = 1000);
    QString optionalText(const char* key, qsizetype maxLength = 1000);
    qint64 integer(const char* key, qint64 least, qint64 most);
    bool boolean(const char* key);
    domain::Money money(const char* key);
    QDate date(const char* key);
    QDate optionalDate(const char* key);
    QDateTime time(const char* key);
    QDateTime optionalTime(const char* key);
    domain::Ic optionalIc(const char* key);
    QString hex(const char* key, qsizetype bytes);
    template <typename E> E word(const char* key)
    {
        const auto value = domain::fromWire<E>(token(key));
        if (!value)
            wrong(key);
        return value.value_or(E {});
    }

    template <typename Read> void nested(const char* key, Read read)
    {
        simdjson::dom::object object;
        auto* member = take(key);
        if (!member || member->value.get(object) != simdjson::SUCCESS)
            return wrong(key);
        FastFields inner(object, *this, key);
        read(inner);
        if (inner.error())
            adopt(*inner.error());
    }
    template <typename Read> void each(const char* key, qsizetype maxItems, Read read)
    {
        simdjson::dom::array items;
        auto* member = take(key);
        if (!member || member->value.get(items) != simdjson::SUCCESS)
            return wrong(key);
        qsizetype index = 0;
        for (const auto item : items) {
            simdjson::dom::object object;
            if (index == maxItems || item.get(object) != simdjson::SUCCESS)
                return wrong(key);
            FastFields inner(object, *this, key, index++);
            read(inner);
            if (inner.error())
                return adopt(*inner.error());
        }
    }
    template <typename Read> void texts(const char* key, qsizetype maxMembers, qsizetype maxLength, Read read)
    {
        nested(key, [&](FastFields& members) {
            if (members.m_members.size() > maxMembers)
                return members.wrong(key);
            for (const auto& member : members.m_members) {
                const auto name = members.textOf(member.key);
                const auto value = members.textOf(member);
                if (!value || value->size() > maxLength || name.size() > maxLength)
                    return members.wrong(key);
                read(name, *value);
            }
        });
    }

    bool has(std::string_view key) const;
    QString pathOf(const char* key) const;
    void wrong(const char* key);
    void adopt(const domain::Error& error);
    void refuseUnknown();
    const std::optional<domain::Error>& error() const { return m_error; }

private:
    struct Member {
        std::string_view key;
        simdjson::dom::element value;
        bool asked = false;
    };
    FastFields(
        simdjson::dom::object object, const FastFields& parent, const char* name, qsizetype index = -1);
    void readMembers(simdjson::dom::object object);
    Member* take(const char* key);
    QString textOf(std::string_view text) const;
    std::optional<QString> textOf(const Member& member) const;
    /** A short ASCII text without a QString of its own, valid until the next call; null for anything else. */
    QStringView token(const char* key);
    QString path() const;

    QVarLengthArray<Member, 16> m_members;
    const FastFields* m_parent = nullptr;
    const char* m_name = nullptr;
    qsizetype m_index = -1;
    TextPool* m_pool;
    std::array<char16_t, 64> m_token;
    std::optional<domain::Error> m_error;
};

} // namespace peraku::wire
