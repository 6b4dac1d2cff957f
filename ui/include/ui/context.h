#pragma once

#include <services/desk.h>
#include <services/settingsinforce.h>
#include <ui/language.h>
#include <ui/modaldoor.h>
#include <ui/theme.h>

#include <QSettings>

namespace peraku::ui {

class Tray;

/** What every screen is given; the composition root owns all of it and outlives the windows. */
struct Context {
    services::Desk& desk;
    ModalDoor& door;
    Theme& theme;
    Language& language;
    QSettings& settings; ///< Window state and choices of this user on this PC; never voucher content.
    QString treasuryName; ///< Host of the treasury, shown at log-in.
    QList<services::SettingInForce> settingsInForce = {}; ///< What the desk was started with.
    Tray* tray = nullptr; ///< Without one the desk tells nothing outside its window.
};

} // namespace peraku::ui
