#pragma once

namespace peraku::icons {

/** Makes the embedded pictures known; a static library's resources are otherwise dropped by the linker.
 * Harmless when called twice. */
void registerAll();

} // namespace peraku::icons
