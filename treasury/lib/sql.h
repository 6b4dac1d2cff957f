#pragma once

#include "connection.h"

#include <domain/result.h>
#include <sqlite/query.h>

#include <optional>

/** One-line prepared statements: bind everything, run, read; the statement is reset however it ends. */
namespace peraku::treasury::sql {

using domain::Done;
using domain::Result;
using Row = sqlite::Statement;

namespace detail {

template <typename... Args>
Result<Connection::Loan> prepared(Connection& connection, const char* text, const Args&... args)
{
    auto loan = connection.prepare(text);
    if (loan)
        sqlite::bindAll(**loan, args...);
    return loan;
}

} // namespace detail

/** Calls `take(Row&)` for each row until it returns false. */
template <typename Take, typename... Args>
Result<Done> eachWhile(Connection& connection, const char* text, Take take, const Args&... args)
{
    auto loan = detail::prepared(connection, text, args...);
    if (!loan)
        return domain::fail(loan.error());
    for (;;) {
        auto row = loan->step();
        if (!row)
            return domain::fail(row.error());
        if (!*row || !take(**loan))
            return Done {};
    }
}

template <typename Take, typename... Args>
Result<Done> each(Connection& connection, const char* text, Take take, const Args&... args)
{
    return eachWhile(
        connection, text,
        [&](Row& row) {
            take(row);
            return true;
        },
        args...);
}

template <typename... Args> Result<Done> run(Connection& connection, const char* text, const Args&... args)
{
    return each(
        connection, text, [](Row&) {}, args...);
}

/** The one integer that the statement yields. */
template <typename... Args>
Result<qint64> value(Connection& connection, const char* text, const Args&... args)
{
    std::optional<qint64> found;
    auto read = each(
        connection, text, [&](Row& row) { found = row.integer(0); }, args...);
    if (!read)
        return domain::fail(read.error());
    if (!found)
        return domain::fail(domain::ErrorCode::StorageCorrupt, QStringLiteral("a row is missing"));
    return *found;
}

} // namespace peraku::treasury::sql
