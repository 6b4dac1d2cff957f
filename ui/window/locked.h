#pragma once

#include "login/lockedwork.h"
#include "workspace.h"

#include <ui/mainwindow.h>

namespace peraku::ui {

/** What a locked window keeps: who may come back, and where to. */
struct MainWindow::Locked {
    domain::Ic officer;
    Workspace::Whereabouts there;
    LockedWork work;
    bool leaving = false; ///< The log-out is under way.
};

} // namespace peraku::ui
