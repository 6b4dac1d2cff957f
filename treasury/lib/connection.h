#pragma once

#include <domain/result.h>
#include <sqlite/database.h>

#include <map>
#include <memory>

namespace peraku::treasury {

using domain::Done;
using domain::Result;

/** One connection of the treasury's file, for one thread at a time: errors in the domain's words, and
 * statements that are prepared once. */
class Connection {
public:
    enum class Mode {
        ReadOnly,
        ReadWrite,
        Create ///< ReadWrite, and makes the file if there is none.
    };
    static Result<std::unique_ptr<Connection>> open(const QString& path, Mode mode);

    /** Runs one or several statements without parameters; their rows are dropped. */
    Result<Done> execute(const char* sql);

    /** A statement on loan; reset and given back when this ends. */
    class Loan {
    public:
        Loan(Loan&& other) noexcept = default;
        Loan& operator=(Loan&&) = delete;
        ~Loan();
        sqlite::Statement& operator*() { return *m_statement; }
        Result<bool> step();

    private:
        friend class Connection;
        Loan(Connection& connection, const char* key, std::unique_ptr<sqlite::Statement> statement);
        Connection* m_connection;
        const char* m_key;
        std::unique_ptr<sqlite::Statement> m_statement;
    };
    /** `sql` must be a literal: statements are kept by its address. */
    Result<Loan> prepare(const char* sql);

private:
    explicit Connection(std::unique_ptr<sqlite::Database> database);

    std::unique_ptr<sqlite::Database> m_database;
    std::map<const void*, std::unique_ptr<sqlite::Statement>> m_idle;
};

} // namespace peraku::treasury
