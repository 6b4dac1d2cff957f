#include <sqlite/database.h>

#include <sqlite3.h>
#include <utility>

namespace peraku::sqlite {

namespace {

tl::unexpected<Failure> failure(sqlite3* handle, int code)
{
    return tl::unexpected<Failure>(
        Failure { code & 0xff, QString::fromUtf8(handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code)) });
}

constexpr auto settings
    = "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY;";

} // namespace

Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr))
{
}

Statement& Statement::operator=(Statement&& other) noexcept
{
    std::swap(m_database, other.m_database);
    std::swap(m_statement, other.m_statement);
    return *this;
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

Statement& Statement::bind(int index, qint64 value)
{
    sqlite3_bind_int64(m_statement, index, value);
    return *this;
}

Statement& Statement::bind(int index, const QString& value)
{
    const auto utf8 = value.toUtf8();
    sqlite3_bind_text(m_statement, index, utf8.constData(), int(utf8.size()), SQLITE_TRANSIENT);
    return *this;
}

Statement& Statement::bind(int index, const QByteArray& value)
{
    if (value.isNull())
        sqlite3_bind_null(m_statement, index);
    else
        sqlite3_bind_blob(m_statement, index, value.constData(), int(value.size()), SQLITE_TRANSIENT);
    return *this;
}

Outcome<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return failure(m_database, code);
}

Outcome<Nothing> Statement::run()
{
    for (;;) {
        const auto row = step();
        if (!row)
            return tl::unexpected<Failure>(row.error());
        if (!*row)
            break;
    }
    reset();
    return Nothing {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QString Statement::text(int column) const
{
    const auto* utf8 = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(utf8, sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::blob(int column) const
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    return QByteArray(bytes, sqlite3_column_bytes(m_statement, column));
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

Outcome<std::unique_ptr<Database>> Database::opened(const QString& path, int flags)
{
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(
        path.toUtf8().constData(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    std::unique_ptr<Database> database(new Database(handle));
    if (code != SQLITE_OK)
        return failure(handle, code);
    constexpr int busyMs = 5000;
    sqlite3_busy_timeout(handle, busyMs);
    if (auto set = database->execute(settings); !set)
        return tl::unexpected<Failure>(set.error());
    return database;
}

Outcome<std::unique_ptr<Database>> Database::open(const QString& path, Durability durability)
{
    auto database = opened(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!database)
        return database;
    const char* journal = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;";
    if (durability == Durability::Rebuildable)
        journal = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000;";
    else if (durability == Durability::SharedLog)
        journal = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";
    if (auto set = (*database)->execute(journal); !set)
        return tl::unexpected<Failure>(set.error());
    return database;
}

Outcome<std::unique_ptr<Database>> Database::openReadOnly(const QString& path)
{
    return opened(path, SQLITE_OPEN_READONLY);
}

Database::~Database()
{
    sqlite3_close_v2(m_handle);
}

Outcome<Statement> Database::prepare(const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return failure(m_handle, code);
    return Statement(m_handle, statement);
}

Outcome<Nothing> Database::execute(const char* sql)
{
    const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return failure(m_handle, code);
    return Nothing {};
}

Outcome<Nothing> Database::transaction(const std::function<Outcome<Nothing>()>& work)
{
    if (auto begun = execute("BEGIN IMMEDIATE"); !begun)
        return begun;
    auto result = work();
    if (result)
        result = execute("COMMIT");
    // After some failures SQLite has rolled back by itself; asking again would only hide the first error.
    if (!result && sqlite3_get_autocommit(m_handle) == 0)
        sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
    return result;
}

qint64 Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

Outcome<int> Database::userVersion()
{
    auto statement = prepare("PRAGMA user_version");
    if (!statement)
        return tl::unexpected<Failure>(statement.error());
    const auto row = statement->step();
    if (!row)
        return tl::unexpected<Failure>(row.error());
    return int(statement->integer(0));
}

Outcome<bool> Database::quickCheck()
{
    auto statement = prepare("PRAGMA quick_check(1)");
    if (!statement)
        return tl::unexpected<Failure>(statement.error());
    const auto row = statement->step();
    if (!row)
        return tl::unexpected<Failure>(row.error());
    return statement->text(0) == QLatin1String("ok");
}

} // namespace peraku::sqlite
