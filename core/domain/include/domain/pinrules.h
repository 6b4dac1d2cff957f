#pragma once

#include <domain/ic.h>
#include <secret/securebuffer.h>

#include <QStringList>

namespace peraku::domain {

inline constexpr std::size_t pinDigitsMin = 6;
inline constexpr std::size_t pinDigitsMax = 12;

/**
 * The rules that a new PIN does not meet, as finding keys in this order: "finding.pin-digits" (6 to 12
 * digits), "finding.pin-run" (no sequence of five such as 12345 or 98765), "finding.pin-repeat" (three
 * different digits at least, no repeated block such as 246246), "finding.pin-personal" (no six digits of the
 * IC, no birth date in any order). Empty if it will do. The desk guides by this and the treasury decides by
 * it.
 */
QStringList pinFindings(const secret::SecureBuffer& pin, const Ic& officer);

} // namespace peraku::domain
