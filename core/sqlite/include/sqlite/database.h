#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace peraku::sqlite {

/** Of the SQLite that this process runs with. */
const char* libraryVersion();

/** What SQLite said; the libraries above translate it into the error catalogue. */
struct Failure {
    int code = 0; ///< Primary result code (SQLITE_FULL, SQLITE_CORRUPT ...).
    QString text;
};
template <typename T> using Outcome = tl::expected<T, Failure>;
using Nothing = std::monostate;

class Database;

/**
 * A prepared statement; values are bound by position from 1. A failed bind is told by the next step. It goes
 * back to its database's pool when it is destroyed, and must not outlive it. Not thread-safe.
 */
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
    /** Runs to the end and resets, for statements without rows. */
    Outcome<Nothing> run();
    /** Calls `use` at each row, then resets. */
    Outcome<Nothing> forEach(const std::function<void()>& use);
    void reset();

    qint64 integer(int column) const;
    QString text(int column) const;
    QByteArray blob(int column) const;
    bool isNull(int column) const;

private:
    friend class Database;
    Statement(Database* database, const char* sql, sqlite3_stmt* statement)
        : m_database(database)
        , m_sql(sql)
        , m_statement(statement)
    {
    }
    Statement& bound(int code);

    Database* m_database = nullptr;
    std::string m_sql;
    sqlite3_stmt* m_statement = nullptr;
    int m_bindCode = 0;
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
    Outcome<int> applicationId();
    /** Whether the file is whole (PRAGMA quick_check); fast, but blind to an index that tells other rows than
     * its table. */
    Outcome<bool> quickCheck();
    /** The same with every index held against its table (PRAGMA integrity_check). */
    Outcome<bool> integrityCheck();
    /** Copies the database into a new file, synced to the disk before this returns; `path` must not exist. */
    Outcome<Nothing> copyTo(const QString& path);

private:
    friend class Statement;
    static Outcome<std::unique_ptr<Database>> opened(const QString& path, int flags);
    explicit Database(sqlite3* handle)
        : m_handle(handle)
    {
    }
    Outcome<qint64> number(const char* sql);
    Outcome<bool> saysOk(const char* sql);

    sqlite3* m_handle;
    std::map<std::string, std::vector<sqlite3_stmt*>, std::less<>> m_pool; ///< Prepared and not in use.
};

} // namespace peraku::sqlite
