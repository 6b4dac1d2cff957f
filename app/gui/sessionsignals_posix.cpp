#include "sessionsignals.h"

#ifdef PERAKU_DBUS
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusUnixFileDescriptor>
#endif

namespace peraku::gui {

#ifdef PERAKU_DBUS

namespace {

constexpr QLatin1String logind("org.freedesktop.login1");
constexpr QLatin1String managerPath("/org/freedesktop/login1");
constexpr QLatin1String manager("org.freedesktop.login1.Manager");

/** Asks logind and hands the answer over, while `context` lives; a bus that is not there answers at once. */
template <typename Answer, typename Then>
void askLogind(QObject* context, const QString& method, const QVariantList& arguments, Then then)
{
    auto call = QDBusMessage::createMethodCall(logind, managerPath, manager, method);
    call.setArguments(arguments);
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::systemBus().asyncCall(call), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [watcher, then = std::move(then)] {
        watcher->deleteLater();
        then(QDBusPendingReply<Answer>(*watcher));
    });
}

} // namespace

struct SessionSignals::Private {
    QDBusUnixFileDescriptor delay; ///< While it is open, the computer waits a few seconds before it sleeps.
};

SessionSignals::SessionSignals(QWidget&, QObject* parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>())
{
    QDBusConnection::systemBus().connect(
        logind, managerPath, manager, QStringLiteral("PrepareForSleep"), this, SLOT(sleeping(bool)));
    // The screen savers of desktops whose lock logind does not hear of.
    for (const auto* saver : { "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver" })
        QDBusConnection::sessionBus().connect(
            {}, {}, QLatin1String(saver), QStringLiteral("ActiveChanged"), this, SLOT(changed(bool)));
    askLogind<QDBusObjectPath>(this, QStringLiteral("GetSession"), { QStringLiteral("auto") },
        [this](const QDBusPendingReply<QDBusObjectPath>& session) {
            // Where logind cannot tell which session is ours, the lock of any one is taken for it.
            QDBusConnection::systemBus().connect(logind,
                session.isError() ? QString() : session.value().path(),
                QStringLiteral("org.freedesktop.login1.Session"), QStringLiteral("Lock"), this,
                SLOT(locked()));
        });
    holdSleep();
}

void SessionSignals::holdSleep()
{
    askLogind<QDBusUnixFileDescriptor>(this, QStringLiteral("Inhibit"),
        { QStringLiteral("sleep"), QCoreApplication::applicationName(), tr("Locks the desk before sleep"),
            QStringLiteral("delay") },
        [this](const QDBusPendingReply<QDBusUnixFileDescriptor>& delay) {
            if (!delay.isError())
                m_d->delay = delay.value();
        });
}

void SessionSignals::letSleep()
{
    m_d->delay = {};
}

#else

struct SessionSignals::Private { };

SessionSignals::SessionSignals(QWidget&, QObject* parent)
    : QObject(parent)
{
}

void SessionSignals::holdSleep() { }

void SessionSignals::letSleep() { }

#endif

SessionSignals::~SessionSignals() = default;

} // namespace peraku::gui
