#pragma once

#include <QList>
#include <QString>

namespace peraku::treasury {

inline constexpr int treasuryApplicationId = 0x50524b54; // "PRKT"

/** SQL of each migration, in order; the number of the last one is the schema's version. Never edited once
 * released. */
QStringList treasuryMigrations();

} // namespace peraku::treasury
