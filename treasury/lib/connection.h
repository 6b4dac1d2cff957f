#pragma once

#include <domain/result.h>
#include <sqlite/database.h>

#include <memory>

namespace peraku::treasury {

using domain::Done;
using domain::Result;

/** One connection of the treasury's file, for one thread at a time, with errors in the domain's words. */
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

    /** A statement on loan; reset and given back to the database's pool when this ends. */
    class Loan {
    public:
        sqlite::Statement& operator*() { return m_statement; }
        Result<bool> step();

    private:
        friend class Connection;
        explicit Loan(sqlite::Statement statement);
        sqlite::Statement m_statement;
    };
    Result<Loan> prepare(const char* sql);

private:
    explicit Connection(std::unique_ptr<sqlite::Database> database);

    std::unique_ptr<sqlite::Database> m_database;
};

} // namespace peraku::treasury
