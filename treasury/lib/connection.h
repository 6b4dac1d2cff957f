#pragma once

#include <domain/result.h>

#include <QByteArray>
#include <QHash>
#include <QString>

#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace peraku::treasury::sqlite {

using domain::Done;
using domain::Result;

enum class OpenMode { ReadOnly,
    ReadWrite,
    Create }; ///< ReadWrite, and makes the file if there is none.

class Connection;

/** A prepared statement on loan from its connection; reset and given back when this ends. Columns count from 0, parameters from 1. */
class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    void bind(int index, const QString& value);
    void bind(int index, const QByteArray& value); ///< A null array binds an empty blob.
    void bind(int index, qint64 value);
    /** True if there is a row. A binding that failed shows here. */
    Result<bool> step();

    QString text(int column);
    QByteArray blob(int column);
    qint64 integer(int column);
    bool isNull(int column);

private:
    friend class Connection;
    Statement(Connection& connection, const char* key, sqlite3_stmt* statement)
        : m_connection(&connection)
        , m_key(key)
        , m_statement(statement)
    {
    }
    void remember(int code);

    Connection* m_connection;
    const char* m_key;
    sqlite3_stmt* m_statement;
    int m_bindError = 0;
};

/** One connection to a SQLite file, for one thread at a time; keeps the statements that it prepared. */
class Connection {
public:
    static Result<std::unique_ptr<Connection>> open(const QString& path, OpenMode mode);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /** Runs one or several statements without parameters; their rows are dropped. */
    Result<Done> execute(const char* sql);
    /** `sql` must be a literal: statements are kept by its address. */
    Result<Statement> prepare(const char* sql);

private:
    friend class Statement;
    explicit Connection(sqlite3* handle)
        : m_handle(handle)
    {
    }
    domain::Error errorOf(int code) const;
    void giveBack(const char* key, sqlite3_stmt* statement);

    sqlite3* m_handle;
    QHash<const void*, sqlite3_stmt*> m_idle;
};

} // namespace peraku::treasury::sqlite
