#pragma once

class QApplication;

namespace peraku::domain {
class Executor;
}
namespace peraku::services {
class SessionService;
}
namespace peraku::ui {
class MainWindow;
}

namespace peraku::gui {

/** Logs out before the program ends, but never holds it up for long. */
void endWithFarewell(QApplication& application, services::SessionService& session);
/** Saves what is being typed when the officer logs off from the PC, which ends the program without further
 * questions; waits for `writer`, at most 3 s. */
void saveBeforeSessionEnds(ui::MainWindow& window, domain::Executor& writer);

} // namespace peraku::gui
