#pragma once

#include "connection.h"
#include "replies.h"

#include <domain/result.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <tuple>
#include <type_traits>
#include <vector>

namespace peraku::treasury {

using domain::Done;
using domain::Result;

/**
 * The treasury's file: one read-write connection, used by one thread at a time, and some read-only ones.
 * Thread-safe. WAL with synchronous=FULL, so that what was committed survives a power cut.
 */
class Database {
public:
    enum class Mode { Existing, CreateIfMissing, ReadOnly };
    static Result<std::unique_ptr<Database>> open(const QString& path, Mode mode, int readers);

    /** Runs `work(connection)` on a snapshot; it gives a Result<T>, and so does this. */
    template <typename Work> auto read(Work work) -> std::invoke_result_t<Work, Connection&>
    {
        const Reader reader(*this);
        auto begun = reader.connection().execute("BEGIN");
        if (!begun)
            return domain::fail(begun.error());
        auto outcome = work(reader.connection());
        // A read-only transaction has nothing to lose; a failed ROLLBACK shows at the next BEGIN.
        std::ignore = reader.connection().execute("ROLLBACK");
        return outcome;
    }

    /** Runs `work(connection)` in a transaction, one at a time; committed if it gives a value, or an answer
     * below 400. */
    template <typename Work>
    requires(!std::is_same_v<std::invoke_result_t<Work, Connection&>, Response>) auto write(Work work)
        -> std::invoke_result_t<Work, Connection&>
    {
        const std::lock_guard lock(m_writing);
        if (auto begun = m_writer->execute("BEGIN IMMEDIATE"); !begun)
            return domain::fail(begun.error());
        auto outcome = work(*m_writer);
        if (auto ended = end(outcome.has_value()); !ended)
            return domain::fail(ended.error());
        return outcome;
    }
    template <typename Work>
    requires std::is_same_v<std::invoke_result_t<Work, Connection&>, Response> Result<Response> write(
        Work work)
    {
        const std::lock_guard lock(m_writing);
        if (auto begun = m_writer->execute("BEGIN IMMEDIATE"); !begun)
            return domain::fail(begun.error());
        auto response = work(*m_writer);
        if (auto ended = end(response.status < 400); !ended)
            return domain::fail(ended.error());
        return response;
    }

    /** A transaction that stays open over several calls; rolled back unless committed. Holds the writer all
     * the while. */
    class Batch {
    public:
        Batch(const Batch&) = delete;
        Batch& operator=(const Batch&) = delete;
        ~Batch();
        Connection& connection() { return *m_database->m_writer; }
        Result<Done> commit();

    private:
        friend class Database;
        Batch(Database& database, std::unique_lock<std::mutex> lock)
            : m_database(&database)
            , m_lock(std::move(lock))
        {
        }
        Database* m_database;
        std::unique_lock<std::mutex> m_lock;
    };
    Result<std::unique_ptr<Batch>> beginBatch();

private:
    /** A read-only connection for as long as this lives; the writer, under its lock, where there are none. */
    class Reader {
    public:
        explicit Reader(Database& database);
        ~Reader();
        Reader(const Reader&) = delete;
        Reader& operator=(const Reader&) = delete;
        Connection& connection() const { return *m_connection; }

    private:
        Database& m_database;
        std::unique_lock<std::mutex> m_writing;
        Connection* m_connection = nullptr;
    };

    Database() = default;
    Result<Done> end(bool commit);
    Result<Done> migrate(bool mayCreate);

    std::mutex m_writing;
    std::unique_ptr<Connection> m_writer; ///< Null if opened read-only.
    std::vector<std::unique_ptr<Connection>> m_readers;
    std::mutex m_pool;
    std::condition_variable m_returned;
    std::vector<Connection*> m_free;
};

} // namespace peraku::treasury
