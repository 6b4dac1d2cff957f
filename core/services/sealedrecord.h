#pragma once

#include <QDateTime>
#include <QHash>

#include <container/asic.h>

namespace peraku::services {

/** When the treasury received each part of a container that it sealed, by the record in it; UTC, by the
 * part's name. Worth as much as the seal. */
QHash<QString, QDateTime> receivedTimes(const container::Asic& asic);

} // namespace peraku::services
