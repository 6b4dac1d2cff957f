#pragma once

#include <domain/result.h>
#include <sqlite/database.h>

#include <QByteArray>

namespace peraku::store {

inline constexpr auto passwordSlot = "password";
inline constexpr auto recoverySlot = "recovery";

/** The wrapped data key; NotFound if the making of the file was never finished. */
domain::Result<QByteArray> readSlot(sqlite::Database& database, const char* name);
sqlite::Outcome<sqlite::Nothing> writeSlot(
    sqlite::Database& database, const char* name, const QByteArray& wrapped);

} // namespace peraku::store
