#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>
#include <tl/expected.hpp>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

namespace peraku::sqlite {

/** What SQLite said; the libraries above translate it into the error catalogue. */
struct Failure {
    int code = 0; ///< Primary result code (SQLITE_FULL, SQLITE_CORRUPT ...).
    QString text;
};
template <typename T> using Outcome = tl::expected<T, Failure>;
using Nothing = std::monostate;

class Database;

/** A prepared statement; values are bound by position from 1. Reset and cleared before each run. Not
 * thread-safe. */
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    ~Statement();

    Statement& bind(int index, qint64 value);
    Statement& bind(int index, const QString& value);
    Statement& bind(int index, const QByteArray& value); ///< As a blob; null if it is null.

    /** True while there is a row. */
    Outcome<bool> step();
    /** Runs to the end, for statements without rows. */
    Outcome<Nothing> run();
    void reset();

    qint64 integer(int column) const;
    QString text(int column) const;
    QByteArray blob(int column) const;
    bool isNull(int column) const;

private:
    friend class Database;
    Statement(sqlite3* database, sqlite3_stmt* statement)
        : m_database(database)
        , m_statement(statement)
    {
    }
    sqlite3* m_database = nullptr;
    sqlite3_stmt* m_statement = nullptr;
};

/**
 * How durable a file is: a rollback journal with synchronous=EXTRA, a write-ahead log for what can be had
 * again, or a write-ahead log with synchronous=FULL, beside which read-only connections may stand.
 */
enum class Durability { Extra, Rebuildable, SharedLog };

/** One read-write connection with the house's settings (foreign keys, secure delete, no trusted schema, temp
 * in memory). */
class Database {
public:
    static Outcome<std::unique_ptr<Database>> open(const QString& path, Durability durability);
    /** A connection that cannot write, to a file that exists. */
    static Outcome<std::unique_ptr<Database>> openReadOnly(const QString& path);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    Outcome<Statement> prepare(const char* sql);
    Outcome<Nothing> execute(const char* sql);
    /** Runs `work` in one IMMEDIATE transaction: committed if it succeeds, else rolled back. */
    Outcome<Nothing> transaction(const std::function<Outcome<Nothing>()>& work);
    qint64 lastInsertId() const;
    Outcome<int> userVersion();
    /** Whether the file is whole (PRAGMA quick_check). */
    Outcome<bool> quickCheck();

private:
    static Outcome<std::unique_ptr<Database>> opened(const QString& path, int flags);
    explicit Database(sqlite3* handle)
        : m_handle(handle)
    {
    }
    sqlite3* m_handle;
};

} // namespace peraku::sqlite
