#include "connection.h"

#include <treasury/storage.h>

namespace peraku::treasury {

using domain::ErrorCode;
using domain::fail;

namespace {

tl::unexpected<domain::Error> failed(const sqlite::Failure& failure)
{
    return fail(storageError(QStringLiteral("treasury.db"), failure));
}

} // namespace

Connection::Loan::Loan(sqlite::Statement statement)
    : m_statement(std::move(statement))
{
}

Result<bool> Connection::Loan::step()
{
    auto row = m_statement.step();
    if (!row)
        return failed(row.error());
    return *row;
}

Connection::Connection(std::unique_ptr<sqlite::Database> database)
    : m_database(std::move(database))
{
}

Result<std::unique_ptr<Connection>> Connection::open(const QString& path, Mode mode)
{
    if (mode != Mode::Create && !QFile::exists(path))
        return fail(ErrorCode::NotFound, QStringLiteral("no treasury in this folder"));
    if (mode != Mode::ReadOnly) {
        if (auto kept = keepPrivate(path); !kept)
            return fail(kept.error());
    }
    auto database = mode == Mode::ReadOnly ? sqlite::Database::openReadOnly(path)
                                           : sqlite::Database::open(path, sqlite::Durability::SharedLog);
    if (!database)
        return failed(database.error());
    return std::unique_ptr<Connection>(new Connection(std::move(*database)));
}

Result<Done> Connection::execute(const char* sql)
{
    if (auto done = m_database->execute(sql); !done)
        return failed(done.error());
    return Done {};
}

Result<Connection::Loan> Connection::prepare(const char* sql)
{
    auto statement = m_database->prepare(sql);
    if (!statement)
        return failed(statement.error());
    return Loan(std::move(*statement));
}

} // namespace peraku::treasury
