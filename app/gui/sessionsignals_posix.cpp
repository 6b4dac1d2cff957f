#include "sessionsignals.h"

#ifdef PERAKU_DBUS
#include <QDBusConnection>
#endif

namespace peraku::gui {

struct SessionSignals::Private { };

SessionSignals::SessionSignals(QWidget&, QObject* parent)
    : QObject(parent)
{
#ifdef PERAKU_DBUS
    // logind tells of sleep, the desktop's screen saver of its lock; a bus that is not there tells nothing.
    QDBusConnection::systemBus().connect(QStringLiteral("org.freedesktop.login1"),
        QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
        QStringLiteral("PrepareForSleep"), this, SLOT(changed(bool)));
    for (const auto* saver : { "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver" })
        QDBusConnection::sessionBus().connect(
            {}, {}, QLatin1String(saver), QStringLiteral("ActiveChanged"), this, SLOT(changed(bool)));
#endif
}

SessionSignals::~SessionSignals() = default;

} // namespace peraku::gui
