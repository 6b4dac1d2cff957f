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
    , m_sql(std::move(other.m_sql))
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_bindCode(other.m_bindCode)
{
}

Statement& Statement::operator=(Statement&& other) noexcept
{
    std::swap(m_database, other.m_database);
    std::swap(m_sql, other.m_sql);
    std::swap(m_statement, other.m_statement);
    std::swap(m_bindCode, other.m_bindCode);
    return *this;
}

Statement::~Statement()
{
    if (!m_statement)
        return;
    reset();
    m_database->m_pool[std::move(m_sql)].push_back(m_statement);
}

Statement& Statement::bound(int code)
{
    if (m_bindCode == SQLITE_OK)
        m_bindCode = code;
    return *this;
}

Statement& Statement::bind(int index, qint64 value)
{
    return bound(sqlite3_bind_int64(m_statement, index, value));
}

Statement& Statement::bind(int index, const QString& value)
{
    const auto utf8 = value.toUtf8();
    return bound(sqlite3_bind_text64(
        m_statement, index, utf8.constData(), sqlite3_uint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
}

Statement& Statement::bind(int index, const QByteArray& value)
{
    if (value.isNull())
        return bound(sqlite3_bind_null(m_statement, index));
    return bound(sqlite3_bind_blob64(
        m_statement, index, value.constData(), sqlite3_uint64(value.size()), SQLITE_TRANSIENT));
}

Outcome<bool> Statement::step()
{
    if (m_bindCode != SQLITE_OK)
        return tl::unexpected<Failure>(
            Failure { m_bindCode & 0xff, QString::fromUtf8(sqlite3_errstr(m_bindCode)) });
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return failure(m_database->m_handle, code);
}

Outcome<Nothing> Statement::run()
{
    return forEach([] {});
}

Outcome<Nothing> Statement::forEach(const std::function<void()>& use)
{
    for (;;) {
        const auto row = step();
        if (!row)
            return tl::unexpected<Failure>(row.error());
        if (!*row)
            break;
        use();
    }
    reset();
    return Nothing {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    m_bindCode = SQLITE_OK;
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
        // Rows of some kilobytes would leave much of a small page empty.
        journal = "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA "
                  "wal_autocheckpoint=1500;";
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
    for (const auto& [sql, statements] : m_pool) {
        for (auto* statement : statements)
            sqlite3_finalize(statement);
    }
    sqlite3_close_v2(m_handle);
}

Outcome<Statement> Database::prepare(const char* sql)
{
    if (const auto pooled = m_pool.find(std::string_view(sql));
        pooled != m_pool.end() && !pooled->second.empty()) {
        auto* statement = pooled->second.back();
        pooled->second.pop_back();
        return Statement(this, sql, statement);
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return failure(m_handle, code);
    return Statement(this, sql, statement);
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

Outcome<qint64> Database::number(const char* sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return tl::unexpected<Failure>(statement.error());
    const auto row = statement->step();
    if (!row)
        return tl::unexpected<Failure>(row.error());
    return statement->integer(0);
}

Outcome<int> Database::userVersion()
{
    return number("PRAGMA user_version").map([](qint64 value) { return int(value); });
}

Outcome<int> Database::applicationId()
{
    return number("PRAGMA application_id").map([](qint64 value) { return int(value); });
}

Outcome<bool> Database::saysOk(const char* sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return tl::unexpected<Failure>(statement.error());
    const auto row = statement->step();
    if (!row)
        return tl::unexpected<Failure>(row.error());
    return statement->text(0) == QLatin1String("ok");
}

Outcome<bool> Database::quickCheck()
{
    return saysOk("PRAGMA quick_check(1)");
}

Outcome<bool> Database::integrityCheck()
{
    return saysOk("PRAGMA integrity_check(1)");
}

Outcome<Nothing> Database::copyTo(const QString& path)
{
    auto target = open(path, Durability::Extra);
    if (!target)
        return tl::unexpected<Failure>(target.error());
    auto* copy = sqlite3_backup_init((*target)->m_handle, "main", m_handle, "main");
    if (!copy)
        return failure((*target)->m_handle, sqlite3_errcode((*target)->m_handle));
    constexpr int allPages = -1;
    // Finishing tells nothing of a step that found the file busy.
    const int stepped = sqlite3_backup_step(copy, allPages);
    const int finished = sqlite3_backup_finish(copy);
    if (stepped != SQLITE_DONE || finished != SQLITE_OK)
        return failure((*target)->m_handle, finished != SQLITE_OK ? finished : stepped);
    return Nothing {};
}

const char* libraryVersion()
{
    return sqlite3_libversion();
}

} // namespace peraku::sqlite
