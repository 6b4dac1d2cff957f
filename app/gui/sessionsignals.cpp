#include "sessionsignals.h"

namespace peraku::gui {

void SessionSignals::changed(bool lockedOrAsleep)
{
    if (lockedOrAsleep)
        Q_EMIT lockWanted();
}

} // namespace peraku::gui
