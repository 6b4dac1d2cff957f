#pragma once

#include "connection.h"

#include <domain/result.h>

#include <optional>
#include <type_traits>

/** One-line prepared statements: bind everything, run, read; the statement is reset however it ends. */
namespace peraku::treasury::sql {

using domain::Done;
using domain::Result;
using Row = sqlite::Statement;

namespace detail {

    inline void bind(sqlite::Statement& statement, int index, const QString& value) { statement.bind(index, value); }
    inline void bind(sqlite::Statement& statement, int index, const QByteArray& value) { statement.bind(index, value); }
    template <typename T>
        requires std::is_integral_v<T>
    void bind(sqlite::Statement& statement, int index, T value)
    {
        statement.bind(index, static_cast<qint64>(value));
    }
    template <typename T>
    void bind(sqlite::Statement& statement, int index, const std::optional<T>& value)
    {
        if (value)
            bind(statement, index, *value);
    }

    template <typename... Args>
    Result<sqlite::Statement> prepared(sqlite::Connection& connection, const char* text, const Args&... args)
    {
        auto statement = connection.prepare(text);
        if (statement) {
            int index = 0;
            (bind(*statement, ++index, args), ...);
        }
        return statement;
    }

} // namespace detail

/** Calls `take(Row&)` for each row until it returns false. */
template <typename Take, typename... Args>
Result<Done> eachWhile(sqlite::Connection& connection, const char* text, Take take, const Args&... args)
{
    auto statement = detail::prepared(connection, text, args...);
    if (!statement)
        return domain::fail(statement.error());
    for (;;) {
        auto row = statement->step();
        if (!row)
            return domain::fail(row.error());
        if (!*row || !take(*statement))
            return Done {};
    }
}

template <typename Take, typename... Args>
Result<Done> each(sqlite::Connection& connection, const char* text, Take take, const Args&... args)
{
    return eachWhile(
        connection, text,
        [&](Row& row) {
            take(row);
            return true;
        },
        args...);
}

template <typename... Args>
Result<Done> run(sqlite::Connection& connection, const char* text, const Args&... args)
{
    return each(connection, text, [](Row&) {}, args...);
}

/** The one integer that the statement yields. */
template <typename... Args>
Result<qint64> value(sqlite::Connection& connection, const char* text, const Args&... args)
{
    std::optional<qint64> found;
    auto read = each(connection, text, [&](Row& row) { found = row.integer(0); }, args...);
    if (!read)
        return domain::fail(read.error());
    if (!found)
        return domain::fail(domain::ErrorCode::StorageCorrupt, QStringLiteral("a row is missing"));
    return *found;
}

} // namespace peraku::treasury::sql
