#include <sqlite/schema.h>

namespace peraku::sqlite {

Outcome<SchemaState> schemaState(Database& database, const Schema& schema)
{
    const auto id = database.applicationId();
    const auto version = database.userVersion();
    if (!id || !version)
        return tl::unexpected<Failure>(id ? version.error() : id.error());
    if (*id == 0 && *version == 0) {
        auto tables = database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1");
        if (!tables)
            return tl::unexpected<Failure>(tables.error());
        return tables->step().map([](bool any) { return any ? SchemaState::Foreign : SchemaState::Empty; });
    }
    if (*id != schema.applicationId)
        return SchemaState::Foreign;
    if (*version == schema.version())
        return SchemaState::Current;
    return *version < schema.version() ? SchemaState::Older : SchemaState::Newer;
}

Outcome<Nothing> migrate(Database& database, const Schema& schema)
{
    const auto done = database.userVersion();
    if (!done)
        return tl::unexpected<Failure>(done.error());
    for (int step = *done; step < schema.version(); ++step) {
        const auto marks = "PRAGMA application_id = " + std::to_string(schema.applicationId)
            + "; PRAGMA user_version = " + std::to_string(step + 1) + ";";
        const auto migrated = database.transaction([&] {
            return database.execute(schema.migrations[std::size_t(step)]).and_then([&](Nothing) {
                return database.execute(marks.c_str());
            });
        });
        if (!migrated)
            return migrated;
    }
    return Nothing {};
}

} // namespace peraku::sqlite
