#pragma once

#include <domain/result.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QDate>
#include <QDateTime>
#include <QString>

namespace peraku::domain {

/**
 * Writes JSON straight to bytes, with RFC 8785's strings: what comes out is canonical if members are written
 * in the order of their names. Names are plain ASCII. Not thread-safe.
 */
class JsonText {
public:
    template <typename Write> void object(Write write)
    {
        begin('{');
        write();
        m_bytes += '}';
    }
    template <typename List, typename Write> void array(const List& list, Write write)
    {
        begin('[');
        for (const auto& item : list)
            write(item);
        m_bytes += ']';
    }
    /** A member's name; its value comes next. */
    void key(const char* name);
    void key(QStringView name);
    void text(QStringView value);
    void number(qint64 value);
    void boolean(bool value);
    /** Text that is JSON already. */
    void literal(QByteArrayView json);

    void member(const char* name, QStringView value)
    {
        key(name);
        text(value);
    }
    void member(const char* name, qint64 value)
    {
        key(name);
        number(value);
    }
    /** Left out where there is none, rather than written as an empty string. */
    void optional(const char* name, QStringView value)
    {
        if (!value.isEmpty())
            member(name, value);
    }
    void optional(const char* name, QDate value);
    void optional(const char* name, const QDateTime& value);

    /** False after a lone surrogate, which has no UTF-8. */
    bool isWellFormed() const { return m_wellFormed; }
    const QByteArray& bytes() const { return m_bytes; }

private:
    void separate();
    void begin(char bracket)
    {
        separate();
        m_bytes += bracket;
    }
    QByteArray m_bytes;
    bool m_wellFormed = true;
};

} // namespace peraku::domain
