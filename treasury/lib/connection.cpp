#include "connection.h"

#include <sqlite3.h>

#include <utility>

namespace peraku::treasury::sqlite {

using domain::ErrorCode;
using domain::fail;

namespace {
    constexpr int busyTimeoutMs = 5000;
}

Statement::Statement(Statement&& other) noexcept
    : m_connection(other.m_connection)
    , m_key(other.m_key)
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_bindError(other.m_bindError)
{
}

Statement::~Statement()
{
    if (m_statement)
        m_connection->giveBack(m_key, m_statement);
}

void Statement::remember(int code)
{
    if (code != SQLITE_OK)
        m_bindError = code;
}

void Statement::bind(int index, const QString& value)
{
    const auto text = value.toUtf8();
    remember(sqlite3_bind_text64(m_statement, index, text.constData(), sqlite3_uint64(text.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int index, const QByteArray& value)
{
    remember(sqlite3_bind_blob64(
        m_statement, index, value.isNull() ? "" : value.constData(), sqlite3_uint64(value.size()), SQLITE_TRANSIENT));
}

void Statement::bind(int index, qint64 value) { remember(sqlite3_bind_int64(m_statement, index, value)); }

Result<bool> Statement::step()
{
    if (m_bindError != SQLITE_OK)
        return fail(m_connection->errorOf(m_bindError));
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return fail(m_connection->errorOf(code));
}

QString Statement::text(int column)
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(bytes, sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::blob(int column)
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    return QByteArray(bytes, sqlite3_column_bytes(m_statement, column));
}

qint64 Statement::integer(int column) { return sqlite3_column_int64(m_statement, column); }
bool Statement::isNull(int column) { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }

Result<std::unique_ptr<Connection>> Connection::open(const QString& path, OpenMode mode)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (mode == OpenMode::ReadOnly)
        flags |= SQLITE_OPEN_READONLY;
    else
        flags |= SQLITE_OPEN_READWRITE | (mode == OpenMode::Create ? SQLITE_OPEN_CREATE : 0);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &handle, flags, nullptr);
    auto connection = std::unique_ptr<Connection>(new Connection(handle));
    if (code != SQLITE_OK)
        return fail(connection->errorOf(code));
    sqlite3_busy_timeout(handle, busyTimeoutMs);
    return connection;
}

Connection::~Connection()
{
    for (auto* statement : std::as_const(m_idle))
        sqlite3_finalize(statement);
    sqlite3_close(m_handle);
}

domain::Error Connection::errorOf(int code) const
{
    const auto text = QStringLiteral("sqlite %1: %2").arg(code).arg(QString::fromUtf8(sqlite3_errmsg(m_handle)));
    switch (code & 0xff) {
    case SQLITE_FULL:
        return { ErrorCode::StorageFull, text, {}, true, 0 };
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return { ErrorCode::StorageCorrupt, text, {}, false, 0 };
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return { ErrorCode::ServerBusy, text, {}, true, 1 };
    default:
        return { ErrorCode::StorageFailed, text, {}, false, 0 };
    }
}

Result<Done> Connection::execute(const char* sql)
{
    const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return fail(errorOf(code));
    return Done {};
}

Result<Statement> Connection::prepare(const char* sql)
{
    if (auto* kept = m_idle.take(sql))
        return Statement(*this, sql, kept);
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return fail(errorOf(code));
    return Statement(*this, sql, statement);
}

void Connection::giveBack(const char* key, sqlite3_stmt* statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    // The same statement may be on loan twice, as in a loop over rows; one copy is kept.
    if (m_idle.contains(key))
        sqlite3_finalize(statement);
    else
        m_idle.insert(key, statement);
}

} // namespace peraku::treasury::sqlite
