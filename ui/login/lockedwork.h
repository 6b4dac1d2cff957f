#pragma once

#include <QString>

namespace peraku::ui {

/** What becomes of what was typed when the desk locked. */
struct LockedWork {
    enum class Draft { None, Saving, Saved, Unsaved };
    Draft draft = Draft::None; ///< Unsaved: it is kept by the window alone.
    QString why; ///< It could not be saved; empty = in time.
    bool form = false; ///< A form stood open that was not sent; the window alone keeps it.
};

} // namespace peraku::ui
