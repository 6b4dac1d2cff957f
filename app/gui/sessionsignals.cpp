#include "sessionsignals.h"

namespace peraku::gui {

void SessionSignals::changed(bool lockedOrAsleep)
{
    if (lockedOrAsleep)
        Q_EMIT lockWanted();
}

void SessionSignals::locked()
{
    changed(true);
}

void SessionSignals::sleeping(bool begins)
{
    m_asleep = begins;
    if (!begins)
        return holdSleep();
    changed(true);
    // Where nobody is logged in there is nothing to wait for.
    deskLocked(m_isLocked);
}

void SessionSignals::deskLocked(bool locked)
{
    m_isLocked = locked;
    if (m_isLocked && m_asleep)
        letSleep();
}

} // namespace peraku::gui
