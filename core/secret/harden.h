#pragma once

namespace peraku::secret {

/** Keeps this process's memory out of core dumps and crash reports, as far as the platform lets a process ask
 * for it. */
void forbidCoreDumps();

/** Libraries that are loaded later come from the program's folder, the system's and folders named on purpose.
 */
void narrowLibrarySearch();

} // namespace peraku::secret
