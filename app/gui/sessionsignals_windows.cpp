#include "sessionsignals.h"

#include <QAbstractNativeEventFilter>
#include <QCoreApplication>
#include <QWidget>

#include <functional>
// wtsapi32.h needs what windows.h defines.
#include <windows.h>
#include <wtsapi32.h>

namespace peraku::gui {

struct SessionSignals::Private : QAbstractNativeEventFilter {
    Private(HWND handle, std::function<void()> tell)
        : window(handle)
        , lock(std::move(tell))
    {
        WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION);
        qApp->installNativeEventFilter(this);
    }
    ~Private() override
    {
        qApp->removeNativeEventFilter(this);
        WTSUnRegisterSessionNotification(window);
    }
    bool nativeEventFilter(const QByteArray&, void* message, qintptr*) override
    {
        const auto* said = static_cast<const MSG*>(message);
        if ((said->message == WM_WTSSESSION_CHANGE && said->wParam == WTS_SESSION_LOCK)
            || (said->message == WM_POWERBROADCAST && said->wParam == PBT_APMSUSPEND))
            lock();
        return false;
    }
    HWND window;
    std::function<void()> lock;
};

SessionSignals::SessionSignals(QWidget& window, QObject* parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(reinterpret_cast<HWND>(window.winId()), [this] { changed(true); }))
{
}

void SessionSignals::holdSleep() { }

void SessionSignals::letSleep() { }

SessionSignals::~SessionSignals() = default;

} // namespace peraku::gui
