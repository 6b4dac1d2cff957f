#pragma once

namespace peraku::secret {

/** Keeps this process's memory out of core dumps and crash reports, as far as the platform lets a process ask
 * for it. */
void forbidCoreDumps();

} // namespace peraku::secret
