#include "database.h"

#include "schema.h"
#include "sql.h"

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;

namespace {

constexpr auto cachePragma = "PRAGMA cache_size=-16384;";

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString& path, Mode mode, int readers)
{
    auto database = std::unique_ptr<Database>(new Database);
    if (mode != Mode::ReadOnly) {
        auto writer = Connection::open(
            path, mode == Mode::CreateIfMissing ? Connection::Mode::Create : Connection::Mode::ReadWrite);
        if (!writer)
            return fail(writer.error());
        database->m_writer = std::move(*writer);
        auto ready = database->m_writer->execute(cachePragma);
        if (ready)
            ready = database->migrate(mode == Mode::CreateIfMissing);
        if (!ready)
            return fail(ready.error());
    }
    for (int i = 0; i < readers; ++i) {
        auto reader = Connection::open(path, Connection::Mode::ReadOnly);
        if (!reader)
            return fail(reader.error());
        if (auto ready = (*reader)->execute(cachePragma); !ready)
            return fail(ready.error());
        database->m_free.push_back(reader->get());
        database->m_readers.push_back(std::move(*reader));
    }
    return database;
}

Result<Done> Database::migrate(bool mayCreate)
{
    auto& writer = *m_writer;
    auto application = sql::value(writer, "PRAGMA application_id");
    auto version = sql::value(writer, "PRAGMA user_version");
    if (!application)
        return fail(application.error());
    if (!version)
        return fail(version.error());
    const auto migrations = treasuryMigrations();
    if (*version == 0 && *application == 0 && !mayCreate)
        return fail(ErrorCode::NotFound, QStringLiteral("no treasury in this file"));
    if (*version > 0 && *application != treasuryApplicationId)
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("the file is not a treasury's"));
    if (*version > migrations.size())
        return fail(ErrorCode::StorageTooNew, QStringLiteral("schema %1").arg(*version));
    for (auto next = *version; next < migrations.size(); ++next) {
        const auto script
            = QStringLiteral("BEGIN IMMEDIATE;%1;PRAGMA application_id=%2;PRAGMA user_version=%3;COMMIT;")
                  .arg(migrations.at(next))
                  .arg(treasuryApplicationId)
                  .arg(next + 1)
                  .toUtf8();
        if (auto done = writer.execute(script.constData()); !done)
            return done;
    }
    return Done {};
}

Result<Done> Database::end(bool commit)
{
    auto ended = m_writer->execute(commit ? "COMMIT" : "ROLLBACK");
    // A commit that failed (a full disk) leaves the transaction open; nothing of it may stay.
    if (!ended && commit)
        std::ignore = m_writer->execute("ROLLBACK");
    return ended;
}

Result<std::unique_ptr<Database::Batch>> Database::beginBatch()
{
    std::unique_lock lock(m_writing);
    if (auto begun = m_writer->execute("BEGIN IMMEDIATE"); !begun)
        return fail(begun.error());
    return std::unique_ptr<Batch>(new Batch(*this, std::move(lock)));
}

Database::Batch::~Batch()
{
    // Failing to roll back leaves the file as it was all the same: the connection ends with the program.
    if (m_lock.owns_lock())
        std::ignore = m_database->end(false);
}

Result<Done> Database::Batch::commit()
{
    auto done = m_database->end(true);
    m_lock.unlock();
    return done;
}

Database::Reader::Reader(Database& database)
    : m_database(database)
{
    if (database.m_readers.empty()) {
        m_writing = std::unique_lock(database.m_writing);
        m_connection = database.m_writer.get();
        return;
    }
    std::unique_lock lock(database.m_pool);
    database.m_returned.wait(lock, [&] { return !database.m_free.empty(); });
    m_connection = database.m_free.back();
    database.m_free.pop_back();
}

Database::Reader::~Reader()
{
    if (m_writing.owns_lock())
        return;
    {
        const std::lock_guard lock(m_database.m_pool);
        m_database.m_free.push_back(m_connection);
    }
    m_database.m_returned.notify_one();
}

} // namespace peraku::treasury
