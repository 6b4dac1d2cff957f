#pragma once

#include <domain/result.h>
#include <sqlite/query.h>

#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>

namespace peraku::csc {

using domain::Done;
using domain::Result;
using Row = sqlite::Statement;

/** What may be asked of the file inside one transaction, with errors in the domain's words. */
class Session {
public:
    explicit Session(sqlite::Database& database)
        : m_database(&database)
    {
    }
    template <typename Take, typename... Args>
    Result<Done> each(const char* sql, Take take, const Args&... args)
    {
        return said(sqlite::each(*m_database, sql, take, args...));
    }
    template <typename... Args> Result<Done> run(const char* sql, const Args&... args)
    {
        return said(sqlite::run(*m_database, sql, args...));
    }
    /** What `read` makes of the only row, if there is one. */
    template <typename Read, typename... Args>
    auto one(const char* sql, Read read, const Args&... args)
        -> Result<std::optional<std::invoke_result_t<Read, Row&>>>
    {
        std::optional<std::invoke_result_t<Read, Row&>> found;
        auto done = each(
            sql, [&](Row& row) { found = read(row); }, args...);
        if (!done)
            return domain::fail(done.error());
        return found;
    }
    template <typename... Args> Result<qint64> number(const char* sql, const Args&... args)
    {
        auto found = one(
            sql, [](Row& row) { return row.integer(0); }, args...);
        return found.map([](const std::optional<qint64>& value) { return value.value_or(0); });
    }

private:
    static Result<Done> said(const sqlite::Outcome<sqlite::Nothing>& outcome);
    sqlite::Database* m_database;
};

/** The service's file, one user at a time; WAL with synchronous=FULL, so that what was committed survives a
 * power cut. */
class Store {
public:
    static Result<std::unique_ptr<Store>> open(const QString& path);

    /** Runs `work(Session&)` in one transaction: committed if it gives a value, else rolled back. Its errors
     * are domain errors or can be made from them. */
    template <typename Work> auto write(Work work) -> std::invoke_result_t<Work, Session&>
    {
        using Answer = std::invoke_result_t<Work, Session&>;
        using Problem = typename Answer::error_type;
        const std::lock_guard lock(m_mutex);
        Session session(*m_database);
        if (auto begun = session.run("BEGIN IMMEDIATE"); !begun)
            return tl::unexpected<Problem>(Problem(begun.error()));
        auto answer = work(session);
        const auto ended = session.run(answer ? "COMMIT" : "ROLLBACK");
        if (!ended && answer) {
            // A commit that failed (a full disk) leaves the transaction open; nothing of it may stay.
            std::ignore = session.run("ROLLBACK");
            return tl::unexpected<Problem>(Problem(ended.error()));
        }
        return answer;
    }
    /** The same for looking only. */
    template <typename Work> auto read(Work work) -> std::invoke_result_t<Work, Session&>
    {
        const std::lock_guard lock(m_mutex);
        Session session(*m_database);
        return work(session);
    }

private:
    explicit Store(std::unique_ptr<sqlite::Database> database)
        : m_database(std::move(database))
    {
    }
    std::mutex m_mutex;
    std::unique_ptr<sqlite::Database> m_database;
};

} // namespace peraku::csc
