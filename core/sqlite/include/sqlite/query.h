#pragma once

#include <sqlite/database.h>

#include <optional>
#include <type_traits>

/** One-line prepared statements: bind everything, run, read; the statement goes back however it ends. */
namespace peraku::sqlite {

namespace detail {

inline void bind(Statement& statement, int index, const QString& value)
{
    statement.bind(index, value);
}
/** A null array stands for an empty blob; what is to be NULL is an empty optional. */
inline void bind(Statement& statement, int index, const QByteArray& value)
{
    statement.bind(index, value.isNull() ? QByteArray("") : value);
}
template <typename T>
requires std::is_integral_v<T> || std::is_enum_v<T>
void bind(Statement& statement, int index, T value)
{
    statement.bind(index, static_cast<qint64>(value));
}
template <typename T> void bind(Statement& statement, int index, const std::optional<T>& value)
{
    if (value)
        bind(statement, index, *value);
}

} // namespace detail

/** Binds the values to the parameters in order; an empty optional stays NULL. */
template <typename... Args> void bindAll(Statement& statement, const Args&... args)
{
    int index = 0;
    (detail::bind(statement, ++index, args), ...);
}

/** Calls `take(Statement&)` for each row. */
template <typename Take, typename... Args>
Outcome<Nothing> each(Database& database, const char* sql, Take take, const Args&... args)
{
    auto statement = database.prepare(sql);
    if (!statement)
        return tl::unexpected<Failure>(statement.error());
    bindAll(*statement, args...);
    return statement->forEach([&] { take(*statement); });
}

template <typename... Args> Outcome<Nothing> run(Database& database, const char* sql, const Args&... args)
{
    return each(
        database, sql, [](Statement&) {}, args...);
}

} // namespace peraku::sqlite
