#pragma once

namespace peraku::gui {

/** Tells the desktop which program this is, so that its windows, notices and shortcut belong together. Before
 * the first window; the same name as the installer gives the shortcut. */
void registerIdentity();

} // namespace peraku::gui
