#pragma once

#include <domain/result.h>

#include <QString>

namespace peraku::common {

/**
 * Sends the program's log to standard error as text, or to a file as JSON lines {time, level, category,
 * message}. Runs of twelve digits (IC numbers) are masked whatever wrote them. Call once, in main().
 */
domain::Result<domain::Done> installLogging(const QString& file);

/** The message as it may be written down. */
QString withoutPersonalData(const QString& message);

} // namespace peraku::common
