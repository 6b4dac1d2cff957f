#pragma once

#include <QByteArray>

namespace peraku::resources {

/** Makes the embedded files known; a static library's resources are otherwise dropped by the linker. Call
 * once in main(). */
void registerAll();

/** The process catalogue of 50 work processes as CSV. */
QByteArray processCatalogueCsv();

} // namespace peraku::resources
