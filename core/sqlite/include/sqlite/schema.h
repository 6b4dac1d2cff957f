#pragma once

#include <sqlite/database.h>

#include <vector>

namespace peraku::sqlite {

/** A kind of file: its application_id, and the steps that bring it up to date. user_version counts the steps
 * that were done; a step that was released is never changed. */
struct Schema {
    int applicationId = 0;
    std::vector<const char*> migrations;

    int version() const { return int(migrations.size()); }
};

enum class SchemaState {
    Empty, ///< Nothing was ever written to it.
    Older,
    Current,
    Newer, ///< Written by a later version of the program.
    Foreign ///< Some other program's file.
};

Outcome<SchemaState> schemaState(Database& database, const Schema& schema);

/** Runs the missing steps, each in one transaction with its user_version. A file that was cut off in between
 * stands at the last finished step. */
Outcome<Nothing> migrate(Database& database, const Schema& schema);

} // namespace peraku::sqlite
